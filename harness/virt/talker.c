#include "harness/virt/talker.h"

#include "harness/core/verdict.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>

_Noreturn void talker_gone(const struct talker *talker)
{
	char words[256] = "";

	if (talker->machine)
		child_last_words(talker->machine, words, sizeof words);
	broken("%s has ended%s%s", talker->machine_name, words[0] ? ": " : "", words);
}

static void hear_lines(struct talker *talker)
{
	char *line = talker->room, *end;

	while ((end = memchr(line, '\n', talker->count - (size_t)(line - talker->room)))) {
		*end = '\0';
		talker->hear(talker->listener, line, (size_t)(end - line));
		line = end + 1;
	}
	talker->count -= (size_t)(line - talker->room);
	memmove(talker->room, line, talker->count);
	if (talker->count == talker->size)
		broken("%s says a line of more than %zu octets", talker->name, talker->size);
}

void talker_hear(struct talker *talker)
{
	ssize_t count;

	while ((count = recv(talker->socket, talker->room + talker->count, talker->size - talker->count,
			     MSG_DONTWAIT)) > 0) {
		talker->count += (size_t)count;
		hear_lines(talker);
	}
	if (!count || (errno != EAGAIN && errno != EINTR))
		talker_gone(talker);
}

bool talker_await(struct talker *talker, nanoseconds deadline)
{
	struct pollfd words = {.fd = talker->socket, .events = POLLIN};

	if (poll(&words, 1, ms_until(deadline)) == 0)
		return false;
	talker_hear(talker);
	return true;
}
