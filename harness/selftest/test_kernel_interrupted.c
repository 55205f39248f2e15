/* Runs that do not get to their end: killed, interrupted, out of disk; and what stays of them. */
#include "harness/core/clock.h"
#include "harness/selftest/selftest.h"
#include "harness/selftest/stage.h"

#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/pidfd.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* ---- killed ---- */

/* A run whose runner is killed while runner.wait runs, after everything before it has ended. */
static void run_and_kill(void)
{
	struct invocation run;

	stage_clear();
	run = RUNNER_START("run", "-j", "1", "runner.ok.*", "runner.fail.once", "runner.wait", "runner.hang");
	stage_await_case();
	kill(run.pid, SIGKILL);
	CU_ASSERT_EQUAL(invoke_finish(&run)->code, 128 + SIGKILL);
	CU_ASSERT(stage_is_empty());
}

static void resume_blames_the_case_that_was_running(void)
{
	const struct invoked *ran;

	run_and_kill();
	ran = RUNNER("run", "--resume", "-j", "1", "--timeout", "1", "runner.ok.*", "runner.fail.once",
		     "runner.wait", "runner.hang");
	CU_ASSERT_EQUAL(ran->code, 1);
	CU_ASSERT_PTR_NOT_NULL(strstr(ran->out, "5 of 7 results are there already"));
	CU_ASSERT_PTR_NOT_NULL(
		strstr(ran->out, "CRASH  runner.wait  the runner was killed while this case ran\n"));
	CU_ASSERT_PTR_NOT_NULL(strstr(ran->out, "TIMEOUT  runner.hang"));
	CU_ASSERT_PTR_NOT_NULL(strstr(ran->out, "7 cases: 4 passed, 1 failed, 1 timed out, 1 crashed"));
	CU_ASSERT_PTR_NOT_NULL(strstr(file_text("results/junit.xml"), "the kernel said 1, not 2"));
}

/* What was blamed once is not run again, however often one resumes. */
static void a_resumed_run_can_be_resumed(void)
{
	const struct invoked *ran;

	run_and_kill();
	for (int i = 0; i < 2; i++)
		ran = RUNNER("run", "--resume", "--timeout", "1", "runner.ok.*", "runner.fail.once",
			     "runner.wait", "runner.hang");
	CU_ASSERT_EQUAL(ran->code, 1);
	CU_ASSERT_PTR_NOT_NULL(strstr(ran->out, "7 of 7 results are there already"));
	CU_ASSERT_PTR_NOT_NULL(strstr(ran->out, "7 cases: 4 passed, 1 failed, 1 timed out, 1 crashed"));
}

static void only_the_same_run_is_resumed(void)
{
	static const struct {
		const char *words[6];
		const char *says;
	} others[] = {
		{{"run", "--resume", "runner.ok.*"}, "its selection is 7 cases"},
		{{"run", "--resume", "runner.ok.*", "runner.fail.once", "runner.wait"},
		 "its selection is 7 cases"},
	};
	const struct invoked *ran;

	run_and_kill();
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		ran = invoke(RUNNER_CASES, others[i].words);
		CU_ASSERT_EQUAL(ran->code, 2);
		CU_ASSERT_EQUAL(lines_in(ran->err), 1);
		CU_ASSERT_STRING_EQUAL(ran->out, "");
		CU_ASSERT_PTR_NOT_NULL(strstr(ran->err, others[i].says));
	}
	ran = RUNNER("run", "--resume", "--shuffle", "3", "runner.ok.*", "runner.fail.once", "runner.wait",
		     "runner.hang");
	CU_ASSERT_EQUAL(ran->code, 2);
	CU_ASSERT_PTR_NOT_NULL(strstr(ran->err, "its seed to shuffle is 0, not 3"));
}

/* At whatever moment: nothing outlives the runner, and the run can be resumed to its end. */
static void nothing_outlives_a_killed_runner(void)
{
	unsigned seed = 1;

	for (int i = 0; i < 5; i++) {
		struct invocation run;
		const struct invoked *ran;
		char line[256];

		stage_clear();
		run = RUNNER_START("run", "-v", "noop.*");
		for (int after = rand_r(&seed) % 1500; after; after--)
			CU_ASSERT(invoke_line(&run, line, sizeof(line)));
		kill(run.pid, SIGKILL);
		invoke_finish(&run);
		CU_ASSERT(stage_is_empty());
		ran = RUNNER("run", "--resume", "noop.*");
		CU_ASSERT(ran->code <= 2);
		CU_ASSERT_PTR_NOT_NULL(strstr(file_text("results/junit.xml"), "tests=\"2000\""));
	}
}

/* ---- interrupted ---- */

static void interrupt(int signal)
{
	struct invocation run;
	const struct invoked *ran;

	stage_clear();
	run = RUNNER_START("run", "-j", "1", "runner.ok.*", "runner.fail.once", "runner.wait", "runner.hang");
	stage_await_case();
	kill(run.pid, signal);
	ran = invoke_finish(&run);
	CU_ASSERT_EQUAL(ran->code, 128 + signal);
	CU_ASSERT_PTR_NOT_NULL(strstr(ran->out, "4 passed, 1 failed"));
	CU_ASSERT_PTR_NOT_NULL(strstr(file_text("results/junit.xml"), "cut short: 5 of 7"));
	CU_ASSERT(stage_is_empty());
}

