/* writable.h - a file that cannot be written must not come to light only when there is something to write. */
#ifndef MVC_RUN_WRITABLE_H
#define MVC_RUN_WRITABLE_H

/* EXIT_ALL_PASSED, or a complaint in the name of this command. The file stays as it is. */
int check_writable(const char *command, const char *path);

#endif
