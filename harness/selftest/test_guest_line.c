/* What a guest says is understood line by line, and whoever speaks otherwise than guest/protocol.h is found out: a guest may have
 * crashed, be older, or be somebody else's. No guest takes part. */
#include "harness/selftest/ending.h"
#include "harness/selftest/scripted.h"
#include "harness/selftest/selftest.h"
#include "harness/virt/guest.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#define SAYS(...) ((const char *const[]){__VA_ARGS__, NULL})
#define HEADER    "00010203040506070809"

/* Of exactly its length on the heap, where a sanitizer sees who reads or writes beyond it; never freed, as what has been parsed
 * stands in it. */
static bool parses(const char *text, struct guest_line *parsed)
{
	return guest_line_parse(strdup(text), parsed);
}

/* ---- what is understood ---- */

static void greetings_and_answers(void)
{
	struct guest_line line;

	CU_ASSERT_TRUE(parses("hello 1 6.1.0-49-amd64", &line));
	CU_ASSERT_TRUE(line.kind == LINE_HELLO && line.version == 1);
	CU_ASSERT_STRING_EQUAL(line.words, "6.1.0-49-amd64");
	CU_ASSERT_TRUE(parses("ok", &line) && line.kind == LINE_OK);
	CU_ASSERT_STRING_EQUAL(line.words, "");
	CU_ASSERT_TRUE(parses("ok up carrier 02:00:00:00:00:0a", &line));
	CU_ASSERT_STRING_EQUAL(line.words, "up carrier 02:00:00:00:00:0a");
	CU_ASSERT_TRUE(parses("no ENODEV there is no NIC eth7", &line));
	CU_ASSERT_TRUE(line.kind == LINE_NO && line.error == ENODEV);
	CU_ASSERT_STRING_EQUAL(line.words, "there is no NIC eth7");
	CU_ASSERT_TRUE(parses("no EWHATEVER it is new", &line) && line.error == EPROTO);
}

static void frames(void)
{
	struct guest_line line;

	CU_ASSERT_TRUE(parses("frame eth0 3 " HEADER " 0a0bff", &line));
	CU_ASSERT_TRUE(line.kind == LINE_FRAME && line.packet_type == 3 && line.length == 3);
	CU_ASSERT_STRING_EQUAL(line.nic, "eth0");
	CU_ASSERT_TRUE(line.octets[0] == 0x0a && line.octets[1] == 0x0b && line.octets[2] == 0xff);
	CU_ASSERT_TRUE(line.header[0] == 0 && line.header[9] == 9);
}

static void losses_and_links(void)
{
	struct guest_line line;

	CU_ASSERT_TRUE(parses("lost eth1 4294967295", &line) && line.kind == LINE_LOST);
	CU_ASSERT_EQUAL(line.lost, 4294967295);
	CU_ASSERT_TRUE(parses("link eth0 up nocarrier", &line) && line.kind == LINE_LINK);
	CU_ASSERT_TRUE(line.up && !line.carrier);
	CU_ASSERT_TRUE(parses("link eth0 down carrier", &line) && !line.up && line.carrier);
}

/* ---- what is not ---- */

static const char *const no_lines[] = {
	"",
	" ",
	"okay",
	"OK",
	" ok",
	"frame",
	"\xff\xfe",
	"[    1.0] Kernel panic - not syncing",
	"hello",
	"hello ",
	"hello 1",
	"hello x y",
	"hello -1 y",
	"hello +1 y",
	"hello 1001 y",
	"hello 99999999999999999999 y",
	"no",
	"no ENODEV",
	"no  words",
	"frame eth0",
	"frame eth0 0",
	"frame eth0 0 " HEADER,
	"frame eth0 0 " HEADER " ",
	"frame eth0 8 " HEADER " 00",
	"frame eth0 0 " HEADER "00 00",
	"frame eth0 0 0001 00",
	"frame eth0 0 " HEADER " 0",
	"frame eth0 0 " HEADER " 0g",
	"frame eth0 0 " HEADER " AA",
	"frame eth0 0 " HEADER " 00 00",
	"frame eth0 0 " HEADER " 00 ",
	"frame eth0 x " HEADER " 00",
	"frame  0 " HEADER " 00",
	"frame a-name-of-16-oct 0 " HEADER " 00",
	"frame eth0 0 - 00",
	"lost",
	"lost eth0",
	"lost eth0 x",
	"lost eth0 4294967296",
	"lost eth0 1 2",
	"lost  1",
	"lost eth0 1x",
	"link",
	"link eth0",
	"link eth0 up",
	"link eth0 carrier up",
	"link eth0 up carrier more",
	"link eth0 upp carrier",
	"link  up carrier",
};

static void anything_else_is_no_line(void)
{
	struct guest_line line;

	for (size_t i = 0; i < sizeof no_lines / sizeof no_lines[0]; i++) {
		const bool refused = !parses(no_lines[i], &line);

		CU_ASSERT_TRUE(refused);
		if (!refused)
			printf("\n    '%s' is taken for a line", no_lines[i]);
	}
}

