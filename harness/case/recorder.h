/* recorder.h - runs one case in the calling process and reports it through a pipe. The only user of CUnit,
 * which keeps the registry and records assertions; it implements core/verdict.h.
 */
#ifndef MVC_CASE_RECORDER_H
#define MVC_CASE_RECORDER_H

#include "harness/case/case.h"

#include <stdint.h>

struct record; /* case/report_pipe.h */

/* Registers all cases with CUnit. Exits 2 with one line if CUnit refuses one. */
void recorder_register(const struct case_list *list);

/* Runs the case (an index into the list) and writes its records (case/report_pipe.h) to the descriptor.
 * Returns; the caller ends the process. broken() and skip() end the process from inside, records written. */
void recorder_run(const struct case_list *list, size_t index, int report_fd);

/* Notes a network namespace of this case, by the name people know it by ("host", "wire"), the descriptor that
 * holds it in this process, and its nsfs inode: for --keep and for the leak check. Whoever builds a testbed
 * calls it. Does nothing outside of a case. */
void recorder_namespace(const char *name, int fd, uint64_t ino);

/* Called in the case's process when it ends with something wrong, after its records have been written. NULL:
 * the process just ends. */
extern void (*recorder_keep)(int report_fd);

/* Writes a record of the case that is running; nothing outside of a case. */
void recorder_write(const struct record *record);

#endif
