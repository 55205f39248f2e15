/* Each family of the vhost suite turns red when its subject is not as it must be: requests are answered otherwise, frames are lost,
 * doubled, altered or leak on their way, headers and numbers are not what they were. Each trial in a process and namespaces of its
 * own.
 *
 * Where the running kernel has no vhost-net all trials are skipped, which proves nothing: with --must that is a failure, and
 * scripts/test runs it so in a guest. */
#include "harness/case/recorder.h"
#include "harness/selftest/selftest.h"
#include "harness/selftest/trial.h"
#include "suites/vhost/vhost.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { AT_ONCE = 24, TRIALS_MAX = 512, NAMES = 8 };

/* ---- lies ---- */

static int other_error(int error)
{
	return error ? EXDEV : 0;
}

static int no_error(int error)
{
	(void)error;
	return 0;
}

static int refused(int error)
{
	(void)error;
	return EPERM;
}

/* Setting a NIC up takes so many requests, which are granted. */
static int refused_when_set_up(int error)
{
	enum { TO_SET_UP = 15 };
	static unsigned asked;

	return asked++ < TO_SET_UP ? error : EPERM;
}

/* Whoever compares two of them finds a difference. */
static uint64_t growing(uint64_t value)
{
	static uint64_t more;

	return value + more++;
}

static uint64_t one_more(uint64_t value)
{
	return value + 1;
}

static uint64_t nothing(uint64_t value)
{
	(void)value;
	return 0;
}

static void clear_type(uint8_t *octets, size_t length)
{
	(void)length;
	octets[1] = 0;
}

static void change_last(uint8_t *octets, size_t length)
{
	octets[length - 1] ^= 1;
}

static size_t lose_second(void **arrivals, size_t count)
{
	if (count < 2)
		return count;
	memmove(arrivals + 1, arrivals + 2, (count - 2) * sizeof *arrivals);
	return count - 1;
}

static size_t swap_first(void **arrivals, size_t count)
{
	void *first = count ? arrivals[0] : NULL;

	if (count < 2)
		return count;
	arrivals[0] = arrivals[1];
	arrivals[1] = first;
	return count;
}

/* Devices are made as they are asked for. */
static void refuse_when_made(struct answer *answer)
{
	enum { TO_MAKE = 3 };
	static unsigned asked;

	if (asked++ >= TO_MAKE)
		*answer = (struct answer){.error = EPERM};
}

/* Where something will be missing, waiting for it is wasted; but what is not to be missing comes from an emulated guest. */
#define SHORT (500 * NS_PER_MS)
#define LONG  (1 * NS_PER_S)

/* ---- what must turn red by what ---- */

#define LIE(...)                                                                                             \
	.lie = &(const struct lie)                                                                           \
	{                                                                                                    \
		__VA_ARGS__                                                                                  \
	}
#define DEED(...)                                                                                            \
	.sabotage = &(const struct sabotage)                                                                 \
	{                                                                                                    \
		__VA_ARGS__                                                                                  \
	}

