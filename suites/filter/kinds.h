/* kinds.h - the kinds of children that a filtering behaviour is tried on: one case each. */
#ifndef MVC_SUITES_FILTER_KINDS_H
#define MVC_SUITES_FILTER_KINDS_H

#include "harness/case/case.h"
#include "harness/proof/testbed.h"

enum kind_bit {
	PRIVATE = 1,
	VEPA = 2,
	BRIDGE = 4,
	SOURCE = 8,
	NODST = 16,
	PASSTHRU = 32,
	NOPROMISC = 64,
	/* what the driver distinguishes */
	GROUPED = PRIVATE | VEPA | BRIDGE,  /* hears groups by its filter, and has siblings */
	SHARING = GROUPED | SOURCE | NODST, /* one of several on its parent */
	OWNING = PASSTHRU | NOPROMISC,      /* has its parent to itself */
	EVERY_KIND = SHARING | OWNING,
	/* For what is the same for all that share (macvlan.c: macvlan_open, macvlan_stop, macvlan_set_mac_address), and each
	 * time costs a grace period in which no other case can do anything to a device: one that hears groups, one that
	 * does not. */
	SAMPLE = BRIDGE | SOURCE,
};

struct kind {
	const char *word; /* as in ids */
	enum mode mode;
	uint16_t flags;
	/* GUEST_A of this kind, and where there can be one GUEST_B, on a plain wire */
	const struct topology *watched;
};

/* What a behaviour is tried on. */
enum bed {
	APART, /* a process of its own: the case gives up rights, or leaves more behind than can be tidied up */
	BARE,    /* a parent without children (fixtures/bare.h) */
	WATCHED, /* that of the kind */
};

/* A behaviour, and the kinds of children it is the same for. */
struct pattern {
	const char *name;
	const struct requirement *requirement;
	unsigned kinds; /* enum kind_bit */
	enum bed bed;
	void (*run)(const void *data); /* with a struct kind */
	const char *summary;           /* of a child: "goes up and down" */
};

/* Adds "filter.NAME.KIND" for each pattern and kind; the last pattern has no name. */
void filter_patterns_add(const struct pattern *patterns, struct case_list *list);

/* ---- on a bare parent ---- */

/* A child of this kind, down; its address is that of the place on the plan, but for a passthru child, which has its
 * parent's. */
void add_child(struct testbed *net, const struct kind *kind, enum place guest);

/* The same, up. */
void add_child_up(struct testbed *net, const struct kind *kind, enum place guest);

/* A testbed with a bare parent that nobody watches, and such a child on it, up: GUEST_A. */
struct testbed *with_child_up(const struct kind *kind);

/* The kind of a child that no behaviour depends on. */
extern const struct kind *const any_kind, *const passthru_kind, *const nopromisc_kind;

#endif
