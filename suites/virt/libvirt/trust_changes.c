/* trust_changes: what is left of what a trusted guest has asked for when it boots again, when its daemon does, and when it is gone; and
 * guests that are trusted from now on, or no more. */
#include "suites/virt/libvirt/libvirt.h"

#include "harness/core/cleanup.h"
#include "harness/net/tap_node.h"
#include "harness/virt/xpath.h"
#include "suites/filter/checks.h"
#include "suites/virt/libvirt/booted.h"
#include "suites/virt/libvirt/requirements.h"
#include "suites/virt/libvirt/site.h"

#include <stdio.h>

static const struct mac other = {{0x02, 0, 0, 0, 0, 0xaa}};
static const struct mac group = {{0x01, 0x00, 0x5e, 0x40, 0x20, 0x10}};

/* ---- boots ---- */

static void booted_once_more(const void *data)
{
	struct booted *bed = booted(&booted_trio);

	(void)data;
	begin_nic(bed, GUEST_A, "mac", mac_to_text(other).text);
	begin_nic(bed, GUEST_A, "join", mac_to_text(group).text);
	have_nic(bed, GUEST_A, "promisc", "on");
	expect_address(bed->net, GUEST_A, other);
	expect_listed(bed->net, GUEST_A, group);
	expect_promiscuity(bed->net, GUEST_A, 1);
	boot_again(bed);
	expect_address(bed->net, GUEST_A, address_of(GUEST_A));
	expect_unlisted(bed->net, GUEST_A, group);
	expect_promiscuity(bed->net, GUEST_A, 0);
	expect_frame(bed->net, WIRE, address_of(GUEST_A), AT(GUEST_A));
	expect_frame(bed->net, WIRE, other, AT(HOST_IGNORES));
}

/* The next daemon knows whom to trust. */
static void trusted_by_the_next(const void *data)
{
	struct booted *bed = booted(&booted_trio);

	(void)data;
	libvirtd_restart(bed->libvirtd, RESTARTED);
	begin_nic(bed, GUEST_B, "promisc", "on");
	have_nic(bed, GUEST_A, "mac", mac_to_text(other).text);
	expect_address(bed->net, GUEST_A, other);
	expect_frame(bed->net, WIRE, other, AT(GUEST_A));
	expect_promiscuity(bed->net, GUEST_B, 0);
	begin_nic(bed, GUEST_B, "promisc", "off");
	have_nic(bed, GUEST_A, "mac", mac_to_text(address_of(GUEST_A)).text);
	expect_address(bed->net, GUEST_A, address_of(GUEST_A));
}

/* ---- the end ---- */

static void parent_given_back(const void *data)
{
	struct booted *bed = booted(&booted_passthru);

	(void)data;
	have_nic(bed, GUEST_A, "mac", mac_to_text(other).text);
	expect_address(bed->net, HOST, other);
	expect_done("destroying the domain", try_domain_destroy(bed->libvirtd, DOMAIN));
	expect_number("macvtaps left", taps_shown(), 0);
	expect_address(bed->net, HOST, ADDRESS_HOST);
}

/* ---- trusted from now on ---- */

static void expect_described(struct booted *bed, unsigned interface, const char *trust)
{
	AUTO_FREE char *xml = domain_xml(bed->libvirtd, DOMAIN);
	AUTO_FREE char *described = NULL;
	char expression[80];

	snprintf(expression, sizeof expression, "/domain/devices/interface[%u]/@trustGuestRxFilters",
		 interface);
	described = xpath_text(xml, expression);
	expect_text("the trust as described", described, trust);
}

/* Refused or done, but not said to be done and left undone. */
static void updated(const void *data)
{
	struct booted *bed = booted(&booted_trio);
	const struct reply to_a = try_device_update(bed->libvirtd, DOMAIN,
						    BOOTED_NIC("no", "02:00:00:00:00:0a", "mvtA", BRIDGED)),
			   to_b = try_device_update(bed->libvirtd, DOMAIN,
						    BOOTED_NIC("yes", "02:00:00:00:00:0b", "mvtB", BRIDGED));
	const bool done_to_a = !to_a.code, done_to_b = !to_b.code;
	static const struct mac others = {{0x02, 0, 0, 0, 0, 0xbb}};

	(void)data;
	expect_described(bed, 1, done_to_a ? "no" : "yes");
	expect_described(bed, 2, done_to_b ? "yes" : "no");
	begin_nic(bed, GUEST_A, "mac", mac_to_text(other).text);
	have_nic(bed, GUEST_B, "mac", mac_to_text(others).text);
	expect_address(bed->net, GUEST_A, done_to_a ? address_of(GUEST_A) : other);
	expect_address(bed->net, GUEST_B, done_to_b ? others : address_of(GUEST_B));
	begin_nic(bed, GUEST_A, "mac", mac_to_text(address_of(GUEST_A)).text);
	have_nic(bed, GUEST_B, "mac", mac_to_text(address_of(GUEST_B)).text);
	try_device_update(bed->libvirtd, DOMAIN, BOOTED_NIC("yes", "02:00:00:00:00:0a", "mvtA", BRIDGED));
	try_device_update(bed->libvirtd, DOMAIN, BOOTED_NIC("no", "02:00:00:00:00:0b", "mvtB", BRIDGED));
}

/* ---- the table ---- */

/* What ends its domain, or is known to fail and so ends its process, comes last. */
/* clang-format off */
static const struct {
	const char *word; /* of its id */
	const struct booted_plan *plan;
	const struct requirement *requirement;
	void (*run)(const void *data);
	const char *summary;
} rows[] = {
	{"daemon_restarted", &booted_trio,     &LV_LIFE_08,  trusted_by_the_next, "libvirtd is restarted, and a guest changes the address of its NIC"},
	{"booted_again",     &booted_trio,     &LV_TRUST_08, booted_once_more,    "a guest changes what there is to change, and boots again"},
	{"updated",          &booted_trio,     &LV_TRUST_10, updated,             "one interface is trusted from now on, and another is no more"},
	{"destroyed",        &booted_passthru, &LV_TRUST_09, parent_given_back,   "a domain is destroyed whose guest has changed its parent's address"},
};
/* clang-format on */

void libvirt_trust_changes_add_cases(struct case_list *list)
{
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct testcase testcase = booted_case(rows[i].plan);

		testcase.requirement = rows[i].requirement;
		testcase.run = rows[i].run;
		testcase.behaviour = "trust";
		testcase.summary = rows[i].summary;
		case_add_as(list, &testcase, "virt.libvirt.trust.%s", rows[i].word);
	}
}
