/* What a QEMU says to its monitor's client is heard, waited for and counted; what is no answer and no event ends the case, and so
 * does a receive filter that is none. No QEMU takes part. */
#include "harness/core/clock.h"
#include "harness/selftest/ending.h"
#include "harness/selftest/scripted.h"
#include "harness/selftest/selftest.h"
#include "harness/virt/rx_filter.h"

#include <stdio.h>
#include <stdlib.h>

#define GREETING "{\"QMP\": {\"version\": {}, \"capabilities\": [\"oob\"]}}\r\n"
#define DONE     "{\"return\": {}}\r\n"
#define CHANGED                                                                                              \
	"{\"timestamp\": {\"seconds\": 1}, \"event\": \"CHANGED\", \"data\": {\"name\": \"nic0\"}}\r\n"
#define OTHER   "{\"event\": \"CHANGED\", \"data\": {\"name\": \"nic1\"}}\r\n"
#define BARE    "{\"event\": \"RESET\"}\r\n"
#define REFUSED "{\"error\": {\"class\": \"GenericError\", \"desc\": \"no such device\"}}\r\n"

#define SAYS(...) ((const char *const[]){__VA_ARGS__, NULL})

static struct qmp *monitor(const char *const *says)
{
	return qmp_new(scripted(says), NULL);
}

/* ---- what is heard ---- */

static void a_result_is_given_to_who_asks(void)
{
	struct qmp *qmp = qmp_new(
		scripted_slowly(SAYS(GREETING DONE, "{\"return\": {\"status\": \"running\"}}\r\n")), NULL);
	json_t *result = qmp_execute(qmp, "query-status", NULL);

	CU_ASSERT_STRING_EQUAL(json_string_value(json_object_get(result, "status")), "running");
	json_decref(result);
}

static void a_refusal_is_told_in_its_words(void)
{
	struct qmp *qmp = monitor(SAYS(GREETING DONE, REFUSED));
	char words[QMP_WORDS_SIZE] = "unset";

	CU_ASSERT_PTR_NULL(try_qmp_execute(qmp, "set_link", NULL, words));
	CU_ASSERT_STRING_EQUAL(words, "no such device");
}

static void events_are_counted_by_what_they_are_about(void)
{
	struct qmp *qmp = monitor(
		SAYS(GREETING DONE, CHANGED OTHER CHANGED BARE DONE, DONE, DONE, DONE, CHANGED DONE, DONE));

	CU_ASSERT_EQUAL(qmp_count_events(qmp, "CHANGED", "name", "nic0"), 2);
	CU_ASSERT_EQUAL(qmp_count_events(qmp, "CHANGED", "name", "nic1"), 1);
	CU_ASSERT_EQUAL(qmp_count_events(qmp, "RESET", "name", "nic1"), 0);
	CU_ASSERT_EQUAL(qmp_count_events(qmp, "RESET", NULL, NULL), 1);
	CU_ASSERT_EQUAL(qmp_count_events(qmp, "CHANGED", "name", "nic0"), 3);
	qmp_forget_events(qmp);
}

static void an_event_is_awaited_and_taken_out(void)
{
	struct qmp *qmp = monitor(SAYS(DONE, BARE DONE OTHER, DONE));

	qmp_fence(qmp);
	CU_ASSERT_TRUE(qmp_await_event(qmp, "RESET", NULL, NULL));
	CU_ASSERT_TRUE(qmp_await_event(qmp, "CHANGED", "name", "nic1"));
	set_patience(NS_PER_MS);
	CU_ASSERT_EQUAL(qmp_count_events(qmp, "CHANGED", "name", "nic1"), 0);
}

/* ---- what is not believed ---- */

static void ask_once(const void *says)
{
	qmp_fence(monitor(says));
}

static void await_reset(const void *says)
{
	struct qmp *qmp = monitor(says);

	qmp_fence(qmp);
	qmp_await_event(qmp, "RESET", NULL, NULL);
}

