/* Each family of cases about offloads turns red by what its subject is: a checksum spoilt, a segment missing, two of them
 * exchanged, a packet that is not to be cut any more, a header that says less, or something else, than it must. On the running
 * kernel, each trial in a process and namespaces of its own. */
#include "harness/case/recorder.h"
#include "harness/selftest/selftest.h"
#include "harness/selftest/trial.h"
#include "suites/offload/offload.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { AT_ONCE = 24, TRIALS_MAX = 4096, NAMES = 14 };

/* ---- lies, for what no program on the way can do ---- */

static void clear_flags(uint8_t *octets, size_t length)
{
	(void)length;
	octets[0] = 0;
}

static void clear_type(uint8_t *octets, size_t length)
{
	(void)length;
	octets[1] = 0;
}

static void change_size(uint8_t *octets, size_t length)
{
	(void)length;
	octets[4] ^= 1;
}

static void change_position(uint8_t *octets, size_t length)
{
	(void)length;
	octets[6] ^= 2;
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
	void *first = arrivals[0];

	if (count < 2)
		return count;
	arrivals[0] = arrivals[1];
	arrivals[1] = first;
	return count;
}

static const struct lie flags_cleared = {.octets = clear_flags}, type_cleared = {.octets = clear_type},
			size_changed = {.octets = change_size},
			position_changed = {.octets = change_position},
			second_lost = {.arrivals = lose_second}, first_swapped = {.arrivals = swap_first};

/* ---- what must turn red by what ---- */

#define DEED(deed_, place_)                                                                                  \
	.sabotage = &(const struct sabotage)                                                                 \
	{                                                                                                    \
		.deed = deed_, .place = place_                                                               \
	}

/* clang-format off */
static const struct proof {
	const char *name;
	const struct sabotage *sabotage;
	const struct lie *lie;
	const char *ids[NAMES];    /* what they begin with */
	const char *but[NAMES];    /* not those that have this in them */
	const char *says;
} proofs[] = {
	/* of packets to be cut whose checksum is complete, the kernel computes it anew */
	{"checksum spoilt at GUEST_B", DEED(SPOIL, GUEST_B),
	 .ids = {"offload.write.sibling.", "offload.write.sums_itself.", "offload.write.takes_nothing.", "offload.write.plain.",
		 "offload.write.by_who", "offload.pieces.", "offload.header.", "offload.flood.guest."},
	 .but = {".tcp4_complete", ".tcp6_complete", "header.big"}, .says = "octet"},
	{"checksum spoilt at WIRE", DEED(SPOIL, WIRE),
	 .ids = {"offload.write.wire.", "offload.write.parent_sums.", "offload.write.parent_does_nothing.", "offload.mode."},
	 .but = {"_complete", "_tagged"}, .says = "octet"},
	{"checksum spoilt at GUEST_A", DEED(SPOIL, GUEST_A),
	 .ids = {"offload.read.", "offload.datagrams.", "offload.usual.", "offload.sums_itself.", "offload.takes_nothing.", "offload.plain.",
		 "offload.mode.", "offload.flood.wire.", "offload.set.by_", "offload.set.bit_"},
	 .but = {"csum_uso4_uso6", "csum_tso4_tso6_uso4_uso6", ".ufo4"}, .says = "octet"},
	{"not to be cut at GUEST_B", DEED(FORGET, GUEST_B),
	 .ids = {"offload.write.sibling.tcp", "offload.write.takes_nothing.tcp", "offload.write.takes_nothing.uso", "offload.write.sums_itself.uso",
		 "offload.pieces."},
	 .but = {"_partial", "_plain", "_64k"}, .says = ""},
	{"not to be cut at GUEST_A", DEED(FORGET, GUEST_A),
	 .ids = {"offload.read.", "offload.set.bit_", "offload.mode."}, .says = ""},
	{"second lost", .lie = &second_lost,
	 .ids = {"offload.write.sums_itself.uso", "offload.write.takes_nothing.tcp", "offload.write.takes_nothing.uso", "offload.write.plain.tcp",
		 "offload.write.plain.uso", "offload.write.parent_sums.tcp", "offload.write.parent_does_nothing.", "offload.sums_itself.", "offload.plain.",
		 "offload.read.", "offload.datagrams.csum", "offload.mode.", "offload.header.", "offload.set.bit_"},
	 .but = {"_partial", "_plain", "csum_uso4_uso6", "csum_tso4_tso6_uso4_uso6", "header.big"}, .says = "instead of"},
	{"first two swapped", .lie = &first_swapped,
	 .ids = {"offload.write.sums_itself.uso", "offload.write.takes_nothing.tcp", "offload.write.takes_nothing.uso", "offload.write.plain.tcp",
		 "offload.write.plain.uso", "offload.write.parent_sums.tcp", "offload.write.parent_does_nothing.", "offload.sums_itself.", "offload.plain.",
		 "offload.read.", "offload.datagrams.csum", "offload.mode.", "offload.header.", "offload.set.bit_"},
	 .but = {"_partial", "_plain", "csum_uso4_uso6", "csum_tso4_tso6_uso4_uso6", "header.big"}, .says = "frame 1"},
	{"flags cleared", .lie = &flags_cleared,
	 .ids = {"offload.write.sibling.", "offload.write.sums_itself.", "offload.write.wire.", "offload.write.parent_sums.", "offload.read.csum",
		 "offload.pieces.", "offload.mode.", "offload.set.bit_", "offload.usual.tcp", "offload.host.tcp4"},
	 .but = {"_plain", ".ufo"}, .says = "said to be complete"},
	{"type cleared", .lie = &type_cleared,
	 .ids = {"offload.write.sibling.tcp", "offload.write.wire.tcp", "offload.write.wire.uso", "offload.read.csum_tso", "offload.pieces.", "offload.mode.",
		 "offload.usual.tcp", "offload.flood.guest.all.tcp", "offload.set.by_"},
	 .but = {"_partial", "_plain"}, .says = "instead of gso"},
	{"size changed", .lie = &size_changed,
	 .ids = {"offload.write.sibling.tcp", "offload.write.wire.tcp", "offload.write.wire.uso", "offload.read.csum_tso", "offload.pieces.", "offload.mode.",
		 "offload.usual.tcp", "offload.flood.guest.all.tcp", "offload.set.by_", "offload.edge.size_"},
	 .but = {"_partial", "_plain", "size_0", "size_65535"}, .says = "instead of gso"},
	{"position changed", .lie = &position_changed,
	 .ids = {"offload.write.sibling.", "offload.write.sums_itself.", "offload.write.wire.", "offload.write.parent_sums.", "offload.read.csum",
		 "offload.pieces.", "offload.mode.", "offload.set.bit_", "offload.usual.tcp", "offload.edge.hdr_len_short"},
	 .but = {"_plain", ".ufo"}, .says = "is to be done at"},
};
/* clang-format on */

