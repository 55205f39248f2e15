/* The recorder and its pipe: what a case says arrives, whatever becomes of the case. */
#include "harness/case/recorder.h"
#include "harness/case/report_pipe.h"
#include "harness/core/verdict.h"
#include "harness/proof/journal.h"
#include "harness/proof/journey.h"
#include "harness/selftest/selftest.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define REPORT     3 /* where a case's records go */
#define STREAM_MAX (32UL << 20)

static const struct requirement requirement = {"REC_01", "What a case says arrives.", "case/recorder.h", "",
					       NULL};

/* ---- running a case ---- */

/* All that a case has written, and the status it ended with. */
struct heard {
	uint8_t *bytes;
	size_t count;
	int status;
};

static struct heard heard;

static void listen_to(int fd)
{
	ssize_t count;

	heard.count = 0;
	if (!heard.bytes)
		heard.bytes = malloc(STREAM_MAX);
	while ((count = read(fd, heard.bytes + heard.count, STREAM_MAX - heard.count)) > 0)
		heard.count += (size_t)count;
}

/* The cases run in this very program, begun anew: CUnit, which runs these tests, must not be running when the recorder
 * wants it. */
static void run_case(const char *name)
{
	int ends[2];
	pid_t pid;

	CU_ASSERT_FATAL(!pipe2(ends, O_CLOEXEC));
	fflush(NULL);
	pid = fork();
	if (!pid) {
		dup2(ends[1], REPORT);
		execl("/proc/self/exe", "recorder", name, NULL);
		_exit(1);
	}
	close(ends[1]);
	listen_to(ends[0]);
	close(ends[0]);
	waitpid(pid, &heard.status, 0);
}

/* ---- reading what it said ---- */

static struct {
	struct report_reader reader;
	size_t records, findings, packets, namespaces, endings, kept, journeys, sites;
	size_t packet_octets;
	char first[256], text[256], file[256], comments[1024], kinds[64], journey[256], served[128];
	unsigned line;
	enum ending ending;
	uint64_t checks;
	enum report_state state;
} told;

static void note(const struct record *record)
{
	told.records++;
	switch (record->kind) {
	case RECORD_NAMESPACE:
		told.namespaces++;
		break;
	case RECORD_FINDING:
		if (!told.findings++)
			snprintf(told.first, sizeof(told.first), "%s", record->finding.text);
		snprintf(told.text, sizeof(told.text), "%s", record->finding.text);
		snprintf(told.file, sizeof(told.file), "%s", record->finding.file);
		told.line = record->finding.line;
		break;
	case RECORD_PACKET:
		told.packets++;
		told.packet_octets += record->packet.length;
		if (told.packets < sizeof(told.kinds))
			told.kinds[told.packets - 1] = (char)('0' + record->packet.kind);
		if (strlen(told.comments) + strlen(record->packet.comment) + 2 < sizeof(told.comments))
			strcat(strcat(told.comments, record->packet.comment), "|");
		break;
	case RECORD_ENDING:
		told.endings++;
		told.ending = record->ending.ending;
		told.checks = record->ending.checks;
		if (*record->ending.reason) {
			snprintf(told.text, sizeof(told.text), "%s", record->ending.reason);
			snprintf(told.file, sizeof(told.file), "%s", record->ending.file);
			told.line = record->ending.line;
		}
		break;
	case RECORD_JOURNEY:
		told.journeys++;
		snprintf(told.journey, sizeof(told.journey), "%s|%s|%s|%s", record->journey.testbed,
			 record->journey.wire, record->journey.from, record->journey.frame);
		break;
	case RECORD_SITE:
		told.sites++;
		snprintf(told.text, sizeof(told.text), "%u|%s|%s|%s|%u|%u", record->site.kind,
			 record->site.place, record->site.device, record->site.mode, record->site.parent,
			 record->site.expected);
		break;
	case RECORD_SERVED:
		snprintf(told.served, sizeof(told.served), "%s", record->served.by);
		break;
	case RECORD_KEPT:
		told.kept++;
		break;
	}
}

