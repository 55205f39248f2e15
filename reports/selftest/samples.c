#include "reports/selftest/samples.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define MS           1000000ULL
#define BAD_UTF8                                                                                             \
	"stray \x80, cut \xe2\x82, overlong \xc0\xaf, surrogate \xed\xa0\x80, beyond \xf4\x90\x80\x80"

/* What results of one requirement have in common. */
#define VEPA_01                                                                                              \
	.requirement = "ISO_VEPA_01",                                                                        \
	.sentence = "A frame from a guest in vepa mode leaves by the wire and reaches no sibling.",          \
	.source = "drivers/net/macvlan.c, macvlan_queue_xmit()"

static const struct property machine[] = {
	{"hostname", "testhost"},
	{"kernel", "6.1.0-test"},
	{"seed", "42"},
};

static struct finding vepa_findings[] = {
	{"suites/isolation/vepa.c", 12, "GUEST_B got the frame once; it must arrive at WIRE only"},
	{"suites/isolation/vepa.c", 13, "WIRE got nothing; it must get the frame once"},
};

static const struct property all_known[] = {
	{"version", "0.0.1"}, {"kernel.release", "6.1.0-test"}, {"machine", "x86_64"}, {"cpus", "2"},
	{"shuffle", "7"},     {"kernel.taint.after", "0"},
};

static const struct result every_verdict[] = {
	{.id = "isolation.vepa.guest_a_to_wire", VEPA_01, .checks = 3, .duration_ns = 4 * MS},
	{.id = "isolation.vepa.guest_a_to_guest_b",
	 VEPA_01,
	 .verdict = VERDICT_FAIL,
	 .reason = "GUEST_B got the frame once; it must arrive at WIRE only",
	 .findings = vepa_findings,
	 .finding_count = COUNT(vepa_findings),
	 .pcapng = "/builds/project/results/isolation.vepa.guest_a_to_guest_b.pcapng",
	 .enter = "nsenter --net=/proc/4711/ns/net",
	 .output = "a line of the case\n",
	 .checks = 3,
	 .duration_ns = 5 * MS},
	{.id = "isolation.vlan.tagged",
	 VEPA_01,
	 .verdict = VERDICT_SKIP,
	 .reason = "this kernel has no VLAN_8021Q",
	 .duration_ns = MS},
	{.id = "isolation.source.list",
	 .verdict = VERDICT_SKIP,
	 .reason = "this kernel has no source mode",
	 .duration_ns = MS},
	{.id = "isolation.vlan.priority",
	 VEPA_01,
	 .verdict = VERDICT_SKIP,
	 .reason = "this kernel has no VLAN_8021Q",
	 .duration_ns = MS},
	{.id = "offload.gso",
	 VEPA_01,
	 .verdict = VERDICT_BROKEN,
	 .reason = "the capture on WIRE dropped 3 frames: what arrived there is not known",
	 .pcapng = "/elsewhere/offload.gso.pcapng",
	 .duration_ns = 1234 * MS},
	{.id = "offload.vnet.slow",
	 VEPA_01,
	 .verdict = VERDICT_TIMEOUT,
	 .reason = "did not end within 10 s",
	 .duration_ns = 10000 * MS},
	{.id = "offload.vnet.dies",
	 VEPA_01,
	 .verdict = VERDICT_CRASH,
	 .reason = "ended by SIGSEGV",
	 .output = "one\ntwo\nabout to die",
	 .duration_ns = 7 * MS},
	{.id = "single", .checks = 1, .duration_ns = 1500 * MS},
	{.id = "offload.known.leave",
	 VEPA_01,
	 .verdict = VERDICT_XFAIL,
	 .reason = "GUEST_B got the frame once; it must arrive at WIRE only",
	 .findings = vepa_findings,
	 .finding_count = COUNT(vepa_findings),
	 .pcapng = "/builds/project/results/offload.known.leave.pcapng",
	 .known_bug = "a group that was left is delivered until the next change",
	 .known_fix = "unreported",
	 .checks = 2,
	 .duration_ns = 3 * MS},
	{.id = "offload.known.rejoin",
	 VEPA_01,
	 .verdict = VERDICT_XFAIL,
	 .reason = "WIRE got nothing; it must get the frame once",
	 .known_bug = "a group that was left is delivered until the next change",
	 .known_fix = "unreported",
	 .checks = 2,
	 .duration_ns = 3 * MS},
	{.id = "offload.known.mended",
	 VEPA_01,
	 .verdict = VERDICT_XPASS,
	 .known_bug = "the count of promiscuity wraps around",
	 .known_fix = "fixed by 0123456789ab, see https://git.kernel.org/linus/0123456789ab",
	 .checks = 2,
	 .duration_ns = 3 * MS},
};

static struct finding hostile_findings[] = {
	{"suites/<&>.c", 1, "]]> </failure> <![CDATA[ &amp; \"quoted\" 'too' --> <?x?>"},
	{"no_folder.c", 2, BAD_UTF8},
	{"suites/isolation/vepa.c", 3, "two\nlines\r\nand a return"},
};

