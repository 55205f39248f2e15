/* words.h - the words that rows are written in: who sends, to whom, under which tag, carrying what; and the frame that a
 * sentence of them stands for on a given testbed.
 */
#ifndef MVC_SUITES_ISOLATION_WORDS_H
#define MVC_SUITES_ISOLATION_WORDS_H

#include "harness/proof/testbed.h"
#include "suites/isolation/model.h"

#include <stdbool.h>
#include <stdint.h>

enum sender {
	FROM_GUEST_A,
	FROM_GUEST_B,
	FROM_GUEST_C,
	FROM_GUEST_D,
	FROM_HOST,
	FROM_HOST_2,
	FROM_WIRE, /* a stranger out there */
	FROM_WIRE_2,
	FROM_LISTED, /* the station that source-mode children listen to, out there */
	/* what a switch out there sends back, made by hand: a frame on the wire with the sender's own address */
	FROM_WIRE_AS_A,
	FROM_WIRE_AS_B,
	FROM_WIRE_AS_C,
	FROM_WIRE_AS_D,
	FROM_WIRE_AS_HOST,
	/* a guest that writes another's address into its frames */
	FROM_A_AS_B,
	FROM_A_AS_HOST,
	FROM_A_AS_STRANGER,
	SENDERS,
};

enum destination {
	TO_GUEST_A,
	TO_GUEST_B,
	TO_GUEST_C,
	TO_GUEST_D,
	TO_HOST,
	TO_HOST_2,
	TO_WIRE,    /* the far end's own address: a reflecting wire keeps such a frame */
	TO_UNKNOWN, /* a unicast address that is nobody's */
	TO_EVERYONE,
	TO_GROUP_ALL,    /* joined by every guest */
	TO_GROUP_A,      /* joined by GUEST_A alone */
	TO_GROUP_NOBODY, /* joined by nobody */
	/* reserved groups, IEEE 802.1Q table 8-1: to macvtap they are groups like others */
	TO_STP,   /* 01-80-C2-00-00-00 */
	TO_PAUSE, /* 01-80-C2-00-00-01: not even a reflecting wire sends it back */
	TO_SLOW,  /* 01-80-C2-00-00-02: nor this one */
	TO_EAPOL, /* 01-80-C2-00-00-03 */
	TO_LLDP,  /* 01-80-C2-00-00-0E */
	DESTINATIONS,
};

enum tagging {
	UNTAGGED,
	VLAN_5,       /* 802.1Q, VID 5: no VLAN of the host's */
	PRIORITY_TAG, /* 802.1Q, VID 0: no VLAN at all */
	SERVICE_TAG,  /* 802.1ad, VID 5 */
	TAGGINGS,
};

enum carried {
	CARRIES_PROBE,
	CARRIES_PAUSE, /* 0x8808, MAC control: floods never carry it */
	CARRIES_EAPOL,
	CARRIES_LLDP,
	CARRIES_SLOW,
	CARRIES_LENGTH, /* an IEEE 802.3 length where others have an EtherType */
	CARRIES_ARP,
	CARRIES_IPV4,
	CARRIES_IPV6,
	CARRIED,
};

/* As they stand in ids: "wire_as_a", "group_nobody", "vlan5", "pause". Static storage. */
const char *sender_word(enum sender sender);
const char *destination_word(enum destination destination);
const char *tagging_word(enum tagging tagging);
const char *carried_word(enum carried what);

/* The place a sender puts its frames in at, and whether the topology has all that the word needs. */
enum place place_of_sender(enum sender sender);
bool has_sender(const struct topology *topology, enum sender sender);
bool has_destination(const struct topology *topology, enum destination destination);

/* Whether its frames are put in by hand where the wire's come in. */
bool is_on_the_wire(enum sender sender);

/* The reserved groups have addresses of their own; all other groups are drawn by the testbed. */
bool is_reserved_group(enum destination destination);

/* A group that the testbed draws. */
bool is_drawn_group(enum destination destination);

struct frame sentence_frame(const struct topology *topology, const struct groups *groups, enum sender from,
			    enum destination to, enum tagging tagging, enum carried what);

/* The groups that this testbed uses, as the model wants them. */
struct groups groups_of(struct testbed *net);

#endif