/* So many of one text behind each other, and an end; never freed. */
static const char *times(size_t count, const char *text, const char *end)
{
	char *all = NULL;
	size_t size;
	FILE *file = open_memstream(&all, &size);

	if (!file)
		abort();
	for (size_t i = 0; i < count; i++)
		fputs(text, file);
	fputs(end, file);
	fclose(file);
	return all;
}

static void what_is_no_answer_ends_the_case(void)
{
	const struct {
		const char *const *says;
		const char *words;
	} rows[] = {
		{SAYS("nonsense\n"), "no JSON object"},
		{SAYS("\n"), "no JSON object"},
		{SAYS("{\"return\": {}\n"), "no JSON object"},
		{SAYS("{\"return\": {}} {}\n"), "no JSON object"},
		{SAYS("[1, 2]\n"), "another value"},
		{SAYS("7\n"), "no JSON object"},
		{SAYS("\xff\xfe\n"), "no JSON object"},
		{SAYS("{\"return\": \"\\ud800\"}\n"), "no JSON object"},
		{SAYS(times(5000, "[", "\n")), "no JSON object"},
		{SAYS(times(5000, "{\"return\":", "\n")), "no JSON object"},
		{SAYS("{}\n"), "neither a result nor an error"},
		{SAYS("{\"error\": {}}\n"), "neither a result nor an error"},
		{SAYS("{\"error\": {\"desc\": 7}}\n"), "neither a result nor an error"},
		{SAYS(REFUSED), "refuses qmp_capabilities: no such device"},
		{SAYS(DONE, REFUSED), "refuses query-status: no such device"},
		{SAYS(DONE DONE, DONE), "answers what it was not asked"},
		{SAYS(DONE, DONE DONE), "answers what it was not asked"},
		{SAYS(DONE), "has ended"},
		{SAYS(NULL), "has ended"},
		{SAYS(times(1 << 18, "12345678", "")), "a line of more than"},
		{SAYS(DONE, times(300, BARE, DONE)), "more than 256 events"},
	};

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		const bool right = is_broken(await_reset, rows[i].says, rows[i].words);

		CU_ASSERT_TRUE(right);
		if (!right)
			printf("\n    row %zu is not called %s", i, rows[i].words);
	}
	CU_ASSERT_EQUAL(ending_of(ask_once, SAYS(DONE, DONE)).code, ENDING_RETURNED);
}

/* ---- receive filters ---- */

#define FILTER_(main, state, vlans, groups)                                                                  \
	"{\"name\": \"nic0\", \"main-mac\": " main ", \"promiscuous\": true, \"broadcast-allowed\": true, "  \
	"\"unicast\": \"normal\", \"multicast\": " state                                                     \
	", \"vlan\": \"all\", \"unicast-overflow\": false, "                                                 \
	"\"multicast-overflow\": true, \"unicast-table\": [\"02:00:00:00:00:01\"], \"multicast-table\": "    \
	"[" groups "], \"vlan-table\": [" vlans "]}"
#define MAIN                        "\"02:00:00:00:00:0a\""
#define FILTER(main, state, vlans)  FILTER_(main, state, vlans, "")
#define FILTERS(filters)            "{\"return\": [" filters "]}\r\n"
#define ANSWERS(main, state, vlans) SAYS(DONE, FILTERS(FILTER(main, state, vlans)))

static void a_filter_is_understood(void)
{
	struct qmp *qmp =
		monitor(SAYS(DONE, FILTERS(FILTER_(MAIN, "\"none\"", "0, 5, 4095",
						   "\"01:00:5e:00:00:01\", \"01:00:5e:00:00:02\""))));
	const struct rx_filter filter = rx_filter_ask(qmp, "nic0");

	CU_ASSERT_TRUE(mac_equal(filter.address, mac("02:00:00:00:00:0a")));
	CU_ASSERT_TRUE(filter.promiscuous && filter.multicast_overflows && !filter.unicast_overflows);
	CU_ASSERT_EQUAL(filter.unicast, RX_LISTED);
	CU_ASSERT_EQUAL(filter.multicast, RX_NONE);
	CU_ASSERT_EQUAL(filter.vlans, RX_ALL);
	CU_ASSERT_EQUAL(filter.station_count, 1);
	CU_ASSERT_EQUAL(filter.group_count, 2);
	CU_ASSERT_TRUE(rx_filter_lists(filter.group, 2, mac("01:00:5e:00:00:02")));
	CU_ASSERT_FALSE(rx_filter_lists(filter.group, 2, mac("02:00:00:00:00:01")));
	CU_ASSERT_TRUE(filter.vlan[0] && filter.vlan[5] && filter.vlan[4095] && !filter.vlan[6]);
}

