/* rx_filter.h - what a guest lets in by a NIC, as QEMU's monitor tells it (qapi/net.json: query-rx-filter, RxFilterInfo). */
#ifndef MVC_VIRT_RX_FILTER_H
#define MVC_VIRT_RX_FILTER_H

#include "harness/frame/mac.h"
#include "harness/virt/qmp.h"

#include <stddef.h>

enum { RX_STATIONS_MAX = 128, RX_VLANS_MAX = 4096 };

/* What of a kind is let in. */
enum rx_state { RX_NONE, RX_LISTED, RX_ALL };

struct rx_filter {
	struct mac address;
	bool promiscuous;
	enum rx_state unicast, multicast, vlans;
	bool unicast_overflows, multicast_overflows; /* of more than QEMU has room for it lists none */
	struct mac station[RX_STATIONS_MAX], group[RX_STATIONS_MAX];
	size_t station_count, group_count;
	bool vlan[RX_VLANS_MAX]; /* by VID */
};

/* Asks for that of the NIC with this id, which lets QEMU announce its next change. What it says has passed told() and
 * tell_octets() (net/lie.h). BROKEN if it refuses, or says what is no such thing. */
struct rx_filter rx_filter_ask(struct qmp *qmp, const char *nic);

/* Whether QEMU refuses it, and in these words somewhere. */
bool rx_filter_is_refused(struct qmp *qmp, const char *nic, const char *words);

/* How many NICs QEMU tells it of, if it is asked for all. */
size_t rx_filters_told(struct qmp *qmp);

bool rx_filter_lists(const struct mac *addresses, size_t count, struct mac address);

#endif
