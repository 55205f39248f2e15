#include "harness/selftest/scripted.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

static void say(int socket, const char *words, size_t at_once)
{
	size_t left = strlen(words);

	while (left) {
		const size_t most = left < at_once ? left : at_once;
		const ssize_t count = send(socket, words, most, MSG_NOSIGNAL);

		if (count <= 0)
			_exit(0);
		words += count;
		left -= (size_t)count;
	}
}

static _Noreturn void play(int socket, pid_t parent, const char *const *says, size_t at_once)
{
	char request[8192];

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(0);
	while (recv(socket, request, sizeof request, 0) > 0 && *says)
		say(socket, *says++, at_once);
	_exit(0);
}

static int start(const char *const *says, size_t at_once)
{
	const pid_t parent = getpid();
	int ends[2];
	pid_t player;

	fflush(NULL);
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) || (player = fork()) < 0)
		abort();
	if (!player) {
		close(ends[0]);
		play(ends[1], parent, says, at_once);
	}
	close(ends[1]);
	return ends[0];
}

int scripted(const char *const *says)
{
	return start(says, 4096);
}

int scripted_slowly(const char *const *says)
{
	return start(says, 1);
}
