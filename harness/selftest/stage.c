#include "harness/selftest/stage.h"
#include "harness/core/cleanup.h"
#include "harness/core/clock.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>

static char folder[] = "/tmp/mvc-runner-XXXXXX";

static _Noreturn void die(const char *what)
{
	perror(what);
	exit(1);
}

static int remove_entry(const char *path, const struct stat *stat, int type, struct FTW *walk)
{
	(void)stat, (void)type;
	return walk->level ? remove(path) : 0;
}

void stage_clear(void)
{
	if (nftw(folder, remove_entry, 16, FTW_DEPTH | FTW_PHYS | FTW_MOUNT))
		die(folder);
	if (mkfifo("here", 0600))
		die("here");
}

void stage_enter(void)
{
	if (!mkdtemp(folder) || chdir(folder) || setenv("RUNNER_TEST", folder, 1))
		die(folder);
	prctl(PR_SET_CHILD_SUBREAPER, 1);
	stage_clear();
}

void stage_leave(void)
{
	stage_clear();
	if (unlink("here") || chdir("/") || rmdir(folder))
		die(folder);
}

void stage_await_case(void)
{
	AUTO_CLOSE int fd = open("here", O_RDONLY | O_CLOEXEC);
	char octet;

	if (read(fd, &octet, 1) != 1)
		die("here");
}

int stage_is_empty(void)
{
	const nanoseconds deadline = now() + 10 * NS_PER_S;
	const struct timespec second = {1, 0};
	sigset_t child;
	pid_t pid;

	sigemptyset(&child);
	sigaddset(&child, SIGCHLD);
	sigprocmask(SIG_BLOCK, &child, NULL);
	while ((pid = waitpid(-1, NULL, WNOHANG)) >= 0 && now() < deadline)
		if (!pid)
			sigtimedwait(&child, NULL, &second);
	sigprocmask(SIG_UNBLOCK, &child, NULL);
	return pid < 0 && errno == ECHILD;
}
