/* What the runner reads and writes besides reports: the kernel's log, and its own logbook. */
#include "harness/run/blame.h"
#include "harness/run/logbook.h"
#include "harness/run/slot.h"
#include "harness/selftest/selftest.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

/* ---- lines of the kernel ---- */

static const struct {
	const char *record; /* as /dev/kmsg gives it */
	int kernels;        /* 0: somebody else wrote it */
	enum line_kind kind;
	pid_t pid;
} lines[] = {
	{"6,339,5140900,-;NET: Registered PF_PACKET", 1, LINE_PLAIN, 0},
	{"4,340,5140901,-;------------[ cut here ]------------", 1, LINE_PLAIN, 0},
	{"4,341,5140902,-;WARNING: CPU: 0 PID: 4711 at net/core/dev.c:1 f+0x1/0x2", 1, LINE_TROUBLE, 4711},
	{"4,341,5140902,-;WARNING: net/core/dev.c:1 at f+0x1/0x2, CPU#1: kworker/1:2/88", 1, LINE_TROUBLE,
	 88},
	{"4,342,5140903,-;CPU: 1 UID: 0 PID: 12 Comm: x Not tainted 6.18", 1, LINE_PLAIN, 12},
	{"0,343,5140904,-;BUG: kernel NULL pointer dereference, address: 0", 1, LINE_TROUBLE, 0},
	{"3,344,5140905,-;BUG: KASAN: slab-use-after-free in macvlan_dellink+0x1", 1, LINE_TROUBLE, 0},
	{"3,345,5140906,-;Read of size 8 at addr ffff888 by task macvtap-conform/99", 1, LINE_PLAIN, 99},
	{"4,346,5140907,-;WARNING: possible circular locking dependency detected", 1, LINE_TROUBLE, 0},
	{"4,347,5140908,-;ip/321 is trying to acquire lock:", 1, LINE_PLAIN, 321},
	{"4,348,5140909,-;WARNING: suspicious RCU usage", 1, LINE_TROUBLE, 0},
	{"3,349,5140910,-;rcu: INFO: rcu_preempt detected stalls on CPUs/tasks:", 1, LINE_TROUBLE, 0},
	{"0,350,5140911,-;unregister_netdevice: waiting for p0 to become free. Usage count = 2", 1,
	 LINE_TROUBLE, 0},
	{"3,351,5140912,-;INFO: task ip:77 blocked for more than 120 seconds.", 1, LINE_TROUBLE, 0},
	{"4,352,5140913,-;refcount_t: underflow; use-after-free.", 1, LINE_TROUBLE, 0},
	{"4,353,5140914,-;---[ end trace 0000000000000000 ]---", 1, LINE_END, 0},
	{"12,354,5140915,-;WARNING: what a daemon writes is not the kernel's", 0, LINE_PLAIN, 0},
	{"4,355,5140916,-;one line\n SUBSYSTEM=net\n DEVICE=n1 BUG: no", 1, LINE_PLAIN, 0},
	{"no record at all", 0, LINE_PLAIN, 0},
	{"", 0, LINE_PLAIN, 0},
};

static void lines_are_understood(void)
{
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		struct kernel_line line = {0};

		CU_ASSERT_EQUAL(kernel_line_parse(lines[i].record, &line), lines[i].kernels);
		if (!lines[i].kernels)
			continue;
		CU_ASSERT_EQUAL(line.kind, lines[i].kind);
		CU_ASSERT_EQUAL(line.pid, lines[i].pid);
		CU_ASSERT_PTR_NULL(strchr(line.text, '\n'));
	}
}

/* ---- blame ---- */

enum { SLOTS = 3 };

static struct slot slots[SLOTS];
static struct blame blame;
static int kernel; /* what is written here, a record a message, is logged */

/* Two cases run, with processes that are not ours to ask; the third place is free. */
static void begin_blame(void)
{
	int ends[2];

	CU_ASSERT_FATAL(!socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends));
	memset(slots, 0, sizeof(slots));
	slots[0].state = slots[1].state = SLOT_RUNNING;
	slots[0].pid = 4000001;
	slots[1].pid = 4000002;
	blame = (struct blame){.log = {.fd = ends[0]}};
	kernel = ends[1];
}

static void end_blame(void)
{
	for (size_t i = 0; i < blame.unclaimed_count; i++)
		free(blame.unclaimed[i]);
	free(blame.unclaimed);
	free(blame.suspects);
	for (size_t i = 0; i < SLOTS; i++) {
		result_free(&slots[i].outcome.result);
		free(slots[i].outcome.output.text);
	}
	close(blame.log.fd);
	close(kernel);
}

