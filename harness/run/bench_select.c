#include "harness/core/verdict.h"
#include "harness/run/bench_session.h"
#include "harness/run/nearest.h"

#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* All cells as cases; index by index the same. */
struct offer {
	const struct bench_cell *cells;
	struct testcase *cases;
	size_t count;
};

static struct offer make_offer(void)
{
	struct offer offer;

	offer.cells = bench_cells(&offer.count);
	offer.cases = calloc(offer.count, sizeof(*offer.cases));
	if (!offer.cases)
		broken("out of memory for what can be measured");
	for (size_t i = 0; i < offer.count; i++)
		offer.cases[i] = bench_case(&offer.cells[i]);
	return offer;
}

static size_t mark_matches(const struct offer *offer, const char *glob, bool *wanted)
{
	size_t matches = 0;

	for (size_t i = 0; i < offer->count; i++) {
		if (fnmatch(glob, offer->cases[i].id, 0))
			continue;
		wanted[i] = true;
		matches++;
	}
	return matches;
}

static int matches_nothing(const struct offer *offer, const char *glob, char *error, size_t size)
{
	struct nearest nearest = nearest_to(glob);

	for (size_t i = 0; i < offer->count; i++)
		nearest_consider(&nearest, offer->cases[i].id);
	if (nearest.best)
		snprintf(error, size, "nothing to measure matches '%s'; did you mean '%s'?", glob,
			 nearest.best);
	else
		snprintf(error, size, "nothing to measure matches '%s'; see macvtap-conform bench --dry-run",
			 glob);
	return -1;
}

/* Without it there is nothing to compare with. */
static void mark_baselines(const struct offer *offer, bool *wanted)
{
	size_t baseline = 0;

	for (size_t i = 0; i < offer->count; i++) {
		if (contender_is_baseline(offer->cells[i].contender))
			baseline = i;
		wanted[baseline] |= wanted[i];
	}
}

static void take(struct bench_session *session, const struct offer *offer, const bool *wanted)
{
	session->cells = calloc(offer->count, sizeof(*session->cells));
	if (!session->cells)
		broken("out of memory for what is to be measured");
	for (size_t i = 0; i < offer->count; i++) {
		if (!wanted[i])
			continue;
		session->cells[session->count++] = &offer->cells[i];
		case_add(&session->cases, &offer->cases[i]);
	}
}

int bench_select(struct bench_session *session, char *error, size_t size)
{
	const struct options *options = session->options;
	struct offer offer = make_offer();
	bool *wanted = calloc(offer.count, sizeof(*wanted));

	if (!wanted)
		broken("out of memory for what is to be measured");
	for (size_t i = 0; i < options->word_count; i++)
		if (!mark_matches(&offer, options->words[i], wanted))
			return matches_nothing(&offer, options->words[i], error, size);
	if (!options->word_count)
		mark_matches(&offer, "*", wanted);
	mark_baselines(&offer, wanted);
	take(session, &offer, wanted);
	free(wanted);
	return 0;
}
