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

static const char *what_it_lacks(void)
{
	return "it lacks what it needs";
}

static const int segv = SIGSEGV, abrt = SIGABRT;

/* clang-format off */
#define RUNS(name, function, about, what, testbed)                                                           \
	{.id = (name), .requirement = &RUN_01, .run = (function), .data = (about), .summary = (what), .shares = (testbed)}
static const struct testcase all[] = {
	RUNS("runner.ok.one",                pass,                      NULL,  "passes", NULL),
	RUNS("runner.ok.two",                pass,                      NULL,  "passes", NULL),
	RUNS("runner.ok.three",              pass,                      NULL,  "passes", NULL),
	RUNS("runner.ok.four",               pass,                      NULL,  "passes", NULL),
	RUNS("runner.fail.once",             fail_once,                 NULL,  "fails", NULL),
	RUNS("runner.fail.often",            fail_300_times,            NULL,  "fails 300 times", NULL),
	RUNS("runner.fail.long_frames",      fail_with_long_frames,     NULL,  "attaches 19 MiB", NULL),
	RUNS("runner.fail.then_break",       fail_then_break,           NULL,  "fails, and breaks", NULL),
	RUNS("runner.fail.loudly",           print_a_lot,               NULL,  "prints 1 MiB", NULL),
	RUNS("runner.fail.in_namespace",     fail_in_namespace,         NULL,  "for --keep", NULL),
	RUNS("runner.fail.in_round_three",   fail_in_round_three,       NULL,  "for --until-fail", NULL),
	RUNS("runner.fail.at_first",         fail_at_first,             NULL,  "for --rerun-failed", NULL),
	RUNS("runner.skip",                  skip_it,                   NULL,  "skips", NULL),
	RUNS("runner.broken",                break_it,                  NULL,  "breaks", NULL),
	RUNS("runner.nothing",               check_nothing,             NULL,  "checks nothing", NULL),
	RUNS("runner.crash.segv",            crash_by,                  &segv, "crashes", NULL),
	RUNS("runner.crash.abort",           crash_by,                  &abrt, "crashes", NULL),
	RUNS("runner.crash.exit",            end_early,                 NULL,  "ends without a verdict", NULL),
	RUNS("runner.crash.garbage",         write_garbage,             NULL,  "reports garbage", NULL),
	RUNS("runner.crash.in_a_record",     die_in_a_record,           NULL,  "dies while it reports", NULL),
	RUNS("runner.wait",                  wait_here,                 NULL,  "hangs, and says so", NULL),
	RUNS("runner.hang",                  hang,                      NULL,  "hangs", NULL),
	RUNS("runner.share.a",               say_how_many_before,       NULL,  "shares", &segv),
	RUNS("runner.share.b",               say_how_many_before,       NULL,  "shares", &segv),
	RUNS("runner.share.c",               say_and_fail,              NULL,  "shares", &segv),
	RUNS("runner.share.d",               say_how_many_before,       NULL,  "shares", &segv),
	RUNS("runner.share.e",               say_and_skip,              NULL,  "shares", &segv),
	RUNS("runner.share.f",               say_how_many_before,       NULL,  "shares", &segv),
	RUNS("runner.share.g",               say_and_crash,             &abrt, "shares", &segv),
	RUNS("runner.share.h",               say_how_many_before,       NULL,  "shares", &segv),
	RUNS("runner.share.other",           say_how_many_before,       NULL,  "shares", &abrt),
	RUNS("runner.leave.child",           leave_child,               NULL,  "leaves a child", NULL),
	RUNS("runner.leave.daemon",          leave_daemon,              NULL,  "leaves a daemon", NULL),
	RUNS("runner.leave.daemon_in_netns", leave_daemon_in_namespace, NULL,  "leaves one in its netns", NULL),
	{.id = "runner.lacks.a", .requirement = &RUN_01, .run = crash_by, .data = &segv, .summary = "is not tried", .lacks = what_it_lacks},
	{.id = "runner.lacks.b", .requirement = &RUN_01, .run = crash_by, .data = &segv, .summary = "is not tried", .lacks = what_it_lacks},
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
	{"runner", add_all, requirements, sizeof(requirements) / sizeof(requirements[0]), NULL},
	{"noop", add_noops, NULL, 0, NULL},
	{"known", known_add_cases, known_requirements, 2, NULL},
	{.name = NULL},
};

int main(int argc, char **argv)
{
	return program(argc, argv);
}
