/* machine.h - the machine of the cases that change something of a guest: three NICs on three siblings in bridge mode. They share one,
 * and each leaves it as it was; but for those that take so long that they are better each at its own.
 */
#ifndef MVC_SUITES_VIRT_QEMU_MACHINE_H
#define MVC_SUITES_VIRT_QEMU_MACHINE_H

#include "harness/case/case.h"
#include "suites/virt/qemu/served.h"

struct machine {
	struct testbed *net;
	struct qemu *qemu;
	struct guest *guest; /* QEMU's */
	struct qmp *qmp;     /* QEMU's */
};

/* It stands, and all its NICs are up. */
struct machine machine_here(void);

/* Adds cases of it, which have no testbed of their own; up to one without id. The second: each with a machine for itself. */
void machine_add_cases(struct case_list *list, const struct testcase *cases);
void machine_add_cases_apart(struct case_list *list, const struct testcase *cases);

/* One request to the guest about a NIC, or about one that is made of it: "up eth0.5" is {"up", ".5", ""}. */
struct order {
	const char *verb, *suffix, *words;
};

enum { ORDERS_MAX = 4 };

/* Gives it these orders, up to one without verb. */
void machine_order(const struct machine *machine, enum place nic, const struct order orders[ORDERS_MAX]);

/* A frame from the place's own address, a stranger's from the wire, arrives at just these places. */
void expect_passing(const struct machine *machine, enum place from, struct mac to, places at);
#define expect_passing(...) (caller_is(HERE), expect_passing(__VA_ARGS__))

#endif
