/* saboteur_flows.c - what is done to frames of flows, which by themselves stay as they are: another order, other queues.
 */
#include "harness/selftest/saboteur_deeds.h"

#include "harness/core/verdict.h"

#include <bpf/bpf.h>
#include <errno.h>
#include <linux/pkt_cls.h>

/* ---- other queues ---- */

static void emit_set_hash(struct program *program)
{
	emit(program, MOVE(BPF_REG_1, CONTEXT));
	emit(program, CALL(BPF_FUNC_set_hash));
}

/* Each frame as if it were of a flow of its own. */
int compose_scatter(struct program *program, const struct testbed *net, const struct sabotage *sabotage)
{
	(void)net;
	(void)sabotage;
	emit(program, CALL(BPF_FUNC_get_prandom_u32));
	emit(program, MOVE(BPF_REG_2, BPF_REG_0));
	emit_set_hash(program);
	return TC_ACT_UNSPEC;
}

/* All frames as if they were of one flow. */
int compose_gather(struct program *program, const struct testbed *net, const struct sabotage *sabotage)
{
	(void)net;
	(void)sabotage;
	emit(program, SET(BPF_REG_2, 1));
	emit_set_hash(program);
	return TC_ACT_UNSPEC;
}

/* ---- another order ---- */

/* What the program remembers: the frame it has taken, and the one before which it should have come. */
enum { OCTETS_MIN = 14, OCTETS_MAX = 240 };

struct memory {
	uint32_t state, hash, length, unused;
	uint8_t taken[OCTETS_MAX], other[OCTETS_MAX];
};

enum { NOTHING_TAKEN, TAKEN, GIVEN_BACK };

#define MEMORY       BPF_REG_8
#define LENGTH       BPF_REG_7
#define HASH         BPF_REG_9
#define PART(member) ((int16_t)offsetof(struct memory, member))

static void emit_pass_if(struct program *program, uint8_t condition, int reg, int32_t value)
{
	/* the condition is that of going on */
	emit(program, SKIP_IF(condition, reg, value, 2));
	emit_answer(program, TC_ACT_UNSPEC);
}

/* Passes a frame that is not like the one taken in what stands there. */
static void emit_pass_unless_same(struct program *program, int reg, int16_t part)
{
	emit(program, LOAD(BPF_W, BPF_REG_2, MEMORY, part));
	emit(program, INSN(BPF_JMP | BPF_JEQ | BPF_X, BPF_REG_2, reg, 2, 0));
	emit_answer(program, TC_ACT_UNSPEC);
}

static void emit_memory(struct program *program)
{
	int map = bpf_map_create(BPF_MAP_TYPE_ARRAY, "memory", sizeof(uint32_t), sizeof(struct memory), 1,
				 NULL);

	if (map < 0)
		broken("cannot make a map for the saboteur: %s", errno_name(errno));
	emit(program, STORE_SET(BPF_W, BPF_REG_10, -4, 0));
	emit(program, MOVE(BPF_REG_2, BPF_REG_10));
	emit(program, ADD(BPF_REG_2, -4));
	emit_map(program, BPF_REG_1, map);
	emit(program, CALL(BPF_FUNC_map_lookup_elem));
	emit_pass_if(program, BPF_JNE, BPF_REG_0, 0);
	emit(program, MOVE(MEMORY, BPF_REG_0));
}

/* Between the whole frame and a part of the memory. */
static void emit_whole(struct program *program, int helper, int16_t part)
{
	emit(program, MOVE(BPF_REG_1, CONTEXT));
	emit(program, SET(BPF_REG_2, 0));
	emit(program, MOVE(BPF_REG_3, MEMORY));
	emit(program, ADD(BPF_REG_3, part));
	emit(program, MOVE(BPF_REG_4, LENGTH));
	emit(program, SET(BPF_REG_5, 0));
	emit(program, CALL(helper));
}

static void emit_take(struct program *program)
{
	emit(program, STORE(BPF_W, MEMORY, PART(hash), HASH));
	emit(program, STORE(BPF_W, MEMORY, PART(length), LENGTH));
	emit(program, STORE_SET(BPF_W, MEMORY, PART(state), TAKEN));
	emit_whole(program, BPF_FUNC_skb_load_bytes, PART(taken));
	emit_answer(program, TC_ACT_STOLEN);
}

/* The frame becomes the one taken, a copy of it waits its turn, and the frame becomes itself again. */
static void emit_give_back(struct program *program, struct hook target)
{
	emit(program, STORE_SET(BPF_W, MEMORY, PART(state), GIVEN_BACK));
	emit_whole(program, BPF_FUNC_skb_load_bytes, PART(other));
	emit_whole(program, BPF_FUNC_skb_store_bytes, PART(taken));
	emit_copy_to(program, target);
	emit_whole(program, BPF_FUNC_skb_store_bytes, PART(other));
}

/* The first frame comes behind the second one of its flow. */
int compose_reorder(struct program *program, const struct testbed *net, const struct sabotage *sabotage)
{
	size_t skip;

	emit(program, MOVE(BPF_REG_1, CONTEXT));
	emit(program, CALL(BPF_FUNC_get_hash_recalc));
	emit(program, MOVE(HASH, BPF_REG_0));
	emit_memory(program);
	emit(program, LOAD(BPF_W, LENGTH, CONTEXT, FIELD(len)));
	emit_pass_if(program, BPF_JGE, LENGTH, OCTETS_MIN);
	emit_pass_if(program, BPF_JLE, LENGTH, OCTETS_MAX);
	emit(program, LOAD(BPF_W, BPF_REG_2, MEMORY, PART(state)));
	skip = program->count;
	emit(program, SKIP_IF(BPF_JNE, BPF_REG_2, NOTHING_TAKEN, 0));
	emit_take(program);
	program->insn[skip].off = (int16_t)(program->count - skip - 1);
	emit_pass_if(program, BPF_JNE, BPF_REG_2, GIVEN_BACK);
	emit_pass_unless_same(program, HASH, PART(hash));
	emit_pass_unless_same(program, LENGTH, PART(length));
	emit_give_back(program, hook_of(net, sabotage));
	return TC_ACT_UNSPEC;
}
