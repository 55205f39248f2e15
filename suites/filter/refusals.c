/* refusals: addresses that no child may take, and what it is told. */
#include "suites/filter/filter.h"

#include "fixtures/bare.h"
#include "harness/net/address.h"
#include "harness/net/tap.h"
#include "suites/filter/checks.h"
#include "suites/filter/requirements.h"

#include <errno.h>
#include <linux/if_arp.h>
#include <stdio.h>

struct refusal {
	const char *word;
	const struct requirement *by_netlink, *by_tap;
	struct mac address;
	int error;
	uint16_t family; /* of the ioctl; 0: Ethernet */
};

/* clang-format off */
static const struct refusal refusals[] = {
	{"parent",    &MACF_MAC_01, &MACF_HW_03, {{0x02, 0, 0, 0, 0, 0x01}}, EADDRINUSE, 0},
	{"sibling",   &MACF_MAC_01, &MACF_HW_03, {{0x02, 0, 0, 0, 0, 0x0b}}, EADDRINUSE, 0},
	{"group",     &MACF_MAC_02, &MACF_HW_04, {{0x01, 0x00, 0x5e, 0, 0, 0x01}}, EADDRNOTAVAIL, 0},
	{"broadcast", &MACF_MAC_02, &MACF_HW_04, {{0xff, 0xff, 0xff, 0xff, 0xff, 0xff}}, EADDRNOTAVAIL, 0},
	{"zero",      &MACF_MAC_02, &MACF_HW_04, {{0, 0, 0, 0, 0, 0}}, EADDRNOTAVAIL, 0},
	{"family",    NULL,         &MACF_HW_05, {{0x02, 0, 0, 0, 0, 0x3a}}, EINVAL, ARPHRD_INFINIBAND},
};
/* clang-format on */

static struct testbed *two_children(void)
{
	struct testbed *net = with_child_up(any_kind);

	add_child_up(net, any_kind, GUEST_B);
	return net;
}

/* What has been refused has changed nothing. */
static void expect_unchanged(struct testbed *net)
{
	expect_address(net, GUEST_A, ADDRESS_GUEST_A);
	expect_listed(net, HOST, ADDRESS_GUEST_A);
	expect_listed(net, HOST, address_of(GUEST_B));
}

static void by_netlink(const void *data)
{
	const struct refusal *refusal = data;
	struct testbed *net = two_children();

	expect_answer("take such an address",
		      try_link_set_mac(net->host, device_of(GUEST_A), refusal->address), refusal->error);
	expect_unchanged(net);
}

static void by_tap(const void *data)
{
	const struct refusal *refusal = data;
	struct testbed *net = two_children();
	struct tap_address wanted = {.family = refusal->family ? refusal->family : ARPHRD_ETHER,
				     .address = refusal->address};
	int tap = tap_open(device_of(GUEST_A), O_RDWR | O_NONBLOCK);

	expect_error("take such an address", try_tap_set_address(tap, &wanted), refusal->error);
	expect_unchanged(net);
}

static void add_row(const char *way, const struct requirement *requirement, void (*run)(const void *),
		    const struct refusal *refusal, struct case_list *list)
{
	char summary[120];

	snprintf(summary, sizeof summary, "by %s, a child is to take an address of the kind '%s'", way,
		 refusal->word);
	case_add_as(list,
		    &(struct testcase){.requirement = requirement,
				       .run = run,
				       .data = refusal,
				       .shares = &bare_unwatched,
				       .summary = summary},
		    "filter.refused.%s.%s", refusal->word, way);
}

void refused_addresses_add_cases(struct case_list *list)
{
	for (size_t i = 0; i < sizeof refusals / sizeof refusals[0]; i++) {
		if (refusals[i].by_netlink)
			add_row("netlink", refusals[i].by_netlink, by_netlink, &refusals[i], list);
		add_row("tap", refusals[i].by_tap, by_tap, &refusals[i], list);
	}
}
