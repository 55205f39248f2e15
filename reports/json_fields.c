#include "reports/json_fields.h"

/* clang-format off */
const struct json_field run_fields[] = {
	{"started_s",        JSON_LONG,     offsetof(struct run, started_s)},
	{"duration_ns",      JSON_LONG,     offsetof(struct run, duration_ns)},
	{"selected",         JSON_COUNT,    offsetof(struct run, selected)},
	{0},
};

const struct json_field result_fields[] = {
	{"id",               JSON_NAME,     offsetof(struct result, id)},
	{"position",         JSON_COUNT,    offsetof(struct result, position)},
	{"repeat",           JSON_UNSIGNED, offsetof(struct result, repeat)},
	{"duration_ns",      JSON_LONG,     offsetof(struct result, duration_ns)},
	{"checks",           JSON_LONG,     offsetof(struct result, checks)},
	{"mode",             JSON_TEXT,     offsetof(struct result, mode)},
	{"behaviour",        JSON_TEXT,     offsetof(struct result, behaviour)},
	{"summary",          JSON_TEXT,     offsetof(struct result, summary)},
	{"reason",           JSON_TEXT,     offsetof(struct result, reason)},
	{"capture",          JSON_TEXT,     offsetof(struct result, pcapng)},
	{"enter",            JSON_TEXT,     offsetof(struct result, enter)},
	{"output",           JSON_TEXT,     offsetof(struct result, output)},
	{"served_by",        JSON_TEXT,     offsetof(struct result, served_by)},
	{"frames_left_out",  JSON_COUNT,    offsetof(struct result, packets_left_out)},
	{0},
};

const struct json_field requirement_fields[] = {
	{"sentence",         JSON_TEXT,     offsetof(struct result, sentence)},
	{"source",           JSON_TEXT,     offsetof(struct result, source)},
	{"since",            JSON_TEXT,     offsetof(struct result, since)},
	{0},
};

const struct json_field expectation_fields[] = {
	{"bug",              JSON_TEXT,     offsetof(struct result, known_bug)},
	{"fix",              JSON_TEXT,     offsetof(struct result, known_fix)},
	{0},
};

const struct json_field rerun_fields[] = {
	{"times",            JSON_UNSIGNED, offsetof(struct result, reruns)},
	{"passed",           JSON_UNSIGNED, offsetof(struct result, reruns_passed)},
	{0},
};

const struct json_field finding_fields[] = {
	{"file",             JSON_NAME,     offsetof(struct finding, file)},
	{"line",             JSON_UNSIGNED, offsetof(struct finding, line)},
	{"text",             JSON_NAME,     offsetof(struct finding, text)},
	{0},
};

const struct json_field packet_fields[] = {
	{"time_ns",          JSON_LONG,     offsetof(struct packet, time_ns)},
	{"place",            JSON_NAME,     offsetof(struct packet, place)},
	{"comment",          JSON_TEXT,     offsetof(struct packet, comment)},
	{"length",           JSON_COUNT,    offsetof(struct packet, length)},
	{0},
};

const struct json_field journey_fields[] = {
	{"testbed",          JSON_NAME,     offsetof(struct journey, testbed)},
	{"wire",             JSON_NAME,     offsetof(struct journey, wire)},
	{"from",             JSON_NAME,     offsetof(struct journey, from)},
	{"frame",            JSON_NAME,     offsetof(struct journey, frame)},
	{"first_frame",      JSON_COUNT,    offsetof(struct journey, first_packet)},
	{0},
};

const struct json_field site_fields[] = {
	{"place",            JSON_NAME,     offsetof(struct site, place)},
	{"device",           JSON_NAME,     offsetof(struct site, device)},
	{"mode",             JSON_NAME,     offsetof(struct site, mode)},
	{"parent",           JSON_UNSIGNED, offsetof(struct site, parent)},
	{0},
};

const struct json_field unmet_fields[] = {
	{"case",             JSON_NAME,     offsetof(struct unmet, glob)},
	{"file",             JSON_TEXT,     offsetof(struct unmet, file)},
	{"line",             JSON_UNSIGNED, offsetof(struct unmet, line)},
	{"why",              JSON_NAME,     offsetof(struct unmet, why)},
	{0},
};

const struct json_field shard_fields[] = {
	{"index",            JSON_UNSIGNED, offsetof(struct shard, index)},
	{"count",            JSON_UNSIGNED, offsetof(struct shard, count)},
	{"of",               JSON_COUNT,    offsetof(struct shard, of)},
	{0},
};
/* clang-format on */
