/* child_process.h - a program of the machine's that a case starts, and that never outlives it.
 *
 * It is in the case's process group, which the runner kills whole, and dies with the thread that started it
 * (PR_SET_PDEATHSIG): killed at any moment, a run leaves none behind. One that ends while the case goes on has said why on its
 * standard error, which is kept for the sentence of whoever then cannot go on.
 */
#ifndef MVC_VIRT_CHILD_PROCESS_H
#define MVC_VIRT_CHILD_PROCESS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct child_process {
	pid_t pid;  /* 0: it has been ended */
	int output; /* a memory file with what it has said on standard output and standard error */
};

/* Starts argv[0], found in PATH, with the calling thread's namespaces, its standard input empty. Of the descriptors it
 * inherits those listed, under the numbers they have. BROKEN if there is no such program. */
struct child_process child_start(char *const *argv, const int *descriptors, size_t count);

/* Whether PATH has such a program. */
bool has_program(const char *name);

/* The last line it has said; "" if none. Returns text. */
char *child_last_words(const struct child_process *child, char *text, size_t size);

/* Waits until it has ended by itself: its exit code, or 128 and the signal that ended it, as a shell tells it. */
int child_wait(struct child_process *child);

/* All that it has said; the caller's to free. */
char *child_said(const struct child_process *child);

/* SIGKILL, and waits until it is gone. Nothing if it has been ended before. */
void child_end(struct child_process *child);

#endif
