#include "harness/selftest/saboteur_deeds.h"

#include "harness/core/verdict.h"

#include <arpa/inet.h>
#include <bpf/bpf.h>
#include <errno.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <linux/pkt_cls.h>
#include <string.h>

enum {
	COPY_MARK = 0x5ab07a9e, /* of a copy that a program has made itself */
	LEAKS_MAX = 16,         /* so that a reflecting wire does not make a storm of one leaked frame */
	ADDRESSES = 12,         /* octets of destination and source */
	NEW_ADDRESSES = -16,    /* where the programs keep them on their stack */
	OLD_ADDRESSES = -32,
};

/* ---- where a frame passes ---- */

static bool is_wire(enum place place)
{
	return place == WIRE || place == WIRE_2;
}

bool is_stack(enum place place)
{
	return !is_wire(place) && place < GUEST_A;
}

bool has_passthru(const struct testbed *net)
{
	for (enum place guest = GUEST_A; guest <= GUEST_D; guest++) {
		if (child_of(net, guest) && child_of(net, guest)->mode == MODE_PASSTHRU)
			return true;
	}
	return false;
}

static int index_of(const struct testbed *net, const char *device)
{
	return link_state(net->host, device).index;
}

/* The wire's own end is in another namespace: what concerns it is done at the parent. */
static const char *near_device(enum place place)
{
	if (place == WIRE)
		return device_of(HOST);
	return place == WIRE_2 ? device_of(HOST_2) : device_of(place);
}

static struct hook way_in(const struct testbed *net, enum place place)
{
	return (struct hook){index_of(net, near_device(place)),
			     is_wire(place) ? BPF_TC_EGRESS : BPF_TC_INGRESS};
}

static struct hook way_out(const struct testbed *net, enum place place)
{
	return (struct hook){index_of(net, near_device(place)),
			     is_wire(place) ? BPF_TC_INGRESS : BPF_TC_EGRESS};
}

/* ---- what is done to it there ---- */

/* The next program's turn, or the kernel's. */
static void emit_pass(struct program *program)
{
	emit_answer(program, TC_ACT_UNSPEC);
}

static void emit_pass_unless_prey(struct program *program, enum prey prey)
{
	emit(program, MOVE(CONTEXT, BPF_REG_1));
	emit(program, LOAD(BPF_W, BPF_REG_2, CONTEXT, FIELD(protocol)));
	emit(program, SKIP_IF(prey == FENCES ? BPF_JEQ : BPF_JNE, BPF_REG_2, htons(ETHERTYPE_FENCE), 2));
	emit_pass(program);
}

void emit_octets(struct program *program, int helper, struct bpf_insn offset, int16_t stack, int length)
{
	emit(program, MOVE(BPF_REG_1, CONTEXT));
	emit(program, offset);
	emit(program, MOVE(BPF_REG_3, BPF_REG_10));
	emit(program, ADD(BPF_REG_3, stack));
	emit(program, SET(BPF_REG_4, length));
	emit(program, SET(BPF_REG_5, 0));
	emit(program, CALL(helper));
}

static void emit_pass_unless_to(struct program *program, struct mac address)
{
	uint32_t front;
	uint16_t back;

	memcpy(&front, address.octet, sizeof front);
	memcpy(&back, address.octet + sizeof front, sizeof back);
	emit_octets(program, BPF_FUNC_skb_load_bytes, SET(BPF_REG_2, 0), -8, sizeof address.octet);
	emit(program, LOAD(BPF_W, BPF_REG_2, BPF_REG_10, -8));
	emit(program, SKIP32_IF(BPF_JEQ, BPF_REG_2, front, 2));
	emit_pass(program);
	emit(program, LOAD(BPF_H, BPF_REG_2, BPF_REG_10, -4));
	emit(program, SKIP32_IF(BPF_JEQ, BPF_REG_2, back, 2));
	emit_pass(program);
}

static void emit_pass_if_copy(struct program *program)
{
	emit(program, LOAD(BPF_W, BPF_REG_2, CONTEXT, FIELD(mark)));
	emit(program, SKIP_IF(BPF_JNE, BPF_REG_2, COPY_MARK, 2));
	emit_pass(program);
	emit(program, SET(BPF_REG_2, COPY_MARK));
	emit(program, STORE(BPF_W, CONTEXT, FIELD(mark), BPF_REG_2));
}

/* Counts in a map of the program's own how often it has got here, and passes the frame once that is enough.
 */
static void emit_pass_if_enough(struct program *program)
{
	int map = bpf_map_create(BPF_MAP_TYPE_ARRAY, "leaks", sizeof(uint32_t), sizeof(uint32_t), 1, NULL);

	if (map < 0)
		broken("cannot make a map for the saboteur: %s", errno_name(errno));
	emit(program, STORE_SET(BPF_W, BPF_REG_10, -4, 0));
	emit(program, MOVE(BPF_REG_2, BPF_REG_10));
	emit(program, ADD(BPF_REG_2, -4));
	emit_map(program, BPF_REG_1, map);
	emit(program, CALL(BPF_FUNC_map_lookup_elem));
	emit(program, SKIP_IF(BPF_JNE, BPF_REG_0, 0, 2));
	emit_pass(program);
	emit(program, LOAD(BPF_W, BPF_REG_2, BPF_REG_0, 0));
	emit(program, SKIP_IF(BPF_JLT, BPF_REG_2, LEAKS_MAX, 2));
	emit_pass(program);
	emit(program, ADD(BPF_REG_2, 1));
	emit(program, STORE(BPF_W, BPF_REG_0, 0, BPF_REG_2));
}

