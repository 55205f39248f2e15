/* changes.h - cases that are no rows: something about the testbed changes between two frames, the frame is an odd one,
 * or the host does more than send and receive. */
#ifndef MVC_SUITES_ISOLATION_CHANGES_H
#define MVC_SUITES_ISOLATION_CHANGES_H

#include "harness/case/case.h"

/* Each ends with a case without id. */
extern const struct testcase change_cases[], odd_cases[], host_side_cases[];

#endif
