/* offers: what a child offers to those above it, feature by feature, beside what its parent does; and that its tap's holder
 * changes nothing of it. The parent is a veth.
 */
#include "suites/change/change.h"

#include "fixtures/bare.h"
#include "harness/core/kernel.h"
#include "harness/net/ethtool.h"
#include "harness/net/tap.h"
#include "suites/change/requirements.h"
#include "suites/change/words.h"

#include <errno.h>
#include <linux/if_tun.h>
#include <linux/ioctl.h>

enum parents { SWITCHES, LACKS };

/* What a child shows while its parent's feature is on, and while it is off; and what it says when it is asked to be otherwise,
 * which changes nothing. */
struct offer {
	const char *relation, *feature;
	const struct requirement *requirement;
	enum parents parent;
	bool with, without;
	int error;
};

#define ALWAYS(feature)                                                                                      \
	{                                                                                                    \
		"always", feature, &CHG_FEAT_01, SWITCHES, true, true, EOPNOTSUPP                            \
	}
#define FOLLOWS(feature, error)                                                                              \
	{                                                                                                    \
		"follows", feature, &CHG_FEAT_02, SWITCHES, true, false, error                               \
	}
#define WISHED(feature)                                                                                      \
	{                                                                                                    \
		"wished", feature, &CHG_FEAT_03, SWITCHES, false, false, 0                                   \
	}
#define NEVER(feature, parent)                                                                               \
	{                                                                                                    \
		"never", feature, &CHG_FEAT_04, parent, false, false, EOPNOTSUPP                             \
	}

/* clang-format off */
static const struct offer offers[] = {
	ALWAYS("tx-scatter-gather"),
	ALWAYS("tx-checksum-ip-generic"),
	ALWAYS("tx-tcp-segmentation"),
	ALWAYS("tx-tcp6-segmentation"),
	ALWAYS("tx-tcp-ecn-segmentation"),
	ALWAYS("tx-tcp-mangleid-segmentation"),
	ALWAYS("tx-udp-segmentation"),
	ALWAYS("tx-sctp-segmentation"),
	ALWAYS("tx-gso-list"),
	ALWAYS("tx-gre-segmentation"),
	ALWAYS("tx-gre-csum-segmentation"),
	ALWAYS("tx-ipxip4-segmentation"),
	ALWAYS("tx-ipxip6-segmentation"),
	ALWAYS("tx-udp_tnl-segmentation"),
	ALWAYS("tx-udp_tnl-csum-segmentation"),
	FOLLOWS("rx-checksum",             EOPNOTSUPP),
	FOLLOWS("rx-gro",                  0),
	FOLLOWS("tx-generic-segmentation", 0),
	WISHED("rx-gro-list"),
	WISHED("rx-udp-gro-forwarding"),
	NEVER("tx-checksum-sctp",        SWITCHES),
	NEVER("tx-vlan-hw-insert",       SWITCHES),
	NEVER("tx-vlan-stag-hw-insert",  SWITCHES),
	NEVER("rx-vlan-hw-parse",        SWITCHES),
	NEVER("rx-vlan-stag-hw-parse",   SWITCHES),
	NEVER("rx-vlan-filter",          LACKS),
	NEVER("rx-vlan-stag-filter",     LACKS),
	NEVER("rx-gro-hw",               LACKS),
	NEVER("rx-fcs",                  LACKS),
	NEVER("rx-all",                  LACKS),
	NEVER("loopback",                LACKS),
	NEVER("l2-fwd-offload",          LACKS),
	NEVER("hw-tc-offload",           LACKS),
};
/* clang-format on */

static void expect_offer(const struct offer *offer, bool wanted, const char *when)
{
	(expect_number)(when, link_feature(CHILD, offer->feature).active, wanted);
	(expect_error)("asking for the opposite",
		       try_link_switch_feature(CHILD, offer->feature, wanted ? OFF : ON), offer->error);
	(expect_number)("whether it is on when the opposite was asked for",
			link_feature(CHILD, offer->feature).active, wanted);
	/* so that the wish is not kept for later */
	try_link_switch_feature(CHILD, offer->feature, wanted ? ON : OFF);
}
#define expect_offer(...) (caller_is(HERE), expect_offer(__VA_ARGS__))

/* What is switched is as before when the case is over: others share the parent. */
static enum switch_to now_of(const char *feature)
{
	return link_feature(PARENT, feature).active ? ON : OFF;
}

/* Software cuts datagrams since 5.11; before, a veth cannot offer to. */
static bool is_older_than(const char *feature)
{
	return link_feature_is_fixed(PARENT, feature);
}

static void need_switch(const char *feature)
{
	if (is_older_than(feature))
		skip("this kernel's veth has no such feature");
}

static void offered(const void *data)
{
	const struct offer *offer = data;
	struct testbed *net = testbed_shared(&bare_unwatched);
	enum switch_to before = now_of(offer->feature);

	if (offer->parent == LACKS) {
		child_add(net, CHILD, MODE_BRIDGE, 0, UP);
		expect_offer(offer, offer->without, "whether a child has it whose parent has not");
		return;
	}
	need_switch(offer->feature);
	link_switch_feature(PARENT, offer->feature, OFF);
	child_add(net, CHILD, MODE_BRIDGE, 0, UP);
	expect_offer(offer, offer->without, "whether it is on when made while the parent's was off");
	link_switch_feature(PARENT, offer->feature, ON);
	expect_offer(offer, offer->with, "whether it is on when the parent's is");
	child_add(net, SIBLING, MODE_BRIDGE, 0, UP);
	expect_number("whether it is on when made while the parent's was",
		      link_feature(SIBLING, offer->feature).active, offer->with);
	link_switch_feature(PARENT, offer->feature, OFF);
	expect_offer(offer, offer->without, "whether it is on when the parent's is off again");
	link_switch_feature(PARENT, offer->feature, before);
}

