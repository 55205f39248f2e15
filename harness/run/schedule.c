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

/* A round's order depends on the seed and its number alone, so that any round can be had again. */
static void arrange(struct schedule *schedule)
{
	uint64_t state = schedule->seed + ((uint64_t)schedule->round << 32);

	schedule->next = 0;
	for (size_t i = 0; i < schedule->selection->count; i++)
		schedule->order[i] = i;
	if (!schedule->seed)
		return;
	for (size_t left = schedule->selection->count; left > 1; left--) {
		size_t picked = random_next(&state) % left, last = schedule->order[left - 1];

		schedule->order[left - 1] = schedule->order[picked];
		schedule->order[picked] = last;
	}
}

struct schedule schedule_begin(const struct selection *selection, unsigned repeats, uint64_t seed)
{
	struct schedule schedule = {
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
