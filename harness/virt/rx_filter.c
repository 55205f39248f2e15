#include "harness/virt/rx_filter.h"

#include "harness/core/verdict.h"
#include "harness/net/lie.h"

#include <string.h>

static _Noreturn void odd(const char *key)
{
	broken("QEMU tells of no %s, or of none that can be understood, in a receive filter", key);
}

/* ---- values ---- */

static struct mac mac_of(const json_t *value, const char *key)
{
	struct mac address;

	if (!json_is_string(value) || !try_mac(json_string_value(value), &address))
		odd(key);
	tell_octets(address.octet, sizeof address.octet);
	return address;
}

static bool truth_of(const json_t *info, const char *key)
{
	const json_t *value = json_object_get(info, key);

	if (!json_is_boolean(value))
		odd(key);
	return told(json_is_true(value));
}

static enum rx_state state_of(const json_t *info, const char *key)
{
	static const char *const words[] = {[RX_NONE] = "none", [RX_LISTED] = "normal", [RX_ALL] = "all"};
	const char *word = json_string_value(json_object_get(info, key));

	for (enum rx_state state = RX_NONE; word && state <= RX_ALL; state++)
		if (!strcmp(word, words[state]))
			return (enum rx_state)told(state);
	odd(key);
}

static const json_t *table_of(const json_t *info, const char *key)
{
	const json_t *table = json_object_get(info, key);

	if (!json_is_array(table))
		odd(key);
	return table;
}

static size_t addresses_of(const json_t *info, const char *key, struct mac addresses[RX_STATIONS_MAX])
{
	const json_t *table = table_of(info, key);
	const size_t count = json_array_size(table);

	if (count > RX_STATIONS_MAX)
		odd(key);
	for (size_t i = 0; i < count; i++)
		addresses[i] = mac_of(json_array_get(table, i), key);
	return count;
}

static void vlans_of(const json_t *info, const char *key, bool vlan[RX_VLANS_MAX])
{
	const json_t *table = table_of(info, key);

	for (size_t i = 0; i < json_array_size(table); i++) {
		const json_t *vid = json_array_get(table, i);

		if (!json_is_integer(vid) || json_integer_value(vid) < 0 ||
		    json_integer_value(vid) >= RX_VLANS_MAX)
			odd(key);
		vlan[json_integer_value(vid)] = told(true);
	}
}

static struct rx_filter filter_of(const json_t *info)
{
	struct rx_filter filter = {
		.address = mac_of(json_object_get(info, "main-mac"), "main-mac"),
		.promiscuous = truth_of(info, "promiscuous"),
		.unicast = state_of(info, "unicast"),
		.multicast = state_of(info, "multicast"),
		.vlans = state_of(info, "vlan"),
		.unicast_overflows = truth_of(info, "unicast-overflow"),
		.multicast_overflows = truth_of(info, "multicast-overflow"),
	};

	filter.station_count = addresses_of(info, "unicast-table", filter.station);
	filter.group_count = addresses_of(info, "multicast-table", filter.group);
	vlans_of(info, "vlan-table", filter.vlan);
	return filter;
}

/* ---- asking ---- */

static json_t *named(const char *nic)
{
	return json_pack("{s:s}", "name", nic);
}

struct rx_filter rx_filter_ask(struct qmp *qmp, const char *nic)
{
	json_t *told_of = qmp_execute(qmp, "query-rx-filter", named(nic));
	struct rx_filter filter;

	if (json_array_size(told_of) != 1)
		broken("QEMU tells of %zu receive filters where one was asked for", json_array_size(told_of));
	filter = filter_of(json_array_get(told_of, 0));
	json_decref(told_of);
	return filter;
}

bool rx_filter_is_refused(struct qmp *qmp, const char *nic, const char *words)
{
	char said[QMP_WORDS_SIZE];
	json_t *told_of = try_qmp_execute(qmp, "query-rx-filter", named(nic), said);

	json_decref(told_of);
	return told(!told_of && strstr(said, words));
}

size_t rx_filters_told(struct qmp *qmp)
{
	json_t *told_of = qmp_execute(qmp, "query-rx-filter", NULL);
	const size_t count = json_array_size(told_of);

	json_decref(told_of);
	return told(count);
}

bool rx_filter_lists(const struct mac *addresses, size_t count, struct mac address)
{
	for (size_t i = 0; i < count; i++)
		if (mac_equal(addresses[i], address))
			return true;
	return false;
}
