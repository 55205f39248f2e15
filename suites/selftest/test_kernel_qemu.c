/* The cases about a QEMU and its booted guest turn red: when the guest or QEMU does not do what it is told, when the host trusts the
 * guest, or changes meanwhile, when frames are lost, doubled, altered, out of order or by other queues, and when numbers, addresses and
 * octets are not what they were.
 */
#include "harness/case/recorder.h"
#include "harness/net/filters.h"
#include "harness/net/lie.h"
#include "harness/selftest/proofs.h"
#include "harness/virt/guest.h"
#include "harness/virt/qmp.h"
#include "suites/virt/qemu/qemu.h"
#include "suites/virt/qemu/requirements.h"
#include "suites/virt/qemu/served.h"

#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct case_list cases;

/* ---- who does not do what it is told ---- */

static bool begins_with(const char *request, const char *const *words)
{
	for (; *words; words++)
		if (!strncmp(request, *words, strlen(*words)))
			return true;
	return false;
}

/* Not even to a VLAN device that it has not made. */
static void be_deaf_to_filters(char *request, size_t size)
{
	static const char *const words[] = {"mac ",  "join ",    "leave ", "allmulti ",
					    "vlan ", "promisc ", NULL};

	if (begins_with(request, words) || strstr(request, ".5"))
		snprintf(request, size, "echo");
}

static void be_deaf(char *request, size_t size)
{
	static const char *const words[] = {"down ", "queues ", NULL};

	if (begins_with(request, words))
		snprintf(request, size, "echo");
}

static const char *do_nothing(const char *command)
{
	return strcmp(command, "set_link") && strcmp(command, "stop") ? command : "query-status";
}

static void deafen_to_filters(void)
{
	guest_sabotage = be_deaf_to_filters;
}

static void deafen(void)
{
	guest_sabotage = be_deaf;
	qmp_sabotage = do_nothing;
}

/* ---- a host that does too much ---- */

/* Of the testbed that stands now. */
static struct links *host(void)
{
	return links_of(netns_here());
}

/* For a guest that is promiscuous: its NIC is when a case ends, and the parent must be as it was. */
static void list_one_more(bool wanted)
{
	static const struct mac group = {{0x01, 0, 0x5e, 0x11, 0x22, 0x33}};
	static bool listed;

	if (wanted && !listed)
		link_join(host(), device_of(GUEST_A), group);
	if (!wanted && listed)
		link_leave(host(), device_of(GUEST_A), group);
	listed = wanted;
}

/* What GUEST_A lets in, its macvtap does. */
static void trust(char *request, size_t size)
{
	const char *device = device_of(GUEST_A), *nic = nic_inside(GUEST_A);
	char verb[32] = "", about[32] = "", words[64] = "";

	(void)size;
	if (sscanf(request, "%31s %31s %63[^\n]", verb, about, words) < 3 || strcmp(about, nic) != 0)
		return;
	if (!strcmp(verb, "mac"))
		link_set_mac(host(), device, mac(words));
	else if (!strcmp(verb, "join"))
		link_join(host(), device, mac(words));
	else if (!strcmp(verb, "leave"))
		link_leave(host(), device, mac(words));
	else if (!strcmp(verb, "promisc"))
		list_one_more(!strcmp(words, "on"));
	else if (!strcmp(words, "on") || !strncmp(words, "add", 3))
		filter_bypass(host(), device, !strcmp(verb, "allmulti") ? EVERY_GROUP : EVERY_FRAME);
	else if (!strcmp(words, "off") || !strncmp(words, "delete", 6))
		filter_restore(host(), device, !strcmp(verb, "allmulti") ? EVERY_GROUP : EVERY_FRAME);
}

static void trust_guests(void)
{
	guest_sabotage = trust;
}

static void change_macvtap(void)
{
	link_set_mtu(host(), device_of(GUEST_B), link_state(host(), device_of(GUEST_B)).mtu - 1);
}

static void change_when_rebooting(char *request, size_t size)
{
	(void)size;
	if (!strcmp(request, "reboot"))
		change_macvtap();
}

static const char *change_when_reset(const char *command)
{
	if (!strcmp(command, "system_reset"))
		change_macvtap();
	return command;
}

static void change_meanwhile(void)
{
	guest_sabotage = change_when_rebooting;
	qmp_sabotage = change_when_reset;
}

static void let_be(void)
{
	guest_sabotage = NULL;
	qmp_sabotage = NULL;
}

/* ---- lies ---- */

static uint64_t one_more(uint64_t value)
{
	return value + 1;
}

static void change_last(uint8_t *octets, size_t length)
{
	octets[length - 1] ^= 1;
}

static const struct lie numbers_lie = {.number = one_more}, octets_lie = {.octets = change_last};

#define DEED(...)                                                                                            \
	.sabotage = &(const struct sabotage)                                                                 \
	{                                                                                                    \
		__VA_ARGS__                                                                                  \
	}

/* An e1000e takes two seconds for a carrier, and the guest may not be alone. */
enum { STANDS_S = 10, SOON_S = 1 };

