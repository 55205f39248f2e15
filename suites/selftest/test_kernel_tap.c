/* Every case that reads frames from a tap looks at their octets: it turns red when those are altered, be it the first or the
 * last of each piece. On the running kernel, each trial in a process and namespaces of its own. */
#include "harness/case/recorder.h"
#include "harness/selftest/selftest.h"
#include "harness/selftest/trial.h"
#include "suites/tap/tap.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { AT_ONCE = 16, ALTERATIONS = 2 };

static void alter_first(uint8_t *octets, size_t length)
{
	(void)length;
	octets[0] ^= 0x40;
}

static void alter_last(uint8_t *octets, size_t length)
{
	octets[length - 1] ^= 0x40;
}

static const struct lie alterations[ALTERATIONS] = {{.octets = alter_first}, {.octets = alter_last}};

/* What these ids begin with reads frames and expects them unaltered. */
static const char *const readers[] = {
	"tap.readv.",    "tap.writev.",    "tap.read.",       "tap.length.",        "tap.type.",
	"tap.header.",   "tap.runt.",      "tap.room.plain.", "tap.room.header.",   "tap.wire.short_in",
	"tap.ring.",     "tap.queue.send", "tap.queue.rec",   "tap.endian.head",    "tap.wait.frame",
	"tap.wait.sig",  "tap.moved.",     "tap.gone.back",   "tap.gone.parent",    "tap.gone.made_again",
	"tap.down.",     "tap.poll.level", "tap.epoll.",      "tap.write.far",      "tap.write.astray",
	"tap.room.unre", "tap.room.one",   "tap.room.nowait", "tap.wait.room_poll",
};

static struct case_list cases;
static struct trial *trials;
static size_t count;

static bool is_reader(const char *id)
{
	for (size_t i = 0; i < sizeof readers / sizeof readers[0]; i++) {
		if (!strncmp(id, readers[i], strlen(readers[i])))
			return true;
	}
	return false;
}

static void try_all(void)
{
	tap_add_cases(&cases);
	recorder_register(&cases);
	trials = calloc(cases.count * ALTERATIONS, sizeof *trials);
	if (!trials)
		abort();
	for (size_t i = 0; i < cases.count; i++) {
		for (size_t k = 0; is_reader(cases.cases[i].id) && k < ALTERATIONS; k++)
			trials[count++] =
				(struct trial){.index = i, .lie = &alterations[k], .patience = 5 * NS_PER_S};
	}
	trials_run(&cases, trials, count, AT_ONCE);
}

static void there_are_enough(void)
{
	printf("\n    %zu cases read frames ", count / ALTERATIONS);
	CU_ASSERT(count / ALTERATIONS >= 80);
}

static void each_turns_red(void)
{
	for (size_t i = 0; i < count; i += ALTERATIONS) {
		enum outcome first = trials[i].outcome, last = trials[i + 1].outcome;
		bool seen = first == FAILED || last == FAILED || first == SKIPPED;

		CU_ASSERT(seen);
		if (!seen)
			printf("\n    %s: %s, %s: %s", cases.cases[trials[i].index].id, outcome_name(first),
			       outcome_name(last), trials[i].text);
	}
}

static const struct selftest tests[] = {
	{"there are enough cases that read frames", there_are_enough},
	{"each turns red when what it reads is altered", each_turns_red},
};

int main(void)
{
	try_all();
	return selftest_main("suites.kernel_tap", tests, sizeof tests / sizeof tests[0]);
}
