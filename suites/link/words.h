/* words.h - the words of this suite: a wish for a device, and what must come of it.
 *
 *	expect_made(net, &(struct wish){.has = ATTRIBUTES(NUMBER32(OF_DRIVER, IFLA_MACVLAN_MODE, MODE_BRIDGE))});
 *	expect_facts(net, "mvtA", &(struct facts)FACTS({OF_DRIVER, IFLA_MACVLAN_MODE, MODE_BRIDGE}));
 */
#ifndef MVC_SUITES_LINK_WORDS_H
#define MVC_SUITES_LINK_WORDS_H

#include "harness/core/verdict.h"
#include "harness/net/attribute.h"
#include "harness/proof/testbed.h"
#include "suites/checks.h"

/* IFLA_MACVLAN_BC_CUTOFF, which headers before 6.4 lack. */
enum { DRIVER_BC_CUTOFF = 9 };

struct attributes {
	const struct attribute *attribute;
	size_t count;
};

/* The elements of a list in braces, and their number. */
#define LIST(type, ...)                                                                                      \
	{                                                                                                    \
		(const type[]){__VA_ARGS__}, sizeof((const type[]){__VA_ARGS__}) / sizeof(type)              \
	}
#define ATTRIBUTES(...) LIST(struct attribute, __VA_ARGS__)

/* A device as it is asked for. */
struct wish {
	const char *name;   /* NULL: "mvtA"; "": none */
	const char *kind;   /* NULL: "macvtap" */
	const char *parent; /* NULL: "p0"; "": none but what the attributes say */
	struct attributes has;
};

/* A number that the kernel says of a device. */
struct fact {
	enum attribute_level level;
	uint16_t type;
	uint64_t value; /* or NOT_GIVEN: the kernel says nothing of it */
};
#define NOT_GIVEN UINT64_MAX

struct facts {
	const struct fact *fact;
	size_t count;
};
#define FACTS(...) LIST(struct fact, __VA_ARGS__)

/* "mvtA" for a wish without a name of its own. */
const char *wished_name(const struct wish *wish);

/* Asks for it in the host's namespace, and hands out what the kernel says. */
struct answer ask_for(struct testbed *net, const struct wish *wish);

/* It is made. */
void expect_made(struct testbed *net, const struct wish *wish);

/* It is not made, for this reason and, unless text is NULL, in these words; there is no such device then, and its parent is
 * not promiscuous. */
void expect_not_made(struct testbed *net, const struct wish *wish, int error, const char *text);

/* Whether there is a device of this name. */
void expect_there(struct testbed *net, const char *name);
void expect_gone(struct testbed *net, const char *name);

void expect_facts(struct testbed *net, const char *name, const struct facts *facts);
void expect_fact(struct testbed *net, const char *name, enum attribute_level level, int type, uint64_t value);

/* Whether something else holds; the sentence says what is wrong if it does not. */
void expect_that(bool holds, const char *sentence, ...) __attribute__((format(printf, 2, 3)));

/* The index of a device of the host's namespace. */
uint32_t index_of(struct testbed *net, const char *name);

/* Makes a device of this kind; skips, for this reason, if the kernel has none. */
void need_device(struct testbed *net, const char *kind, const char *name, const char *reason);

/* Skips if the kernel knows of no broadcast cutoff; leaves nothing behind. */
void need_cutoff(struct testbed *net);

/* The same of a length of the broadcast queue, which came in 5.11. */
void need_broadcast_queue(struct testbed *net);
bool knows_broadcast_queue(struct testbed *net);

/* Skips if this kernel lacks what the attributes ask for or the facts are about. */
void need_attributes(struct testbed *net, const struct attributes *has);
void need_facts(struct testbed *net, const struct facts *facts);

/* Asks that the port belong to the bridge; 0 as index: to none. */
struct answer ask_to_enslave(struct testbed *net, const char *port, uint32_t bridge_index);

#define expect_made(...)     (caller_is(HERE), expect_made(__VA_ARGS__))
#define expect_not_made(...) (caller_is(HERE), expect_not_made(__VA_ARGS__))
#define expect_there(...)    (caller_is(HERE), expect_there(__VA_ARGS__))
#define expect_gone(...)     (caller_is(HERE), expect_gone(__VA_ARGS__))
#define expect_facts(...)    (caller_is(HERE), expect_facts(__VA_ARGS__))
#define expect_fact(...)     (caller_is(HERE), expect_fact(__VA_ARGS__))
#define expect_that(...)     (caller_is(HERE), expect_that(__VA_ARGS__))
#define need_device(...)     (caller_is(HERE), need_device(__VA_ARGS__))

#endif
