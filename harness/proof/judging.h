/* judging.h - inside the deliveries: what one frame that was seen is to a probe. */
#ifndef MVC_PROOF_JUDGING_H
#define MVC_PROOF_JUDGING_H

#include "harness/proof/testbed.h"

bool is_probe(const struct entry *entry);

/* Ours by its EtherType, but its mark is gone: somebody altered it. */
bool is_defaced(const struct entry *entry);

/* The stack sees a frame behind the kernel's own untagging: without its outermost tag (port.h, port_stack). */
struct frame as_seen_at(enum place place, const struct frame *frame);

/* FAIL for probes that are seen only now, after the fences behind them; forgets everything else. */
void begin_check(struct testbed *net);

/* Has the hosts listen to the frame's EtherType, notes it as this check's and puts it in. */
void put_in_probe(struct testbed *net, enum place from, const struct frame *frame);

/* How many checks have failed in this process. */
unsigned failed_deliveries(void);

#endif
