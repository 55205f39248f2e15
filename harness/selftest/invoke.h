/* invoke.h - runs a program as its user does, and keeps what it said. */
#ifndef MVC_SELFTEST_INVOKE_H
#define MVC_SELFTEST_INVOKE_H

#include <stddef.h>
#include <sys/types.h>

#define INVOKE_TEXT_SIZE (1 << 20)

struct invoked {
	int code; /* exit code, or 128 and the signal that ended it */
	char out[INVOKE_TEXT_SIZE], err[4096];
};

/* A program that is running; its stdout and stderr can be read. */
struct invocation {
	pid_t pid;
	int out, err;
};

/* argv without the program; ends with NULL. */
struct invocation invoke_start(const char *program, const char *const *arguments);

/* Reads all it says and waits for its end. What is in *invoked is valid until the next call. */
const struct invoked *invoke_finish(struct invocation *invocation);

/* Both. */
const struct invoked *invoke(const char *program, const char *const *arguments);

/* Reads one line of its stdout, waiting for it; 0 at the end. */
int invoke_line(struct invocation *invocation, char *line, size_t size);

/* How many lines a text has. */
size_t lines_in(const char *text);

/* The whole file as a text, "" if there is none; valid until the next call. */
const char *file_text(const char *path);

#endif
