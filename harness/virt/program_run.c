#include "harness/virt/program_run.h"

#include "harness/core/cleanup.h"
#include "harness/core/verdict.h"
#include "harness/net/lie.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>

#define HOME "/run/home" /* the case's own /run (libvirtd.h) */

enum { NOT_THERE = 127 /* as a shell says it */ };

bool program_is_there(const char *name)
{
	const char *path = getenv("PATH");
	AUTO_FREE char *folders = strdup(path ? path : "");
	char *rest = folders, *folder;

	while ((folder = strsep(&rest, ":"))) {
		AUTO_FREE char *file = NULL;

		if (asprintf(&file, "%s/%s", folder, name) > 0 && !access(file, X_OK))
			return true;
	}
	return false;
}

static _Noreturn void become(const char *const *words, int output)
{
	int null = open("/dev/null", O_RDONLY | O_CLOEXEC);

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	dup2(null, STDIN_FILENO);
	dup2(output, STDOUT_FILENO);
	dup2(output, STDERR_FILENO);
	close_range(STDERR_FILENO + 1, ~0U, 0);
	setenv("HOME", HOME, 1);
	setenv("LC_ALL", "C.UTF-8", 1);
	unsetenv("XDG_CACHE_HOME");
	execvp(words[0], (char *const *)words);
	_exit(NOT_THERE);
}

static int exit_code(pid_t pid)
{
	int status;

	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			broken("cannot wait for a program: %s (%s)", errno_name(errno), strerror(errno));
	return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

static char *all_of(int file)
{
	static char *text;
	struct stat status;
	ssize_t length;

	free(STEAL(text, NULL));
	if (fstat(file, &status) < 0 || !(text = calloc(1, (size_t)status.st_size + 1)))
		broken("cannot keep what a program said: %s (%s)", errno_name(errno), strerror(errno));
	length = pread(file, text, (size_t)status.st_size, 0);
	text[length < 0 ? 0 : length] = '\0';
	return text;
}

struct said program_run(const char *const *words)
{
	AUTO_CLOSE int output = memfd_create("said", MFD_CLOEXEC);
	struct said said;
	pid_t pid;

	mkdir(HOME, 0700);
	pid = output < 0 ? -1 : fork();
	if (pid < 0)
		broken("no process for %s: %s (%s)", words[0], errno_name(errno), strerror(errno));
	if (pid == 0)
		become(words, output);
	said.code = exit_code(pid);
	said.text = all_of(output);
	if (said.code == NOT_THERE)
		broken("%s cannot be started", words[0]);
	said.code = (int)told((uint64_t)said.code);
	return said;
}
