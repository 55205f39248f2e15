/* plugging: interfaces and carriers that come and go, as a booted guest finds them. */
#include "suites/virt/libvirt/libvirt.h"

#include "harness/core/cleanup.h"
#include "harness/net/operstate.h"
#include "harness/net/tap_node.h"
#include "harness/virt/backend.h"
#include "suites/filter/checks.h"
#include "suites/virt/libvirt/booted.h"
#include "suites/virt/libvirt/requirements.h"
#include "suites/virt/libvirt/site.h"

#define ADDED(model)                                                                                         \
	DIRECT("<mac address='02:00:00:00:00:0d'/>" BRIDGED "<target dev='mvtD'/><model type='" model        \
	       "'/><rom enabled='no'/>")
#define GUEST_A_WITH(more)                                                                                   \
	"<interface type='direct' trustGuestRxFilters='yes'><mac address='02:00:00:00:00:0a'/>" BRIDGED      \
	"<target dev='mvtA'/><model type='virtio'/>" more "<rom enabled='no'/></interface>"

/* ---- plugged in and out ---- */

static void expect_served(struct booted *bed)
{
	expect_number("macvtaps with the new one", taps_shown(), 4);
	expect_number("descriptors of its tap", backend_of(bed->libvirtd, DOMAIN, "mvtD").taps, 1);
	expect_frame(bed->net, WIRE, address_of(GUEST_D), AT(GUEST_D));
	expect_frame(bed->net, GUEST_D, address_of(GUEST_A), AT(GUEST_A));
}

/* The guest lets go first, then QEMU, then libvirt: with the macvtap all of it has happened. */
static void expect_gone(struct booted *bed)
{
	const struct backend backend = backend_of(bed->libvirtd, DOMAIN, "mvtD");

	expect_true("its macvtap goes", link_await_gone(bed->net->host, "mvtD"));
	expect_true("the guest has no such NIC any more", !guest_has_nic(bed->guest, address_of(GUEST_D)));
	expect_number("macvtaps without it", taps_shown(), 3);
	expect_number("descriptors of its tap", backend.taps, 0);
	expect_number("descriptors of the others", backend.other_taps, 3);
	expect_unlisted(bed->net, HOST, address_of(GUEST_D));
	expect_frame(bed->net, WIRE, address_of(GUEST_D), AT(HOST_IGNORES));
}

static void plugged_in_and_out(const void *data)
{
	struct booted *bed = booted(&booted_trio);

	expect_done("plugging in an interface", try_device_attach(bed->libvirtd, DOMAIN, data));
	if (!take_in(bed, GUEST_D))
		return;
	expect_served(bed);
	let_go(bed, GUEST_D);
	expect_done("taking it away", try_device_detach(bed->libvirtd, DOMAIN, data));
	expect_gone(bed);
}

/* ---- carriers ---- */

static void expect_carrier(struct booted *bed, enum place place, bool carrier)
{
	expect_true(carrier ? "the guest's NIC has a carrier" : "the guest's NIC has no carrier",
		    guest_await_carrier(bed->guest, bed->nic[place - GUEST_A], carrier));
	expect_true("the host's device runs", link_state(bed->net->host, device_of(place)).running);
}

static void carrier_taken(const void *data)
{
	struct booted *bed = booted(&booted_trio);

	(void)data;
	expect_done("taking the carrier away",
		    try_device_update(bed->libvirtd, DOMAIN, GUEST_A_WITH("<link state='down'/>")));
	expect_carrier(bed, GUEST_A, false);
	bed->net->down |= AT(GUEST_A);
	expect_frame(bed->net, WIRE, address_of(GUEST_A), NOWHERE);
	expect_frame(bed->net, WIRE, address_of(GUEST_B), AT(GUEST_B));
	expect_done("giving it back",
		    try_device_update(bed->libvirtd, DOMAIN, GUEST_A_WITH("<link state='up'/>")));
	expect_carrier(bed, GUEST_A, true);
	bed->net->down &= ~AT(GUEST_A);
	expect_frame(bed->net, WIRE, address_of(GUEST_A), AT(GUEST_A));
}

/* ---- the table ---- */

/* clang-format off */
static const struct {
	const char *id;
	const struct requirement *requirement;
	void (*run)(const void *data);
	const char *data, *summary;
} rows[] = {
	{"virt.libvirt.plugged.virtio", &LV_LIFE_07, plugged_in_and_out, ADDED("virtio"), "an interface is plugged into a domain whose guest runs, and taken away"},
	{"virt.libvirt.plugged.e1000e", &LV_LIFE_07, plugged_in_and_out, ADDED("e1000e"), "the same of another model"},
	{"virt.libvirt.plugged.carrier", &LV_LIFE_06, carrier_taken, NULL, "the carrier of a guest's NIC is taken away, and given back"},
};
/* clang-format on */

void libvirt_plugging_add_cases(struct case_list *list)
{
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct testcase testcase = booted_case(&booted_trio);

		testcase.id = rows[i].id;
		testcase.requirement = rows[i].requirement;
		testcase.run = rows[i].run;
		testcase.data = rows[i].data;
		testcase.summary = rows[i].summary;
		case_add(list, &testcase);
	}
}