/* A frame of so many octets. */
static char *frame_of(size_t octets)
{
	static const char before[] = "frame eth0 0 " HEADER " ";
	char *text = malloc(sizeof before + 2 * octets);

	if (!text)
		abort();
	memcpy(text, before, sizeof before - 1);
	memset(text + sizeof before - 1, '0', 2 * octets);
	text[sizeof before - 1 + 2 * octets] = '\0';
	return text;
}

static void a_frame_has_a_longest(void)
{
	char *longest = frame_of(GUEST_FRAME_MAX + 4), *longer = frame_of(GUEST_FRAME_MAX + 5);
	struct guest_line line;

	CU_ASSERT_TRUE(guest_line_parse(longest, &line) && line.length == GUEST_FRAME_MAX + 4);
	CU_ASSERT_FALSE(guest_line_parse(longer, &line));
	free(longest);
	free(longer);
}

/* A name that fills its room is cut nowhere and ends. */
static void a_name_has_a_longest(void)
{
	struct guest_line line;

	CU_ASSERT_TRUE(parses("lost sixteen-octets12 1", &line) == false);
	CU_ASSERT_TRUE(parses("lost fifteen-octets1 1", &line));
	CU_ASSERT_STRING_EQUAL(line.nic, "fifteen-octets1");
}

/* ---- what the guest's end of the line makes of it ---- */

static struct guest *guest_that(const char *const *says)
{
	return guest_new(scripted(says), NULL);
}

static void answers_belong_to_questions(void)
{
	struct guest *guest = guest_that(
		SAYS("link eth0 up carrier\nok eth0=02:00:00:00:00:0a eth1=02:00:00:00:00:0b eth2=junk\n",
		     "no EBUSY it is in use\n", "ok down nocarrier 02:00:00:00:00:0b promisc\n"));
	struct nic_state state;

	CU_ASSERT_STRING_EQUAL(guest_nic(guest, mac("02:00:00:00:00:0b")), "eth1");
	CU_ASSERT_EQUAL(try_guest_ask(guest, "down eth1"), EBUSY);
	state = guest_nic_state(guest, "eth1");
	CU_ASSERT_TRUE(!state.up && !state.carrier && state.promisc && !state.allmulti);
	CU_ASSERT_TRUE(mac_equal(state.address, mac("02:00:00:00:00:0b")));
}

static void an_answer_may_come_in_pieces(void)
{
	char says[64];
	struct guest *guest;

	snprintf(says, sizeof says, "hello %d 6.1\nok a b\n", GUEST_PROTOCOL);
	guest = guest_new(scripted_slowly(SAYS(says)), NULL);

	CU_ASSERT_STRING_EQUAL(guest_ask(guest, "echo a b"), "a b");
	guest_await_boot(guest);
}

static void ask_twice(const void *says)
{
	struct guest *guest = guest_that(says);

	guest_ask(guest, "nics");
	guest_nic(guest, mac("02:00:00:00:00:0a"));
}

static void ask_too_much(const void *says)
{
	static char words[GUEST_LINE_MAX];

	memset(words, 'x', sizeof words - 1);
	guest_ask(guest_that(says), "%s", words);
}

/* So many of a letter; never freed. */
static const char *letters(size_t count)
{
	char *text = calloc(1, count + 1);

	if (!text)
		abort();
	memset(text, 'x', count);
	return text;
}

static void who_breaks_the_protocol_ends_the_case(void)
{
	const struct {
		void (*call)(const void *says);
		const char *const *says;
		const char *words;
	} rows[] = {
		{ask_twice, SAYS("nonsense\n"), "not of its protocol: 'nonsense'"},
		{ask_twice, SAYS("\n"), "not of its protocol: ''"},
		{ask_twice, SAYS("ok\nok\n"), "answers what it was not asked"},
		{ask_twice, SAYS("hello 0 6.1\n"), "speaks version 0"},
		{ask_twice, SAYS("no EPERM it may not\n"), "refuses 'nics': EPERM (it may not)"},
		{ask_twice, SAYS("ok\n", "ok eth0=02:00:00:00:00:0b eth1\n"), "has no NIC 02:00:00:00:00:0a"},
		{ask_twice, SAYS("ok\n"), "machine has ended"},
		{ask_twice, SAYS(letters(GUEST_LINE_MAX)), "a line of more than"},
		{ask_too_much, SAYS("ok\n"), "too long for the guest"},
	};

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		const bool right = is_broken(rows[i].call, rows[i].says, rows[i].words);

		CU_ASSERT_TRUE(right);
		if (!right)
			printf("\n    row %zu is not called %s", i, rows[i].words);
	}
}

static const struct selftest tests[] = {
	{"greetings and answers", greetings_and_answers},
	{"frames", frames},
	{"losses and links", losses_and_links},
	{"anything else is no line", anything_else_is_no_line},
	{"a frame has a longest", a_frame_has_a_longest},
	{"a name has a longest", a_name_has_a_longest},
	{"answers belong to questions", answers_belong_to_questions},
	{"an answer may come in pieces", an_answer_may_come_in_pieces},
	{"who breaks the protocol ends the case", who_breaks_the_protocol_ends_the_case},
};

int main(void)
{
	return selftest_main("harness.guest_line", tests, sizeof tests / sizeof tests[0]);
}
