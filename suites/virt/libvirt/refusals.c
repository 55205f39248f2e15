/* refusals: what libvirt does not take, and its words. Nothing is left of it on the parent. */
#include "suites/virt/libvirt/libvirt.h"

#include "harness/net/tap_node.h"
#include "suites/virt/libvirt/requirements.h"
#include "suites/virt/libvirt/site.h"

/* Some are refused for what is written, others when the device is to be made. */
struct refusal {
	const char *word; /* of its id */
	const struct requirement *requirement;
	const char *devices;
	const char *says; /* as libvirt has said it since before 9.0 */
};

/* clang-format off */
static const struct refusal rows[] = {
	{"mode", &LV_REFUSE_01, DIRECT("<source dev='p0' mode='bogus'/>" VIRTIO), "Invalid value for attribute 'mode'"},
	{"trust", &LV_REFUSE_01, "<interface type='direct' trustGuestRxFilters='maybe'>" BRIDGED VIRTIO "</interface>",
		"Invalid value for attribute 'trustGuestRxFilters'"},
	{"queues", &LV_REFUSE_01, DIRECT(BRIDGED VIRTIO "<driver name='qemu' queues='many'/>"), "Invalid value for attribute 'queues'"},
	{"driver", &LV_REFUSE_01, DIRECT(BRIDGED VIRTIO "<driver name='bogus'/>"), "Invalid value for attribute 'name'"},
	{"source_missing", &LV_REFUSE_01, DIRECT(VIRTIO), "source"},
	{"mac.multicast", &LV_REFUSE_02, DIRECT("<mac address='01:00:5e:00:00:01'/>" BRIDGED VIRTIO), "expected unicast mac address"},
	{"mac.malformed", &LV_REFUSE_02, DIRECT("<mac address='52:54:00:12'/>" BRIDGED VIRTIO), "unable to parse mac address"},
	{"parent", &LV_REFUSE_03, DIRECT("<source dev='nosuch0' mode='bridge'/>" VIRTIO), "nosuch0"},
	{"mtu", &LV_REFUSE_04, DIRECT(BRIDGED VIRTIO "<mtu size='1000'/>"), "setting MTU on interface type direct is not supported"},
	{"model.queues", &LV_REFUSE_01, DIRECT(BRIDGED "<model type='virtio'/><driver name='qemu' queues='-1'/>"), "queues"},
	{"passthrough.twice", &LV_REFUSE_05, DIRECT("<source dev='p0' mode='passthrough'/>" VIRTIO) DIRECT("<source dev='p0' mode='passthrough'/>" VIRTIO),
		"error creating macvtap interface"},
	{"passthrough.beside_bridge", &LV_REFUSE_05, DIRECT(BRIDGED VIRTIO) DIRECT("<source dev='p0' mode='passthrough'/>" VIRTIO),
		"error creating macvtap interface"},
	{"bridge.beside_passthrough", &LV_REFUSE_05, DIRECT("<source dev='p0' mode='passthrough'/>" VIRTIO) DIRECT(BRIDGED VIRTIO),
		"error creating macvtap interface"},
};
/* clang-format on */

static void refused(const void *data)
{
	const struct refusal *refusal = data;
	struct site stood = site();
	const struct reply reply = try_start(&stood, DOMAIN, refusal->devices, PAUSED);

	expect_denied("the start of the domain", reply, refusal->says);
	expect_true("there is no such domain", !domain_is_active(stood.libvirtd, DOMAIN));
	expect_number("macvtaps on the parent", taps_shown(), 0);
	expect_mac("the parent's address", link_state(stood.net->host, PARENT).address, ADDRESS_HOST);
}

void libvirt_refusals_add_cases(struct case_list *list)
{
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		const struct testcase testcase = {
			.requirement = rows[i].requirement,
			.run = refused,
			.data = &rows[i],
			.shares = SITE,
			.behaviour = "refused",
			.summary = rows[i].devices,
		};

		case_add_as(list, &testcase, "virt.libvirt.refused.%s", rows[i].word);
	}
}
