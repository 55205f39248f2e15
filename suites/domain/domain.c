#include "suites/domain/domain.h"

#include "harness/core/verdict.h"
#include "harness/domain/guests.h"
#include "harness/proof/delivery.h"
#include "suites/isolation/model.h"
#include "suites/isolation/requirements.h"
#include "suites/isolation/words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { GUESTS = 4 /* of a testbed */ };

/* One guest as GUEST_A, and those that share its parent. */
struct stand {
	struct topology topology;
	const struct wanted_guest *guest[GUESTS];
};

struct subject {
	const struct stand *stand;
	enum sender from;
	enum destination to;
};

/* Nobody's, but what a guest calls itself next. */
static const struct mac next_address = {{0x52, 0x54, 0x00, 0xff, 0x00, 0x01}};

/* ---- frames ---- */

/* A passthru child is made with its parent's address and given the guest's then, as libvirt does: the parent follows. */
static struct testbed *stand_up(const struct stand *stand)
{
	struct testbed *net;

	if (stand->guest[0]->mode != MODE_PASSTHRU)
		return testbed_shared(&stand->topology);
	net = testbed_build(&stand->topology);
	set_mac(net, GUEST_A, stand->guest[0]->address);
	return net;
}

static void as_the_guest(const struct stand *stand, struct mac *address)
{
	if (stand->guest[0]->mode == MODE_PASSTHRU &&
	    mac_equal(*address, address_of_guest(&stand->topology, GUEST_A)))
		*address = stand->guest[0]->address;
}

static struct frame frame_of(const struct subject *subject, const struct groups *groups)
{
	const struct stand *stand = subject->stand;
	struct frame frame =
		sentence_frame(&stand->topology, groups, subject->from, subject->to, UNTAGGED, CARRIES_PROBE);

	if (subject->to == TO_GUEST_A)
		as_the_guest(stand, &frame.dst);
	if (subject->from == FROM_GUEST_A)
		as_the_guest(stand, &frame.src);
	return frame;
}

static void deliver(const void *data)
{
	const struct subject *subject = data;
	struct testbed *net = stand_up(subject->stand);
	struct groups groups = {.lets_through = NOWHERE};
	enum place from = place_of_sender(subject->from);
	struct frame frame;

	if (is_drawn_group(subject->to))
		groups = groups_of(net);
	groups.returns_to_bridge = floods_return_to_bridge();
	frame = frame_of(subject, &groups);
	if (model_doubles(&subject->stand->topology, from, &frame, &groups))
		skip("this kernel lets floods return to bridge children");
	expect_delivery(net, from, &frame, model_receivers(&subject->stand->topology, from, &frame, &groups));
}

/* A guest changes its address. Libvirt has the macvtap follow if its filters are trusted; if not, the macvtap stays what it
 * was. What is sent to either address arrives as the model says of a macvtap that has this address or not. */
static void change_address(const void *data)
{
	const struct subject *subject = data;
	const struct wanted_guest *guest = subject->stand->guest[0];
	struct testbed *net = testbed_build(&subject->stand->topology);
	struct topology now = subject->stand->topology;
	const struct groups groups = {.lets_through = NOWHERE};
	struct frame to_new = {.dst = next_address, .src = STATION_STRANGER};
	struct frame to_old = {.dst = guest->address, .src = STATION_STRANGER};

	if (guest->mode == MODE_PASSTHRU)
		set_mac(net, GUEST_A, guest->address);
	if (guest->trusted) {
		set_mac(net, GUEST_A, next_address);
		now.guest[0].address = next_address;
	}
	expect_delivery(net, WIRE, &to_new, model_receivers(&now, WIRE, &to_new, &groups));
	expect_delivery(net, WIRE, &to_old, model_receivers(&now, WIRE, &to_old, &groups));
}

/* ---- cases ---- */

static const struct {
	const char *word;
	enum sender from;
	enum destination to;
	const char *summary;
} subjects[] = {
	{"from_wire", FROM_WIRE, TO_GUEST_A, "a station on the wire to the guest"},
	{"to_wire", FROM_GUEST_A, TO_WIRE, "the guest to the wire"},
	{"to_host", FROM_GUEST_A, TO_HOST, "the guest to the host: it does not reach it"},
	{"from_host", FROM_HOST, TO_GUEST_A, "the host to the guest: it does not reach it"},
	{"broadcast", FROM_GUEST_A, TO_EVERYONE, "the guest to everyone, each once"},
	{"broadcast_from_wire", FROM_WIRE, TO_EVERYONE, "a station to everyone, each once"},
	{"another_address", FROM_WIRE, TO_UNKNOWN, "a station to an address that is nobody's"},
};

