/* words.h - the words that cases about changes are written in: a parent with a child on it, and requests to change them. */
#ifndef MVC_SUITES_CHANGE_WORDS_H
#define MVC_SUITES_CHANGE_WORDS_H

#include "harness/core/verdict.h"
#include "harness/net/attribute.h"
#include "harness/proof/testbed.h"
#include "suites/checks.h"

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

#endif
