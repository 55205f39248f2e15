/* life: what becomes of the macvtap of a domain that is paused, changed, deserted by its daemon, and ended. */
#include "suites/virt/libvirt/libvirt.h"

#include "harness/core/cleanup.h"
#include "harness/net/attribute.h"
#include "harness/net/operstate.h"
#include "harness/net/tap_node.h"
#include "harness/virt/backend.h"
#include "suites/virt/libvirt/requirements.h"
#include "suites/virt/libvirt/site.h"

#include <string.h>

#define ADDRESS  "52:54:00:12:34:56"
#define BRIDGE   DIRECT("<mac address='" ADDRESS "'/>" BRIDGED VIRTIO)
#define PASSTHRU DIRECT("<mac address='" ADDRESS "'/><source dev='p0' mode='passthrough'/>" VIRTIO)
#define SECOND   DIRECT("<mac address='52:54:00:12:34:57'/>" BRIDGED VIRTIO)

static bool is_up(struct site *site, const char *device)
{
	struct link_facts *facts = link_facts(site->net->host, device);
	const bool up = fact_flags(facts) & IFF_UP;

	link_facts_free(facts);
	return up;
}

static void paused(const void *data)
{
	struct site stood = site_with(BRIDGE, PAUSED);
	AUTO_FREE char *device = device_of_interface(&stood, DOMAIN, 1);

	(void)data;
	expect_true("the macvtap is down before the guest begins", !is_up(&stood, device));
	expect_done("resuming", try_domain_resume(stood.libvirtd, DOMAIN));
	expect_true("the macvtap of one that runs is up", is_up(&stood, device));
	expect_done("suspending", try_domain_suspend(stood.libvirtd, DOMAIN));
	expect_true("the macvtap of one that is suspended is down", !is_up(&stood, device));
	expect_done("resuming again", try_domain_resume(stood.libvirtd, DOMAIN));
	expect_true("the macvtap of one that runs again is up", is_up(&stood, device));
}

static void destroyed(const void *data)
{
	struct site stood = site_with(data, RUNNING);

	expect_number("macvtaps of one that runs", taps_shown(), 1);
	expect_done("destroying", try_domain_destroy(stood.libvirtd, DOMAIN));
	expect_number("macvtaps of one that is destroyed", taps_shown(), 0);
	expect_mac("the parent's address", link_state(stood.net->host, PARENT).address, ADDRESS_HOST);
}

/* The refused one has nothing of the parent's to give back. */
static void destroyed_after_a_refusal(const void *data)
{
	struct site stood = site_with(PASSTHRU, RUNNING);
	const char *other =
		DIRECT("<mac address='52:54:00:12:34:57'/><source dev='p0' mode='passthrough'/>" VIRTIO);

	(void)data;
	expect_denied("a second domain on the same parent", try_start(&stood, OTHER, other, PAUSED),
		      "error creating macvtap interface");
	expect_number("macvtaps of the first", taps_shown(), 1);
	expect_mac("the parent's address, which is the first's", link_state(stood.net->host, PARENT).address,
		   mac(ADDRESS));
	expect_done("destroying the first", try_domain_destroy(stood.libvirtd, DOMAIN));
	expect_mac("the parent's own address", link_state(stood.net->host, PARENT).address, ADDRESS_HOST);
}

static void same_address_twice(const void *data)
{
	struct site stood = site_with(BRIDGE, RUNNING);

	(void)data;
	expect_denied("a second domain with the same address", try_start(&stood, OTHER, BRIDGE, RUNNING),
		      "Address already in use");
	expect_number("macvtaps of the first", taps_shown(), 1);
	expect_true("the first goes on", domain_is_active(stood.libvirtd, DOMAIN));
}

static void parents_address(const void *data)
{
	struct site stood = site();

	(void)data;
	expect_denied("a domain with the parent's address",
		      try_start(&stood, DOMAIN, DIRECT("<mac address='02:00:00:00:00:01'/>" BRIDGED VIRTIO),
				RUNNING),
		      "Address already in use");
	expect_number("macvtaps left of it", taps_shown(), 0);
}

