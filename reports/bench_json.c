/* bench_json.c - what a bench has measured, as JSON. */
#include "reports/bench.h"
#include "reports/bench_statistics.h"
#include "reports/file.h"

#include <errno.h>
#include <jansson.h>
#include <string.h>

/* json_pack() takes numbers of this kind. */
static json_int_t whole(uint64_t number)
{
	return (json_int_t)number;
}

static const char *claim_name(enum claim claim)
{
	static const char *const names[] = {
		[CLAIM_NONE] = "none",
		[CLAIM_TOO_FEW] = "too-few-rounds",
		[CLAIM_MORE] = "more",
		[CLAIM_LESS] = "less",
	};

	return names[claim];
}

static int is_measured(const struct bench_series *series)
{
	return series->verdict == VERDICT_PASS && series->rounds > 0;
}

static json_t *numbers(const double *number, size_t count)
{
	json_t *list = json_array();

	for (size_t i = 0; i < count; i++)
		json_array_append_new(list, json_real(number[i]));
	return list;
}

static json_t *value(const struct bench_measure *measure, const struct bench_series *series, size_t number)
{
	const struct bench_series *first = measure->series;
	struct spread spread = spread_of(series->round[number], series->rounds);
	json_t *object = json_pack("{s:f, s:f, s:f, s:o}", "median", spread.median, "low", spread.low, "high",
				   spread.high, "rounds", numbers(series->round[number], series->rounds));
	struct spread baseline;

	if (series == first || !is_measured(first))
		return object;
	baseline = spread_of(first->round[number], first->rounds);
	json_object_set_new(object, "ratio",
			    baseline.median > 0 ? json_real(ratio_of(spread, baseline)) : json_null());
	json_object_set_new(object, "claim", json_string(claim_name(claim_of(spread, baseline))));
	return object;
}

static json_t *result_of(const struct bench_measure *measure, const struct bench_series *series)
{
	json_t *object = json_pack("{s:s, s:s}", "contender", series->contender, "verdict",
				   verdict_name(series->verdict));

	if (series->reason)
		json_object_set_new(object, "reason", json_string(series->reason));
	if (!is_measured(series))
		return object;
	json_object_set_new(object, "sent", json_integer(whole(series->sent)));
	json_object_set_new(object, "received", json_integer(whole(series->received)));
	json_object_set_new(object, "lost", json_integer(whole(series->sent - series->received)));
	for (size_t number = 0; number < BENCH_NUMBERS; number++)
		json_object_set_new(object, measure->units[number].key, value(measure, series, number));
	return object;
}

static json_t *measure_object(const struct bench_measure *measure)
{
	json_t *results = json_array();

	for (size_t i = 0; i < measure->count; i++)
		json_array_append_new(results, result_of(measure, &measure->series[i]));
	return json_pack("{s:s, s:s, s:s, s:i, s:i, s:b, s:i, s:s, s:o}", "id", measure->id, "summary",
			 measure->summary, "route", measure->route, "frame_octets",
			 (int)measure->frame_octets, "segment_octets", (int)measure->segment_octets,
			 "vnet_header", measure->vnet_header, "queues", (int)measure->queues, "baseline",
			 measure->count ? measure->series[0].contender : "", "results", results);
}

static json_t *bench_object(const struct bench *bench)
{
	json_t *measures = json_array(), *properties = json_object();

	for (size_t i = 0; i < bench->property_count; i++)
		json_object_set_new(properties, bench->properties[i].name,
				    json_string(bench->properties[i].value));
	for (size_t i = 0; i < bench->count; i++)
		json_array_append_new(measures, measure_object(&bench->measures[i]));
	return json_pack("{s:s, s:i, s:I, s:f, s:o, s:I, s:f, s:o}", "format", "macvtap-conform bench",
			 "version", 1, "started", whole(bench->started_s), "took_seconds",
			 (double)bench->took_ns / 1e9, "properties", properties, "rounds",
			 whole(bench->rounds), "seconds", (double)bench->duration_ms / 1e3, "measures",
			 measures);
}

int bench_json(const struct bench *bench, const char *path, char *error, size_t size)
{
	struct report_file file;
	json_t *object;
	int failed;

	if (report_file_open(&file, path, error, size))
		return -1;
	object = bench_object(bench);
	failed = !object || json_dumpf(object, file.stream, JSON_INDENT(2) | JSON_REAL_PRECISION(9)) ||
		 fputc('\n', file.stream) == EOF;
	json_decref(object);
	if (failed && !ferror(file.stream)) {
		report_file_abandon(&file);
		snprintf(error, size, "cannot write %s: out of memory", path);
		return -1;
	}
	return report_file_commit(&file, error, size);
}