static void log_line(const char *text)
{
	char record[512];
	int length = snprintf(record, sizeof(record), "4,1,2,-;%s", text);

	CU_ASSERT_EQUAL(write(kernel, record, (size_t)length), length);
}

static void log_warning(const char *second_line)
{
	log_line("WARNING: at drivers/net/macvlan.c:1");
	log_line(second_line);
	blame_read(&blame, slots, SLOTS);
}

static const char *finding_of(const struct slot *slot)
{
	const struct result *result = &slot->outcome.result;

	return result->finding_count == 1 ? result->findings[0].text : "";
}

static void a_named_process_is_the_culprit(void)
{
	begin_blame();
	log_warning("CPU: 0 PID: 4000002 Comm: macvtap-conform");
	log_line("---[ end trace 0 ]---");
	blame_read(&blame, slots, SLOTS);
	CU_ASSERT_STRING_EQUAL(finding_of(&slots[0]), "");
	CU_ASSERT_STRING_EQUAL(finding_of(&slots[1]),
			       "the kernel logged: WARNING: at drivers/net/macvlan.c:1");
	CU_ASSERT_PTR_NOT_NULL(strstr(slots[1].outcome.output.text, "PID: 4000002"));
	CU_ASSERT_EQUAL(blame.unclaimed_count, 0);
	end_blame();
}

static void without_a_name_all_that_ran_are_blamed(void)
{
	begin_blame();
	log_warning("CPU: 0 PID: 17 Comm: kworker/0:1");
	CU_ASSERT_STRING_EQUAL(finding_of(&slots[0]), "");
	blame_settle(&blame, &slots[2]); /* did not run */
	CU_ASSERT_STRING_EQUAL(finding_of(&slots[0]), "");
	blame_settle(&blame, &slots[0]);
	CU_ASSERT_STRING_EQUAL(finding_of(&slots[0]), "the kernel logged, while this and 1 other case ran: "
						      "WARNING: at drivers/net/macvlan.c:1");
	CU_ASSERT_STRING_EQUAL(finding_of(&slots[1]), finding_of(&slots[0]));
	CU_ASSERT_STRING_EQUAL(finding_of(&slots[2]), "");
	end_blame();
}

static void the_end_of_another_case_does_not_settle_it(void)
{
	begin_blame();
	log_warning("CPU: 0 PID: 4000002 Comm: macvtap-conform");
	blame_settle(&blame, &slots[0]);
	CU_ASSERT_STRING_EQUAL(finding_of(&slots[0]), "");
	CU_ASSERT_STRING_EQUAL(finding_of(&slots[1]), "");
	blame_settle(&blame, &slots[1]);
	CU_ASSERT_STRING_NOT_EQUAL(finding_of(&slots[1]), "");
	end_blame();
}

static void an_oops_within_a_report_is_part_of_it(void)
{
	begin_blame();
	log_line("BUG: kernel NULL pointer dereference");
	log_line("Oops: Oops: 0000 [#1] SMP");
	log_warning("CPU: 0 PID: 4000001 Comm: macvtap-conform");
	blame_settle(&blame, NULL);
	CU_ASSERT_STRING_EQUAL(finding_of(&slots[0]),
			       "the kernel logged: BUG: kernel NULL pointer dereference");
	CU_ASSERT_STRING_EQUAL(finding_of(&slots[1]), "");
	end_blame();
}

static void what_is_logged_when_nothing_runs_is_kept(void)
{
	begin_blame();
	slots[0].state = slots[1].state = SLOT_FREE;
	log_warning("CPU: 0 PID: 17 Comm: kworker/0:1");
	blame_settle(&blame, NULL);
	CU_ASSERT_EQUAL(blame.unclaimed_count, 1);
	CU_ASSERT_STRING_EQUAL(blame.unclaimed[0], "WARNING: at drivers/net/macvlan.c:1");
	end_blame();
}

static void harmless_lines_blame_nobody(void)
{
	begin_blame();
	log_line("device p0 entered promiscuous mode");
	blame_read(&blame, slots, SLOTS);
	blame_settle(&blame, &slots[0]);
	blame_settle(&blame, NULL);
	CU_ASSERT_STRING_EQUAL(finding_of(&slots[0]), "");
	CU_ASSERT_EQUAL(blame.unclaimed_count, 0);
	end_blame();
}

static void a_log_that_cannot_be_read_says_nothing(void)
{
	struct kernel_log log = kernel_log_open("/nonexistent/kmsg");
	struct kernel_line line;

	CU_ASSERT_EQUAL(log.fd, -1);
	CU_ASSERT_EQUAL(errno, ENOENT);
	CU_ASSERT_EQUAL(kernel_log_next(&log, &line), 0);
}