/* clang-format off */
static const struct proof {
	const char *name;
	const struct sabotage *sabotage;
	const struct lie *lie;
	const char *ids[NAMES]; /* what they begin with, or with a dollar behind it what they are */
	unsigned every;         /* so manieth of them; 0: each */
	const char *says;
} proofs[] = {
	{"another errno", LIE(.error = other_error), .ids = {"vhost.setup.unowned.", "vhost.setup.stranger.", "vhost.setup.third.", "vhost.setup.backend.dev_null",
		"vhost.setup.backend.udp", "vhost.setup.size.0", "vhost.setup.address.flags", "vhost.setup.memory.too_many"}, .every = 2, .says = "EXDEV instead of"},
	{"success", LIE(.error = no_error), .ids = {"vhost.setup.own_twice", "vhost.setup.feature.not_offered", "vhost.setup.feature.each", "vhost.setup.kick.tap",
		"vhost.setup.backend.not_open", "vhost.setup.base.in_use", "vhost.setup.address.unmapped"}, .says = "instead of"},
	{"a refusal", LIE(.error = refused), .ids = {"vhost.setup.own$", "vhost.setup.feature.none$"}, .says = "EPERM instead of"},
	{"a refusal when set up", LIE(.error = refused_when_set_up), .ids = {"vhost.setup.backend.tap", "vhost.setup.backend.duplicate", "vhost.setup.backend.none_of_none"},
		.says = "EPERM instead of"},
	{"no features", LIE(.number = nothing), .ids = {"vhost.setup.feature.for_macvtaps", "vhost.setup.base.after_traffic"}, .says = ""},

	{"lost at GUEST_A", DEED(.deed = LOSE, .place = GUEST_A), .ids = {"vhost.delivery.bridge.wire_to_guest_a", "vhost.delivery.vepa.wire_to_group_all"}, .says = "did not get it"},
	{"lost at WIRE", DEED(.deed = LOSE, .place = WIRE), .ids = {"vhost.delivery.private.guest_a_to_", "vhost.delivery.passthru.guest_a_to_"}, .every = 4, .says = "did not get it"},
	{"doubled at GUEST_A", DEED(.deed = DOUBLE, .place = GUEST_A), .ids = {"vhost.delivery.vepa.wire_to_guest_a", "vhost.delivery.bridge.wire_to_everyone"}, .says = "2 times"},
	{"altered at GUEST_A", DEED(.deed = ALTER, .place = GUEST_A), .ids = {"vhost.delivery.private.wire_to_guest_a"}, .says = "altered"},
	{"leaks to WIRE", DEED(.deed = LEAK, .from = GUEST_A, .place = WIRE), .ids = {"vhost.delivery.bridge.guest_a_to_guest_b"}, .says = "must not"},
	{"leaks to GUEST_A", DEED(.deed = LEAK, .from = WIRE, .place = GUEST_A), .ids = {"vhost.delivery.source.wire_to_guest_a$"}, .says = "must not"},
	{"bridge", DEED(.deed = CHANGE_MODE, .mode = MODE_BRIDGE), .ids = {"vhost.delivery.vepa.guest_a_to_guest_b", "vhost.delivery.private.guest_a_to_guest_b"}, .says = ""},

	{"checksum spoilt at GUEST_A", DEED(.deed = SPOIL, .place = GUEST_A), .ids = {"vhost.offload.usual.from_wire.", "vhost.offload.batched.from_sibling", "vhost.offload.crumbs.from_"},
		.every = 8, .says = "octet"},
	{"checksum spoilt at WIRE", DEED(.deed = SPOIL, .place = WIRE), .ids = {"vhost.offload.indirect.to_wire.tcp6", "vhost.offload.batched.to_wire.uso4"}, .says = "octet"},
	{"not to be cut at GUEST_A", DEED(.deed = FORGET, .place = GUEST_A), .ids = {"vhost.offload.usual.from_wire.tcp4_fin", "vhost.offload.legacy.from_sibling.tcp6"}, .says = ""},
	{"type cleared", LIE(.octets = clear_type), .ids = {"vhost.offload.usual.from_wire.tcp4_fin", "vhost.offload.short_buffers.from_sibling.tcp4_64k", "vhost.offload.wraps.to_wire.tcp6"},
		.says = "instead of gso"},

	{"second lost", LIE(.arrivals = lose_second), .ids = {"vhost.by_batches.full", "vhost.by_batches.all_kinds", "vhost.by_batches.too_long_between", "vhost.by_batches.runts_all_over",
		"vhost.one_by_one.all_kinds", "vhost.one_by_one.refused_all_over"}, .says = "packets that arrived"},
	{"first two swapped", LIE(.arrivals = swap_first), .ids = {"vhost.by_batches.gso", "vhost.by_batches.runt_between", "vhost.one_by_one.full"}, .says = "frame 1"},
	{"counters that grow", LIE(.number = growing), .ids = {"vhost.by_batches.runt_first", "vhost.by_batches.size_0", "vhost.one_by_one.runt_between"}, .says = "counted as dropped"},

	{"another number of buffers", LIE(.number = one_more), .ids = {"vhost.buffers.exactly_1", "vhost.buffers.longest", "vhost.buffers.too_few"}, .says = "buffers, as the header says"},
	{"octets changed", LIE(.octets = change_last), .ids = {"vhost.buffers.exactly_4", "vhost.buffers.given_up", "vhost.swap.to_sibling"}, .says = ""},
	{"lost by GUEST_A", DEED(.deed = LOSE, .place = GUEST_A), .ids = {"vhost.buffers.60", "vhost.buffers.starved", "vhost.swap.detached", "vhost.events.calls.tiny", "vhost.device.down"}, .says = ""},
	{"doubled by GUEST_A", DEED(.deed = DOUBLE, .place = GUEST_A), .ids = {"vhost.swap.detached", "vhost.swap.to_sibling", "vhost.swap.back", "vhost.swap.all_along", "vhost.swap.two_nics",
		"vhost.events.calls.flags", "vhost.queues."}, .says = ""},
	{"doubled by WIRE", DEED(.deed = DOUBLE, .place = WIRE), .ids = {"vhost.swap.sen", "vhost.events.kicks.", "vhost.device.deleted"}, .says = ""},
	{"calls that grow", LIE(.number = growing), .ids = {"vhost.events.hushed."}, .says = "calls"},
	{"no faults", LIE(.number = nothing), .ids = {"vhost.fault."}, .every = 3, .says = "told of a fault"},
	{"nothing is there", LIE(.answer = refuse_when_made), .ids = {"vhost.owner.dies"}, .says = "the other stays"},
};
/* clang-format on */

