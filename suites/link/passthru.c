/* passthru: a child that has its parent to itself, and whoever would be beside it. */
#include "fixtures/bare.h"
#include "suites/link/requirements.h"
#include "suites/link/tables.h"

#include <errno.h>

/* Who is there, and who must not come. */
struct neighbours {
	const struct requirement *requirement;
	struct {
		const char *kind;
		enum mode mode;
	} first, second;
};

/* clang-format off */
static const struct neighbours neighbours[] = {
	{&LINK_PASS_01, {"macvtap", MODE_PRIVATE},  {"macvtap", MODE_PASSTHRU}},
	{&LINK_PASS_01, {"macvtap", MODE_VEPA},     {"macvtap", MODE_PASSTHRU}},
	{&LINK_PASS_01, {"macvtap", MODE_BRIDGE},   {"macvtap", MODE_PASSTHRU}},
	{&LINK_PASS_01, {"macvtap", MODE_SOURCE},   {"macvtap", MODE_PASSTHRU}},
	{&LINK_PASS_01, {"macvlan", MODE_PRIVATE},  {"macvtap", MODE_PASSTHRU}},
	{&LINK_PASS_01, {"macvlan", MODE_BRIDGE},   {"macvtap", MODE_PASSTHRU}},

	{&LINK_PASS_02, {"macvtap", MODE_PASSTHRU}, {"macvtap", MODE_PRIVATE}},
	{&LINK_PASS_02, {"macvtap", MODE_PASSTHRU}, {"macvtap", MODE_VEPA}},
	{&LINK_PASS_02, {"macvtap", MODE_PASSTHRU}, {"macvtap", MODE_BRIDGE}},
	{&LINK_PASS_02, {"macvtap", MODE_PASSTHRU}, {"macvtap", MODE_PASSTHRU}},
	{&LINK_PASS_02, {"macvtap", MODE_PASSTHRU}, {"macvtap", MODE_SOURCE}},
	{&LINK_PASS_02, {"macvtap", MODE_PASSTHRU}, {"macvlan", MODE_PRIVATE}},
	{&LINK_PASS_02, {"macvtap", MODE_PASSTHRU}, {"macvlan", MODE_VEPA}},
	{&LINK_PASS_02, {"macvtap", MODE_PASSTHRU}, {"macvlan", MODE_BRIDGE}},
	{&LINK_PASS_02, {"macvtap", MODE_PASSTHRU}, {"macvlan", MODE_PASSTHRU}},
	{&LINK_PASS_02, {"macvtap", MODE_PASSTHRU}, {"macvlan", MODE_SOURCE}},
	{&LINK_PASS_02, {"macvlan", MODE_PASSTHRU}, {"macvtap", MODE_BRIDGE}},
	{&LINK_PASS_02, {"macvlan", MODE_PASSTHRU}, {"macvtap", MODE_PASSTHRU}},
	{.requirement = NULL},
};
/* clang-format on */

static struct answer ask_for_mode(struct testbed *net, const char *name, const char *kind, enum mode mode)
{
	const struct attribute attribute = NUMBER32(OF_DRIVER, IFLA_MACVLAN_MODE, mode);

	return ask_for(net, &(struct wish){.name = name, .kind = kind, .has = {&attribute, 1}});
}

static void expect_mode(struct testbed *net, const char *name, enum mode mode)
{
	expect_fact(net, name, OF_DRIVER, IFLA_MACVLAN_MODE, mode);
}

static void neighbours_run(const void *data)
{
	const struct neighbours *row = data;
	struct testbed *net = testbed_shared(&bare_unwatched);
	struct answer answer = ask_for_mode(net, "first", row->first.kind, row->first.mode);

	expect_accepted("the first child", answer);
	answer = ask_for_mode(net, "second", row->second.kind, row->second.mode);
	expect_refused("the second child", answer, EINVAL, NULL);
	expect_gone(net, "second");
	expect_mode(net, "first", row->first.mode);
	expect_fact(net, device_of(HOST), OF_DEVICE, IFLA_PROMISCUITY, 0);
}

