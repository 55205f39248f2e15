/* retold.h - the rows of the isolation suite once more, for a suite whose guests are served in another way: those in which GUEST_A
 * has a part, on plain wires.
 */
#ifndef MVC_SUITES_ISOLATION_RETOLD_H
#define MVC_SUITES_ISOLATION_RETOLD_H

#include "suites/isolation/table.h"

enum { RETOLD_MAX = 200 };

struct retelling {
	const char *prefix; /* of the ids: PREFIX.TABLE.SENDER_to_DESTINATION */
	const struct requirement *requirement;
	void (*run)(const void *row); /* makes the testbed, has its guests served, and calls row_check() */
	const char *summary;
	unsigned stands_in_s; /* case/case.h */
};

/* Adds them, and fills in the suite's own rows. The cases of a table share a testbed with each other, and with no other suite's:
 * that has the same topology, and its guests are served otherwise. */
void retold_add_cases(const struct retelling *retelling, struct row rows[RETOLD_MAX], struct case_list *list);

#endif
