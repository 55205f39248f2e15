/* refusals: what libvirt does not take, and its words. Nothing is left of it on the parent. */
#include "suites/virt/libvirt/libvirt.h"

#include "harness/net/tap_node.h"
#include "harness/virt/accelerator.h"
#include "suites/virt/libvirt/requirements.h"
#include "suites/virt/libvirt/site.h"

#include <string.h>

/* Some are refused for what is written, others when the device is to be made. */
struct refusal {
	const char *word; /* of its id */
	const struct requirement *requirement;
	const char *devices;
	const char *says; /* as libvirt has said it since before 9.0 */
};

#define VSI "09b11c53-8b5c-4eeb-8f00-d84eaa0aaa4f"
#define MANAGED(parent, mode, type, parameters)                                                              \
	DIRECT("<source dev='" parent "' mode='" mode "'/>" VIRTIO "<virtualport type='" type                \
	       "'><parameters " parameters "/></virtualport>")
#define QBG(parameters) MANAGED(PARENT, "vepa", "802.1Qbg", parameters)
#define QBH(parameters) MANAGED(PARENT, "private", "802.1Qbh", parameters)

/* Another parent, which a case has if it names it: libvirt looks for the device that is below a parent, finds that a veth is above its
 * peer, and never comes to an end if that has the same index (util/virnetdevvportprofile.c: virNetDevVPortProfileGetPhysdevAndVlan). */
#define ON_BRIDGE "br0"

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

	/* managed by the switch: whom libvirt asks is not there */
	{"virtualport.qbg.nobody_answers", &LV_PORT_01, MANAGED(ON_BRIDGE, "vepa", "802.1Qbg", "managerid='11' typeid='1' typeidversion='2' instanceid='" VSI "'"),
		"sending of PortProfileRequest failed"},
	{"virtualport.qbh.nobody_answers", &LV_PORT_01, QBH("profileid='finance'"), "sending of PortProfileRequest failed"},
	{"virtualport.qbg.missing_manager", &LV_PORT_02, QBG("typeid='1193047' typeidversion='2' instanceid='" VSI "'"), "missing managerid"},
	{"virtualport.qbg.missing_type", &LV_PORT_02, QBG("managerid='11' typeidversion='2' instanceid='" VSI "'"), "missing typeid"},
	{"virtualport.qbg.manager_too_high", &LV_PORT_02, QBG("managerid='256' typeid='1' typeidversion='2' instanceid='" VSI "'"), "managerid out of range"},
	{"virtualport.qbg.type_too_high", &LV_PORT_02, QBG("managerid='11' typeid='0x1000000' typeidversion='2' instanceid='" VSI "'"), "typeid out of range"},
	{"virtualport.qbg.version_no_number", &LV_PORT_02, QBG("managerid='11' typeid='1' typeidversion='two' instanceid='" VSI "'"),
		"cannot parse value of typeidversion"},
	{"virtualport.qbg.instance_no_uuid", &LV_PORT_02, QBG("managerid='11' typeid='1' typeidversion='2' instanceid='09b11c53'"),
		"cannot parse instanceid parameter as a uuid"},
	{"virtualport.qbg.with_profile", &LV_PORT_02, QBG("managerid='11' typeid='1' typeidversion='2' instanceid='" VSI "' profileid='finance'"),
		"extra profileid"},
	{"virtualport.qbh.missing_profile", &LV_PORT_02, QBH(""), "missing profileid"},
	{"virtualport.qbh.with_manager", &LV_PORT_02, QBH("profileid='finance' managerid='11'"), "extra managerid"},
	{"virtualport.unknown", &LV_PORT_02, DIRECT(BRIDGED VIRTIO "<virtualport type='802.1Qzz'/>"), "unknown virtualport type"},
	{"virtualport.no_type", &LV_PORT_02, DIRECT(BRIDGED VIRTIO "<virtualport><parameters profileid='finance'/></virtualport>"),
		"missing required virtualport type"},
};

static const struct refusal without_vhost = {"vhost.missing", &LV_VHOST_03,
	DIRECT(BRIDGED VIRTIO "<driver name='vhost'/><backend vhost='/dev/nosuch-vhost'/>"), "vhost-net was requested for an interface, but is unavailable"};
/* clang-format on */

static void refused(const void *data)
{
	const struct refusal *refusal = data;
	struct site stood = site();
	struct reply reply;

	if (strstr(refusal->devices, ON_BRIDGE))
		bridge_create(stood.net->host, ON_BRIDGE);
	reply = try_start(&stood, DOMAIN, refusal->devices, PAUSED);
	expect_denied("the start of the domain", reply, refusal->says);
	expect_true("there is no such domain", !domain_is_active(stood.libvirtd, DOMAIN));
	expect_number("macvtaps on the parent", taps_shown(), 0);
	expect_mac("the parent's address", link_state(stood.net->host, PARENT).address, ADDRESS_HOST);
}

static const char *vhost_lacking(void)
{
	const char *lack = libvirt_lacking();

	if (lack || vhost_serves_guests())
		return lack;
	return "no guest is served by vhost-net, which takes KVM: scripts/kernel run ... -- --guest DIR";
}

static void add_refusal(struct case_list *list, const struct refusal *refusal, const char *(*lacks)(void))
{
	const struct testcase testcase = {
		.requirement = refusal->requirement,
		.run = refused,
		.data = refusal,
		.lacks = lacks,
		.shares = SITE,
		.behaviour = "refused",
		.summary = refusal->devices,
	};

	case_add_as(list, &testcase, "virt.libvirt.refused.%s", refusal->word);
}

void libvirt_refusals_add_cases(struct case_list *list)
{
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		add_refusal(list, &rows[i], NULL);
	add_refusal(list, &without_vhost, vhost_lacking);
}
