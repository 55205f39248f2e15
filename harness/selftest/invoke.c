#include "harness/selftest/invoke.h"
#include "harness/core/cleanup.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/wait.h>

static _Noreturn void die(const char *what)
{
	perror(what);
	exit(1);
}

static _Noreturn void become(const char *program, const char *const *arguments, int out, int err)
{
	const char *argv[64] = {program};

	for (size_t i = 0; arguments[i] && i < 62; i++)
		argv[i + 1] = arguments[i];
	dup2(out, STDOUT_FILENO);
	dup2(err, STDERR_FILENO);
	execv(program, (char *const *)(void *)argv);
	die(program);
}

struct invocation invoke_start(const char *program, const char *const *arguments)
{
	struct invocation invocation;
	int out[2], err[2];

	fflush(NULL);
	if (pipe2(out, O_CLOEXEC) || pipe2(err, O_CLOEXEC))
		die("pipe2");
	invocation = (struct invocation){fork(), out[0], err[0]};
	if (invocation.pid < 0)
		die("fork");
	if (!invocation.pid)
		become(program, arguments, out[1], err[1]);
	close(out[1]);
	close(err[1]);
	return invocation;
}

/* Reads what there is into the rest of the text; beyond it, it is let go. False at the end. */
static int append(int fd, char *text, size_t size, size_t *length)
{
	char rest[4096];
	size_t room = size - 1 - *length;
	ssize_t count = room ? read(fd, text + *length, room) : read(fd, rest, sizeof(rest));

	if (count > 0 && room)
		*length += (size_t)count;
	text[*length] = '\0';
	return count > 0 || (count < 0 && errno == EINTR);
}

const struct invoked *invoke_finish(struct invocation *invocation)
{
	static struct invoked invoked;
	struct pollfd polls[] = {{invocation->out, POLLIN, 0}, {invocation->err, POLLIN, 0}};
	size_t out = 0, err = 0;
	int status;

	invoked = (struct invoked){0};
	while (polls[0].fd >= 0 || polls[1].fd >= 0) {
		if (poll(polls, 2, -1) < 0 && errno != EINTR)
			die("poll");
		if (polls[0].revents && !append(invocation->out, invoked.out, sizeof(invoked.out), &out))
			polls[0].fd = -1;
		if (polls[1].revents && !append(invocation->err, invoked.err, sizeof(invoked.err), &err))
			polls[1].fd = -1;
	}
	close(invocation->out);
	close(invocation->err);
	if (waitpid(invocation->pid, &status, 0) < 0)
		die("waitpid");
	invoked.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
	return &invoked;
}

const struct invoked *invoke(const char *program, const char *const *arguments)
{
	struct invocation invocation = invoke_start(program, arguments);

	return invoke_finish(&invocation);
}

int invoke_line(struct invocation *invocation, char *line, size_t size)
{
	size_t length = 0;

	while (length + 1 < size && read(invocation->out, line + length, 1) == 1 && line[length] != '\n')
		length++;
	line[length] = '\0';
	return length > 0;
}

size_t lines_in(const char *text)
{
	size_t lines = 0;

	for (; *text; text++)
		lines += *text == '\n';
	return lines;
}

const char *file_text(const char *path)
{
	static char *text;
	AUTO_FCLOSE FILE *file = fopen(path, "re");
	size_t capacity = 0;

	free(text);
	text = NULL;
	if (!file || getdelim(&text, &capacity, '\0', file) < 0)
		return "";
	return text;
}