/* Reads these octets, handed over in pieces of this size. */
static void read_stream(const uint8_t *bytes, size_t count, size_t piece)
{
	struct record record;

	report_reader_free(&told.reader);
	memset(&told, 0, sizeof(told));
	told.state = REPORT_MORE;
	for (size_t at = 0; at < count && told.state == REPORT_MORE; at += piece) {
		report_feed(&told.reader, bytes + at, count - at < piece ? count - at : piece);
		while ((told.state = report_next(&told.reader, &record)) == REPORT_RECORD)
			note(&record);
	}
}

static void read_heard(void)
{
	read_stream(heard.bytes, heard.count, 65536);
}

static void run_and_read(const char *name)
{
	run_case(name);
	read_heard();
}

/* ---- cases ---- */

static void pass_twice(const void *data)
{
	(void)data;
	passed();
	passed();
}

static void fail_here(const void *data)
{
	(void)data;
	caller_is((struct where){"suites/x.c", 17});
	passed();
	fail("%s got it, and must not", "WIRE");
	caller_is((struct where){"suites/x.c", 18});
	fail("and so did %s", "HOST");
}

static void break_after_pass(const void *data)
{
	pass_twice(data);
	caller_is((struct where){"suites/x.c", 19});
	broken("veth: %s", errno_name(1));
}

static void skip_it(const void *data)
{
	(void)data;
	skip("no macvtap");
}

static void break_without_place(const void *data)
{
	(void)data;
	broken("out of luck");
}

static void fail_5000_times(const void *data)
{
	(void)data;
	for (int i = 0; i < 5000; i++)
		fail("finding %d", i);
}

static void fail_then_die(const void *data)
{
	fail_here(data);
	raise(SIGKILL);
}

static void attach_big(const void *data)
{
	static uint8_t bytes[65536];
	struct journal journal = {0};

	(void)data;
	for (int i = 0; i < 300; i++)
		journal_add(&journal, WIRE, SEEN, now(), bytes, sizeof(bytes));
	journal_attach(&journal);
	fail("too much");
}

static void attach_one_of_each(const void *data)
{
	static const enum judgement judgements[] = {UNJUDGED, EXPECTED, UNEXPECTED, ALTERED,
						    DOUBLED,  FENCE,    NOISE};
	struct journal journal = {0};

	(void)data;
	journal_add(&journal, GUEST_A, PUT_IN, 1, (const uint8_t *)"abc", 3)->mark.role = ROLE_PROBE;
	journal_add(&journal, GUEST_A, PUT_IN, 1, (const uint8_t *)"abc", 3)->mark.role = ROLE_FENCE;
	for (size_t i = 0; i < sizeof(judgements) / sizeof(judgements[0]); i++)
		journal_add(&journal, WIRE, SEEN, 2, (const uint8_t *)"abc", 3)->judgement = judgements[i];
	journal_attach(&journal);
	passed();
}

static void attach_journey(const void *data)
{
	struct testbed net = {
		.topology = {.name = "duo", .wire = WIRE_HAIRPIN, .guests = 2, .parents = 2},
	};
	const struct frame frame = {.src = ADDRESS_GUEST_A, .dst = ADDRESS_GUEST_B};

	(void)data;
	net.topology.guest[0] = (struct child){.mode = MODE_VEPA};
	net.topology.guest[1] = (struct child){.mode = MODE_SOURCE, .flags = FLAG_NODST, .parent = 1};
	for (enum place place = WIRE; place <= GUEST_B; place += GUEST_B - WIRE)
		net.port[place] = (struct port *)&net; /* whether there is one is all that is asked */
	journal_add(&net.journal, WIRE, SEEN, 2, (const uint8_t *)"abc", 3)->judgement = UNEXPECTED;
	journey_attach(&net, GUEST_A, &frame, AT(GUEST_B));
	passed();
}

static void name_namespaces(const void *data)
{
	(void)data;
	recorder_namespace("host", 5, 4026531840);
	recorder_namespace("wire", 6, 4026531841);
	served_by("libvirt", "9.0.0");
	served_by("qemu", "7.2.22");
	served_by("libvirt", "9.0.0");
	passed();
}

static void say_long(const void *data)
{
	static char text[200000];

	(void)data;
	memset(text, 'x', sizeof(text) - 1);
	fail("%s", text);
}