/* ---- the logbook ---- */

static const struct run_identity identity = {"0.1.0", "6.18", "2 cases, abc", "1", "0"};
static char path[] = "/tmp/mvc-logbook-XXXXXX";

static const char hostile[] = "a\tb\\t\nc\\\\ \x01\xff end";

static struct {
	char events[512];
	struct result last;
	enum how_it_ended how;
	char error[512];
} read_back;

static bool note_begin(void *data, const char *id, unsigned repeat)
{
	char event[64];

	(void)data;
	snprintf(event, sizeof(event), "begin %s %u;", id, repeat);
	strcat(read_back.events, event);
	return strcmp(id, "stranger");
}

static bool note_end(void *data, const char *id, struct result *result)
{
	char event[64];

	(void)data;
	snprintf(event, sizeof(event), "end %s %u;", id, result->repeat);
	strcat(read_back.events, event);
	result_free(&read_back.last);
	read_back.last = *result;
	return true;
}

static int replay(const struct run_identity *expected)
{
	static const struct logbook_reader reader = {NULL, note_begin, note_end};

	result_free(&read_back.last);
	memset(&read_back, 0, sizeof(read_back));
	return logbook_replay(path, expected, &reader, &read_back.how, read_back.error,
			      sizeof(read_back.error));
}

static void close_logbook(struct logbook *logbook)
{
	logbook_close(logbook);
	CU_ASSERT_EQUAL(logbook->error, 0);
}

/* A run that was killed: one case had ended, with all that a result can hold, one was running. */
static void write_logbook(void)
{
	static const struct begin_entry began[] = {{"one", 0}, {"two", 0}};
	struct finding finding = {(char *)(uintptr_t) "suites/x.c", 12, (char *)(uintptr_t)hostile};
	const struct result result = {
		.id = (char *)(uintptr_t) "one",
		.verdict = VERDICT_FAIL,
		.reason = (char *)(uintptr_t)hostile,
		.findings = &finding,
		.finding_count = 1,
		.output = (char *)(uintptr_t)hostile,
		.checks = 5,
		.duration_ns = 123456789012,
	};
	struct logbook logbook;

	CU_ASSERT_EQUAL_FATAL(
		logbook_begin(&logbook, path, &identity, read_back.error, sizeof(read_back.error)), 0);
	logbook_starting(&logbook, began, 2);
	logbook_ended(&logbook, &result);
	close_logbook(&logbook);
}

static void append(const char *text)
{
	int fd = open(path, O_WRONLY | O_APPEND | O_CLOEXEC);

	CU_ASSERT_EQUAL(write(fd, text, strlen(text)), (ssize_t)strlen(text));
	close(fd);
}

static void a_logbook_says_what_happened(void)
{
	const struct result *last = &read_back.last;

	write_logbook();
	CU_ASSERT_EQUAL_FATAL(replay(&identity), 0);
	CU_ASSERT_STRING_EQUAL(read_back.events, "begin one 0;begin two 0;end one 0;");
	CU_ASSERT_EQUAL(read_back.how, RUNNER_KILLED);
	CU_ASSERT_EQUAL(last->verdict, VERDICT_FAIL);
	CU_ASSERT_STRING_EQUAL(last->reason, hostile);
	CU_ASSERT_STRING_EQUAL(last->output, hostile);
	CU_ASSERT_PTR_NULL(last->pcapng);
	CU_ASSERT_EQUAL(last->checks, 5);
	CU_ASSERT_EQUAL(last->duration_ns, 123456789012);
	CU_ASSERT_EQUAL_FATAL(last->finding_count, 1);
	CU_ASSERT_STRING_EQUAL(last->findings[0].text, hostile);
	CU_ASSERT_EQUAL(last->findings[0].line, 12);
}

static void another_boot_means_the_machine_went_down(void)
{
	write_logbook();
	append("session\t00000000-0000-0000-0000-000000000000\n");
	CU_ASSERT_EQUAL(replay(&identity), 0);
	CU_ASSERT_EQUAL(read_back.how, MACHINE_DOWN);
}

/* The crash came while a line was written; the next session begins on a line of its own. */
static void a_torn_line_is_forgotten(void)
{
	struct logbook logbook;

	write_logbook();
	append("end\ttwo\t0\tPA");
	CU_ASSERT_EQUAL(replay(&identity), 0);
	CU_ASSERT_STRING_EQUAL(read_back.events, "begin one 0;begin two 0;end one 0;");
	CU_ASSERT_EQUAL(logbook_continue(&logbook, path, read_back.error, sizeof(read_back.error)), 0);
	close_logbook(&logbook);
	append("begin\ttwo\t0\n");
	CU_ASSERT_EQUAL(replay(&identity), 0);
	CU_ASSERT_STRING_EQUAL(read_back.events, "begin one 0;begin two 0;end one 0;begin two 0;");
}

