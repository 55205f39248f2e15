#include "suites/virt/libvirt/booted.h"

#include "fixtures/domain.h"
#include "harness/core/cleanup.h"
#include "harness/core/clock.h"
#include "harness/core/verdict.h"
#include "harness/net/address.h"
#include "harness/virt/accelerator.h"
#include "harness/virt/domain_guest.h"
#include "harness/virt/port_guest.h"
#include "harness/virt/qemu.h"
#include "suites/virt/libvirt/site.h"

#include <stdio.h>

/* Of the teller, and of nobody else. */
#define TELLING ((struct mac){{0x02, 0, 0, 0, 0, 0xfc}})

static const nanoseconds tells_in = 15 * NS_PER_S;

static struct booted standing;

/* Seconds that one takes to stand, with others' boots before it. */
enum { STANDS_IN_S = 120 };

static const char *lacking(void)
{
	const char *lack = libvirt_lacking();

	return lack ? lack : qemu_lacking();
}

struct testcase booted_case(const struct booted_plan *plan)
{
	return (struct testcase){.shares = &plan->topology,
				 .stands_in_s = STANDS_IN_S,
				 .lacks = lacking,
				 .mode = mode_name(plan->guest[0].mode)};
}

/* ---- what is asked of the guest ---- */

static const char *nic_at(const struct booted *bed, enum place place)
{
	return bed->nic[place - GUEST_A];
}

void begin_nic(struct booted *bed, enum place place, const char *verb, const char *words)
{
	guest_ask(bed->guest, "%s %s %s", verb, nic_at(bed, place), words);
}

static enum place teller(const struct booted *bed)
{
	return GUEST_A + (enum place)(bed->plan->guests - 1);
}

/* libvirt is given time of its own, not patience(): a case that has failed is not to be called broken because libvirt is slow. */
static void tell(struct booted *bed, struct mac address)
{
	const nanoseconds deadline = now() + stretched(tells_in);

	begin_nic(bed, teller(bed), "mac", mac_to_text(address).text);
	if (!link_await_address(bed->net->host, device_of(teller(bed)), address, deadline))
		broken("libvirt has not made the address of a trusted NIC that of its macvtap: nothing is "
		       "proven");
}

/* QEMU tells of a NIC once, and again only when it has been asked what there is to know. So the first change of the teller may
 * be found out by a question that was under way before; the second is told behind all that there was to tell at the first. */
void await_libvirt(struct booted *bed)
{
	tell(bed, TELLING);
	tell(bed, address_of(teller(bed)));
}

void have_nic(struct booted *bed, enum place place, const char *verb, const char *words)
{
	begin_nic(bed, place, verb, words);
	await_libvirt(bed);
}

/* ---- its beginning ---- */

static void forget(struct booted *bed)
{
	for (enum place place = GUEST_A; bed->net && place <= GUEST_D; place++)
		bed->net->port[place] = NULL;
	*bed = (struct booted){0};
}

static void boot(struct booted *bed)
{
	AUTO_FREE char *xml = NULL;
	struct reply reply;

	libvirtd_empty();
	bed->net = testbed_build(&bed->plan->topology);
	bed->libvirtd = libvirtd_standing();
	xml = domain_that_boots(DOMAIN, bed->plan->devices);
	reply = try_domain_boot(bed->libvirtd, DOMAIN, xml, &bed->guest);
	expect_done("the start of the domain", reply);
	if (reply.code)
		broken("nothing more can be said without that domain: %s", reply.text);
	served_by_vhost();
}

static void bring_up(struct booted *bed, enum place place)
{
	const unsigned i = place - GUEST_A;

	snprintf(bed->nic[i], sizeof bed->nic[i], "%s", guest_nic(bed->guest, address_of(place)));
	guest_ask(bed->guest, "up %s", bed->nic[i]);
	if (!guest_await_carrier(bed->guest, bed->nic[i], true))
		broken("the guest's NIC %s has no carrier", bed->nic[i]);
	bed->net->topology.guest[i] = bed->plan->guest[i];
	bed->net->topology.guests++;
	bed->net->port[place] = port_guest(bed->guest, bed->nic[i], device_of(place), HEADERS_HIDDEN);
	if (macvtap_sabotage)
		macvtap_sabotage(device_of(place));
}

static void bring_up_all(struct booted *bed)
{
	for (enum place place = GUEST_A; place <= teller(bed); place++)
		bring_up(bed, place);
	await_libvirt(bed);
}

void boot_again(struct booted *bed)
{
	guest_ask(bed->guest, "reboot");
	guest_await_boot(bed->guest);
	bed->net->topology.guests = 0;
	bring_up_all(bed);
}

struct site site_of(const struct booted *bed)
{
	return (struct site){bed->net, bed->libvirtd};
}

bool take_in(struct booted *bed, enum place place)
{
	if (!guest_await_nic(bed->guest, address_of(place))) {
		fail("the guest does not find the NIC %s", mac_to_text(address_of(place)).text);
		return false;
	}
	passed();
	bring_up(bed, place);
	return true;
}

void let_go(struct booted *bed, enum place place)
{
	guest_ask(bed->guest, "listen %s off", nic_at(bed, place));
	bed->net->port[place] = NULL;
	bed->net->topology.guests--;
}

struct booted *booted(const struct booted_plan *plan)
{
	if (standing.plan == plan && domain_is_active(standing.libvirtd, DOMAIN))
		return &standing;
	forget(&standing);
	standing.plan = plan;
	boot(&standing);
	bring_up_all(&standing);
	return &standing;
}
