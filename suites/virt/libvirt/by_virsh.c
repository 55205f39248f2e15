/* by_virsh: the same as users do it by hand. What virsh does is what the C API shows then; what it does not, it says in libvirt's
 * words, with exit code 1. */
#include "suites/virt/libvirt/libvirt.h"

#include "fixtures/domain.h"
#include "harness/core/cleanup.h"
#include "harness/net/operstate.h"
#include "harness/net/tap_node.h"
#include "harness/virt/virsh.h"
#include "suites/virt/libvirt/booted.h"
#include "suites/virt/libvirt/requirements.h"
#include "suites/virt/libvirt/site.h"

#include <stdio.h>
#include <string.h>

#define ADDRESS "52:54:00:12:34:56"
#define WRITTEN DIRECT("<mac address='" ADDRESS "'/>" BRIDGED VIRTIO)

/* virsh says yes, in words that have these in them; or no, in libvirt's. */
static void expect_said(const char *what, struct said said, int code, const char *words)
{
	expect_number(what, (uint64_t)said.code, (uint64_t)code);
	if (strstr(said.text, words))
		passed();
	else
		fail("%s: virsh says \"%s\", without \"%s\"", what, said.text, words);
}

static void define(const char *devices)
{
	AUTO_FREE char *xml = domain_of(DOMAIN, devices);

	expect_said("define", VIRSH("define", virsh_file(xml)), 0, "defined");
}

/* ---- what it does ---- */

/* A row of domiflist: Interface, Type, Source, Model, MAC. */
static void expect_row(struct site *site, unsigned interface, const char *model)
{
	AUTO_FREE char *device = device_of_interface(site, DOMAIN, interface);
	const struct said said = VIRSH("domiflist", DOMAIN);
	char got[5][32] = {""};
	const char *row = strstr(said.text, device);

	expect_number("domiflist", (uint64_t)said.code, 0);
	if (!row || sscanf(row, "%31s %31s %31s %31s %31s", got[0], got[1], got[2], got[3], got[4]) != 5) {
		fail("domiflist has no row for %s: %s", device, said.text);
		return;
	}
	expect_text("the interface's name", got[0], device);
	expect_text("its type", got[1], "direct");
	expect_text("its source", got[2], PARENT);
	expect_text("its model", got[3], model);
	expect_mac("its address", mac(got[4]), link_state(site->net->host, device).address);
}

static void started(const void *data)
{
	struct site stood = site();

	(void)data;
	define(WRITTEN);
	expect_said("start", VIRSH("start", DOMAIN), 0, "started");
	expect_true("the domain is active", domain_is_active(stood.libvirtd, DOMAIN));
	expect_number("macvtaps of it", taps_shown(), 1);
	expect_row(&stood, 1, "virtio");
	{
		AUTO_FREE char *xml = domain_xml(stood.libvirtd, DOMAIN);

		expect_said("dumpxml, against what the API describes", VIRSH("dumpxml", DOMAIN), 0, xml);
	}
	expect_said("destroy", VIRSH("destroy", DOMAIN), 0, "destroyed");
	expect_number("macvtaps without it", taps_shown(), 0);
	expect_said("undefine", VIRSH("undefine", DOMAIN), 0, "undefined");
}

static void suspended(const void *data)
{
	struct site stood = site_with(WRITTEN, RUNNING);
	AUTO_FREE char *device = device_of_interface(&stood, DOMAIN, 1);

	(void)data;
	expect_said("suspend", VIRSH("suspend", DOMAIN), 0, "suspended");
	expect_true("the macvtap is down", !link_state(stood.net->host, device).up);
	expect_said("resume", VIRSH("resume", DOMAIN), 0, "resumed");
	expect_true("the macvtap is up", link_state(stood.net->host, device).up);
}

/* Without a mode, as attach-interface has no word for it. */
static void attached(const void *data)
{
	struct booted *bed = booted(&booted_trio);
	struct site stood = site_of(bed);

	(void)data;
	expect_said("attach-interface",
		    VIRSH("attach-interface", DOMAIN, "direct", PARENT, "--mac", "02:00:00:00:00:0d",
			  "--model", "virtio", "--target", "mvtD", "--live"),
		    0, "attached");
	expect_number("macvtaps with it", taps_shown(), 4);
	expect_number("its mode", link_state(stood.net->host, "mvtD").mode, MODE_VEPA);
	expect_row(&stood, 4, "virtio");
	expect_true("the guest finds it", guest_await_nic(bed->guest, address_of(GUEST_D)));
	expect_said("detach-interface",
		    VIRSH("detach-interface", DOMAIN, "direct", "--mac", "02:00:00:00:00:0d", "--live"), 0,
		    "detached");
	expect_true("its macvtap goes", link_await_gone(stood.net->host, "mvtD"));
	expect_true("the guest has it no more", !guest_has_nic(bed->guest, address_of(GUEST_D)));
}

static void link_set(const void *data)
{
	struct booted *bed = booted(&booted_trio);

	(void)data;
	expect_said("domif-setlink down", VIRSH("domif-setlink", DOMAIN, "mvtA", "down"), 0, "updated");
	expect_said("domif-getlink", VIRSH("domif-getlink", DOMAIN, "mvtA"), 0, "mvtA down");
	expect_true("the guest's NIC has no carrier", guest_await_carrier(bed->guest, bed->nic[0], false));
	expect_true("the host's device runs", link_state(bed->net->host, "mvtA").running);
	expect_said("domif-setlink up", VIRSH("domif-setlink", DOMAIN, "mvtA", "up"), 0, "updated");
	expect_said("domif-getlink", VIRSH("domif-getlink", DOMAIN, "mvtA"), 0, "mvtA up");
	expect_true("the guest's NIC has a carrier", guest_await_carrier(bed->guest, bed->nic[0], true));
}

