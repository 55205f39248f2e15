/* program_run.h - a program as a user runs it, in the case's namespaces: its exit code, and all that it said. */
#ifndef MVC_VIRT_PROGRAM_RUN_H
#define MVC_VIRT_PROGRAM_RUN_H

struct said {
	int code; /* its exit code; 128 and more: ended by a signal, as a shell tells it */
	char *text; /* standard output and standard error in the order they came; static storage, until the next call */
};

/* Runs it to its end, without input, and with a home folder that is the case's own. The words end with NULL, and the first is
 * looked for on the PATH. BROKEN if it cannot be started. It dies with the case. */
struct said program_run(const char *const *words);

#endif