static const struct testcase cases[] = {
	{.id = "pass_twice", .requirement = &requirement, .run = pass_twice},
	{.id = "fail_here", .requirement = &requirement, .run = fail_here},
	{.id = "break_after_pass", .requirement = &requirement, .run = break_after_pass},
	{.id = "skip_it", .requirement = &requirement, .run = skip_it},
	{.id = "break_without_place", .requirement = &requirement, .run = break_without_place},
	{.id = "fail_5000_times", .requirement = &requirement, .run = fail_5000_times},
	{.id = "fail_then_die", .requirement = &requirement, .run = fail_then_die},
	{.id = "attach_big", .requirement = &requirement, .run = attach_big},
	{.id = "attach_one_of_each", .requirement = &requirement, .run = attach_one_of_each},
	{.id = "attach_journey", .requirement = &requirement, .run = attach_journey},
	{.id = "name_namespaces", .requirement = &requirement, .run = name_namespaces},
	{.id = "say_long", .requirement = &requirement, .run = say_long},
};

static int be_the_case(const char *name)
{
	struct case_list list = {0};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		case_add(&list, &cases[i]);
	recorder_register(&list);
	for (size_t i = 0; i < list.count; i++)
		if (!strcmp(list.cases[i].id, name))
			recorder_run(&list, i, REPORT);
	_exit(0);
}

/* ---- tests ---- */

static void a_pass_is_its_checks(void)
{
	run_and_read("pass_twice");
	CU_ASSERT_EQUAL(told.endings, 1);
	CU_ASSERT_EQUAL(told.ending, ENDED_DONE);
	CU_ASSERT_EQUAL(told.checks, 2);
	CU_ASSERT_EQUAL(told.findings, 0);
	CU_ASSERT_EQUAL(heard.status, 0);
}

static void a_failure_has_its_place(void)
{
	run_and_read("fail_here");
	CU_ASSERT_EQUAL(told.findings, 2);
	CU_ASSERT_EQUAL(told.checks, 3);
	CU_ASSERT_EQUAL(told.ending, ENDED_DONE);
	CU_ASSERT_STRING_EQUAL(told.first, "WIRE got it, and must not");
	CU_ASSERT_STRING_EQUAL(told.text, "and so did HOST");
	CU_ASSERT_STRING_EQUAL(told.file, "suites/x.c");
	CU_ASSERT_EQUAL(told.line, 18);
}

static void broken_has_its_place_and_ends_the_case(void)
{
	run_and_read("break_after_pass");
	CU_ASSERT_EQUAL(told.ending, ENDED_BROKEN);
	CU_ASSERT_STRING_EQUAL(told.text, "veth: EPERM");
	CU_ASSERT_STRING_EQUAL(told.file, "suites/x.c");
	CU_ASSERT_EQUAL(told.line, 19);
	CU_ASSERT_EQUAL(told.checks, 2);
	run_and_read("break_without_place");
	CU_ASSERT_EQUAL(told.ending, ENDED_BROKEN);
	CU_ASSERT_STRING_EQUAL(told.file, "");
}

static void skip_ends_the_case(void)
{
	run_and_read("skip_it");
	CU_ASSERT_EQUAL(told.ending, ENDED_SKIP);
	CU_ASSERT_STRING_EQUAL(told.text, "no macvtap");
	CU_ASSERT_EQUAL(heard.status, 0);
}

static void findings_are_limited(void)
{
	run_and_read("fail_5000_times");
	CU_ASSERT_EQUAL(told.findings, 65);
	CU_ASSERT_STRING_EQUAL(told.first, "finding 0");
	CU_ASSERT_STRING_EQUAL(told.text, "... and 4936 more");
	CU_ASSERT_EQUAL(told.checks, 5000);
}

static void what_was_found_before_a_crash_is_known(void)
{
	run_and_read("fail_then_die");
	CU_ASSERT_EQUAL(told.findings, 2);
	CU_ASSERT_EQUAL(told.endings, 0);
	CU_ASSERT_EQUAL(told.state, REPORT_MORE);
	CU_ASSERT(WIFSIGNALED(heard.status));
}

