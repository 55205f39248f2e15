/* recorder.h - runs one case in the calling process and reports it through a pipe. The only user of CUnit, which
 * keeps the registry and records assertions; it implements core/verdict.h.
 */
#ifndef MVC_CASE_RECORDER_H
#define MVC_CASE_RECORDER_H

#include "harness/case/case.h"

/* Registers all cases with CUnit. Exits 2 with one line if CUnit refuses one. */
void recorder_register(const struct case_list *list);

/* Runs the case (an index into the list) and writes its records (case/report_pipe.h) to the descriptor. Returns; the
 * caller ends the process. broken() and skip() end the process from inside, records written. */
void recorder_run(const struct case_list *list, size_t index, int report_fd);

#endif
