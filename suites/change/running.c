/* running: what a change of mode does to a child that is up, its tap open. Three frames tell the four modes apart:
 *
 *	             a stranger's      the child's       a sibling's flood
 *	             for the child     for its sibling   that the wire sends back
 */
#include "suites/change/change.h"

#include "fixtures/beside.h"
#include "harness/proof/delivery.h"
#include "suites/change/requirements.h"
#include "suites/change/words.h"
#include "suites/isolation/model.h"

#include <stdio.h>

struct signature {
	enum mode mode;
	const struct topology *topology;
	places from_stranger, to_sibling, sent_back;
};

/* clang-format off */
static const struct signature signatures[] = {
	{ MODE_PRIVATE, &beside_private, AT(GUEST_A),      AT(WIRE),    AT(HOST)          },
	{ MODE_VEPA,    &beside_vepa,    AT(GUEST_A),      AT(WIRE),    AT(GUEST_A, HOST) },
	{ MODE_BRIDGE,  &beside_bridge,  AT(GUEST_A),      AT(GUEST_B), AT(HOST)          },
	{ MODE_SOURCE,  &beside_source,  AT(HOST_IGNORES), AT(WIRE),    AT(HOST)          },
};
/* clang-format on */

enum { MODES = COUNT_OF(signatures) };

struct running_change {
	const struct signature *from, *to;
};

/* The sibling is in bridge mode. */
static places sent_back_to(const struct signature *signature)
{
	places bridge_children = signature->mode == MODE_BRIDGE ? AT(GUEST_A, GUEST_B) : AT(GUEST_B);

	return signature->sent_back | (floods_return_to_bridge() ? bridge_children : NOWHERE);
}

static void expect_signature(struct testbed *net, const struct signature *signature)
{
	static const struct mac everyone = {{0xff, 0xff, 0xff, 0xff, 0xff, 0xff}};
	const struct frame stranger = {.src = STATION_STRANGER, .dst = ADDRESS_GUEST_A};
	const struct frame to_sibling = {.src = ADDRESS_GUEST_A, .dst = ADDRESS_GUEST_B};
	const struct frame sent_back = {.src = ADDRESS_GUEST_B, .dst = everyone};

	check_named("in mode %s", mode_name(signature->mode));
	expect_delivery(net, WIRE, &stranger, signature->from_stranger);
	expect_delivery(net, GUEST_A, &to_sibling, signature->to_sibling);
	expect_delivery(net, WIRE, &sent_back, sent_back_to(signature));
}

static void change_running_child(const void *data)
{
	const struct running_change *change = data;
	struct testbed *net = testbed_build(change->from->topology);
	const struct mac fence = STATION_FENCE_LISTED;

	expect_signature(net, change->from);
	set_mode(net, GUEST_A, change->to->mode, 0);
	if (change->to->mode == MODE_SOURCE)
		macvtap_edit_sources(net->host, device_of(GUEST_A), SOURCES_SET, &fence, 1);
	expect_signature(net, change->to);
}

void change_add_running(struct case_list *list)
{
	static struct running_change changes[MODES][MODES];
	char summary[96];

	for (size_t from = 0; from < MODES; from++) {
		for (size_t to = 0; to < MODES; to++) {
			struct running_change *change = &changes[from][to];

			if (from == to)
				continue;
			*change = (struct running_change){&signatures[from], &signatures[to]};
			snprintf(summary, sizeof summary,
				 "a child with an open tap goes from mode %s to %s between two frames",
				 mode_name(change->from->mode), mode_name(change->to->mode));
			case_add_as(list,
				    &(struct testcase){.requirement = &CHG_MODE_03,
						       .run = change_running_child,
						       .data = change,
						       .mode = mode_name(change->from->mode),
						       .shares = change->from->topology,
						       .summary = summary},
				    "change.running.%s_to_%s", mode_name(change->from->mode),
				    mode_name(change->to->mode));
		}
	}
}