void neighbours_add_cases(struct case_list *list)
{
	for (const struct neighbours *row = neighbours; row->requirement; row++) {
		struct testcase testcase = {
			.requirement = row->requirement,
			.run = neighbours_run,
			.data = row,
			.shares = &bare_unwatched,
			.summary = "two children on one parent, of whom one is to have it to itself",
		};

		case_add_as(list, &testcase, "link.passthru.%s_%s_refuses_%s_%s", row->first.kind,
			    mode_name(row->first.mode), row->second.kind, mode_name(row->second.mode));
	}
}

/* ---- what is no row ---- */

static void from_another_namespace(const void *data)
{
	struct testbed *net = testbed_build(data);
	const struct attribute there[] = {
		NUMBER32(OF_DRIVER, IFLA_MACVLAN_MODE, MODE_BRIDGE),
		NUMBER32(OF_DEVICE, IFLA_NET_NS_FD, net->wire_ns.fd),
	};
	const struct wish wish = {.name = "second", .has = {there, 2}};
	struct answer answer = ask_for_mode(net, "first", "macvtap", MODE_PASSTHRU);

	expect_accepted("the passthru child", answer);
	answer = ask_for(net, &wish);
	expect_refused("a child in another namespace", answer, EINVAL, NULL);
	expect_that(try_link_look(net->wire, "second").error, "the second child is in the other namespace");
	link_delete(net->host, "first");
	expect_made(net, &wish); /* the namespace was not the reason */
	expect_that(!try_link_look(net->wire, "second").error, "the child is not in the other namespace");
}

static void gone(const void *data)
{
	struct testbed *net = testbed_build(data);
	struct answer answer = ask_for_mode(net, "first", "macvtap", MODE_PASSTHRU);

	expect_accepted("the passthru child", answer);
	answer = try_link_set_up(net->host, "first");
	expect_accepted("the passthru child's coming up", answer);
	expect_fact(net, device_of(HOST), OF_DEVICE, IFLA_PROMISCUITY, 1);
	link_delete(net->host, "first");
	expect_fact(net, device_of(HOST), OF_DEVICE, IFLA_PROMISCUITY, 0);
	answer = ask_for_mode(net, "second", "macvtap", MODE_BRIDGE);
	expect_accepted("a bridge child afterwards", answer);
	answer = ask_for_mode(net, "third", "macvtap", MODE_PRIVATE);
	expect_accepted("one more child", answer);
}

static void refused_is_not_there(const void *data)
{
	struct testbed *net = testbed_build(data);
	struct answer answer = ask_for_mode(net, "first", "macvtap", MODE_BRIDGE);

	expect_accepted("the bridge child", answer);
	answer = ask_for_mode(net, "second", "macvtap", MODE_PASSTHRU);
	expect_refused("the passthru child", answer, EINVAL, NULL);
	answer = ask_for_mode(net, "third", "macvtap", MODE_VEPA);
	expect_accepted("one more child", answer);
}

#define PASSTHRU(name, requirement_, run_, summary_)                                                         \
	{                                                                                                    \
		.id = "link.passthru." name, .requirement = &requirement_, .run = run_,                      \
		.data = &bare_unwatched, .shares = &bare_unwatched, .summary = summary_,                     \
	}

/* clang-format off */
const struct testcase passthru_cases[] = {
	PASSTHRU("refuses_other_namespace", LINK_PASS_02, from_another_namespace, "a child in another namespace, beside a passthru one and after it"),
	PASSTHRU("gone",                    LINK_PASS_03, gone,                   "a passthru child comes up and is deleted; others follow it"),
	PASSTHRU("refused",                 LINK_PASS_03, refused_is_not_there,   "a passthru child is refused beside another, and a third is made"),
	{.id = NULL},
};
/* clang-format on */