/* ---- what the parent loses with a feature ---- */

struct loss {
	const char *feature;  /* that the parent is without */
	const char *with_it;  /* what it then has no more, either; NULL: nothing */
	const char *keeps[5]; /* the child's */
	const char *loses;    /* the child's; NULL: nothing */
};

static const struct loss losses[] = {
	{"tx-scatter-gather",
	 "tx-tcp-segmentation",
	 {"tx-scatter-gather", "tx-checksum-ip-generic", "tx-tcp-segmentation", "tx-tcp6-segmentation",
	  "tx-udp-segmentation"},
	 "tx-generic-segmentation"},
	{"tx-checksum-ip-generic",
	 "tx-udp-segmentation",
	 {"tx-scatter-gather", "tx-checksum-ip-generic", "tx-tcp-segmentation", "tx-udp-segmentation",
	  "tx-generic-segmentation"},
	 NULL},
	{"tx-tcp-segmentation",
	 NULL,
	 {"tx-tcp-segmentation", "tx-tcp6-segmentation", "tx-tcp-ecn-segmentation",
	  "tx-generic-segmentation"},
	 NULL},
};

/* That the parent itself loses what needs the feature is the network's core's part, which for segmentation of datagrams came
 * with 6.11 (2b2bc3bab158, "net: Make USO depend on CSUM offload"). */
static void need_loss_of(const char *feature)
{
	if (!link_feature(PARENT, feature).active)
		passed();
	else if (kernel_before(6, 11))
		skip("this kernel lets no such feature go with it");
	else
		fail("%s of the parent: still there", feature);
}

static void lost(const void *data)
{
	const struct loss *loss = data;
	struct testbed *net = testbed_shared(&bare_unwatched);

	child_add(net, CHILD, MODE_VEPA, 0, UP);
	link_switch_feature(PARENT, loss->feature, OFF);
	if (loss->with_it)
		need_loss_of(loss->with_it);
	for (size_t i = 0; i < COUNT_OF(loss->keeps) && loss->keeps[i]; i++) {
		if (!is_older_than(loss->keeps[i]))
			expect_number(loss->keeps[i], link_feature(CHILD, loss->keeps[i]).active, true);
	}
	if (loss->loses)
		expect_number(loss->loses, link_feature(CHILD, loss->loses).active, false);
	link_switch_feature(PARENT, loss->feature, ON);
	if (loss->loses)
		expect_number(loss->loses, link_feature(CHILD, loss->loses).active, true);
}

/* ---- what the tap's holder says ---- */

struct offload {
	const char *name;
	unsigned long value; /* of TUNSETOFFLOAD */
};

static const struct offload offloads[] = {
	{"nothing", 0},
	{"checksum", TUN_F_CSUM},
	{"tcp", TUN_F_CSUM | TUN_F_TSO4 | TUN_F_TSO6},
	{"ecn", TUN_F_CSUM | TUN_F_TSO4 | TUN_F_TSO6 | TUN_F_TSO_ECN},
	{"tcp_without_checksum", TUN_F_TSO4 | TUN_F_TSO6},
};

static const char *const shown[] = {
	"tx-scatter-gather",
	"tx-checksum-ip-generic",
	"tx-tcp-segmentation",
	"tx-tcp6-segmentation",
	"tx-generic-segmentation",
	"rx-checksum",
	"rx-gro",
	"rx-lro",
};

static void told_by_holder(const void *data)
{
	const struct offload *offload = data;
	struct testbed *net = testbed_shared(&bare_unwatched);
	bool before[COUNT_OF(shown)];
	int tap;

	child_add(net, CHILD, MODE_BRIDGE, 0, UP);
	tap = tap_open(CHILD, O_RDWR | O_NONBLOCK);
	for (size_t i = 0; i < COUNT_OF(shown); i++)
		before[i] = link_feature(CHILD, shown[i]).active;
	expect_error("TUNSETOFFLOAD", try_tap_request(tap, TUNSETOFFLOAD, (void *)offload->value), 0);
	for (size_t i = 0; i < COUNT_OF(shown); i++)
		expect_number(shown[i], link_feature(CHILD, shown[i]).active, before[i]);
	link_switch_feature(PARENT, "rx-checksum", OFF);
	expect_number("rx-checksum when the parent's is off", link_feature(CHILD, "rx-checksum").active,
		      false);
	link_switch_feature(PARENT, "rx-checksum", ON);
	expect_number("rx-checksum when the parent's is on", link_feature(CHILD, "rx-checksum").active, true);
}

static void add(struct case_list *list, const struct requirement *requirement, void (*run)(const void *),
		const void *row, const char *summary, const char *id, const char *feature)
{
	const struct testcase testcase = {.requirement = requirement,
					  .run = run,
					  .data = row,
					  .summary = summary,
					  .shares = &bare_unwatched};

	case_add_as(list, &testcase, "change.feature.%s.%s", id, feature);
}

void change_add_offers(struct case_list *list)
{
	for (size_t i = 0; i < COUNT_OF(offers); i++)
		add(list, offers[i].requirement, offered, &offers[i],
		    "children of a parent whose feature is switched off and on", offers[i].relation,
		    offers[i].feature);
	for (size_t i = 0; i < COUNT_OF(losses); i++)
		add(list, &CHG_FEAT_09, lost, &losses[i], "a child of a parent that is without this feature",
		    "without", losses[i].feature);
	for (size_t i = 0; i < COUNT_OF(offloads); i++)
		add(list, &CHG_FEAT_10, told_by_holder, &offloads[i],
		    "what a child shows before and after a TUNSETOFFLOAD", "offload", offloads[i].name);
}