static void long_journals_arrive_whole(void)
{
	run_and_read("attach_big");
	CU_ASSERT_EQUAL(told.packets, 300);
	CU_ASSERT_EQUAL(told.packet_octets, 300 * 65536UL);
	CU_ASSERT_EQUAL(told.endings, 1);
}

static void packets_are_commented(void)
{
	run_and_read("attach_one_of_each");
	CU_ASSERT_STRING_EQUAL(told.comments, "probe, put in here|fence, put in here|not ours|expected here|"
					      "unexpected here|altered on its way here|a second copy|"
					      "fence, seen here|not ours|");
}

static void packets_have_kinds(void)
{
	run_and_read("attach_one_of_each");
	CU_ASSERT_STRING_EQUAL(told.kinds, "120345620"); /* in the order of attach_one_of_each() */
}

static void journeys_have_sites_and_packets(void)
{
	run_and_read("attach_journey");
	CU_ASSERT_EQUAL(told.journeys, 1);
	CU_ASSERT_EQUAL(told.sites, 2);
	CU_ASSERT_EQUAL(told.packets, 1);
	CU_ASSERT_PTR_EQUAL(strstr(told.journey, "duo|hairpin|GUEST_A|02:00:00:00:00:0a"), told.journey);
	CU_ASSERT_STRING_EQUAL(told.text, "2|GUEST_B|mvtB|nodst|1|1");
}

static void namespaces_are_named(void)
{
	run_and_read("name_namespaces");
	CU_ASSERT_EQUAL(told.namespaces, 2);
}

static void servers_are_named_once(void)
{
	run_and_read("name_namespaces");
	CU_ASSERT_STRING_EQUAL(told.served, "libvirt 9.0.0, qemu 7.2.22");
}

static void a_sentence_without_end_is_cut(void)
{
	run_and_read("say_long");
	CU_ASSERT_EQUAL(told.findings, 1);
	CU_ASSERT_EQUAL(told.endings, 1);
}

/* However the octets come in, the same records come out. */
static void pieces_do_not_matter(void)
{
	run_case("fail_here");
	for (size_t piece = 1; piece <= heard.count; piece++) {
		read_stream(heard.bytes, heard.count, piece);
		CU_ASSERT_EQUAL(told.findings, 2);
		CU_ASSERT_EQUAL(told.endings, 1);
		CU_ASSERT_EQUAL(report_pending(&told.reader), 0);
	}
}

/* Died anywhere: no record that was not whole, and no ending unless it is the very last octet. */
static void every_beginning_is_a_beginning(void)
{
	size_t before = 0;

	run_case("fail_here");
	for (size_t length = 0; length < heard.count; length++) {
		read_stream(heard.bytes, length, 65536);
		CU_ASSERT_EQUAL(told.endings, 0);
		CU_ASSERT_EQUAL(told.state, REPORT_MORE);
		CU_ASSERT(told.records >= before);
		before = told.records;
	}
	CU_ASSERT_EQUAL(before, 2);
}

/* Every octet changed, to everything it could be: whatever the reader makes of it, it stays within what it was given (the
 * sanitizers watch), and the stream ends. */
static void no_octet_is_believed(void)
{
	size_t damaged = 0;

	run_case("name_namespaces");
	for (size_t at = 0; at < heard.count; at++) {
		for (unsigned flip = 1; flip < 256; flip++) {
			heard.bytes[at] ^= (uint8_t)flip;
			read_heard();
			damaged += told.state == REPORT_DAMAGED;
			CU_ASSERT(told.namespaces <= 2 && told.endings <= 1);
			heard.bytes[at] ^= (uint8_t)flip;
		}
	}
	CU_ASSERT(damaged > heard.count); /* magic, kind, lengths and NULs are all checked */
}

static void garbage_is_damage(void)
{
	static const uint8_t text[] = "Segmentation fault (core dumped), and so on and so forth";
	static const uint8_t zeros[4096];

	read_stream(text, sizeof(text), 65536);
	CU_ASSERT_EQUAL(told.state, REPORT_DAMAGED);
	read_stream(zeros, sizeof(zeros), 65536);
	CU_ASSERT_EQUAL(told.state, REPORT_DAMAGED);
}

/* ---- what ends the program ---- */

