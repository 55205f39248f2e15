/* domain.h - the guests that a user's own files ask for, on a parent that stands for theirs: same modes, same addresses, filters
 * trusted or not. It has cases only where files have been named (`macvtap-conform domain --run`).
 *
 *	        WIRE                      a stand-in for what the parent is cabled to
 *	         |
 *	       parent --- HOST            a stand-in for <source dev=...>
 *	    /    |    \      \
 *	 netN  its siblings on that parent, three at a time: netN is GUEST_A in its cases
 *
 * What must arrive is what the reference model says of these modes: no expectation is made up for a file.
 */
#ifndef MVC_SUITES_DOMAIN_DOMAIN_H
#define MVC_SUITES_DOMAIN_DOMAIN_H

#include "harness/case/case.h"

void domain_add_cases(struct case_list *list);

#endif
