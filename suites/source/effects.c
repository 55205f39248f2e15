/* effects: a request changes a list, a flag or a mode, and the very next frame of the listed station goes another way.
 * Each time it writes to the host: what is heard where is seen, and whether the frame goes on.
 */
#include "suites/source/source.h"

#include "fixtures/duo.h"
#include "harness/proof/delivery.h"
#include "suites/source/requirements.h"

#include <errno.h>

/* The fences need theirs to stay on every list. */
static const struct mac fence = STATION_FENCE_LISTED, listed = STATION_LISTED;

static void edit(struct testbed *net, enum place guest, enum source_edit edit, const struct mac *sources,
		 size_t count)
{
	macvtap_edit_sources(net->host, device_of(guest), edit, sources, count);
}

static void add_to_b(struct testbed *net)
{
	edit(net, GUEST_B, SOURCES_ADD, &listed, 1);
}

static void add_to_a_again(struct testbed *net)
{
	edit(net, GUEST_A, SOURCES_ADD, &listed, 1);
}

static void delete_from_a(struct testbed *net)
{
	edit(net, GUEST_A, SOURCES_DELETE, &listed, 1);
}

static void delete_other_from_a(struct testbed *net)
{
	const struct mac other = STATION_STRANGER;

	edit(net, GUEST_A, SOURCES_DELETE, &other, 1);
}

static void flush_a(struct testbed *net)
{
	edit(net, GUEST_A, SOURCES_FLUSH, NULL, 0);
	edit(net, GUEST_A, SOURCES_ADD, &fence, 1);
}

static void set_b_with(struct testbed *net)
{
	const struct mac sources[] = {STATION_FENCE_LISTED, STATION_LISTED};

	edit(net, GUEST_B, SOURCES_SET, sources, 2);
}

static void set_a_without(struct testbed *net)
{
	const struct mac sources[] = {STATION_FENCE_LISTED, STATION_STRANGER};

	edit(net, GUEST_A, SOURCES_SET, sources, 2);
}

static void refused(struct testbed *net, enum source_edit edit, struct mac source, int error)
{
	struct answer answer = try_macvtap_edit_sources(net->host, device_of(GUEST_A), edit, &source, 1);

	if (answer.error != error)
		fail("the request is answered with %s instead of %s", errno_name(answer.error),
		     errno_name(error));
	else
		passed();
}

static void set_a_to_group(struct testbed *net)
{
	refused(net, SOURCES_SET, (struct mac){{0x01, 0, 0x5e, 0, 0, 0x12}}, EADDRNOTAVAIL);
}

static void delete_zero(struct testbed *net)
{
	refused(net, SOURCES_DELETE, (struct mac){{0}}, EADDRNOTAVAIL);
}

static void a_to_passthru(struct testbed *net)
{
	struct answer answer = try_macvtap_set_mode(net->host, device_of(GUEST_A), MODE_PASSTHRU, 0);

	if (answer.error != EINVAL)
		fail("a change to passthru is answered with %s instead of EINVAL", errno_name(answer.error));
	else
		passed();
}

static void nodst_on_a(struct testbed *net)
{
	set_mode(net, GUEST_A, MODE_SOURCE, FLAG_NODST);
}

static void nodst_off_a(struct testbed *net)
{
	set_mode(net, GUEST_A, MODE_SOURCE, 0);
}

static void nodst_on_b(struct testbed *net)
{
	set_mode(net, GUEST_B, MODE_SOURCE, FLAG_NODST);
}

static void a_leaves_and_returns(struct testbed *net)
{
	set_mode(net, GUEST_A, MODE_PRIVATE, 0);
	set_mode(net, GUEST_A, MODE_SOURCE, 0);
	edit(net, GUEST_A, SOURCES_ADD, &fence, 1);
}

static void a_leaves(struct testbed *net)
{
	set_mode(net, GUEST_A, MODE_VEPA, 0);
}

static void a_down_and_up(struct testbed *net)
{
	set_down(net, GUEST_A);
	set_up(net, GUEST_A);
}

static void a_down(struct testbed *net)
{
	set_down(net, GUEST_A);
}

static void new_address(struct testbed *net)
{
	set_mac(net, GUEST_A, STATION_UNKNOWN);
}

static void a_removed(struct testbed *net)
{
	remove_guest(net, GUEST_A);
}

struct effect {
	const struct requirement *requirement;
	const char *name;
	const struct topology *topology;
	places before;
	void (*change)(struct testbed *net);
	places after;
};

/* A listens to the listed station, B to nobody. */
#define PLAIN &duo_source[WIRE_PLAIN]
#define NODST &duo_nodst[WIRE_PLAIN]

