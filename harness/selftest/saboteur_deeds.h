/* saboteur_deeds.h - the saboteur's tc programs: what is done to a frame, and on which side of which device.
 */
#ifndef MVC_SELFTEST_SABOTEUR_DEEDS_H
#define MVC_SELFTEST_SABOTEUR_DEEDS_H

#include "harness/selftest/bpf_program.h"
#include "harness/selftest/saboteur.h"

#include <bpf/libbpf.h>

struct hook {
	int index; /* of the device */
	enum bpf_tc_attach_point side;
};

/* The other deeds are requests to the link layer. */
bool is_done_by_program(const struct sabotage *sabotage);

void compose(struct program *program, const struct testbed *net, const struct sabotage *sabotage);
struct hook hook_of(const struct testbed *net, const struct sabotage *sabotage);

/* HOST, HOST_IGNORES and those of the second parent. */
bool is_stack(enum place place);

/* Between the frame, from this offset on (an instruction that leaves it in register 2), and the stack. */
void emit_octets(struct program *program, int helper, struct bpf_insn offset, int16_t stack, int length);

/* A copy of the frame passes there, later than what is on its way. */
void emit_copy_to(struct program *program, struct hook target);

/* Deeds that leave frames what they are. Each returns what becomes of the frame itself. */
int compose_reorder(struct program *program, const struct testbed *net, const struct sabotage *sabotage);
int compose_scatter(struct program *program, const struct testbed *net, const struct sabotage *sabotage);
int compose_gather(struct program *program, const struct testbed *net, const struct sabotage *sabotage);

/* Deeds against checksums and cutting. */
int compose_spoil(struct program *program, const struct testbed *net, const struct sabotage *sabotage);
int compose_forget(struct program *program, const struct testbed *net, const struct sabotage *sabotage);

bool has_passthru(const struct testbed *net);

#endif