static const struct result hostile[] = {
	{.id = "hostile.markup",
	 .requirement = "ISO_<&>_01",
	 .sentence = "A sentence with <angles>, & and \"quotes\".",
	 .source = "<source> & 'others'",
	 .verdict = VERDICT_FAIL,
	 .reason = "]]> </failure> <![CDATA[ &amp; \"quoted\" 'too' --> <?x?>",
	 .findings = hostile_findings,
	 .finding_count = COUNT(hostile_findings),
	 .output = "</system-out></testcase><testcase name=\"forged\"/>\n[[ATTACHMENT|/etc/passwd]]\n"},
	{.id = "hostile.control",
	 .verdict = VERDICT_BROKEN,
	 .reason = "\033[2J\033[31mred\a\b\x01\x1f\x7f end",
	 .output = "\033]0;title\a\r\nback\b\b\b\x0b\x0c tab\tkept \xc2\x85 next line, \xe2\x80\xae "
		   "turned\xe2\x80\xac"},
	{.id = "hostile.utf8",
	 .verdict = VERDICT_CRASH,
	 .reason = BAD_UTF8,
	 .output = "good: \xc3\xa4\xe2\x82\xac\xf0\x9f\x90\xa7 not characters: \xef\xbf\xbe\xef\xbf\xbf end "
		   "\xf0\x9f"},
	{.id = "hostile.verdicts",
	 .verdict = VERDICT_TIMEOUT,
	 .reason = "FAIL: [FAIL] ok 1 a # SKIP SKIP: [SKIP]",
	 .output = "FAIL: not a verdict\n[SKIP]\n"},
	{.id = "hostile.skipped", .verdict = VERDICT_SKIP, .reason = "<skip> \x02 # SKIP \xff"},
	{.id = "hostile.empty", .verdict = VERDICT_FAIL, .reason = "", .output = ""},
	{.id = "hostile.nothing", .verdict = VERDICT_FAIL},
	{.id = "hostile.passed", .output = "\x1b[0m & <b>\n"},
	{.id = "hostile.known",
	 .verdict = VERDICT_XFAIL,
	 .reason = "]]> <&>",
	 .findings = hostile_findings,
	 .finding_count = COUNT(hostile_findings),
	 .known_bug = "\033[2J ]]> </skipped> <&> FAIL: no verdict\nand a line",
	 .known_fix = BAD_UTF8},
	{.id = "hostile.mended",
	 .verdict = VERDICT_XPASS,
	 .known_bug = "]]> <&> \x01 # SKIP",
	 .known_fix = ""},
	{.id = "hostile.unexplained", .verdict = VERDICT_XFAIL},
	{.id = "hostile.unexplained_pass", .verdict = VERDICT_XPASS},
	{.id = "hostile.lines", .verdict = VERDICT_BROKEN, .reason = "the first line\r\nand another"},
};

static const struct property hostile_machine[] = {
	{"hostname", "host<1>&\"2\"\x01"},
	{"command", "run 'a*' \xff\n--junit <x>"},
};

static const struct result crash[] = {
	{.id = "isolation.vepa.guest_a_to_guest_b",
	 VEPA_01,
	 .verdict = VERDICT_CRASH,
	 .reason = "ended by SIGABRT",
	 .output = "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n14\n15\n16\n17\n18\n19\n20\n21\n22\n"
		   "==1==ERROR: AddressSanitizer: heap-use-after-free\n    #0 0x1 in probe_send\n",
	 .duration_ns = 12 * MS},
};

static uint8_t probe[60] = {
	0x02, 0, 0, 0, 0, 0x0b, 0x02, 0, 0, 0, 0, 0x0a, 0x88, 0xb5, 'p', 'r', 'o', 'b', 'e',
};
static uint8_t tagged[61] = {
	0x02, 0, 0, 0, 0, 0x0b, 0x02, 0, 0, 0, 0, 0x0a, 0x81, 0x00, 0x00, 0x64, 0x88, 0xb5, 'p',
};
static struct packet packets[] = {
	{5000000001, "GUEST_A", 1, "probe, put in here", sizeof(probe), probe, 0, PACKET_PROBE},
	{5000000002, "WIRE", 0, "expected", sizeof(probe), probe, 0, PACKET_EXPECTED},
	{5000000003, "WIRE", 1, NULL, sizeof(tagged), tagged, 0, PACKET_OTHER},
	{8000000000004, "GUEST_B", 0, "unexpected here: <&> \xc3\xa4", sizeof(tagged), tagged, 0,
	 PACKET_UNEXPECTED},
};
static struct packet shortened[] = {
	{5000000001, "GUEST_A", 1, "probe, put in here", 9000, probe, 9000 - sizeof(probe), PACKET_FENCE},
	{5000000002, "WIRE", 0, "hostile \xff\x1b[2J", 0, NULL, 0, PACKET_DOUBLED},
};