static void ask_filter(const void *says)
{
	rx_filter_ask(monitor(says), "nic0");
}

static void what_is_no_filter_ends_the_case(void)
{
	const char *const many = times(129, ", \"01:00:5e:00:00:01\"", "");
	char too_many[8192];
	const struct {
		const char *const *says;
		const char *words;
	} rows[] = {
		{SAYS(DONE, "{\"return\": []}\n"), "0 receive filters"},
		{SAYS(DONE, "{\"return\": {}}\n"), "0 receive filters"},
		{SAYS(DONE, FILTERS(FILTER(MAIN, "\"all\"", "") ", " FILTER(MAIN, "\"all\"", ""))),
		 "2 receive filters"},
		{SAYS(DONE, "{\"return\": [7]}\n"), "no main-mac"},
		{ANSWERS("\"02:00:00:00:00\"", "\"all\"", ""), "no main-mac"},
		{ANSWERS("7", "\"all\"", ""), "no main-mac"},
		{ANSWERS(MAIN, "\"some\"", ""), "no multicast"},
		{ANSWERS(MAIN, "true", ""), "no multicast"},
		{ANSWERS(MAIN, "\"all\"", "-1"), "no vlan-table"},
		{ANSWERS(MAIN, "\"all\"", "4096"), "no vlan-table"},
		{ANSWERS(MAIN, "\"all\"", "18446744073709551621"), "no JSON object"},
		{ANSWERS(MAIN, "\"all\"", "\"5\""), "no vlan-table"},
		{SAYS(DONE, too_many), "no multicast-table"},
		{SAYS(DONE, REFUSED), "no such device"},
	};

	snprintf(too_many, sizeof too_many, FILTERS("%s%s%s"),
		 "{\"main-mac\": " MAIN ", \"promiscuous\": true, \"unicast\": \"all\", "
		 "\"multicast\": \"all\", \"vlan\": \"all\", \"unicast-overflow\": true, "
		 "\"multicast-overflow\": true, "
		 "\"unicast-table\": [], \"vlan-table\": [], \"multicast-table\": [",
		 many + 2, "]}");
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		const bool right = is_broken(ask_filter, rows[i].says, rows[i].words);

		CU_ASSERT_TRUE(right);
		if (!right)
			printf("\n    row %zu is not called %s", i, rows[i].words);
	}
}

static void a_refusal_is_known_by_its_words(void)
{
	struct qmp *qmp = monitor(SAYS(DONE, REFUSED, REFUSED, FILTERS(FILTER(MAIN, "\"all\"", ""))));

	CU_ASSERT_TRUE(rx_filter_is_refused(qmp, "nic2", "such device"));
	CU_ASSERT_FALSE(rx_filter_is_refused(qmp, "nic2", "does not support"));
	CU_ASSERT_FALSE(rx_filter_is_refused(qmp, "nic0", ""));
}

static const struct selftest tests[] = {
	{"a result is given to who asks", a_result_is_given_to_who_asks},
	{"a refusal is told in its words", a_refusal_is_told_in_its_words},
	{"events are counted by what they are about", events_are_counted_by_what_they_are_about},
	{"an event is awaited, and taken out", an_event_is_awaited_and_taken_out},
	{"what is no answer ends the case", what_is_no_answer_ends_the_case},
	{"a filter is understood", a_filter_is_understood},
	{"what is no filter ends the case", what_is_no_filter_ends_the_case},
	{"a refusal is known by its words", a_refusal_is_known_by_its_words},
};

int main(void)
{
	return selftest_main("harness.qmp", tests, sizeof tests / sizeof tests[0]);
}
