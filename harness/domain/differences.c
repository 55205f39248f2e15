/* differences.c - what depends on the version of libvirt or QEMU: data, each with where it is known from. Which version serves the
 * guests is not for this program to say: a finding names the versions. */
#include "harness/domain/checks.h"

#include <stdio.h>

static bool is_trusted(const struct exam *exam)
{
	return exam->interface->trusted;
}

static bool is_passthru(const struct exam *exam)
{
	return exam->interface->mode == MODE_PASSTHRU;
}

static bool asks_for_vhost(const struct exam *exam)
{
	return value_is(&exam->interface->xml->driver, "vhost");
}

struct difference {
	bool (*concerns)(const struct exam *exam);
	const char *versions, *what, *reference;
};

static const struct difference differences[] = {
	{is_trusted, "libvirt before 10.0.0",
	 "\"virsh update-device\" with another trustGuestRxFilters says that it succeeded and changes "
	 "nothing",
	 "# tp-libvirt, update_iface_trustGuestRxFilters (PR 5572); seen at 9.0.0"},
	{is_trusted, "libvirt 9.0.0, QEMU 7.2",
	 "a guest that loads 8021q or adds a VLAN leaves its macvtap promiscuous, also once the VLAN is gone",
	 "# query-rx-filter: vlan-table with VLAN 0; seen at 9.0.0"},
	{is_passthru, "libvirt 9.0.0",
	 "if a second passthrough guest on this parent was refused meanwhile, the parent keeps the guest's "
	 "address "
	 "once the guest is gone",
	 "# virNetDevRestoreNetConfig; seen at 9.0.0"},
	{asks_for_vhost, "QEMU 7.2",
	 "vhost=on without /dev/vhost-net ends QEMU by an assertion, not by an error",
	 "# net_client_init1; seen at 7.2.22"},
};

void look_at_differences(struct exam *exam)
{
	for (size_t i = 0; i < sizeof differences / sizeof differences[0]; i++) {
		const struct difference *difference = &differences[i];

		if (difference->concerns(exam))
			found(exam, &(struct evidence){.owner = difference->versions,
						       .word = difference->what,
						       .remedy = difference->reference});
	}
}
