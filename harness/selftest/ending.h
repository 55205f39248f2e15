/* ending.h - what is expected to end its process, as broken() does outside of a case, is called in a child.
 */
#ifndef MVC_SELFTEST_ENDING_H
#define MVC_SELFTEST_ENDING_H

#include <stdbool.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ENDING_RETURNED = 99 };

struct ending {
	int code;       /* exit code; ENDING_RETURNED if the call came back; -1 if a signal ended it */
	char said[512]; /* what went to standard error */
};

static inline struct ending ending_of(void (*call)(const void *data), const void *data)
{
	struct ending ending = {.code = -1};
	size_t length = 0;
	int ends[2], status;
	pid_t child;
	ssize_t got;

	if (pipe(ends) < 0 || (child = fork()) < 0)
		return ending;
	if (child == 0) {
		dup2(ends[1], STDERR_FILENO);
		/* What the parent has not flushed must not be told twice. */
		close(STDOUT_FILENO);
		call(data);
		_exit(ENDING_RETURNED);
	}
	close(ends[1]);
	while ((got = read(ends[0], ending.said + length, sizeof ending.said - 1 - length)) > 0)
		length += (size_t)got;
	close(ends[0]);
	if (waitpid(child, &status, 0) == child && WIFEXITED(status))
		ending.code = WEXITSTATUS(status);
	return ending;
}

/* Whether the call is BROKEN, with a sentence that has these words. */
static inline bool is_broken(void (*call)(const void *data), const void *data, const char *words)
{
	struct ending ending = ending_of(call, data);

	return ending.code == 2 && strstr(ending.said, words);
}

#endif