/* ---- what it does not ---- */

/* The words of the API's refusal of the same are its. */
static void not_created(const void *data)
{
	struct site stood = site();
	AUTO_FREE char *xml = domain_of(DOMAIN, data);
	const struct reply reply = try_domain_create(stood.libvirtd, xml, RUNNING);

	expect_true("the API refuses it", reply.code != 0);
	expect_said("create", VIRSH("create", virsh_file(xml)), 1, reply.text);
	expect_true("there is no such domain", !domain_is_active(stood.libvirtd, DOMAIN));
	expect_number("macvtaps left", taps_shown(), 0);
}

static void not_attached(const void *data)
{
	struct site stood = site_with(WRITTEN, RUNNING);
	const struct reply reply = try_device_attach(stood.libvirtd, DOMAIN, data);

	expect_true("the API refuses it", reply.code != 0);
	expect_said("attach-device", VIRSH("attach-device", DOMAIN, virsh_file(data), "--live"), 1,
		    reply.text);
	expect_number("macvtaps without it", taps_shown(), 1);
}

static void not_updated(const void *data)
{
	struct site stood = site_with(WRITTEN, RUNNING);
	AUTO_FREE char *device = device_of_interface(&stood, DOMAIN, 1);
	const struct reply reply = try_device_update(stood.libvirtd, DOMAIN, data);

	expect_true("the API refuses it", reply.code != 0);
	expect_said("update-device", VIRSH("update-device", DOMAIN, virsh_file(data), "--live"), 1,
		    reply.text);
	expect_number("its mode", link_state(stood.net->host, device).mode, MODE_BRIDGE);
}

static void nobodys(const void *data)
{
	struct site stood = site_with(WRITTEN, RUNNING);

	(void)data;
	expect_said("start of no domain", VIRSH("start", "nobody"), 1, "failed to get domain 'nobody'");
	expect_said("domif-setlink of no interface", VIRSH("domif-setlink", DOMAIN, "nosuch0", "down"), 1,
		    "nosuch0");
	expect_said("detach-interface of no interface",
		    VIRSH("detach-interface", DOMAIN, "direct", "--mac", "52:54:00:00:00:01", "--live"), 1,
		    "52:54:00:00:00:01");
	expect_true("the domain goes on", domain_is_active(stood.libvirtd, DOMAIN));
	expect_number("its macvtaps", taps_shown(), 1);
}

/* ---- the table ---- */

/* clang-format off */
static const struct row {
	const char *word; /* of its id */
	const struct requirement *requirement;
	void (*run)(const void *data);
	const char *data, *summary;
} on_site[] = {
	{"start", &LV_VIRSH_01, started, NULL, "define, start, domiflist, dumpxml, destroy, undefine"},
	{"suspend", &LV_VIRSH_01, suspended, NULL, "suspend, resume"},
	{"refused.mode", &LV_VIRSH_02, not_created, DIRECT("<source dev='p0' mode='bogus'/>" VIRTIO), "create: a mode that there is not"},
	{"refused.parent", &LV_VIRSH_02, not_created, DIRECT("<source dev='nosuch0' mode='bridge'/>" VIRTIO), "create: a parent that there is not"},
	{"refused.address", &LV_VIRSH_02, not_attached, DIRECT("<mac address='" ADDRESS "'/>" BRIDGED "<target dev='mine0'/>" VIRTIO), "attach-device: an address that is taken"},
	{"refused.change", &LV_VIRSH_02, not_updated, DIRECT("<mac address='" ADDRESS "'/><source dev='p0' mode='vepa'/>" VIRTIO), "update-device: another mode"},
	{"refused.nobody", &LV_VIRSH_02, nobodys, NULL, "start, domif-setlink, detach-interface of what is not there"},
}, on_booted[] = {
	{"attach", &LV_VIRSH_01, attached, NULL, "attach-interface and detach-interface, with a guest that runs"},
	{"setlink", &LV_VIRSH_01, link_set, NULL, "domif-setlink and domif-getlink, with a guest that runs"},
};
/* clang-format on */

static const char *lacking(void)
{
	const char *lack = libvirt_lacking();

	return lack ? lack : virsh_lacking();
}

static const char *lacking_booted(void)
{
	const char *lack = booted_case(&booted_trio).lacks();

	return lack ? lack : virsh_lacking();
}

static void add(struct case_list *list, const struct row *row, struct testcase testcase)
{
	testcase.requirement = row->requirement;
	testcase.run = row->run;
	testcase.data = row->data;
	testcase.summary = row->summary;
	case_add_as(list, &testcase, "virt.libvirt.virsh.%s", row->word);
}

void libvirt_by_virsh_add_cases(struct case_list *list)
{
	for (size_t i = 0; i < COUNT_OF(on_site); i++)
		add(list, &on_site[i], (struct testcase){.shares = SITE, .lacks = lacking});
	for (size_t i = 0; i < COUNT_OF(on_booted); i++) {
		struct testcase testcase = booted_case(&booted_trio);

		testcase.lacks = lacking_booted;
		add(list, &on_booted[i], testcase);
	}
}
