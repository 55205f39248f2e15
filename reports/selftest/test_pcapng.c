/* Somebody else's reader (tshark) says what is in the files. */
#include "harness/selftest/selftest.h"
#include "reports/pcapng.h"
#include "reports/selftest/samples.h"
#include "reports/selftest/tools.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *write_pcapng(const struct result *result)
{
	const char *path = scratch("case.pcapng");
	char error[256] = "";

	need("tshark --version", "tshark");
	CU_ASSERT_EQUAL_FATAL(pcapng_write(result, path, error, sizeof(error)), 0);
	CU_ASSERT_STRING_EQUAL(error, "");
	return path;
}

/* What tshark prints for one field of every packet, or on its own. It must not complain. */
static void check_tshark(const char *path, const char *arguments, const char *wanted)
{
	const char *complaints = scratch("complaints");
	int status;
	char *output = output_of(&status, "tshark -n -r %s %s 2>%s", path, arguments, complaints);
	char *complaint = output_of(NULL, "grep -v '^Running as user' %s", complaints);

	CU_ASSERT_EQUAL(status, 0);
	CU_ASSERT_STRING_EQUAL(complaint, "");
	if (strcmp(output, wanted))
		printf("\nwanted %s\ngot    %s\n%s", wanted, output, complaint);
	CU_ASSERT_STRING_EQUAL(output, wanted);
	free(complaint);
	free(output);
}

static void packets_are_read_as_they_were_written(void)
{
	const char *path = write_pcapng(&sample_with_packets);

	check_tshark(path, "-T fields -e frame.number -e frame.interface_name -e frame.comment",
		     "1\tGUEST_A\tprobe, put in here\n"
		     "2\tWIRE\texpected\n"
		     "3\tWIRE\t\n"
		     "4\tGUEST_B\tunexpected here: <&> \xc3\xa4\n");
	check_tshark(path, "-T fields -e frame.len -e frame.cap_len -e frame.time_epoch",
		     "60\t60\t5.000000001\n60\t60\t5.000000002\n"
		     "61\t61\t5.000000003\n61\t61\t8000.000000004\n");
}

static void direction_is_told(void)
{
	/* 2: outbound, put in by us; 1: inbound, seen by us */
	check_tshark(write_pcapng(&sample_with_packets), "-T fields -e frame.packet_flags_direction",
		     "0x00000002\n0x00000001\n0x00000002\n0x00000001\n");
}

static void tagged_frames_are_dissected(void)
{
	check_tshark(write_pcapng(&sample_with_packets),
		     "-Y vlan -T fields -e frame.number -e eth.src -e vlan.id -e vlan.etype",
		     "3\t02:00:00:00:00:0a\t100\t0x88b5\n4\t02:00:00:00:00:0a\t100\t0x88b5\n");
}

static void section_says_what_it_is_about(void)
{
	const char *path = write_pcapng(&sample_with_packets);
	char *about;

	need("capinfos --version", "wireshark-common");
	about = output_of(NULL, "capinfos -k -F %s", path);
	CU_ASSERT_PTR_NOT_NULL(strstr(about, "FAIL  isolation.vepa.guest_a_to_guest_b"));
	CU_ASSERT_PTR_NOT_NULL(strstr(about, "ISO_VEPA_01: A frame from a guest in vepa mode leaves by"));
	CU_ASSERT_PTR_NOT_NULL(strstr(about, "source: drivers/net/macvlan.c"));
	CU_ASSERT_PTR_NOT_NULL(strstr(about, "again: macvtap-conform run isolation.vepa.guest_a_to_guest_b"));
	free(about);
}

static void no_packets_make_a_file_too(void)
{
	static const struct result result = {.id = "a.b", .verdict = VERDICT_BROKEN};

	check_tshark(write_pcapng(&result), "", "");
}

/* Sizes around the padding, the largest a tap can carry, and more than readers take. */
static void any_size_is_read(void)
{
	static const size_t sizes[] = {14, 15, 16, 17, 65535 + 18, 262144, 262145, 500000};
	enum { COUNT = sizeof(sizes) / sizeof(sizes[0]) };
	struct packet packets[COUNT];
	struct result result = {
		.id = "a.b", .verdict = VERDICT_FAIL, .packets = packets, .packet_count = COUNT};
	uint8_t *bytes = calloc(1, 500000);

	for (size_t i = 0; i < COUNT; i++)
		packets[i] = (struct packet){i, "WIRE", 0, "large", sizes[i], bytes, 0, PACKET_OTHER};
	check_tshark(write_pcapng(&result), "-T fields -e frame.len -e frame.cap_len -e frame.comment",
		     "14\t14\tlarge\n15\t15\tlarge\n16\t16\tlarge\n17\t17\tlarge\n65553\t65553\tlarge\n"
		     "262144\t262144\tlarge\n262145\t262144\tlarge\n500000\t262144\tlarge\n");
	free(bytes);
}

static void overlong_comment_is_cut(void)
{
	uint8_t bytes[14] = {0};
	char *comment = malloc(100001);
	struct packet packet = {1, "WIRE", 0, comment, sizeof(bytes), bytes, 0, PACKET_OTHER};
	struct result result = {.id = "a.b", .verdict = VERDICT_FAIL, .packets = &packet, .packet_count = 1};
	const char *path;
	char *length;

	for (size_t i = 0; i < 50000; i++)
		memcpy(comment + 2 * i, "\xc3\xa4", 3);
	path = write_pcapng(&result);
	length = output_of(NULL, "tshark -n -r %s -T fields -e frame.comment 2>/dev/null | wc -c", path);
	CU_ASSERT_STRING_EQUAL(length, "65535\n"); /* 65534 octets, as the next would be half a character */
	free(length);
	free(comment);
}

static void unwritable_path_is_refused(void)
{
	char error[256] = "";

	CU_ASSERT_EQUAL(pcapng_write(&sample_with_packets, "/dev/null/x.pcapng", error, sizeof(error)), -1);
	CU_ASSERT_STRING_EQUAL(error, "cannot write /dev/null/x.pcapng: ENOTDIR (Not a directory); a part of "
				      "the path is a file: name a path whose parts are folders");
}

static const struct selftest tests[] = {
	{"packets are read as they were written", packets_are_read_as_they_were_written},
	{"the direction is told", direction_is_told},
	{"tagged frames are dissected", tagged_frames_are_dissected},
	{"the section says what it is about", section_says_what_it_is_about},
	{"no packets make a file too", no_packets_make_a_file_too},
	{"any size is read", any_size_is_read},
	{"an overlong comment is cut", overlong_comment_is_cut},
	{"an unwritable path is refused", unwritable_path_is_refused},
};

SELFTEST_MAIN("reports/pcapng", tests)