enum { PROOFS = sizeof proofs / sizeof proofs[0] };

static struct case_list cases;
static struct trial trials[TRIALS_MAX];
static const struct proof *proof_of[TRIALS_MAX];
static size_t count;
static bool must;

/* It begins so, or is so if that ends with a dollar. */
static bool is_like(const char *id, const char *pattern)
{
	size_t length = strlen(pattern);

	if (pattern[length - 1] == '$')
		return strlen(id) == length - 1 && !strncmp(pattern, id, length - 1);
	return !strncmp(pattern, id, length);
}

static bool is_meant(const struct proof *proof, const char *id)
{
	bool begins = false;

	for (size_t i = 0; i < NAMES && proof->ids[i]; i++)
		begins = begins || is_like(id, proof->ids[i]);
	return begins && !strstr(id, ".dangerous.");
}

static bool is_loss(const struct proof *proof)
{
	return proof->sabotage && proof->sabotage->deed == LOSE;
}

static void plan(const struct proof *proof)
{
	size_t meant = 0;

	for (size_t i = 0; i < cases.count; i++) {
		if (!is_meant(proof, cases.cases[i].id) || (proof->every && meant++ % proof->every))
			continue;
		if (count == TRIALS_MAX)
			abort();
		proof_of[count] = proof;
		trials[count++] = (struct trial){.index = i,
						 .sabotage = proof->sabotage,
						 .lie = proof->lie,
						 .patience = is_loss(proof) ? SHORT : LONG};
	}
}

static void try_all(void)
{
	vhost_add_cases(&cases);
	recorder_register(&cases);
	for (size_t i = 0; i < PROOFS; i++)
		plan(&proofs[i]);
	trials_run(&cases, trials, count, AT_ONCE);
}

/* ---- judging ---- */

static bool turned_red(size_t i)
{
	if (trials[i].outcome == SKIPPED)
		return !must;
	return trials[i].outcome == FAILED && strstr(trials[i].text, proof_of[i]->says);
}

static void each_turns_red(void)
{
	for (size_t i = 0; i < count; i++) {
		CU_ASSERT(turned_red(i));
		if (!turned_red(i))
			printf("\n    %s, %s: %s, where it must say \"%s\"; it says: %.300s",
			       cases.cases[trials[i].index].id, proof_of[i]->name,
			       outcome_name(trials[i].outcome), proof_of[i]->says, trials[i].text);
	}
}

static void each_is_about_some(void)
{
	for (size_t p = 0; p < PROOFS; p++) {
		size_t red = 0, tried = 0;

		for (size_t i = 0; i < count; i++) {
			tried += proof_of[i] == &proofs[p];
			red += proof_of[i] == &proofs[p] && trials[i].outcome == FAILED;
		}
		printf("\n    %-28s %4zu of %zu red", proofs[p].name, red, tried);
		CU_ASSERT(tried > 0);
	}
}

static const struct selftest tests[] = {
	{"each treatment is tried on some case", each_is_about_some},
	{"each case turns red, and says why", each_turns_red},
};

int main(int argc, char **argv)
{
	must = argc == 2 && !strcmp(argv[1], "--must");
	try_all();
	return selftest_main("suites.kernel_vhost", tests, sizeof tests / sizeof tests[0]);
}
