/* words.h - the words that cases about changes are written in: a parent with a child on it, and single checks of what
 * the kernel answers and says.
 */
#ifndef MVC_SUITES_CHANGE_WORDS_H
#define MVC_SUITES_CHANGE_WORDS_H

#include "harness/core/verdict.h"
#include "harness/net/attribute.h"
#include "harness/proof/testbed.h"

#define PARENT  "p0"
#define CHILD   "mvt0"
#define SIBLING "mvt1"

enum upness { DOWN, UP };

/* A macvtap on the parent of a testbed without captures (fixtures/bare.h). */
void child_add(struct testbed *net, const char *name, enum mode mode, uint16_t flags, enum upness upness);

/* Such a testbed with one child, CHILD. */
struct testbed *bed_with(enum mode mode, uint16_t flags, enum upness upness);

/* A request to change a device, attribute by attribute; the kind is macvtap if one of them is the driver's. */
struct answer try_change(struct links *links, const char *name, const struct attribute *attributes,
			 size_t count);
#define TRY_CHANGE(links, name, ...)                                                                         \
	try_change(links, name, (const struct attribute[]){__VA_ARGS__},                                     \
		   sizeof((const struct attribute[]){__VA_ARGS__}) / sizeof(struct attribute))

/* The checks, under the short names below. The text is the kernel's own, "" for none at all, NULL if it does not matter. */
void change_expect_accepted(const char *what, struct answer answer);
void change_expect_refused(const char *what, struct answer answer, int error, const char *text);
void change_expect_number(const char *what, uint64_t got, uint64_t wanted);
void change_expect_error(const char *what, int got, int wanted);

#define expect_accepted(...) (caller_is(HERE), change_expect_accepted(__VA_ARGS__))
#define expect_refused(...)  (caller_is(HERE), change_expect_refused(__VA_ARGS__))
#define expect_number(...)   (caller_is(HERE), change_expect_number(__VA_ARGS__))
#define expect_error(...)    (caller_is(HERE), change_expect_error(__VA_ARGS__))

#define COUNT_OF(array) (sizeof(array) / sizeof(array)[0])

#endif
