/* runner_cases.c - the real runner with cases that do to it whatever a case can do. */
#include "harness/case/case.h"
#include "harness/case/recorder.h"
#include "harness/core/verdict.h"
#include "harness/proof/journal.h"
#include "harness/run/command.h"
#include "harness/selftest/known_cases.h"

#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define REPORT      3 /* where a case's records go */
#define NOOPS       2000
#define LONG_FRAMES 300

#define REQUIREMENTS(R)                                                                                      \
	R(RUN_01, "The runner gets every case to a verdict.", "README.md", "")                               \
	R(RUN_02, "Nothing proves this one.", "README.md", "6.4")

REQUIREMENTS(DECLARE_REQUIREMENT)
REQUIREMENTS(DEFINE_REQUIREMENT)
static const struct requirement *const requirements[] = {REQUIREMENTS(LIST_REQUIREMENT)};

/* Where the test and its cases meet. */
static const char *meeting_place(const char *name)
{
	static char path[4096];

	snprintf(path, sizeof(path), "%s/%s", getenv("RUNNER_TEST"), name);
	return path;
}

static void pass(const void *data)
{
	(void)data;
	passed();
}

static void fail_once(const void *data)
{
	(void)data;
	caller_is(HERE);
	fail("the kernel said %d, not %d", 1, 2);
}

static void fail_300_times(const void *data)
{
	(void)data;
	for (int i = 0; i < 300; i++) {
		caller_is(HERE);
		fail("finding number %d", i);
	}
}

static void fail_with_long_frames(const void *data)
{
	static uint8_t bytes[65536];
	static struct journal journal;

	(void)data;
	for (int i = 0; i < LONG_FRAMES; i++)
		journal_add(&journal, WIRE, PUT_IN, now(), bytes, sizeof(bytes));
	journal_attach(&journal);
	fail("nothing arrived");
}

static void skip_it(const void *data)
{
	(void)data;
	skip("this kernel has no such thing");
}

static void break_it(const void *data)
{
	(void)data;
	caller_is(HERE);
	broken("cannot do my part: %s", errno_name(1));
}

static void fail_then_break(const void *data)
{
	fail_once(data);
	break_it(data);
}

static void check_nothing(const void *data)
{
	(void)data;
}

static void crash_by(const void *data)
{
	printf("last words\n");
	raise(*(const int *)data);
}

/* Says how many cases its process has run before. */
static void say_how_many_before(const void *data)
{
	static unsigned before;

	(void)data;
	printf("%u before\n", before++);
	passed();
}

static void say_and_skip(const void *data)
{
	say_how_many_before(data);
	skip("this kernel has no such thing");
}

static void say_and_fail(const void *data)
{
	say_how_many_before(data);
	fail_once(data);
}

static void say_and_crash(const void *data)
{
	say_how_many_before(data);
	crash_by(data);
}

static void end_early(const void *data)
{
	(void)data;
	_exit(3);
}

static void write_garbage(const void *data)
{
	(void)data;
	if (write(REPORT, "this is no record, and it is long enough to see that", 52) == 52)
		passed();
}

/* The beginning of a record: a header that promises more than comes. */
static void die_in_a_record(const void *data)
{
	const uint32_t header[] = {0x4376744dU, 2, 100, 0};

	(void)data;
	if (write(REPORT, header, sizeof(header)) == sizeof(header))
		raise(SIGKILL);
}

static void hang(const void *data)
{
	(void)data;
	printf("hanging\n");
	for (;;)
		pause();
}

static void leave_child(const void *data)
{
	passed();
	if (!fork())
		hang(data);
}

/* Ends only when the daemon has left the group: before that, it would be found by it. */
static void leave_daemon(const void *data)
{
	int ends[2];
	char left;

	passed();
	if (pipe2(ends, O_CLOEXEC))
		broken("pipe2");
	if (!fork()) {
		setsid();
		if (write(ends[1], "!", 1) == 1)
			hang(data);
		_exit(1);
	}
	if (read(ends[0], &left, 1) != 1)
		broken("the daemon does not say that it has left");
}

static void enter_namespace(void)
{
	struct stat stat;
	int fd;

	if (unshare(CLONE_NEWNET))
		broken("unshare");
	fd = open("/proc/self/ns/net", O_RDONLY | O_CLOEXEC);
	if (fstat(fd, &stat))
		broken("fstat");
	recorder_namespace("host", fd, stat.st_ino);
}

static void leave_daemon_in_namespace(const void *data)
{
	enter_namespace();
	leave_daemon(data);
}

static void fail_in_namespace(const void *data)
{
	enter_namespace();
	fail_once(data);
}

static void print_a_lot(const void *data)
{
	(void)data;
	for (int i = 0; i < 1 << 14; i++)
		printf("%063d\n", i);
	fail("too much to say");
}

/* Tells the test that it runs, and waits for the end. */
static void wait_here(const void *data)
{
	int fd = open(meeting_place("here"), O_WRONLY | O_CLOEXEC);

	if (write(fd, "!", 1) != 1)
		broken("nobody waits for me");
	hang(data);
}