/* clang-format off */
static const struct proof proofs[] = {
	{"a guest that sets no filter", {"virt.qemu.filter.*"}, STANDS_S, SOON_S, deafen_to_filters, let_be, NULL, NULL},
	{"a host that trusts the guest", {"virt.qemu.filter.[!oe]*", "virt.qemu.filter.every_group", "virt.qemu.untrusted.[ag]*"}, STANDS_S, SOON_S, trust_guests, let_be, NULL, NULL},
	/* each with a testbed of its own, which would not be taken for what it is */
	{"numbers one too high", {"virt.qemu.filter.e1000e"}, STANDS_S, 0, .lie = &numbers_lie},
	{"numbers one too high", {"virt.qemu.filter.overflow"}, STANDS_S, 0, .lie = &numbers_lie},
	{"numbers one too high", {"virt.qemu.link.parent_down"}, STANDS_S, 0, .lie = &numbers_lie},
	{"other addresses", {"virt.qemu.filter.[agsv]*"}, STANDS_S, SOON_S, .lie = &octets_lie},
	{"a guest and a QEMU that are deaf", {"virt.qemu.link.*", "virt.qemu.life.stopped_*", "virt.qemu.queues.*[24]_of_*"}, STANDS_S, SOON_S, deafen, let_be, NULL, NULL},
	{"a macvtap that changes meanwhile", {"virt.qemu.life.*re*s*"}, STANDS_S, 0, change_meanwhile, let_be, NULL, NULL},
	{"killed and lost at GUEST_A", {"virt.qemu.life.killed"}, STANDS_S, 0, DEED(.deed = LOSE, .place = GUEST_A)},
	{"lost at GUEST_A", {"virt.qemu.link.virtio*", "virt.qemu.link.parent_down", "virt.qemu.untrusted.*", "virt.qemu.bridge.wire*_to_guest_a"}, STANDS_S, SOON_S, DEED(.deed = LOSE, .place = GUEST_A)},
	{"lost at GUEST_C", {"virt.qemu.life.stopped_e1000e", "virt.qemu.link.e1000e", "virt.qemu.link.e1000e_down"}, STANDS_S, 2 * SOON_S, DEED(.deed = LOSE, .place = GUEST_C)},
	{"out of order at GUEST_A", {"virt.qemu.life.stopped_virtio", "virt.qemu.queues.header.1_of_4"}, STANDS_S, 0, DEED(.deed = REORDER, .place = GUEST_A)},
	{"doubled at GUEST_B", {"virt.qemu.bridge.guest_a_to_guest_b", "virt.qemu.queues.plain.*"}, STANDS_S, SOON_S, DEED(.deed = DOUBLE, .place = GUEST_B)},

	/* no e1000e among these */
	{"flows lost at GUEST_A", {"virt.qemu.queues.header.*_of_4"}, SOON_S, 0, DEED(.deed = LOSE, .place = GUEST_A)},
	{"flows lost at GUEST_C", {"virt.qemu.queues.header.*_of_2"}, SOON_S, 0, DEED(.deed = LOSE, .place = GUEST_C)},
	{"flows lost at WIRE", {"virt.qemu.queues.*"}, SOON_S, 0, DEED(.deed = LOSE, .place = WIRE)},
	{"scattered at GUEST_A", {"virt.qemu.queues.header.[24]_of_4"}, SOON_S, 0, DEED(.deed = SCATTER, .place = GUEST_A)},
	{"gathered at GUEST_B", {"virt.qemu.queues.plain.[24]_of_4"}, SOON_S, 0, DEED(.deed = GATHER, .place = GUEST_B)},
	{"octets changed on the way out", {"virt.qemu.offload.to_*"}, SOON_S, 0, .lie = &octets_lie},
	{"octets changed on the way in", {"virt.qemu.offload.from_*"}, SOON_S, 0, .lie = &octets_lie},
	{"not to be cut at GUEST_A", {"virt.qemu.offload.from_*.tcp4_[ofe]*", "virt.qemu.offload.from_*.tcp[46]"}, SOON_S, 0, DEED(.deed = FORGET, .place = GUEST_A)},
	{"checksum spoilt at WIRE", {"virt.qemu.offload.to_wire*.*[!d]"}, SOON_S, 0, DEED(.deed = SPOIL, .place = WIRE)},
};
/* clang-format on */

/* Of the isolation suite's rows those that a proof is about: what they look at is tried by that suite's own sabotage. */
static bool is_wanted(const struct testcase *testcase)
{
	return testcase->requirement != &QEMU_DELIVERY ||
	       !fnmatch("virt.qemu.bridge.wire*_to_guest_a", testcase->id, 0) ||
	       !fnmatch("virt.qemu.bridge.guest_a_to_guest_b", testcase->id, 0);
}

static void try_all(void)
{
	struct case_list all = {.count = 0};

	virt_qemu_add_cases(&all);
	for (size_t i = 0; i < all.count; i++)
		if (is_wanted(&all.cases[i]))
			case_add(&cases, &all.cases[i]);
	recorder_register(&cases);
	proofs_try(&cases, proofs, sizeof proofs / sizeof proofs[0]);
}

int main(int argc, char **argv)
{
	return proofs_main(argc, argv, "suites.kernel_qemu", try_all);
}
