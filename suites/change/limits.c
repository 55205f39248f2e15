/* limits: how much a child may hand down in one piece. What a device can do is told by its driver (tso_max) and inherited;
 * what it is asked to do (gso_max) is set by whoever may, and each device's own.
 */
#include "suites/change/change.h"

#include "fixtures/bare.h"
#include "harness/net/ethtool.h"
#include "suites/change/requirements.h"
#include "suites/change/words.h"

#include <errno.h>

enum {
	LOWERED = 30000, /* octets */
	FEWER = 1000,    /* segments */
	SIZE_BY_DEFAULT = 65536,
	SEGMENTS_BY_DEFAULT = 65535,
};

/* One limit that can be set, the most it can be set to, and what it is if nobody does. */
struct limit {
	const char *name;
	uint16_t type, most; /* IFLA_ */
	uint32_t lowered, by_default;
};

static const struct limit size = {"octets", IFLA_GSO_MAX_SIZE, IFLA_TSO_MAX_SIZE, LOWERED, SIZE_BY_DEFAULT};
static const struct limit segments = {"segments", IFLA_GSO_MAX_SEGS, IFLA_TSO_MAX_SEGS, FEWER,
				      SEGMENTS_BY_DEFAULT};

static struct testbed *bed_with_limits(void)
{
	struct testbed *net = testbed_shared(&bare_unwatched);
	struct link_facts *parent = link_facts(net->host, PARENT);
	bool tells = fact_is_given(parent, OF_DEVICE, IFLA_TSO_MAX_SIZE);

	link_facts_free(parent);
	if (!tells)
		skip("this kernel does not tell the limits of segmentation");
	child_add(net, CHILD, MODE_VEPA, 0, UP);
	return net;
}

static uint64_t limit_of(struct testbed *net, const char *name, uint16_t type)
{
	return link_number(net->host, name, OF_DEVICE, type);
}

static struct answer try_limit(struct testbed *net, const char *name, uint16_t type, uint64_t value)
{
	return TRY_CHANGE(net->host, name, NUMBER32(OF_DEVICE, type, value));
}

static void inherited(const void *data)
{
	const struct limit *limit = data;
	struct testbed *net = bed_with_limits();
	struct link_facts *parent = link_facts(net->host, PARENT);
	size_t length;
	const uint32_t *most = fact_octets(parent, OF_DEVICE, limit->most, &length);

	expect_number("the child's", limit_of(net, CHILD, limit->most), *most);
	link_switch_feature(PARENT, "rx-checksum", OFF);
	link_switch_feature(PARENT, "rx-checksum", ON);
	expect_number("the child's when the parent's features have changed",
		      limit_of(net, CHILD, limit->most), *most);
	link_facts_free(parent);
}

/* By whoever set the parent's, for the parent. */
static void parents_lowered(const void *data)
{
	const struct limit *limit = data;
	struct testbed *net = bed_with_limits();
	uint64_t before = limit_of(net, PARENT, limit->type);

	expect_accepted("lowering the parent's", try_limit(net, PARENT, limit->type, limit->lowered));
	expect_number("the parent's", limit_of(net, PARENT, limit->type), limit->lowered);
	expect_number("the child's", limit_of(net, CHILD, limit->type), limit->by_default);
	child_add(net, SIBLING, MODE_BRIDGE, 0, UP);
	expect_number("a later child's", limit_of(net, SIBLING, limit->type), limit->by_default);
	expect_accepted("raising the parent's", try_limit(net, PARENT, limit->type, before));
}

static void childs_lowered(const void *data)
{
	const struct limit *limit = data;
	struct testbed *net = bed_with_limits();
	uint64_t parents = limit_of(net, PARENT, limit->type);

	child_add(net, SIBLING, MODE_BRIDGE, 0, UP);
	expect_accepted("lowering the child's", try_limit(net, CHILD, limit->type, limit->lowered));
	expect_number("the child's", limit_of(net, CHILD, limit->type), limit->lowered);
	expect_number("its sibling's", limit_of(net, SIBLING, limit->type), limit->by_default);
	expect_number("its parent's", limit_of(net, PARENT, limit->type), parents);
	link_switch_feature(PARENT, "rx-checksum", OFF);
	link_switch_feature(PARENT, "rx-checksum", ON);
	expect_number("the child's when the parent's features have changed",
		      limit_of(net, CHILD, limit->type), limit->lowered);
}

static void childs_at_most(const void *data)
{
	const struct limit *limit = data;
	struct testbed *net = bed_with_limits();
	uint64_t most = limit_of(net, CHILD, limit->most);

	expect_accepted("the child's at most", try_limit(net, CHILD, limit->type, most));
	expect_number("it", limit_of(net, CHILD, limit->type), most);
	expect_refused("one more", try_limit(net, CHILD, limit->type, most + 1), EINVAL, NULL);
	expect_number("it then", limit_of(net, CHILD, limit->type), most);
}

#define LIMIT(name, requirement_, run_, limit, summary_)                                                     \
	{                                                                                                    \
		.id = "change.limit." name, .requirement = &requirement_, .run = run_, .data = &limit,       \
		.summary = summary_, .shares = &bare_unwatched                                               \
	}

/* clang-format off */
const struct testcase change_limits[] = {
	LIMIT("octets.inherited",   CHG_FEAT_05, inherited,       size,     "the longest packet that a child and its parent can segment"),
	LIMIT("octets.parents",     CHG_FEAT_08, parents_lowered, size,     "the longest packet that a parent is to be given is shortened"),
	LIMIT("octets.childs",      CHG_FEAT_08, childs_lowered,  size,     "the longest packet that a child is to be given is shortened"),
	LIMIT("octets.most",        CHG_FEAT_11, childs_at_most,  size,     "the longest packet that a child is to be given is as long as can be, and longer"),
	LIMIT("segments.inherited", CHG_FEAT_05, inherited,       segments, "the most segments that a child and its parent can make of a packet"),
	LIMIT("segments.parents",   CHG_FEAT_08, parents_lowered, segments, "the most segments that a parent is to be given become fewer"),
	LIMIT("segments.childs",    CHG_FEAT_08, childs_lowered,  segments, "the most segments that a child is to be given become fewer"),
	LIMIT("segments.most",      CHG_FEAT_11, childs_at_most,  segments, "the most segments that a child is to be given are as many as can be, and more"),
	{.id = NULL},
};
/* clang-format on */