static void *enough(void *memory)
{
	if (!memory)
		broken("out of memory for the cases of a file");
	return memory;
}

static void add(struct case_list *list, const struct stand *stand, void (*run)(const void *),
		struct subject subject, const char *word, const char *summary)
{
	struct subject *kept =
		enough(malloc(sizeof *kept)); /* as long as the list, which is as long as the program */
	const struct wanted_guest *guest = stand->guest[0];
	const bool reflects = stand->topology.wire != WIRE_PLAIN;
	char text[256];

	*kept = subject;
	kept->stand = stand;
	snprintf(text, sizeof text, "%s, %s on %s, %s wire: %s", guest->name, topology_mode(&stand->topology),
		 guest->parent, wire_name(stand->topology.wire), summary);
	case_add_as(list,
		    &(struct testcase){.requirement = &ISO_MODEL_01,
				       .run = run,
				       .data = kept,
				       .shares = run == deliver && guest->mode != MODE_PASSTHRU
							 ? &stand->topology
							 : NULL,
				       .mode = topology_mode(&stand->topology),
				       .behaviour = word,
				       .summary = text},
		    "domain.net%zu.%s%s", guest->number, reflects ? "reflected." : "", word);
}

static void add_siblings(struct case_list *list, const struct stand *stand)
{
	for (size_t i = 1; i < stand->topology.guests; i++) {
		char word[32], summary[128];

		snprintf(word, sizeof word, "to_net%zu", stand->guest[i]->number);
		snprintf(summary, sizeof summary, "the guest to its sibling %s", stand->guest[i]->name);
		add(list, stand, deliver,
		    (struct subject){.from = FROM_GUEST_A, .to = (enum destination)(TO_GUEST_A + i)}, word,
		    summary);
	}
}

static void add_filters(struct case_list *list, const struct stand *stand)
{
	const bool trusted = stand->guest[0]->trusted;

	add(list, stand, deliver,
	    (struct subject){.from = FROM_WIRE, .to = trusted ? TO_GROUP_A : TO_GROUP_NOBODY}, "joined_group",
	    trusted ? "a station to a group that the guest has joined, its filters being trusted"
		    : "a station to a group that the guest has joined, of which nobody tells the macvtap");
	add(list, stand, change_address, (struct subject){0}, "changed_address",
	    trusted ? "a station to the address that the guest has taken, its filters being trusted"
		    : "a station to the address that the guest has taken, of which nobody tells the macvtap");
}

/* The guest, and others of its parent: as many as a testbed has room for, behind the first few of them. */
static const struct stand *stand_of(size_t number, size_t passed_over, enum wire_kind wire)
{
	struct stand *stand = enough(calloc(1, sizeof *stand)); /* as long as the list */
	struct topology *topology = &stand->topology;

	*topology = (struct topology){.name = "domain", .wire = wire};
	stand->guest[topology->guests++] = &wanted_guests->at[number];
	for (size_t i = 0; i < wanted_guests->count && topology->guests < GUESTS; i++) {
		const struct wanted_guest *guest = &wanted_guests->at[i];

		if (i == number || strcmp(guest->parent, stand->guest[0]->parent) != 0)
			continue;
		if (passed_over)
			passed_over--;
		else
			stand->guest[topology->guests++] = guest;
	}
	for (size_t i = 0; i < topology->guests; i++)
		topology->guest[i] =
			(struct child){.mode = stand->guest[i]->mode, .address = stand->guest[i]->address};
	return stand;
}

/* Each pair meets on a testbed, however many there are. */
static void add_pairs(struct case_list *list, size_t number, enum wire_kind wire)
{
	const struct stand *stand;
	size_t passed_over = 0;

	do {
		stand = stand_of(number, passed_over, wire);
		add_siblings(list, stand);
		passed_over += GUESTS - 1;
	} while (stand->topology.guests == GUESTS);
}

void domain_add_cases(struct case_list *list)
{
	for (size_t i = 0; wanted_guests && i < wanted_guests->count; i++) {
		const struct stand *stand = stand_of(i, 0, WIRE_PLAIN);

		for (size_t k = 0; k < sizeof subjects / sizeof subjects[0]; k++)
			add(list, stand, deliver,
			    (struct subject){.from = subjects[k].from, .to = subjects[k].to},
			    subjects[k].word, subjects[k].summary);
		add_filters(list, stand);
		add_pairs(list, i, WIRE_PLAIN);
		add_pairs(list, i, WIRE_REFLECTS);
	}
}