static struct site sites[] = {
	{SITE_CHILD, "GUEST_A", "mvtA", "vepa", 0, 0},
	{SITE_CHILD, "GUEST_B", "mvtB", "vepa", 1, 0},
	{SITE_WIRE, "WIRE", "w0", "", 0, 1},
};
static struct journey journeys[] = {
	{"trio_vepa", "plain", "GUEST_A", "02:00:00:00:00:0a > 02:00:00:00:00:0b, 0x88b5", sites,
	 COUNT(sites), 0},
	{"<&>", "\xff", "", "", NULL, 0, 2},
};

/* What only results.json has: frames, a flake, the part of a run, what was expected of no case. */
static const struct result part[] = {
	{.id = "isolation.vepa.guest_a_to_guest_b",
	 VEPA_01,
	 .since = "6.4",
	 .summary = "a trio in vepa mode; GUEST_A sends to GUEST_B",
	 .verdict = VERDICT_FAIL,
	 .reason = "GUEST_B got the frame once; it must arrive at WIRE only",
	 .findings = vepa_findings,
	 .finding_count = COUNT(vepa_findings),
	 .packets = packets,
	 .packet_count = COUNT(packets),
	 .journeys = journeys,
	 .journey_count = COUNT(journeys),
	 .mode = "vepa",
	 .behaviour = "guest_a to guest_b",
	 .reruns = 3,
	 .reruns_passed = 2,
	 .pcapng = "/builds/project/results/isolation.vepa.guest_a_to_guest_b.pcapng",
	 .checks = 3,
	 .duration_ns = 5 * MS},
	{.id = "isolation.vepa.long",
	 VEPA_01,
	 .verdict = VERDICT_TIMEOUT,
	 .reason = "did not end within 10 s",
	 .packets = shortened,
	 .packet_count = COUNT(shortened),
	 .packets_left_out = 7,
	 .reruns = 3},
	{.id = "harness.leaks",
	 .requirement = "HARNESS_LEAKS",
	 .sentence = "A run leaves the machine as it was.",
	 .verdict = VERDICT_BROKEN,
	 .reason = "there after the run, and not before: a process"},
};

static const struct unmet unmet[] = {
	{"fixtures/expectations", 17, "tap.gone.*", "no case is called so"},
	{NULL, 0, "tap.wait.room", "not selected"},
};

static const struct result repeats[] = {
	{.id = "isolation.vepa.a", VEPA_01, .checks = 1, .duration_ns = MS},
	{.id = "isolation.vepa.a", VEPA_01, .checks = 1, .duration_ns = MS, .repeat = 1},
	{.id = "isolation.vepa.a",
	 VEPA_01,
	 .verdict = VERDICT_FAIL,
	 .reason = "GUEST_B got the frame once; it must arrive at WIRE only",
	 .findings = vepa_findings,
	 .finding_count = 1,
	 .checks = 1,
	 .duration_ns = MS,
	 .repeat = 2},
	{.id = "isolation.vepa", .checks = 1, .duration_ns = MS},
	{.id = "isolation.vepa", .checks = 1, .duration_ns = MS, .repeat = 1},
	{.id = "isolation.vepa", .checks = 1, .duration_ns = MS, .repeat = 2},
};

#define RUN(results_, machine_)                                                                              \
	.results = (results_), .count = COUNT(results_), .properties = (machine_),                           \
	.property_count = COUNT(machine_), .started_s = 1700000000, .duration_ns = 1900 * MS

const struct sample samples[] = {
	{"empty", {.properties = machine, .property_count = COUNT(machine), .started_s = 1700000000}},
	{"nothing_known", {.selected = 3}},
	{"every_verdict", {RUN(every_verdict, machine), .selected = COUNT(every_verdict)}},
	{"hostile", {RUN(hostile, hostile_machine), .selected = COUNT(hostile)}},
	{"crash", {RUN(crash, machine), .selected = COUNT(crash)}},
	{"repeats", {RUN(repeats, machine), .selected = COUNT(repeats)}},
	{"cut_short", {RUN(crash, machine), .selected = 12}},
	{"part",
	 {RUN(part, all_known), .selected = COUNT(part), .shard = {3, 8, 20, 0x0123456789abcdef},
	  .unmet = unmet, .unmet_count = COUNT(unmet)}},
	{NULL, {0}},
};

const struct run *sample_run(const char *name)
{
	for (const struct sample *sample = samples; sample->name; sample++)
		if (!strcmp(sample->name, name))
			return &sample->run;
	fprintf(stderr, "no sample is called %s\n", name);
	exit(1);
}

const struct result sample_with_packets = {
	.id = "isolation.vepa.guest_a_to_guest_b",
	VEPA_01,
	.verdict = VERDICT_FAIL,
	.packets = packets,
	.packet_count = COUNT(packets),
};
