#include "suites/isolation/model.h"

#include "fixtures/families.h"
#include "harness/core/kernel.h"

#define ETHERTYPE_MAC_CONTROL 0x8808

enum { VID_MASK = 0x0fff };

/* One frame on its way, and how many copies of it have arrived where. */
struct run {
	const struct topology *topology;
	const struct frame *frame;
	const struct groups *groups;
	uint8_t copies[PLACES];
};

/* ---- who is there ---- */

static const struct child *child_at(const struct topology *topology, enum place place)
{
	static const struct child witness = {.mode = MODE_PRIVATE};

	return place == WITNESS ? &witness : &topology->guest[place - GUEST_A];
}

static bool is_child_of(const struct topology *topology, enum place place, unsigned parent)
{
	unsigned own;

	return place_on(topology, place, &own) && own == parent;
}

/* The child of this parent whose address it is; PLACES if it is nobody's. */
static enum place child_with(const struct run *run, unsigned parent, struct mac address)
{
	for (enum place place = GUEST_A; place <= WITNESS; place++) {
		if (is_child_of(run->topology, place, parent) &&
		    mac_equal(address_on(run->topology, place), address))
			return place;
	}
	return PLACES;
}

/* The passthru child that has this parent to itself; PLACES if there is none. */
static enum place passthru_child(const struct run *run, unsigned parent)
{
	for (enum place child = GUEST_A; child <= GUEST_D; child++) {
		if (is_child_of(run->topology, child, parent) &&
		    child_at(run->topology, child)->mode == MODE_PASSTHRU)
			return child;
	}
	return PLACES;
}

/* ---- filters ---- */

static bool wants_group(const struct run *run, enum place child)
{
	struct mac group = run->frame->dst;

	if (mac_is_broadcast(group) || (run->groups->lets_through & AT(child)))
		return true;
	if (child == WITNESS)
		return false;
	return mac_equal(group, run->groups->all) ||
	       (child == GUEST_A && mac_equal(group, run->groups->a_only));
}

static bool listens_to_sender(const struct run *run, enum place child)
{
	uint8_t list = child_at(run->topology, child)->listens_to;

	if (child_at(run->topology, child)->mode != MODE_SOURCE)
		return false;
	return ((list & LISTS_STATION) && mac_equal(run->frame->src, STATION_LISTED)) ||
	       ((list & LISTS_A) && mac_equal(run->frame->src, ADDRESS_GUEST_A));
}

static bool is_reserved(struct mac group)
{
	static const uint8_t prefix[5] = {0x01, 0x80, 0xc2, 0x00, 0x00};

	for (unsigned i = 0; i < sizeof prefix; i++) {
		if (group.octet[i] != prefix[i])
			return false;
	}
	return group.octet[5] <= 0x0f;
}

/* The relay is a Linux bridge that has been told to forward every group that it can be told to: all but those for pause
 * and for slow protocols (802.1Q 8.6.3 would have it keep all the reserved ones). It keeps what is addressed to itself,
 * and drops what names no sender. */
static bool wire_reflects(const struct run *run, unsigned parent)
{
	static const struct mac nobody = {{0}};
	const struct frame *frame = run->frame;

	if (run->topology->wire == WIRE_PLAIN || mac_is_group(frame->src) || mac_equal(frame->src, nobody))
		return false;
	if (is_reserved(frame->dst))
		return frame->dst.octet[5] != 0x01 && frame->dst.octet[5] != 0x02;
	return !mac_equal(frame->dst, address_of(parent ? WIRE_2 : WIRE));
}

bool is_in_a_vlan(const struct frame *frame)
{
	return frame->tags && (frame->tag[0].tci & VID_MASK);
}

places as_host_sees_tagged(places at)
{
	places accepted = at & AT(HOST, HOST_2);

	return (at & ~accepted) | (accepted & AT(HOST) ? AT(HOST_IGNORES) : NOWHERE) |
	       (accepted & AT(HOST_2) ? AT(HOST_2_IGNORES) : NOWHERE);
}

/* ---- the ways of a frame ---- */

static void arrive(struct run *run, enum place place)
{
	run->copies[place]++;
}

static void reach_host(struct run *run, unsigned parent)
{
	enum place host = parent ? HOST_2 : HOST, ignores = parent ? HOST_2_IGNORES : HOST_IGNORES;
	bool addressed = mac_is_group(run->frame->dst) || mac_equal(run->frame->dst, address_of(host));

	arrive(run, addressed && !is_in_a_vlan(run->frame) ? host : ignores);
}