static struct case_list cases;
static struct trial trials[TRIALS_MAX];
static const struct proof *proof_of[TRIALS_MAX];
static size_t count;

static bool is_meant(const struct proof *proof, const char *id)
{
	bool begins = false;

	for (size_t i = 0; i < NAMES && proof->ids[i]; i++)
		begins = begins || !strncmp(proof->ids[i], id, strlen(proof->ids[i]));
	for (size_t i = 0; i < NAMES && proof->but[i]; i++)
		begins = begins && !strstr(id, proof->but[i]);
	return begins;
}

static void plan(const struct proof *proof)
{
	for (size_t i = 0; i < cases.count; i++) {
		if (!is_meant(proof, cases.cases[i].id))
			continue;
		if (count == TRIALS_MAX)
			abort();
		proof_of[count] = proof;
		trials[count++] = (struct trial){
			.index = i, .sabotage = proof->sabotage, .lie = proof->lie, .patience = 5 * NS_PER_S};
	}
}

static void try_all(void)
{
	offload_add_cases(&cases);
	recorder_register(&cases);
	for (size_t i = 0; i < sizeof proofs / sizeof proofs[0]; i++)
		plan(&proofs[i]);
	trials_run(&cases, trials, count, AT_ONCE);
}

/* ---- judging ---- */

static bool turned_red(size_t i)
{
	return trials[i].outcome == SKIPPED ||
	       (trials[i].outcome == FAILED && strstr(trials[i].text, proof_of[i]->says));
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
	for (size_t p = 0; p < sizeof proofs / sizeof proofs[0]; p++) {
		size_t red = 0;

		for (size_t i = 0; i < count; i++)
			red += proof_of[i] == &proofs[p] && trials[i].outcome == FAILED;
		printf("\n    %-28s %4zu red", proofs[p].name, red);
		CU_ASSERT(red >= 20);
	}
}

static const struct selftest tests[] = {
	{"each treatment turns many cases red", each_is_about_some},
	{"each case turns red, and says why", each_turns_red},
};

int main(void)
{
	try_all();
	return selftest_main("suites.kernel_offload", tests, sizeof tests / sizeof tests[0]);
}
