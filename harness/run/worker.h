/* worker.h - the process of a case, from fork to the recorder. */
#ifndef MVC_RUN_WORKER_H
#define MVC_RUN_WORKER_H

#include "harness/case/case.h"

#include <stdbool.h>
#include <sys/types.h>

struct worker {
	const struct case_list *cases;
	size_t index;
	pid_t runner;
	int null, report, output; /* descriptors: /dev/null, and the writing ends of its pipes */
	int orders;               /* where it is told what to run next */
	void (*keep)(int report); /* NULL: it ends when the case does */
};

/* In the runner, before its first worker: what signals do to a case is not to depend on who has started the runner. */
void workers_are_to_come(void);

/* In the child: runs its case, and after it those whose indices (size_t) come as orders, until there are none. Never
 * returns. */
_Noreturn void worker_main(const struct worker *worker);

#endif