static void damage_is_named_by_its_line(void)
{
	static const char *const damages[] = {
		"nonsense\n",
		"begin\tone\n",
		"begin\tone\tx\n",
		"begin\tstranger\t0\n",
		"end\tone\t0\tMAYBE\t0\t0\t\t\t\t\n",
		"end\tone\t0\tPASS\n",
		"\n",
		"finding\tx\t-1\ty\n",
	};

	for (size_t i = 0; i < sizeof(damages) / sizeof(damages[0]); i++) {
		write_logbook();
		append(damages[i]);
		CU_ASSERT_EQUAL(replay(&identity), -1);
		CU_ASSERT_PTR_NOT_NULL(strstr(read_back.error, "damaged in line 7; run without --resume"));
		CU_ASSERT_PTR_NULL(strchr(read_back.error, '\n'));
	}
}

static void another_run_is_refused(void)
{
	static const struct {
		struct run_identity identity;
		const char *complaint;
	} rows[] = {
		{{"0.2.0", "6.18", "2 cases, abc", "1", "0"}, "its version is 0.1.0, not 0.2.0"},
		{{"0.1.0", "6.12", "2 cases, abc", "1", "0"}, "its kernel is 6.18, not 6.12"},
		{{"0.1.0", "6.18", "3 cases, abd", "1", "0"}, "its selection is 2 cases, abc, not 3 cases"},
		{{"0.1.0", "6.18", "2 cases, abc", "2", "0"}, "its number of repeats is 1, not 2"},
		{{"0.1.0", "6.18", "2 cases, abc", "1", "7"}, "its seed to shuffle is 0, not 7"},
	};

	write_logbook();
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		CU_ASSERT_EQUAL(replay(&rows[i].identity), -1);
		CU_ASSERT_PTR_NOT_NULL(strstr(read_back.error, rows[i].complaint));
	}
}

static void another_file_is_no_logbook(void)
{
	CU_ASSERT_EQUAL(truncate(path, 0), 0);
	CU_ASSERT_EQUAL(replay(&identity), -1);
	append("<?xml version=\"1.0\"?>\n");
	CU_ASSERT_EQUAL(replay(&identity), -1);
	CU_ASSERT_PTR_NOT_NULL(strstr(read_back.error, "is no logbook of this program"));
}

static void a_logbook_in_use_is_refused(void)
{
	char error[512];
	struct logbook logbook;
	int status;
	pid_t pid;

	CU_ASSERT_EQUAL_FATAL(logbook_begin(&logbook, path, &identity, error, sizeof(error)), 0);
	fflush(NULL);
	pid = fork();
	if (!pid) {
		struct logbook second;

		_exit(logbook_begin(&second, path, &identity, error, sizeof(error)) == -1 &&
				      strstr(error, "in use by another run")
			      ? 7
			      : 0);
	}
	waitpid(pid, &status, 0);
	CU_ASSERT_EQUAL(WEXITSTATUS(status), 7);
	close_logbook(&logbook);
}

static const struct selftest tests[] = {
	{"lines of the kernel are understood", lines_are_understood},
	{"a named process is the culprit", a_named_process_is_the_culprit},
	{"without a name all that ran are blamed", without_a_name_all_that_ran_are_blamed},
	{"the end of another case does not settle it", the_end_of_another_case_does_not_settle_it},
	{"an oops within a report is part of it", an_oops_within_a_report_is_part_of_it},
	{"what is logged when nothing runs is kept", what_is_logged_when_nothing_runs_is_kept},
	{"harmless lines blame nobody", harmless_lines_blame_nobody},
	{"a log that cannot be read says nothing", a_log_that_cannot_be_read_says_nothing},
	{"a logbook says what happened", a_logbook_says_what_happened},
	{"another boot means the machine went down", another_boot_means_the_machine_went_down},
	{"a torn line is forgotten", a_torn_line_is_forgotten},
	{"damage is named by its line", damage_is_named_by_its_line},
	{"another run is refused", another_run_is_refused},
	{"another file is no logbook", another_file_is_no_logbook},
	{"a logbook in use is refused", a_logbook_in_use_is_refused},
};

int main(void)
{
	int fd = mkstemp(path), code;

	if (fd < 0)
		return 1;
	close(fd);
	code = selftest_main("logs", tests, sizeof(tests) / sizeof(tests[0]));
	result_free(&read_back.last);
	unlink(path);
	return code;
}