void emit_copy_to(struct program *program, struct hook target)
{
	emit(program, MOVE(BPF_REG_1, CONTEXT));
	emit(program, SET(BPF_REG_2, target.index));
	emit(program, SET(BPF_REG_3, target.side == BPF_TC_INGRESS ? BPF_F_INGRESS : 0));
	emit(program, CALL(BPF_FUNC_clone_redirect));
}

static void emit_addresses(struct program *program, struct mac dst, struct mac src)
{
	uint8_t octets[ADDRESSES];
	uint32_t word;

	memcpy(octets, dst.octet, sizeof dst.octet);
	memcpy(octets + sizeof dst.octet, src.octet, sizeof src.octet);
	for (int i = 0; i < ADDRESSES; i += (int)sizeof word) {
		memcpy(&word, octets + i, sizeof word);
		emit(program, STORE_SET(BPF_W, BPF_REG_10, (int16_t)(NEW_ADDRESSES + i), word));
	}
}

/* What macvlan leaves to the host's stack, whoever it is for. */
static struct mac address_for_stack(const struct testbed *net, enum place place)
{
	static const struct mac everyone = {{0xff, 0xff, 0xff, 0xff, 0xff, 0xff}};

	if (has_passthru(net))
		return everyone;
	if (place == HOST || place == HOST_2)
		return link_state(net->host, device_of(place)).address;
	return STATION_UNKNOWN;
}

/* Nothing gets past macvlan to the host that is not for the host by its addresses: the copy is readdressed.
 */
static void emit_copy_to_stack(struct program *program, struct hook target, struct mac address)
{
	emit_octets(program, BPF_FUNC_skb_load_bytes, SET(BPF_REG_2, 0), OLD_ADDRESSES, ADDRESSES);
	emit_addresses(program, address, STATION_STRANGER);
	emit_octets(program, BPF_FUNC_skb_store_bytes, SET(BPF_REG_2, 0), NEW_ADDRESSES, ADDRESSES);
	emit_copy_to(program, target);
	emit_octets(program, BPF_FUNC_skb_store_bytes, SET(BPF_REG_2, 0), OLD_ADDRESSES, ADDRESSES);
}

/* Each returns what becomes of the frame itself. */
static int compose_lose(struct program *program, const struct testbed *net, const struct sabotage *sabotage)
{
	(void)net;
	if (sabotage->place != HOST && sabotage->place != HOST_2)
		return TC_ACT_STOLEN; /* as if it had gone well */
	emit(program, MOVE(BPF_REG_1, CONTEXT));
	emit(program, SET(BPF_REG_2, PACKET_OTHERHOST));
	emit(program, CALL(BPF_FUNC_skb_change_type));
	return TC_ACT_UNSPEC;
}

static int compose_double(struct program *program, const struct testbed *net, const struct sabotage *sabotage)
{
	emit_pass_if_copy(program);
	emit_copy_to(program, way_in(net, sabotage->place));
	return TC_ACT_UNSPEC;
}

static int compose_alter(struct program *program, const struct testbed *net, const struct sabotage *sabotage)
{
	const struct bpf_insn at_the_last = MOVE(BPF_REG_2, BPF_REG_7);

	(void)net;
	(void)sabotage;
	emit(program, LOAD(BPF_W, BPF_REG_7, CONTEXT, FIELD(len)));
	emit(program, ADD(BPF_REG_7, -1));
	emit_octets(program, BPF_FUNC_skb_load_bytes, at_the_last, -1, 1);
	emit(program, LOAD(BPF_B, BPF_REG_2, BPF_REG_10, -1));
	emit(program, FLIP(BPF_REG_2, 0xff));
	emit(program, STORE(BPF_B, BPF_REG_10, -1, BPF_REG_2));
	emit_octets(program, BPF_FUNC_skb_store_bytes, at_the_last, -1, 1);
	return TC_ACT_UNSPEC;
}

static int compose_deface(struct program *program, const struct testbed *net, const struct sabotage *sabotage)
{
	(void)net;
	(void)sabotage;
	emit(program, STORE_SET(BPF_W, BPF_REG_10, -4, 0));
	emit_octets(program, BPF_FUNC_skb_store_bytes, SET(BPF_REG_2, ETH_HLEN), -4, 4);
	return TC_ACT_UNSPEC;
}

static int compose_leak(struct program *program, const struct testbed *net, const struct sabotage *sabotage)
{
	struct hook target = way_in(net, sabotage->place);

	emit_pass_if_copy(program);
	emit_pass_if_enough(program);
	if (is_stack(sabotage->place))
		emit_copy_to_stack(program, target, address_for_stack(net, sabotage->place));
	else
		emit_copy_to(program, target);
	return TC_ACT_UNSPEC;
}

static int (*const compose_deed[DEEDS])(struct program *, const struct testbed *, const struct sabotage *) = {
	[LOSE] = compose_lose,       [DOUBLE] = compose_double, [ALTER] = compose_alter,
	[DEFACE] = compose_deface,   [LEAK] = compose_leak,     [REORDER] = compose_reorder,
	[SCATTER] = compose_scatter, [GATHER] = compose_gather, [SPOIL] = compose_spoil,
	[FORGET] = compose_forget,
};

bool is_done_by_program(const struct sabotage *sabotage)
{
	return compose_deed[sabotage->deed];
}

void compose(struct program *program, const struct testbed *net, const struct sabotage *sabotage)
{
	emit_pass_unless_prey(program, sabotage->prey);
	if (sabotage->only_to)
		emit_pass_unless_to(program, *sabotage->only_to);
	emit_answer(program, compose_deed[sabotage->deed](program, net, sabotage));
}

struct hook hook_of(const struct testbed *net, const struct sabotage *sabotage)
{
	return sabotage->deed == LEAK ? way_out(net, sabotage->from) : way_in(net, sabotage->place);
}
