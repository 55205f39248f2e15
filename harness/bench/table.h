/* table.h - inside the bench: what a contender is. */
#ifndef MVC_BENCH_TABLE_H
#define MVC_BENCH_TABLE_H

#include "harness/bench/bench.h"
#include "harness/net/link.h"

struct contender {
	const char *name;
	enum mode mode;              /* of macvtaps; 0: taps of the tun driver, in a bridge with the parent */
	bool does[ROUTES];           /* whether its guests reach the wire, and each other */
	bool meets_by_the_wire_only; /* guests reach each other if the wire reflects (802.1Qbg) */
};

#endif
