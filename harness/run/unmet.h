/* unmet.h - expectations that a run has had nothing to say about. */
#ifndef MVC_RUN_UNMET_H
#define MVC_RUN_UNMET_H

#include "harness/run/expected.h"
#include "harness/run/select.h"

/* Of the bugs that are expected of this kernel, those which no case of the run could have met, each with why; the caller
 * frees the array alone. */
struct unmet *unmet_of(const struct expected *expected, const struct catalogue *catalogue,
		       const struct selection *selection, const struct run *run, size_t *count);

#endif
