/* saboteur.h - does to a testbed what the kernel must never do, to see a check go red.
 *
 * Works by tc programs (clsact) on the devices of the testbed, where the frame passes last before a place:
 *
 *	arrives at a guest     ingress of its macvtap: after macvlan has chosen it, before its tap
 *	arrives at WIRE        egress of the parent
 *	arrives at HOST        ingress of the parent: before macvlan, so the children share what is done there
 *	is sent by a guest     egress of its macvtap
 *
 * Fences and probes are told apart by their EtherType, so that a check is decided in spite of the sabotage.
 */
#ifndef MVC_SELFTEST_SABOTEUR_H
#define MVC_SELFTEST_SABOTEUR_H

#include "harness/proof/testbed.h"

enum deed {
	LOSE,           /* what should arrive at the place does not; at HOST: arrives as somebody else's */
	DOUBLE,         /* arrives there twice */
	ALTER,          /* arrives there with another last octet */
	DEFACE,         /* arrives there without its mark */
	REORDER,        /* the first that arrives there arrives behind the second of its flow */
	SCATTER,        /* arrives there by any of the place's queues */
	GATHER,         /* arrives there by one of the place's queues, whatever flow it is of */
	SPOIL,          /* a bit of its transport checksum is flipped there */
	FORGET,         /* if it is left to be cut, it is not any more from there on */
	LEAK,           /* what is put in at `from` arrives at the place as well */
	CHANGE_MODE,    /* every child that can be is in this mode */
	FORGET_SOURCES, /* source-mode children listen to the fences' sender only */
	DEEDS,
};

enum prey { PROBES, FENCES };

struct sabotage {
	enum deed deed;
	enum prey prey;
	enum place place, from;
	enum mode mode;
	const struct mac *only_to; /* not NULL: frames to this address only */
};

/* Whether this can be done to such a testbed at all, and makes a difference to it. */
bool sabotage_applies(const struct testbed *net, const struct sabotage *sabotage);

/* Whether it can be done as soon as the case has made the device of the place, which the testbed has not. */
bool sabotage_will_apply(const struct testbed *net, const struct sabotage *sabotage);

/* Puts it in. BROKEN if the machine will not have it. */
void saboteur_attach(struct testbed *net, const struct sabotage *sabotage);

/* "lose@GUEST_B", "leak@WIRE", "mode=private". Returns text. */
char *sabotage_to_text(const struct sabotage *sabotage, char *text, size_t size);

#endif
