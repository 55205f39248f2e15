/* tools.h - what the tests of reports share: a folder of their own, files, and other people's programs. */
#ifndef MVC_REPORTS_TOOLS_H
#define MVC_REPORTS_TOOLS_H

#include <stddef.h>

/* A path in a folder that is removed when the program ends; static storage for the last sixteen. */
const char *scratch(const char *name);

/* The file's content, freed by the caller. Fails the test and is empty if it can't be read. */
char *content_of(const char *path);
void write_content(const char *path, const char *content);

/* How many names the folder at this path holds. */
size_t names_in(const char *path);

/* What the shell command prints to both streams, freed by the caller; its exit status, if status is not NULL.
 */
char *output_of(int *status, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Fails the test, with one line that says what to install, if the shell command is not successful. */
void need(const char *command, const char *package);

/* Goes into a mount namespace of this program's own, once; fails the test if the machine does not allow it.
 */
int own_mounts(void);

#endif
