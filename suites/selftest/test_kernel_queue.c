/* Every case about several queues turns red when a frame is lost, doubled, altered, comes late, or by another queue, each
 * where its subject is; on the running kernel, each trial in a process and namespaces of its own. */
#include "harness/case/recorder.h"
#include "harness/selftest/selftest.h"
#include "harness/selftest/trial.h"
#include "suites/queue/queue.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { AT_ONCE = 16, TRIALS_MAX = 1024 };

/* What is done to the frames for A, and to which cases; what these then say. */
static const struct proof {
	enum deed deed;
	const char *ids[12]; /* what they begin with */
	const char *says;
} proofs[] = {
	{LOSE,
	 {"queue.steer.", "queue.flags.", "queue.shared.", "queue.write_only", "queue.detached.",
	  "queue.alone.", "queue.opened", "queue.down_and_up", "queue.stack.", "queue.length.",
	  "queue.offload.", "queue.race."},
	 ""},
	{LOSE, {"queue.closed.", "queue.own.", "queue.fresh", "queue.segments.first"}, ""},
	{DOUBLE,
	 {"queue.steer.", "queue.flags.", "queue.shared.", "queue.write_only", "queue.detached.",
	  "queue.alone.", "queue.closed.", "queue.opened", "queue.down_and_up", "queue.stack.",
	  "queue.race."},
	 "comes once more"},
	{DOUBLE, {"queue.length."}, ""},
	{ALTER,
	 {"queue.steer.", "queue.flags.", "queue.shared.", "queue.write_only", "queue.detached.",
	  "queue.alone.", "queue.closed.", "queue.opened", "queue.down_and_up", "queue.stack.",
	  "queue.length.", "queue.race."},
	 "altered"},
	{ALTER, {"queue.own.", "queue.offload.", "queue.fresh", "queue.segments.first"}, "octet"},
	{REORDER,
	 {"queue.steer.udp", "queue.steer.tcp", "queue.steer.stations", "queue.steer.neighbours",
	  "queue.steer.wire.", "queue.flags.", "queue.shared.", "queue.race."},
	 "behind a later one"},
	{SCATTER,
	 {"queue.steer.udp4_2", "queue.steer.udp4_3", "queue.steer.udp4_8", "queue.steer.tcp",
	  "queue.steer.stations", "queue.steer.neighbours", "queue.steer.wire.", "queue.flags."},
	 "several queues"},
	{SCATTER, {"queue.steer.none."}, "must come by one queue"},
	{SCATTER, {"queue.write_only", "queue.closed.first", "queue.closed.middle", "queue.closed.last"}, ""},
	{GATHER,
	 {"queue.steer.udp4_2", "queue.steer.udp4_3", "queue.steer.udp4_8", "queue.steer.tcp",
	  "queue.steer.stations", "queue.steer.neighbours", "queue.steer.wire.", "queue.flags.",
	  "queue.shared.", "queue.detached.", "queue.opened", "queue.down_and_up"},
	 "flows comes by the queues"},
};

static struct case_list cases;
static struct trial trials[TRIALS_MAX];
static const struct proof *proof_of[TRIALS_MAX];
static struct sabotage sabotages[DEEDS];
static size_t count;

static bool is_named(const struct proof *proof, const char *id)
{
	for (size_t i = 0; i < sizeof proof->ids / sizeof proof->ids[0] && proof->ids[i]; i++) {
		if (!strncmp(proof->ids[i], id, strlen(proof->ids[i])))
			return true;
	}
	return false;
}

static void plan(const struct proof *proof)
{
	struct sabotage *sabotage = &sabotages[proof->deed];

	*sabotage = (struct sabotage){.deed = proof->deed, .place = GUEST_A};
	for (size_t i = 0; i < cases.count; i++) {
		if (!is_named(proof, cases.cases[i].id))
			continue;
		if (count == TRIALS_MAX)
			abort();
		proof_of[count] = proof;
		trials[count++] = (struct trial){.index = i, .sabotage = sabotage, .patience = 5 * NS_PER_S};
	}
}

static void try_all(void)
{
	queue_add_cases(&cases);
	recorder_register(&cases);
	for (size_t i = 0; i < sizeof proofs / sizeof proofs[0]; i++)
		plan(&proofs[i]);
	trials_run(&cases, trials, count, AT_ONCE);
}

static void each_turns_red(void)
{
	char text[40];

	for (size_t i = 0; i < count; i++) {
		bool seen = trials[i].outcome == FAILED && strstr(trials[i].text, proof_of[i]->says);

		CU_ASSERT(seen);
		if (!seen)
			printf("\n    %s, %s: %s, where it must say \"%s\"; it says: %s",
			       cases.cases[trials[i].index].id,
			       sabotage_to_text(trials[i].sabotage, text, sizeof text),
			       outcome_name(trials[i].outcome), proof_of[i]->says, trials[i].text);
	}
}

static void there_are_enough(void)
{
	printf("\n    %zu trials ", count);
	CU_ASSERT(count > 3 * cases.count);
}

static const struct selftest tests[] = {
	{"there are enough trials", there_are_enough},
	{"each case turns red, and says why", each_turns_red},
};

int main(void)
{
	try_all();
	return selftest_main("suites.kernel_queue", tests, sizeof tests / sizeof tests[0]);
}