/* Added to one that runs, and taken away. */
static void plugged(const void *data)
{
	struct site stood = site_with(BRIDGE, RUNNING);

	(void)data;
	expect_done("plugging in another interface", try_device_attach(stood.libvirtd, DOMAIN, SECOND));
	expect_number("macvtaps with it", taps_shown(), 2);
	{
		AUTO_FREE char *device = device_of_interface(&stood, DOMAIN, 2);

		expect_mac("the address of the second", link_state(stood.net->host, device).address,
			   mac("52:54:00:12:34:57"));
		expect_number("the mode of the second", link_state(stood.net->host, device).mode,
			      MODE_BRIDGE);
		expect_true("it is up as its guest runs", is_up(&stood, device));
		expect_number("descriptors of its tap", backend_of(stood.libvirtd, DOMAIN, device).taps, 1);
	}
}

static void plugged_in_refused(const void *data)
{
	struct site stood = site_with(BRIDGE, RUNNING);

	(void)data;
	expect_denied("plugging in one with an address that is taken",
		      try_device_attach(stood.libvirtd, DOMAIN, BRIDGE), "");
	expect_number("macvtaps without it", taps_shown(), 1);
}

static void another_mode(const void *data)
{
	struct site stood = site_with(BRIDGE, RUNNING);
	AUTO_FREE char *device = device_of_interface(&stood, DOMAIN, 1);
	const char *vepa = DIRECT("<mac address='" ADDRESS "'/><source dev='p0' mode='vepa'/>" VIRTIO);

	(void)data;
	expect_denied("another mode for one that runs", try_device_update(stood.libvirtd, DOMAIN, vepa),
		      "unable to change config on 'direct' network type");
	expect_number("its mode", link_state(stood.net->host, device).mode, MODE_BRIDGE);
}

/* Of the guest's own carrier, which is not the host's. */
static void link_set_off(const void *data)
{
	struct site stood = site_with(BRIDGE, RUNNING);
	AUTO_FREE char *device = device_of_interface(&stood, DOMAIN, 1);

	(void)data;
	expect_done("taking the guest's carrier away",
		    try_device_update(
			    stood.libvirtd, DOMAIN,
			    DIRECT("<mac address='" ADDRESS "'/>" BRIDGED VIRTIO "<link state='down'/>")));
	expect_true("the host's device is up all the same", is_up(&stood, device));
}

static void deserted(const void *data)
{
	const enum libvirtd_restart *how = data;
	struct site stood = site_with(PASSTHRU, RUNNING);
	AUTO_FREE char *device = device_of_interface(&stood, DOMAIN, 1);

	libvirtd_restart(stood.libvirtd, *how);
	expect_true("the domain goes on", domain_is_active(stood.libvirtd, DOMAIN));
	{
		/* comes from QEMU, and so not before the new daemon has found its way back to it */
		AUTO_FREE char *status =
			domain_monitor(stood.libvirtd, DOMAIN, "{\"execute\": \"query-status\"}");

		expect_true("its QEMU tells the new daemon that it runs", strstr(status, "\"running\""));
	}
	expect_number("macvtaps", taps_shown(), 1);
	expect_true("its macvtap is up", is_up(&stood, device));
	expect_number("descriptors of its tap", backend_of(stood.libvirtd, DOMAIN, device).taps, 1);
	expect_done("destroying it", try_domain_destroy(stood.libvirtd, DOMAIN));
	expect_number("macvtaps left", taps_shown(), 0);
	expect_mac("the parent's address, which the new daemon gives back",
		   link_state(stood.net->host, PARENT).address, ADDRESS_HOST);
}

/* The names are nobody else's: libvirt says that it knows a domain no more a moment before its name can be had again
 * (conf/virdomainobjlist.c: virDomainObjListRemove). */
struct victim {
	const char *name, *devices;
};

static const struct victim bridge_victim = {"killed1", BRIDGE}, passthru_victim = {"killed2", PASSTHRU};

/* Nobody is asked, and nobody has said good-bye: libvirt finds out. */
static void killed(const void *data)
{
	const struct victim *victim = data;
	struct site stood = site();

	expect_done("the start of the domain", try_start(&stood, victim->name, victim->devices, RUNNING));
	{
		AUTO_FREE char *device = device_of_interface(&stood, victim->name, 1);

		backend_kill(stood.libvirtd, victim->name);
		expect_true("the macvtap of one whose QEMU was killed goes",
			    link_await_gone(stood.net->host, device));
	}
	expect_true("the domain is no more", domain_await_end(stood.libvirtd, victim->name));
	expect_number("macvtaps left", taps_shown(), 0);
	expect_mac("the parent's address", link_state(stood.net->host, PARENT).address, ADDRESS_HOST);
}

