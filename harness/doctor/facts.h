/* facts.h - what a doctor knows of a host before judging it: plain data, read once and never changed by a check. Tests of
 * the judgement make their own.
 */
#ifndef MVC_DOCTOR_FACTS_H
#define MVC_DOCTOR_FACTS_H

#include "harness/net/devices.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* Where the host's files are; the machine's own are "/sys", "/dev" and "/proc". */
struct roots {
	const char *sys, *dev, *proc; /* static storage */
};

extern const struct roots machine_roots;

/* ---- what was tried in a namespace of its own (probe.c) ---- */

enum probe_state {
	PROBE_DONE,
	PROBE_NO_NAMESPACE, /* this process may not make namespaces */
	PROBE_NO_PARENT,    /* no kind of device could be made to put a macvtap on */
	PROBE_DIED,         /* did not come to its end */
};

struct probe {
	enum probe_state state;
	struct answer macvtap; /* to the request that makes one */
	int node;              /* errno of opening a node of its own; 0; -1: it was not allowed to make one */
	unsigned major;        /* of all taps' nodes */
	bool vnet_header, multi_queue; /* what the node offers; known if it could be opened */
	bool node_in_dev;              /* devtmpfs made /dev/tapN, and it is the right one */
	bool queue_length;             /* the broadcast queue's length can be chosen (since 5.11) */
};

/* ---- taps of this namespace, and nodes in /dev (nodes.c) ---- */

struct tap_facts {
	const struct device *device;
	int number;     /* N of /dev/tapN, as sysfs has it */
	dev_t expected; /* as sysfs has it; 0 if sysfs could not be read */
};

enum node_type { NODE_TAP, NODE_NO_DEVICE };

struct node_facts {
	int number; /* N of /dev/tapN */
	enum node_type type;
	dev_t device;
	bool usable; /* by this user, to read and write */
};

/* ---- other namespaces (elsewhere.c) ---- */

/* A macvtap, macvlan, ipvlan or ipvtap there. */
struct stranger {
	struct device device;
	pid_t process;  /* one that is in that namespace; 0 if it is known by its name alone */
	char where[64]; /* "process 4711 (qemu-system-x86)", "namespace blue" */
	int lower_here; /* index of the device of this namespace it is on top of; 0 if none */
};

/* ---- the host ---- */

enum file_state { FILE_ABSENT, FILE_FORBIDDEN, FILE_USABLE };

struct host {
	struct roots roots;
	char release[65]; /* of the kernel */
	bool is_root;
	bool sysfs_is_ours; /* /sys shows the devices of this network namespace */
	struct devices devices;
	struct probe probe;
	struct tap_facts *taps; /* owned */
	size_t tap_count;
	struct node_facts *nodes; /* owned */
	size_t node_count;
	char dev_type[32];          /* of the file system on /dev: "devtmpfs" */
	bool dev_forbids_devices;   /* it is mounted nodev */
	struct stranger *strangers; /* owned */
	size_t stranger_count;
	size_t namespaces_seen;   /* besides this one */
	size_t namespaces_unseen; /* one for each process or name whose namespace could not be looked into */
	enum file_state vhost, tun;
	bool vhost_is_loadable; /* the node is there, the driver not yet */
};

/* ---- one parent (parent.c) ---- */

struct parent_facts {
	const struct device *device;
	char driver[DEVICE_KIND_SIZE];             /* "" if it does not say */
	bool hardware, wireless, virtual_function; /* false if sysfs is not ours */
	bool speaks_for_others;                    /* it is wireless, and no plain station */
	bool gro, lro, vlan_filter;                /* switched on */
	bool segmentation, scatter_gather;         /* switched on, or never to be had */
};

#endif
