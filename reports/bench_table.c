#include "reports/bench.h"
#include "reports/bench_statistics.h"
#include "reports/text.h"

static const char *word_of(enum claim claim, const struct bench_unit *unit)
{
	switch (claim) {
	case CLAIM_MORE:
		return unit->less_is_better ? "slower" : "faster";
	case CLAIM_LESS:
		return unit->less_is_better ? "faster" : "slower";
	case CLAIM_NONE:
	case CLAIM_TOO_FEW:
		break;
	}
	return "no claim";
}

static int is_measured(const struct bench_series *series)
{
	return series->verdict == VERDICT_PASS && series->rounds > 0;
}

/* Median and spread, and what they are to those of the first of the measure. */
static void put_number(FILE *out, const struct bench_measure *measure, const struct bench_series *series,
		       size_t number)
{
	const struct bench_unit *unit = &measure->units[number];
	const struct bench_series *first = measure->series;
	struct spread spread = spread_of(series->round[number], series->rounds);
	char range[64];

	snprintf(range, sizeof(range), "%.*f..%.*f", unit->decimals, spread.low / unit->divisor,
		 unit->decimals, spread.high / unit->divisor);
	fprintf(out, "  %8.*f  %-18s", unit->decimals, spread.median / unit->divisor, range);
	if (series == first) {
		fprintf(out, "  %-8s  %5.2f", "", 1.0);
	} else if (is_measured(first)) {
		struct spread baseline = spread_of(first->round[number], first->rounds);

		fprintf(out, "  %-8s  %5.2f", word_of(claim_of(spread, baseline), unit),
			ratio_of(spread, baseline));
	} else {
		fprintf(out, "  %-8s  %5s", "", "-");
	}
}

static void put_loss(FILE *out, const struct bench_series *series)
{
	uint64_t lost = series->sent - series->received;

	if (lost)
		fprintf(out, "  lost %.2f %% (%llu of %llu)", 100.0 * (double)lost / (double)series->sent,
			(unsigned long long)lost, (unsigned long long)series->sent);
}

static void put_series(FILE *out, const struct bench_measure *measure, const struct bench_series *series)
{
	fprintf(out, "  %-13s", series->contender);
	if (!is_measured(series)) {
		fprintf(out, "  %s  ", verdict_name(series->verdict));
		text_for_terminal(out, text_or(series->reason, "not measured"));
	} else if (!series->received) {
		fprintf(out, "  nothing arrived");
		put_loss(out, series);
	} else {
		for (size_t number = 0; number < BENCH_NUMBERS; number++)
			put_number(out, measure, series, number);
		put_loss(out, series);
	}
	fputc('\n', out);
}

static void put_measure(FILE *out, const struct bench_measure *measure)
{
	fprintf(out, "%s\n  %-13s", measure->summary, "");
	for (size_t number = 0; number < BENCH_NUMBERS; number++)
		fprintf(out, "  %8s  %-18s  %-8s  %5s", measure->units[number].name, "spread", "", "ratio");
	fputc('\n', out);
	for (size_t i = 0; i < measure->count; i++)
		put_series(out, measure, &measure->series[i]);
	fputc('\n', out);
}

void bench_table(FILE *out, const struct bench *bench)
{
	for (size_t i = 0; i < bench->count; i++)
		put_measure(out, &bench->measures[i]);
	fprintf(out,
		"Medians of %llu rounds of %.3g s a measurement; the spread has the median in it with 95 "
		"%%.\n",
		(unsigned long long)bench->rounds, (double)bench->duration_ms / 1e3);
	fputs("no claim: no difference is claimed, ", out);
	if (bench->rounds < CLAIM_ROUNDS_MIN)
		fprintf(out, "as that takes %d rounds.\n", CLAIM_ROUNDS_MIN);
	else
		fputs("as the spreads overlap.\n", out);
}
