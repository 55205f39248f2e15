#include "harness/run/schedule.h"
#include "harness/core/verdict.h"

#include <stdlib.h>

/* SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014). */
static uint64_t random_next(uint64_t *state)
{
	uint64_t z = *state += 0x9e3779b97f4a7c15ULL;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9ULL;
	z = (z ^ z >> 27) * 0x94d049bb133111ebULL;
	return z ^ z >> 31;
}

static void shuffle(size_t *order, size_t count, uint64_t state)
{
	for (size_t left = count; left > 1; left--) {
		size_t picked = random_next(&state) % left, last = order[left - 1];

		order[left - 1] = order[picked];
		order[picked] = last;
	}
}

/* ---- together what shares a testbed ---- */

struct stand {
	const void *testbed;
	size_t first, turn; /* whose turn it is that has the same testbed and is the first; this case's own */
	size_t position;
};

static int compare(size_t a, size_t b)
{
	return a < b ? -1 : a > b;
}

static int by_testbed(const void *a, const void *b)
{
	const struct stand *one = a, *other = b;
	int difference = compare((uintptr_t)one->testbed, (uintptr_t)other->testbed);

	return difference ? difference : compare(one->turn, other->turn);
}

static int by_turn(const void *a, const void *b)
{
	const struct stand *one = a, *other = b;
	int difference = compare(one->first, other->first);

	return difference ? difference : compare(one->turn, other->turn);
}

static void sort_by_first_turn(struct stand *stands, size_t count)
{
	qsort(stands, count, sizeof *stands, by_testbed);
	for (size_t i = 1; i < count; i++) {
		if (stands[i].testbed && stands[i].testbed == stands[i - 1].testbed)
			stands[i].first = stands[i - 1].first;
	}
	qsort(stands, count, sizeof *stands, by_turn);
}

static void put_together(struct schedule *schedule)
{
	const struct selection *selection = schedule->selection;
	struct stand *stands = calloc(selection->count + 1, sizeof *stands);

	if (!stands)
		broken("out of memory for the order of %zu cases", selection->count);
	for (size_t i = 0; i < selection->count; i++) {
		size_t position = schedule->order[i];

		stands[i] = (struct stand){schedule->cases->cases[selection->index[position]].shares, i, i,
					   position};
	}
	sort_by_first_turn(stands, selection->count);
	for (size_t i = 0; i < selection->count; i++)
		schedule->order[i] = stands[i].position;
	free(stands);
}

/* ---- rounds ---- */

/* A round's order depends on the seed and its number alone, so that any round can be had again. */
static void arrange(struct schedule *schedule)
{
	const size_t count = schedule->selection->count;

	schedule->next = 0;
	for (size_t i = 0; i < count; i++)
		schedule->order[i] = i;
	if (schedule->seed)
		shuffle(schedule->order, count, schedule->seed + ((uint64_t)schedule->round << 32));
	put_together(schedule);
}

struct schedule schedule_begin(const struct case_list *cases, const struct selection *selection,
			       unsigned repeats, uint64_t seed)
{
	struct schedule schedule = {
		.cases = cases,
		.selection = selection,
		.order = calloc(selection->count + 1, sizeof(size_t)),
		.seed = seed,
		.repeats = repeats,
		.rounds = repeats,
	};

	if (!schedule.order)
		broken("out of memory for the order of %zu cases", selection->count);
	arrange(&schedule);
	return schedule;
}

bool schedule_next(struct schedule *schedule, struct job *job)
{
	size_t position;

	if (schedule->next == schedule->selection->count) {
		if (schedule->round + 1 >= schedule->rounds)
			return false;
		schedule->round++;
		arrange(schedule);
	}
	position = schedule->order[schedule->next++];
	job->index = schedule->selection->index[position];
	job->repeat = schedule->round;
	job->place = position * schedule->repeats + schedule->round % schedule->repeats;
	return true;
}

void schedule_again(struct schedule *schedule)
{
	schedule->rounds++;
}