/* The how manieth time this is, counted in a file of this name. */
static off_t round_of(const char *name)
{
	int fd = open(meeting_place(name), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	struct stat stat;

	if (write(fd, "!", 1) != 1 || fstat(fd, &stat))
		broken("cannot count");
	close(fd);
	return stat.st_size;
}

static void fail_in_round_three(const void *data)
{
	(void)data;
	if (round_of("rounds") == 3)
		fail("this is round three");
	passed();
}

static void fail_at_first(const void *data)
{
	(void)data;
	if (round_of("at_first") == 1)
		fail("this is the first time");
	passed();
}

static const int segv = SIGSEGV, abrt = SIGABRT;

/* clang-format off */
static const struct testcase all[] = {
	{"runner.ok.one",                &RUN_01, pass,                      NULL,  "passes", NULL, NULL, NULL, NULL},
	{"runner.ok.two",                &RUN_01, pass,                      NULL,  "passes", NULL, NULL, NULL, NULL},
	{"runner.ok.three",              &RUN_01, pass,                      NULL,  "passes", NULL, NULL, NULL, NULL},
	{"runner.ok.four",               &RUN_01, pass,                      NULL,  "passes", NULL, NULL, NULL, NULL},
	{"runner.fail.once",             &RUN_01, fail_once,                 NULL,  "fails", NULL, NULL, NULL, NULL},
	{"runner.fail.often",            &RUN_01, fail_300_times,            NULL,  "fails 300 times", NULL, NULL, NULL, NULL},
	{"runner.fail.long_frames",      &RUN_01, fail_with_long_frames,     NULL,  "attaches 19 MiB", NULL, NULL, NULL, NULL},
	{"runner.fail.then_break",       &RUN_01, fail_then_break,           NULL,  "fails, and breaks", NULL, NULL, NULL, NULL},
	{"runner.fail.loudly",           &RUN_01, print_a_lot,               NULL,  "prints 1 MiB", NULL, NULL, NULL, NULL},
	{"runner.fail.in_namespace",     &RUN_01, fail_in_namespace,         NULL,  "for --keep", NULL, NULL, NULL, NULL},
	{"runner.fail.in_round_three",   &RUN_01, fail_in_round_three,       NULL,  "for --until-fail", NULL, NULL, NULL, NULL},
	{"runner.fail.at_first",         &RUN_01, fail_at_first,             NULL,  "for --rerun-failed", NULL, NULL, NULL, NULL},
	{"runner.skip",                  &RUN_01, skip_it,                   NULL,  "skips", NULL, NULL, NULL, NULL},
	{"runner.broken",                &RUN_01, break_it,                  NULL,  "breaks", NULL, NULL, NULL, NULL},
	{"runner.nothing",               &RUN_01, check_nothing,             NULL,  "checks nothing", NULL, NULL, NULL, NULL},
	{"runner.crash.segv",            &RUN_01, crash_by,                  &segv, "crashes", NULL, NULL, NULL, NULL},
	{"runner.crash.abort",           &RUN_01, crash_by,                  &abrt, "crashes", NULL, NULL, NULL, NULL},
	{"runner.crash.exit",            &RUN_01, end_early,                 NULL,  "ends without a verdict", NULL, NULL, NULL, NULL},
	{"runner.crash.garbage",         &RUN_01, write_garbage,             NULL,  "reports garbage", NULL, NULL, NULL, NULL},
	{"runner.crash.in_a_record",     &RUN_01, die_in_a_record,           NULL,  "dies while it reports", NULL, NULL, NULL, NULL},
	{"runner.wait",                  &RUN_01, wait_here,                 NULL,  "hangs, and says so", NULL, NULL, NULL, NULL},
	{"runner.hang",                  &RUN_01, hang,                      NULL,  "hangs", NULL, NULL, NULL, NULL},
	{"runner.share.a",               &RUN_01, say_how_many_before,       NULL,  "shares", NULL, &segv, NULL, NULL},
	{"runner.share.b",               &RUN_01, say_how_many_before,       NULL,  "shares", NULL, &segv, NULL, NULL},
	{"runner.share.c",               &RUN_01, say_and_fail,              NULL,  "shares", NULL, &segv, NULL, NULL},
	{"runner.share.d",               &RUN_01, say_how_many_before,       NULL,  "shares", NULL, &segv, NULL, NULL},
	{"runner.share.e",               &RUN_01, say_and_skip,              NULL,  "shares", NULL, &segv, NULL, NULL},
	{"runner.share.f",               &RUN_01, say_how_many_before,       NULL,  "shares", NULL, &segv, NULL, NULL},
	{"runner.share.g",               &RUN_01, say_and_crash,             &abrt, "shares", NULL, &segv, NULL, NULL},
	{"runner.share.h",               &RUN_01, say_how_many_before,       NULL,  "shares", NULL, &segv, NULL, NULL},
	{"runner.share.other",           &RUN_01, say_how_many_before,       NULL,  "shares", NULL, &abrt, NULL, NULL},
	{"runner.leave.child",           &RUN_01, leave_child,               NULL,  "leaves a child", NULL, NULL, NULL, NULL},
	{"runner.leave.daemon",          &RUN_01, leave_daemon,              NULL,  "leaves a daemon", NULL, NULL, NULL, NULL},
	{"runner.leave.daemon_in_netns", &RUN_01, leave_daemon_in_namespace, NULL,  "leaves one in its netns", NULL, NULL, NULL, NULL},
};
/* clang-format on */

static void add_all(struct case_list *list)
{
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		case_add(list, &all[i]);
}

static void add_noops(struct case_list *list)
{
	for (int i = 0; i < NOOPS; i++) {
		char id[32];

		snprintf(id, sizeof(id), "noop.%d.number_%d", i / 100, i);
		case_add(list, &(struct testcase){.id = id,
						  .requirement = &RUN_01,
						  .run = pass,
						  .summary = "costs what the runner costs"});
	}
}

const struct suite suites[] = {
	{"runner", add_all, requirements, sizeof(requirements) / sizeof(requirements[0])},
	{"noop", add_noops, NULL, 0},
	{"known", known_add_cases, known_requirements, 2},
	{NULL, NULL, NULL, 0},
};

int main(int argc, char **argv)
{
	return program(argc, argv);
}