/* Runs it in a process of its own; its exit code, and its stderr in text. */
static int exit_code_of(void (*run)(void), char *text, size_t size)
{
	int ends[2], status;
	pid_t pid;

	CU_ASSERT_FATAL(!pipe2(ends, O_CLOEXEC));
	fflush(NULL);
	pid = fork();
	if (!pid) {
		dup2(ends[1], STDERR_FILENO);
		run();
		_exit(0);
	}
	close(ends[1]);
	listen_to(ends[0]);
	close(ends[0]);
	snprintf(text, size, "%.*s", (int)heard.count, (const char *)heard.bytes);
	waitpid(pid, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

static void break_the_program(void)
{
	broken("no machine: %s", "ENODEV");
}

static void broken_outside_of_a_case_ends_the_program(void)
{
	char text[256];

	CU_ASSERT_EQUAL(exit_code_of(break_the_program, text, sizeof(text)), 2);
	CU_ASSERT_STRING_EQUAL(text, "macvtap-conform: no machine: ENODEV\n");
}

static const char *ids_to_add[3];

static void add_ids(void)
{
	struct case_list ids = {0};

	for (size_t i = 0; ids_to_add[i]; i++)
		case_add(&ids, &(struct testcase){
				       .id = ids_to_add[i], .requirement = &requirement, .run = pass_twice});
}

static void ids_are_checked(void)
{
	static const struct {
		const char *ids[2], *complaint;
	} rows[] = {
		{{"a"}, NULL},
		{{"A-b_9.c.D0"}, NULL},
		{{"a.b", "a.c"}, NULL},
		{{""}, "the case id \"\""},
		{{".a"}, "id \".a\""},
		{{"a."}, "id \"a.\""},
		{{"a..b"}, "id \"a..b\""},
		{{"a b"}, "id \"a b\""},
		{{"a/b"}, "id \"a/b\""},
		{{"\xc3\xa4"}, "the case id"},
		{{"a.b", "a.b"}, "a.b is there twice"},
	};
	char text[512];

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		memcpy(ids_to_add, rows[i].ids, sizeof(rows[i].ids));
		CU_ASSERT_EQUAL(exit_code_of(add_ids, text, sizeof(text)), rows[i].complaint ? 2 : 0);
		CU_ASSERT(!rows[i].complaint || strstr(text, rows[i].complaint));
	}
}

static void add_without_requirement(void)
{
	struct case_list ids = {0};

	case_add(&ids, &(struct testcase){.id = "a", .run = pass_twice});
}

static void a_case_needs_a_requirement(void)
{
	char text[512];

	CU_ASSERT_EQUAL(exit_code_of(add_without_requirement, text, sizeof(text)), 2);
	CU_ASSERT_PTR_NOT_NULL(strstr(text, "the case a has no requirement"));
}

static const struct selftest tests[] = {
	{"a pass is its checks", a_pass_is_its_checks},
	{"a failure has its place", a_failure_has_its_place},
	{"broken has its place and ends the case", broken_has_its_place_and_ends_the_case},
	{"skip ends the case", skip_ends_the_case},
	{"findings are limited", findings_are_limited},
	{"what was found before a crash is known", what_was_found_before_a_crash_is_known},
	{"long journals arrive whole", long_journals_arrive_whole},
	{"packets are commented", packets_are_commented},
	{"packets have kinds", packets_have_kinds},
	{"journeys have sites and packets", journeys_have_sites_and_packets},
	{"namespaces are named", namespaces_are_named},
	{"servers are named once", servers_are_named_once},
	{"a sentence without end is cut", a_sentence_without_end_is_cut},
	{"pieces do not matter", pieces_do_not_matter},
	{"every beginning is a beginning", every_beginning_is_a_beginning},
	{"no octet is believed", no_octet_is_believed},
	{"garbage is damage", garbage_is_damage},
	{"broken outside of a case ends the program", broken_outside_of_a_case_ends_the_program},
	{"ids are checked", ids_are_checked},
	{"a case needs a requirement", a_case_needs_a_requirement},
};

int main(int argc, char **argv)
{
	if (argc == 2)
		return be_the_case(argv[1]);
	return selftest_main("recorder", tests, sizeof(tests) / sizeof(tests[0]));
}
