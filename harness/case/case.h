/* case.h - a case: what is run, alone in a process of its own, to one verdict. */
#ifndef MVC_CASE_CASE_H
#define MVC_CASE_CASE_H

#include "harness/case/requirement.h"

#include <stddef.h>

struct testcase {
	const char *id; /* [A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*; constant from run to run */
	const struct requirement *requirement;
	void (*run)(const void *data);
	const void *data;    /* the row, or NULL */
	const char *summary; /* one line for `list -v`; the testbed and what is sent where */
	const char
		*danger; /* NULL, or what a kernel that fails does: such a case is run only when asked for */
	/* NULL, or the testbed (proof/testbed.h: testbed_shared()) that this case leaves as it found it, if it passes:
	 * a process may run others of the same after it. */
	const void *shares;
	/* Where the case stands in a matrix of behaviours and modes. The mode's word is not copied. */
	const char *mode; /* child_word() of its children, or "mixed"; NULL or "": of no mode in particular */
	const char *behaviour; /* the same words for the same thing in any mode; NULL: the id's second part */
	/* Seconds that its testbed may take to stand, beside the deadline: a guest boots. Such a testbed serves all its cases in
	 * a row, however many they are. 0: no time worth mention. */
	unsigned stands_in_s;
	/* NULL, or what the machine lacks that this case cannot do without: the reason for its SKIP, or NULL. Asked by the
	 * runner itself, before it makes a process, for a suite of hundreds may need the same: looks, and changes nothing. */
	const char *(*lacks)(void);
};

/* What a suite adds its cases to. Strings handed in are copied. */
struct case_list {
	struct testcase *cases;
	size_t count, capacity;
	const char **ids; /* a hash of the ids, for case_add(): empty places are NULL */
	size_t id_places; /* a power of two, or 0 */
};

/* Adds one. Dies (exit 2) on an id that is malformed or already there, or a NULL requirement or function: that is
 * an error of the suite, found by whoever starts the program at all. */
void case_add(struct case_list *list, const struct testcase *testcase);

/* Adds one under an id made as by printf(3); it has none of its own. */
void case_add_as(struct case_list *list, const struct testcase *testcase, const char *id, ...)
	__attribute__((format(printf, 3, 4)));

/* Adds all of an array that ends with a case without id. */
void case_add_all(struct case_list *list, const struct testcase *cases);

struct suite {
	const char *name; /* first part of its cases' ids */
	void (*add_cases)(struct case_list *list);
	const struct requirement *const *requirements;
	size_t requirement_count;
	const char *(*lacks)(void); /* as a case's, of all its cases that have none of their own */
};

/* The suites of this program, in the order they are listed; ends with a suite without name. Defined in suites/. */
extern const struct suite suites[];

#endif
