#include "harness/frame/mac.h"
#include "harness/selftest/ending.h"
#include "harness/selftest/selftest.h"

#include <string.h>

static const struct mac sample = {{0x02, 0xaB, 0x00, 0x9f, 0xff, 0x10}};

static void written_as_six_octets(void)
{
	static const char *const texts[] = {"02:ab:00:9f:ff:10", "02:AB:00:9F:FF:10", "02:aB:00:9f:Ff:10"};

	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		struct mac read = {{0}};

		CU_ASSERT_TRUE(try_mac(texts[i], &read));
		CU_ASSERT_TRUE(mac_equal(read, sample));
		CU_ASSERT_TRUE(mac_equal(mac(texts[i]), sample));
	}
}

static void call_mac(const void *text)
{
	mac(text);
}

static void anything_else_is_refused(void)
{
	static const char *const texts[] = {
		"",
		"0",
		"02",
		"02:",
		":",
		"02:00:00:00:00",
		"02:00:00:00:00:",
		"02:00:00:00:00:0",
		"02:00:00:00:00:0a:",
		"02:00:00:00:00:0a:0b",
		"02:00:00:00:00:0a ",
		" 02:00:00:00:00:0a",
		"02:00:00:00:00:0a\n",
		"2:0:0:0:0:a",
		"002:00:00:00:00:0a",
		"02-00-00-00-00-0a",
		"0200.0000.000a",
		"02000000000a",
		"02:00:00:00:00:0g",
		"02:00:00:00:00:@a",
		"02:00:00:00:00:`a",
		"02:00:00:00:00:/0",
		"02:00:00:00:00::0",
		"02:00:00:0x:00:0a",
		"-2:00:00:00:00:0a",
		"02::00:00:00:0a",
		"02:00:00:00:00:\xe9\xe9",
	};

	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		struct mac untouched = sample;

		CU_ASSERT_FALSE(try_mac(texts[i], &untouched));
		CU_ASSERT_TRUE(mac_equal(untouched, sample));
		CU_ASSERT_TRUE(is_broken(call_mac, texts[i], "is not an Ethernet address"));
	}
}

static void every_octet_counts_in_equality(void)
{
	for (size_t i = 0; i < sizeof sample.octet; i++) {
		struct mac other = sample;

		CU_ASSERT_TRUE(mac_equal(sample, other));
		other.octet[i] ^= 0x80;
		CU_ASSERT_FALSE(mac_equal(sample, other));
	}
}

static void groups_and_broadcast(void)
{
	static const struct {
		const char *text;
		bool group, broadcast;
	} rows[] = {
		{"02:00:00:00:00:0a", false, false}, {"fe:ff:ff:ff:ff:ff", false, false},
		{"00:00:00:00:00:00", false, false}, {"00:01:01:01:01:01", false, false},
		{"01:00:00:00:00:00", true, false},  {"01:80:c2:00:00:0e", true, false},
		{"33:33:00:00:00:01", true, false},  {"ff:ff:ff:ff:ff:fe", true, false},
		{"7f:ff:ff:ff:ff:ff", true, false},  {"ff:ff:ff:ff:ff:ff", true, true},
	};

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		CU_ASSERT_EQUAL(mac_is_group(mac(rows[i].text)), rows[i].group);
		CU_ASSERT_EQUAL(mac_is_broadcast(mac(rows[i].text)), rows[i].broadcast);
	}
}

static void text_is_lower_case_and_comes_back(void)
{
	CU_ASSERT_STRING_EQUAL(mac_to_text(sample).text, "02:ab:00:9f:ff:10");
	CU_ASSERT_TRUE(mac_equal(mac(mac_to_text(sample).text), sample));
	CU_ASSERT_EQUAL(strlen(mac_to_text(sample).text) + 1, MAC_TEXT_SIZE);
}

static const struct selftest tests[] = {
	{"written as six octets", written_as_six_octets},
	{"anything else is refused", anything_else_is_refused},
	{"every octet counts in equality", every_octet_counts_in_equality},
	{"groups and broadcast", groups_and_broadcast},
	{"text is lower case and comes back", text_is_lower_case_and_comes_back},
};

SELFTEST_MAIN("mac", tests)
