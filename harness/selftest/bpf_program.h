/* bpf_program.h - just enough of an assembler to write a tc program of a dozen instructions without a
 * compiler.
 *
 * Registers: 1 is the context on entry and the first argument of a call, 0 what a call returns, 6 to 9
 * survive calls, 10 is the frame pointer. A program keeps its context in CONTEXT.
 */
#ifndef MVC_SELFTEST_BPF_PROGRAM_H
#define MVC_SELFTEST_BPF_PROGRAM_H

#include <linux/bpf.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

enum { CONTEXT = BPF_REG_6, PROGRAM_MAX = 192 };

struct program {
	struct bpf_insn insn[PROGRAM_MAX];
	size_t count;
};

static inline void emit(struct program *program, struct bpf_insn insn)
{
	if (program->count == PROGRAM_MAX)
		abort();
	program->insn[program->count++] = insn;
}

#define INSN(code_, dst_, src_, off_, imm_)                                                                  \
	((struct bpf_insn){                                                                                  \
		.code = (code_), .dst_reg = (dst_), .src_reg = (src_), .off = (off_), .imm = (imm_)})

#define MOVE(dst, src)              INSN(BPF_ALU64 | BPF_MOV | BPF_X, dst, src, 0, 0)
#define SET(dst, value)             INSN(BPF_ALU64 | BPF_MOV | BPF_K, dst, 0, 0, (int32_t)(value))
#define ADD(dst, value)             INSN(BPF_ALU64 | BPF_ADD | BPF_K, dst, 0, 0, value)
#define FLIP(dst, bits)             INSN(BPF_ALU64 | BPF_XOR | BPF_K, dst, 0, 0, bits)
#define LOAD(size, dst, src, at)    INSN(BPF_LDX | BPF_MEM | (size), dst, src, at, 0)
#define STORE(size, dst, at, src)   INSN(BPF_STX | BPF_MEM | (size), dst, src, at, 0)
#define STORE_SET(size, dst, at, v) INSN(BPF_ST | BPF_MEM | (size), dst, 0, at, (int32_t)(v))
#define SKIP_IF(op, reg, value, n)  INSN(BPF_JMP | (op) | BPF_K, reg, 0, n, (int32_t)(value))
#define SKIP32_IF(op, reg, v, n)    INSN(BPF_JMP32 | (op) | BPF_K, reg, 0, n, (int32_t)(v))
#define CALL(function)              INSN(BPF_JMP | BPF_CALL, 0, 0, 0, function)
#define EXIT                        INSN(BPF_JMP | BPF_EXIT, 0, 0, 0, 0)

/* A field of the context. */
#define FIELD(name) ((int16_t)offsetof(struct __sk_buff, name))

/* Ends the program with this answer. */
static inline void emit_answer(struct program *program, int answer)
{
	emit(program, SET(BPF_REG_0, answer));
	emit(program, EXIT);
}

/* The address of a map takes two slots. */
static inline void emit_map(struct program *program, int dst, int map_fd)
{
	emit(program, INSN(BPF_LD | BPF_DW | BPF_IMM, dst, BPF_PSEUDO_MAP_FD, 0, map_fd));
	emit(program, INSN(0, 0, 0, 0, 0));
}

#endif