static void what_is_known_is_reported_when_interrupted(void)
{
	interrupt(SIGINT);
	interrupt(SIGTERM);
}

static void two_runs_do_not_share_a_folder(void)
{
	struct invocation first;
	const struct invoked *ran;

	stage_clear();
	first = RUNNER_START("run", "-j", "1", "runner.wait");
	stage_await_case();
	ran = RUNNER("run", "runner.ok.one");
	CU_ASSERT_EQUAL(ran->code, 2);
	CU_ASSERT_PTR_NOT_NULL(strstr(ran->err, "results/logbook is in use by another run"));
	kill(first.pid, SIGINT);
	CU_ASSERT_EQUAL(invoke_finish(&first)->code, 130);
}

/* ---- out of disk ---- */

static void write_file(const char *path, size_t size)
{
	static char octets[4096];
	int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);

	while (size && write(fd, octets, sizeof(octets)) > 0)
		size -= sizeof(octets);
	close(fd);
}

/* In a process and a mount namespace of its own: a file system of 64 KiB with an old report in it. */
static int run_on_a_full_disk(const char *const *words, size_t filled)
{
	const struct invoked *ran;

	if (unshare(CLONE_NEWNS) || mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) ||
	    mkdir("results", 0700) || mount("none", "results", "tmpfs", 0, "size=64k"))
		return 99;
	if (system("echo old report > results/junit.xml"))
		return 98;
	write_file("results/filler", filled);
	ran = invoke(RUNNER_CASES, words);
	if (ran->code != 2 || lines_in(ran->err) != 1 ||
	    !strstr(ran->err, "ENOSPC (No space left on device)")) {
		fprintf(stderr, "exit code %d\n%s%s", ran->code, ran->out, ran->err);
		return 97;
	}
	return strcmp(file_text("results/junit.xml"), "old report\n") ? 96 : 0;
}

static int code_of_full_disk(const char *const *words, size_t filled)
{
	int status;
	pid_t pid;

	stage_clear();
	fflush(NULL);
	pid = fork();
	if (!pid)
		_exit(run_on_a_full_disk(words, filled));
	waitpid(pid, &status, 0);
	return WEXITSTATUS(status);
}

static void a_full_disk_leaves_the_old_report(void)
{
	static const char *const long_run[] = {"run", "noop.*", NULL}, *const short_run[] = {
									       "run", "noop.1.*", NULL};

	CU_ASSERT_EQUAL(code_of_full_disk(short_run, 1 << 20), 0); /* full before the run */
	CU_ASSERT_EQUAL(code_of_full_disk(long_run, 0), 0);        /* and during it */
}

/* ---- kept ---- */

static void a_kept_topology_can_be_entered_and_ended(void)
{
	const struct invoked *ran;
	const char *kill_line, *enter;
	char command[256];
	struct pollfd ended = {.events = POLLIN};
	pid_t pid;

	stage_clear();
	ran = RUNNER("run", "--keep", "runner.ok.one", "runner.fail.in_namespace");
	CU_ASSERT_EQUAL(ran->code, 1);
	kill_line = strstr(ran->out, "kill ");
	enter = strstr(ran->out, "nsenter --target ");
	CU_ASSERT_FATAL(kill_line && enter);
	pid = atoi(kill_line + strlen("kill "));
	ended.fd = pidfd_open(pid, 0);
	CU_ASSERT_EQUAL_FATAL(poll(&ended, 1, 0), 0);
	snprintf(command, sizeof(command), "%.*s ls /sys/class/net >/dev/null", (int)strcspn(enter, "\n"),
		 enter);
	CU_ASSERT_EQUAL(system(command), 0);
	kill(pid, SIGTERM);
	CU_ASSERT_EQUAL(poll(&ended, 1, 10000), 1);
	close(ended.fd);
	CU_ASSERT(stage_is_empty());
}

static const struct selftest tests[] = {
	{"resume blames the case that was running", resume_blames_the_case_that_was_running},
	{"a resumed run can be resumed", a_resumed_run_can_be_resumed},
	{"only the same run is resumed", only_the_same_run_is_resumed},
	{"nothing outlives a killed runner", nothing_outlives_a_killed_runner},
	{"what is known is reported when interrupted", what_is_known_is_reported_when_interrupted},
	{"two runs do not share a folder", two_runs_do_not_share_a_folder},
	{"a full disk leaves the old report", a_full_disk_leaves_the_old_report},
	{"a kept topology can be entered and ended", a_kept_topology_can_be_entered_and_ended},
};

int main(void)
{
	int code;

	stage_enter();
	code = selftest_main("kernel_interrupted", tests, sizeof(tests) / sizeof(tests[0]));
	stage_leave();
	return code;
}
