#include "harness/proof/topology.h"
#include "harness/selftest/ending.h"
#include "harness/selftest/selftest.h"

#include <string.h>

static void places_have_names(void)
{
	static const char *const names[PLACES] = {"WIRE",    "HOST",           "HOST_IGNORES", "WIRE_2",
						  "HOST_2",  "HOST_2_IGNORES", "GUEST_A",      "GUEST_B",
						  "GUEST_C", "GUEST_D",        "WITNESS"};

	for (enum place place = 0; place < PLACES; place++)
		CU_ASSERT_STRING_EQUAL(place_name(place), names[place]);
	CU_ASSERT_STRING_EQUAL(place_name(PLACES), "?");
}

static void sets_are_bits_of_places(void)
{
	CU_ASSERT_EQUAL(NOWHERE, 0);
	CU_ASSERT_EQUAL(AT(WIRE), 1);
	CU_ASSERT_EQUAL(AT(WITNESS), 1 << 10);
	CU_ASSERT_EQUAL(AT(HOST, GUEST_B), 0x82);
	CU_ASSERT_EQUAL(AT(WIRE, HOST, HOST_IGNORES), 0x007);
	CU_ASSERT_EQUAL(AT(WIRE, HOST, HOST_IGNORES, WIRE_2), 0x00f);
	CU_ASSERT_EQUAL(AT(GUEST_D, GUEST_C, GUEST_B, GUEST_A, HOST), 0x3c2);
	CU_ASSERT_EQUAL(AT(WIRE, HOST, HOST_IGNORES, WIRE_2, HOST_2, HOST_2_IGNORES), 0x03f);
	CU_ASSERT_EQUAL(AT(GUEST_A, GUEST_A), AT(GUEST_A));
}

static void sets_are_told_from_the_inside_out(void)
{
	static const struct {
		places set;
		const char *text;
	} rows[] = {
		{NOWHERE, "nowhere"},
		{AT(WIRE), "WIRE"},
		{AT(WIRE, GUEST_A), "GUEST_A, WIRE"},
		{AT(HOST, WIRE, GUEST_C, GUEST_B), "GUEST_B, GUEST_C, HOST, WIRE"},
		{~NOWHERE,
		 "GUEST_A, GUEST_B, GUEST_C, GUEST_D, WITNESS, HOST, HOST_IGNORES, HOST_2, HOST_2_IGNORES, "
		 "WIRE, WIRE_2"},
	};
	char text[200];

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		CU_ASSERT_PTR_EQUAL(places_to_text(rows[i].set, text, sizeof text), text);
		CU_ASSERT_STRING_EQUAL(text, rows[i].text);
	}
	CU_ASSERT_STRING_EQUAL(places_to_text(AT(WIRE, GUEST_A), text, 8), "GUEST_A");
}

static void places_have_addresses(void)
{
	static const struct {
		enum place place;
		const char *address;
	} rows[] = {
		{WIRE, "02:00:00:00:00:02"},    {WIRE_2, "02:00:00:00:00:22"},
		{HOST, "02:00:00:00:00:01"},    {HOST_IGNORES, "02:00:00:00:00:01"},
		{HOST_2, "02:00:00:00:00:21"},  {HOST_2_IGNORES, "02:00:00:00:00:21"},
		{GUEST_A, "02:00:00:00:00:0a"}, {GUEST_B, "02:00:00:00:00:0b"},
		{GUEST_C, "02:00:00:00:00:0c"}, {GUEST_D, "02:00:00:00:00:0d"},
		{WITNESS, "02:00:00:00:00:0e"},
	};

	CU_ASSERT_EQUAL(sizeof rows / sizeof rows[0], PLACES);
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		CU_ASSERT_STRING_EQUAL(mac_to_text(address_of(rows[i].place)).text, rows[i].address);
}

static void ask_address(const void *place)
{
	address_of(*(const enum place *)place);
}

static void no_place_no_address(void)
{
	static const enum place strange[] = {PLACES, (enum place)77};

	for (size_t i = 0; i < sizeof strange / sizeof strange[0]; i++)
		CU_ASSERT_TRUE(is_broken(ask_address, &strange[i], "there is no place"));
}

static void children_have_a_word_for_what_they_do(void)
{
	static const struct {
		struct child child;
		const char *word;
	} rows[] = {
		{{.mode = MODE_PRIVATE}, "private"},
		{{.mode = MODE_BRIDGE, .flags = FLAG_NODST}, "bridge"},
		{{.mode = MODE_SOURCE}, "source"},
		{{.mode = MODE_SOURCE, .flags = FLAG_NODST}, "nodst"},
		{{.mode = MODE_SOURCE, .flags = FLAG_NOPROMISC}, "source"},
		{{.mode = MODE_PASSTHRU}, "passthru"},
		{{.mode = MODE_PASSTHRU, .flags = FLAG_NOPROMISC}, "nopromisc"},
	};

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		CU_ASSERT_STRING_EQUAL(child_word(&rows[i].child), rows[i].word);
}

static void topologies_have_the_word_of_all_their_children(void)
{
	struct topology topology = {.guests = 0};

	CU_ASSERT_STRING_EQUAL(topology_mode(&topology), "");
	topology.guests = 2;
	topology.guest[0].mode = topology.guest[1].mode = MODE_SOURCE;
	CU_ASSERT_STRING_EQUAL(topology_mode(&topology), "source");
	topology.guest[1].flags = FLAG_NODST;
	CU_ASSERT_STRING_EQUAL(topology_mode(&topology), "mixed");
}

static const struct selftest tests[] = {
	{"places have names", places_have_names},
	{"sets are bits of places", sets_are_bits_of_places},
	{"sets are told from the inside out", sets_are_told_from_the_inside_out},
	{"places have addresses", places_have_addresses},
	{"no place, no address", no_place_no_address},
	{"children have a word for what they do", children_have_a_word_for_what_they_do},
	{"topologies have the word of all their children", topologies_have_the_word_of_all_their_children},
};

SELFTEST_MAIN("topology", tests)
