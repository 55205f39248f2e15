/* saboteur_sums.c - what is done to checksums, and to what is left to be cut.
 */
#include "harness/selftest/saboteur_deeds.h"

#include <arpa/inet.h>
#include <bpf/bpf.h>
#include <linux/if_ether.h>
#include <linux/pkt_cls.h>
#include <netinet/in.h>

enum {
	PROTOCOL_AT_4 = 14 + 9,
	PROTOCOL_AT_6 = 14 + 6,
	/* where the transport checksum stands, or that of a fragment's beginning */
	TCP_SUM_AT_4 = 34 + 16,
	OTHER_SUM_AT_4 = 34 + 6,
	TCP_SUM_AT_6 = 54 + 16,
	UDP_SUM_AT_6 = 54 + 6,
	OTHER_SUM_AT_6 = 54 + 8 + 6,
};

#define PLACE BPF_REG_7 /* of the octet */

static void emit_pass_unless(struct program *program, int reg, int32_t value)
{
	emit(program, SKIP_IF(BPF_JEQ, reg, value, 2));
	emit_answer(program, TC_ACT_UNSPEC);
}

/* Leaves the octet there in register 2. */
static void emit_load(struct program *program, struct bpf_insn offset)
{
	emit_octets(program, BPF_FUNC_skb_load_bytes, offset, -1, 1);
	emit(program, LOAD(BPF_B, BPF_REG_2, BPF_REG_10, -1));
}

static void emit_flip(struct program *program)
{
	emit_load(program, MOVE(BPF_REG_2, PLACE));
	emit(program, FLIP(BPF_REG_2, 0x04));
	emit(program, STORE(BPF_B, BPF_REG_10, -1, BPF_REG_2));
	emit_octets(program, BPF_FUNC_skb_store_bytes, MOVE(BPF_REG_2, PLACE), -1, 1);
}

static void emit_place(struct program *program, uint8_t protocol, int place)
{
	emit(program, SKIP_IF(BPF_JNE, BPF_REG_2, protocol, 1));
	emit(program, SET(PLACE, place));
}

/* One bit of it, be it complete or left to be done. */
int compose_spoil(struct program *program, const struct testbed *net, const struct sabotage *sabotage)
{
	size_t skip;

	(void)net;
	(void)sabotage;
	emit(program, LOAD(BPF_W, BPF_REG_8, CONTEXT, FIELD(protocol)));
	skip = program->count;
	emit(program, SKIP_IF(BPF_JNE, BPF_REG_8, htons(ETH_P_IP), 0));
	emit(program, SET(PLACE, OTHER_SUM_AT_4));
	emit_load(program, SET(BPF_REG_2, PROTOCOL_AT_4));
	emit_place(program, IPPROTO_TCP, TCP_SUM_AT_4);
	emit_flip(program);
	emit_answer(program, TC_ACT_UNSPEC);
	program->insn[skip].off = (int16_t)(program->count - skip - 1);
	emit_pass_unless(program, BPF_REG_8, htons(ETH_P_IPV6));
	emit(program, SET(PLACE, OTHER_SUM_AT_6));
	emit_load(program, SET(BPF_REG_2, PROTOCOL_AT_6));
	emit_place(program, IPPROTO_TCP, TCP_SUM_AT_6);
	emit_place(program, IPPROTO_UDP, UDP_SUM_AT_6);
	emit_flip(program);
	return TC_ACT_UNSPEC;
}

/* Who changes a packet's length, if only to what it is, makes it one that is not to be cut. */
int compose_forget(struct program *program, const struct testbed *net, const struct sabotage *sabotage)
{
	(void)net;
	(void)sabotage;
	emit(program, LOAD(BPF_W, BPF_REG_2, CONTEXT, FIELD(len)));
	emit(program, MOVE(BPF_REG_1, CONTEXT));
	emit(program, SET(BPF_REG_3, 0));
	emit(program, CALL(BPF_FUNC_skb_change_tail));
	return TC_ACT_UNSPEC;
}