/* clang-format off */
static const struct effect effects[] = {
	/* requirement    name              testbed  arrives at              then                  and then at */
	{ &SRC_EDIT_01, "add",            PLAIN, AT(GUEST_A, HOST),   add_to_b,             AT(GUEST_A, GUEST_B, HOST) },
	{ &SRC_EDIT_01, "delete",         PLAIN, AT(GUEST_A, HOST),   delete_from_a,        AT(HOST) },
	{ &SRC_EDIT_01, "delete_other",   PLAIN, AT(GUEST_A, HOST),   delete_other_from_a,  AT(GUEST_A, HOST) },
	{ &SRC_EDIT_01, "flush",          PLAIN, AT(GUEST_A, HOST),   flush_a,              AT(HOST) },
	{ &SRC_EDIT_01, "set_with",       PLAIN, AT(GUEST_A, HOST),   set_b_with,           AT(GUEST_A, GUEST_B, HOST) },
	{ &SRC_EDIT_01, "set_without",    PLAIN, AT(GUEST_A, HOST),   set_a_without,        AT(HOST) },
	{ &SRC_EDIT_01, "nodst_on",       PLAIN, AT(GUEST_A, HOST),   nodst_on_a,           AT(GUEST_A) },
	{ &SRC_EDIT_01, "nodst_off",      NODST, AT(GUEST_A),         nodst_off_a,          AT(GUEST_A, HOST) },
	{ &SRC_EDIT_01, "nodst_deleted",  NODST, AT(GUEST_A),         delete_from_a,        AT(HOST) },
	{ &SRC_EDIT_01, "nodst_removed",  NODST, AT(GUEST_A),         a_removed,            AT(HOST) },
	{ &SRC_EDIT_01, "nodst_leaves",   NODST, AT(GUEST_A),         a_leaves,             AT(HOST) },
	{ &SRC_EDIT_01, "leaves",         PLAIN, AT(GUEST_A, HOST),   a_leaves,             AT(HOST) },
	{ &LINK_CHG_04, "returns",        PLAIN, AT(GUEST_A, HOST),   a_leaves_and_returns, AT(HOST) },
	{ &LINK_CHG_05, "same_mode",      PLAIN, AT(GUEST_A, HOST),   nodst_off_a,          AT(GUEST_A, HOST) },
	{ &LINK_CHG_06, "to_passthru",    PLAIN, AT(GUEST_A, HOST),   a_to_passthru,        AT(GUEST_A, HOST) },
	{ &SRC_EDIT_01, "down",           PLAIN, AT(GUEST_A, HOST),   a_down,               AT(HOST) },
	{ &SRC_EDIT_01, "removed",        PLAIN, AT(GUEST_A, HOST),   a_removed,            AT(HOST) },
	{ &SRC_LIST_02, "down_up",        PLAIN, AT(GUEST_A, HOST),   a_down_and_up,        AT(GUEST_A, HOST) },
	{ &SRC_LIST_02, "new_address",    PLAIN, AT(GUEST_A, HOST),   new_address,          AT(GUEST_A, HOST) },
	{ &SRC_EDIT_02, "refused_set",    PLAIN, AT(GUEST_A, HOST),   set_a_to_group,       AT(GUEST_A, HOST) },
	{ &SRC_EDIT_02, "refused_delete", PLAIN, AT(GUEST_A, HOST),   delete_zero,          AT(GUEST_A, HOST) },
	{ &SRC_CLAIM_01, "added_again",   PLAIN, AT(GUEST_A, HOST),   add_to_a_again,       AT(GUEST_A, HOST) },
	{ &SRC_CLAIM_03, "nodst_of_another", PLAIN, AT(GUEST_A, HOST), nodst_on_b,          AT(GUEST_A, HOST) },
};
/* clang-format on */

static void try_effect(const void *data)
{
	const struct effect *effect = data;
	const struct frame frame = {.src = STATION_LISTED, .dst = ADDRESS_HOST};
	struct testbed *net = testbed_build(effect->topology);

	check_named("before");
	expect_delivery(net, WIRE, &frame, effect->before);
	effect->change(net);
	check_named("after");
	expect_delivery(net, WIRE, &frame, effect->after);
}

void source_add_effects(struct case_list *list)
{
	for (size_t i = 0; i < sizeof effects / sizeof effects[0]; i++) {
		const struct effect *effect = &effects[i];

		case_add_as(list,
			    &(struct testcase){
				    .requirement = effect->requirement,
				    .run = try_effect,
				    .data = effect,
				    .mode = topology_mode(effect->topology),
				    .shares = effect->topology,
				    .summary = "a listed station writes, a list changes, it writes again",
			    },
			    "source.effect.%s", effect->name);
	}
}
