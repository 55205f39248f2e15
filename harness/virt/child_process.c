#include "harness/virt/child_process.h"

#include "harness/core/children.h"
#include "harness/core/verdict.h"

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
#include <unistd.h>

enum { LAST_WORDS = 4096 /* octets of what it has said: enough for the last line */ };

bool has_program(const char *name)
{
	const char *path = getenv("PATH");

	while (path && *path) {
		size_t length = strcspn(path, ":");
		char file[4096];

		snprintf(file, sizeof file, "%.*s/%s", (int)length, path, name);
		if (!access(file, X_OK))
			return true;
		path += length + (path[length] == ':');
	}
	return false;
}

/* ---- starting ---- */

/* In the child, between fork and exec: whatever goes wrong is said where it is looked for. */
static _Noreturn void become(char *const *argv, const int *descriptors, size_t count, pid_t parent,
			     int output)
{
	int null = open("/dev/null", O_RDONLY | O_CLOEXEC);

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(EXIT_FAILURE);
	dup2(null, STDIN_FILENO);
	dup2(output, STDOUT_FILENO);
	dup2(output, STDERR_FILENO);
	for (size_t i = 0; i < count; i++)
		fcntl(descriptors[i], F_SETFD, 0);
	execvp(argv[0], argv);
	dprintf(STDERR_FILENO, "cannot start %s: %s\n", argv[0], strerror(errno));
	_exit(EXIT_FAILURE);
}

/* Only the listed ones are inherited, whoever opened the others and how. */
static void keep_to_ourselves(void)
{
	if (close_range(STDERR_FILENO + 1, ~0U, CLOSE_RANGE_CLOEXEC))
		broken("cannot keep descriptors to ourselves: %s (%s)", errno_name(errno), strerror(errno));
}

struct child_process child_start(char *const *argv, const int *descriptors, size_t count)
{
	struct child_process child = {.output = memfd_create(argv[0], MFD_CLOEXEC)};
	pid_t parent = getpid();

	if (child.output < 0)
		broken("no memory file for what %s says: %s (%s)", argv[0], errno_name(errno),
		       strerror(errno));
	keep_to_ourselves();
	child.pid = fork();
	if (child.pid < 0)
		broken("cannot start %s: %s (%s)", argv[0], errno_name(errno), strerror(errno));
	if (!child.pid)
		become(argv, descriptors, count, parent, child.output);
	children_add(child.pid);
	return child;
}

/* ---- what it has said ---- */

char *child_last_words(const struct child_process *child, char *text, size_t size)
{
	char said[LAST_WORDS + 1], *line = said, *end;
	off_t length = lseek(child->output, 0, SEEK_END);
	off_t from = length > LAST_WORDS ? length - LAST_WORDS : 0;
	ssize_t count = pread(child->output, said, LAST_WORDS, from);

	said[count > 0 ? count : 0] = '\0';
	for (end = said + strlen(said); end > said && end[-1] == '\n'; end--)
		end[-1] = '\0';
	if (strrchr(said, '\n'))
		line = strrchr(said, '\n') + 1;
	snprintf(text, size, "%s", line);
	return text;
}

char *child_said(const struct child_process *child)
{
	struct stat status;
	char *text = fstat(child->output, &status) ? NULL : calloc(1, (size_t)status.st_size + 1);

	if (!text || pread(child->output, text, (size_t)status.st_size, 0) != status.st_size)
		broken("cannot read what a program has said: %s (%s)", errno_name(errno), strerror(errno));
	return text;
}

/* ---- ending ---- */

int child_wait(struct child_process *child)
{
	siginfo_t info = {0};

	while (waitid(P_PID, (id_t)child->pid, &info, WEXITED | WNOWAIT))
		if (errno != EINTR)
			broken("cannot wait for a program: %s (%s)", errno_name(errno), strerror(errno));
	child_end(child);
	return info.si_code == CLD_EXITED ? info.si_status : 128 + info.si_status;
}

void child_end(struct child_process *child)
{
	if (child->pid)
		child_reap(child->pid);
	child->pid = 0;
}