/* Somebody else's macvtap has the index that the domain's is about to get, and so the node of that name. */
static void strangers_index(const void *data)
{
	struct site stood = site_with(BRIDGE, PAUSED);
	AUTO_FREE char *before = device_of_interface(&stood, DOMAIN, 1);
	const int next = link_index(stood.net->host, before) + 1;
	struct backend backend;

	(void)data;
	expect_done("the end of the first", try_domain_destroy(stood.libvirtd, DOMAIN));
	macvtap_create(
		stood.net->wire,
		&(struct macvtap){.name = "foreign0", .parent = "w0", .index = next, .mode = MODE_BRIDGE});
	expect_done("the start of a domain", try_start(&stood, DOMAIN, BRIDGE, PAUSED));
	{
		AUTO_FREE char *device = device_of_interface(&stood, DOMAIN, 1);

		if (link_index(stood.net->host, device) != next)
			broken("%s has another index than the stranger", device);
		backend = backend_of(stood.libvirtd, DOMAIN, device);
		expect_number("descriptors of its own tap", backend.taps, 1);
		expect_number("the node's number", backend.device_number, tap_device(device));
		expect_number("descriptors of other taps", backend.other_taps, 0);
	}
}

static const enum libvirtd_restart restarted = RESTARTED, killed_and_started = KILLED_AND_STARTED;

#define LIFE(word, req, function, about, what)                                                               \
	{                                                                                                    \
		.id = "virt.libvirt." word, .requirement = &(req), .run = (function), .data = (about),       \
		.summary = (what), .shares = SITE                                                            \
	}

/* clang-format off */
static const struct testcase cases[] = {
	LIFE("life.paused",              LV_LIFE_01, paused,                    NULL,       "a domain begins paused, is resumed, suspended, resumed"),
	LIFE("life.destroyed.bridge",    LV_LIFE_02, destroyed,                 BRIDGE,     "a domain that runs is destroyed"),
	LIFE("life.destroyed.passthrough", LV_LIFE_02, destroyed,               PASSTHRU,   "the same, whose parent has its address"),
	LIFE("life.destroyed.after_a_refusal", LV_LIFE_02, destroyed_after_a_refusal, NULL, "a second domain is refused the parent of a first, which is destroyed"),
	LIFE("life.daemon.restarted",    LV_LIFE_03, deserted,                  &restarted, "libvirtd is restarted while a guest runs"),
	LIFE("life.daemon.killed",       LV_LIFE_03, deserted,                  &killed_and_started, "libvirtd is killed and started again"),
	LIFE("life.killed.bridge",       LV_LIFE_09, killed,                    &bridge_victim, "the QEMU of a domain is killed"),
	LIFE("life.killed.passthrough",  LV_LIFE_09, killed,                    &passthru_victim, "the same, whose parent has its address"),
	LIFE("refused.mac.twice",        LV_REFUSE_02, same_address_twice,      NULL,       "two domains with one address on one parent"),
	LIFE("refused.mac.of_the_parent", LV_REFUSE_02, parents_address,        NULL,       "a domain with its parent's address"),
	LIFE("node.strangers_index",     LV_NODE_01, strangers_index,           NULL,       "somebody else's macvtap has the index that the domain's gets"),
	LIFE("life.plugged",             LV_LIFE_04, plugged,                   NULL,       "an interface is plugged into a domain that runs"),
	LIFE("life.plugged.refused",     LV_LIFE_04, plugged_in_refused,        NULL,       "one is plugged in whose address is taken"),
	LIFE("refused.change.mode",      LV_LIFE_05, another_mode,              NULL,       "another mode for an interface of a domain that runs"),
	LIFE("life.link_down",           LV_LIFE_06, link_set_off,              NULL,       "the guest's carrier is taken away"),
	{.id = NULL},
};
/* clang-format on */

void libvirt_life_add_cases(struct case_list *list)
{
	case_add_all(list, cases);
}