/* One copy to every child of these modes that wants the group, but not to the one it came from. */
static void flood(struct run *run, unsigned parent, unsigned modes, enum place except)
{
	if (frame_ethertype(run->frame) == ETHERTYPE_MAC_CONTROL)
		return; /* MAC control stays on its link (802.3 31.3) */
	for (enum place child = GUEST_A; child <= WITNESS; child++) {
		if (is_child_of(run->topology, child, parent) && child != except &&
		    (child_at(run->topology, child)->mode & modes) && wants_group(run, child))
			arrive(run, child);
	}
}

/* A copy to every source-mode child that listens to the sender. True if one of them keeps the frame to itself. */
static bool serve_listeners(struct run *run, unsigned parent)
{
	bool kept = false;

	for (enum place child = GUEST_A; child <= GUEST_D; child++) {
		if (!is_child_of(run->topology, child, parent) || !listens_to_sender(run, child))
			continue;
		arrive(run, child);
		kept |= child_at(run->topology, child)->flags & FLAG_NODST;
	}
	return kept;
}

static void parent_receives_group(struct run *run, unsigned parent)
{
	enum place sender = child_with(run, parent, run->frame->src);
	enum mode mode = sender == PLACES ? 0 : child_at(run->topology, sender)->mode;

	switch (mode) {
	case MODE_PRIVATE:
	case MODE_PASSTHRU:
	case MODE_SOURCE:
		arrive(run, sender); /* back to whose address it bears, and to nobody else */
		return;
	case MODE_VEPA:
		flood(run, parent, MODE_VEPA | MODE_BRIDGE, sender);
		break;
	case MODE_BRIDGE: /* the others in bridge mode have had it on its way out */
		if (run->groups->returns_to_bridge)
			flood(run, parent, MODE_VEPA | MODE_BRIDGE, PLACES);
		else
			flood(run, parent, MODE_VEPA, sender);
		break;
	default: /* a stranger */
		flood(run, parent, MODE_PRIVATE | MODE_VEPA | MODE_BRIDGE | MODE_PASSTHRU, PLACES);
	}
	reach_host(run, parent);
}

static void parent_receives_unicast(struct run *run, unsigned parent)
{
	enum place child = passthru_child(run, parent);

	if (child == PLACES)
		child = child_with(run, parent, run->frame->dst);
	if (child == PLACES || child_at(run->topology, child)->mode == MODE_SOURCE)
		reach_host(run, parent);
	else
		arrive(run, child);
}

static void parent_receives(struct run *run, unsigned parent)
{
	if (serve_listeners(run, parent))
		return;
	if (mac_is_group(run->frame->dst))
		parent_receives_group(run, parent);
	else
		parent_receives_unicast(run, parent);
}

static void leave_by_wire(struct run *run, unsigned parent)
{
	arrive(run, parent ? WIRE_2 : WIRE);
	if (wire_reflects(run, parent))
		parent_receives(run, parent);
}

static void guest_sends(struct run *run, unsigned parent, enum place guest)
{
	enum place to = child_with(run, parent, run->frame->dst);

	if (child_at(run->topology, guest)->mode == MODE_BRIDGE) {
		if (mac_is_group(run->frame->dst)) {
			flood(run, parent, MODE_BRIDGE, guest);
		} else if (to != PLACES && child_at(run->topology, to)->mode == MODE_BRIDGE) {
			parent_receives(run, parent); /* as if it had come from outside; itself included */
			return;
		}
	}
	leave_by_wire(run, parent);
}

static struct run model_run(const struct topology *topology, enum place from, const struct frame *frame,
			    const struct groups *groups)
{
	struct run run = {.topology = topology, .frame = frame, .groups = groups};
	unsigned parent;

	if (!place_on(topology, from, &parent))
		return run;
	if (from == WIRE || from == WIRE_2)
		parent_receives(&run, parent);
	else if (from == HOST || from == HOST_2)
		leave_by_wire(&run, parent);
	else
		guest_sends(&run, parent, from);
	return run;
}

static places with_copies(const struct run *run, unsigned at_least)
{
	places set = NOWHERE;

	for (enum place place = 0; place < PLACES; place++) {
		if (run->copies[place] >= at_least)
			set |= AT(place);
	}
	return set;
}

bool floods_return_to_bridge(void)
{
	return !kernel_before(7, 2);
}

places model_receivers(const struct topology *topology, enum place from, const struct frame *frame,
		       const struct groups *groups)
{
	struct run run = model_run(topology, from, frame, groups);

	return with_copies(&run, 1);
}

places model_doubles(const struct topology *topology, enum place from, const struct frame *frame,
		     const struct groups *groups)
{
	struct run run = model_run(topology, from, frame, groups);

	return with_copies(&run, 2);
}
