/* The command line: what is taken, and that what is not gets one line that says what would be right. */
#include "harness/run/catalogue.h"
#include "harness/run/exit_codes.h"
#include "harness/run/options.h"
#include "harness/run/select.h"
#include "harness/selftest/selftest.h"
#include "reports/junit.h"

#include <stdlib.h>
#include <string.h>

#define WORDS_MAX 16

/* A command line, and what comes of it: for PARSED_BAD, parts of the line that is printed. */
struct row {
	const char *words[WORDS_MAX]; /* without the program */
	enum parsed parsed;
	const char *says[2];
};

/* clang-format off */
static const struct row rows[] = {
	{{"run"},                              PARSED,         {NULL}},
	{{"run", "isolation.*", "-j", "3"},    PARSED,         {NULL}},
	{{"run", "-j3", "-v"},                 PARSED,         {NULL}},
	{{"run", "--jobs=4096", "--", "-x"},   PARSED,         {NULL}},
	{{"run", "--shuffle", "18446744073709551615"}, PARSED, {NULL}},
	{{"run", "--keep", "--fail-fast", "--until-fail", "--fail-on-skip", "--no-progress"}, PARSED, {NULL}},
	{{"run", "--dangerous", "crash.*"},    PARSED,         {NULL}},
	{{"run", "--expect", "mine", "a"},     PARSED,         {NULL}},
	{{"run", "--no-expectations"},         PARSED,         {NULL}},
	{{"explain", "--expect", "mine", "a"}, PARSED,         {NULL}},
	{{"run", "--ktap", "--json", "r.json"}, PARSED,        {NULL}},
	{{"run", "--ktap=run.tap", "--junit-flavor", "ant", "--exit-codes=ltp"}, PARSED, {NULL}},
	{{"report", "merge", "a", "b", "-o", "c"}, PARSED,     {NULL}},
	{{"report", "junit", "a", "--junit-flavor", "gitlab"}, PARSED, {NULL}},
	{{"list"},                             PARSED,         {NULL}},
	{{"list", "-v", "a", "b"},             PARSED,         {NULL}},
	{{"list", "--requirements"},           PARSED,         {NULL}},
	{{"explain", "isolation.vepa.x"},      PARSED,         {NULL}},
	{{"doctor"},                           PARSED,         {NULL}},
	{{"doctor", "-v", "--json", "eth0"},   PARSED,         {NULL}},
	{{"doctor", "--json=file", "a", "b"},  PARSED,         {NULL}},
	{{"bench"},                            PARSED,         {NULL}},
	{{"bench", "--rounds", "9", "--seconds", "0.001", "--json", "f", "-v", "*.latency"}, PARSED, {NULL}},
	{{"bench", "--seconds=3600", "--dry-run"}, PARSED,     {NULL}},
	{{"--help"},                           PARSED_HELP,    {NULL}},
	{{"-h"},                               PARSED_HELP,    {NULL}},
	{{"run", "--help"},                    PARSED_HELP,    {NULL}},
	{{"list", "-h"},                       PARSED_HELP,    {NULL}},
	{{"--version"},                        PARSED_VERSION, {NULL}},
	{{NULL},                               PARSED_BAD,     {"no command", "--help"}},
	{{""},                                 PARSED_BAD,     {"unknown command", "run, list, explain, report, doctor, domain and bench"}},
	{{"rum"},                              PARSED_BAD,     {"unknown command rum", "--help"}},
	{{"run", "--frobnicate"},              PARSED_BAD,     {"unknown option --frobnicate", "run --help"}},
	{{"run", "-x"},                        PARSED_BAD,     {"unknown option -x", "run --help"}},
	{{"run", "-vx"},                       PARSED_BAD,     {"unknown option -x", "run --help"}},
	{{"run", "--requirements"},            PARSED_BAD,     {"unknown option --requirements", "run --help"}},
	{{"list", "--dangerous"},              PARSED_BAD,     {"unknown option --dangerous", "list --help"}},
	{{"list", "--repeat", "2"},            PARSED_BAD,     {"unknown option --repeat", "list --help"}},
	{{"run", "--re", "2"},                 PARSED_BAD,     {"unknown option --re", "run --help"}},
	{{"run", "--resume=yes"},              PARSED_BAD,     {"--resume takes no argument", "run:"}},
	{{"run", "--shuffle"},                 PARSED_BAD,     {"--shuffle lacks its SEED", "run --help"}},
	{{"run", "-j"},                        PARSED_BAD,     {"--jobs lacks its N", "run --help"}},
	{{"run", "--jobs", "0"},               PARSED_BAD,     {"--jobs 0", "from 1 to 4096"}},
	{{"run", "--jobs", "4097"},            PARSED_BAD,     {"--jobs 4097", "from 1 to 4096"}},
	{{"run", "--jobs", "-1"},              PARSED_BAD,     {"--jobs -1", "from 1 to 4096"}},
	{{"run", "--jobs", ""},                PARSED_BAD,     {"--jobs", "whole number"}},
	{{"run", "--jobs", "2x"},              PARSED_BAD,     {"--jobs 2x", "whole number"}},
	{{"run", "--jobs", "0x10"},            PARSED_BAD,     {"--jobs 0x10", "whole number"}},
	{{"run", "--jobs", " 2"},              PARSED_BAD,     {"--jobs  2", "whole number"}},
	{{"run", "--timeout", "1.5"},          PARSED_BAD,     {"--timeout 1.5", "from 1 to 86400"}},
	{{"run", "--repeat", "0"},             PARSED_BAD,     {"--repeat 0", "from 1 to 1000000"}},
	{{"run", "--shuffle", "0"},            PARSED_BAD,     {"--shuffle 0", "from 1"}},
	{{"run", "--shuffle", "18446744073709551616"}, PARSED_BAD, {"--shuffle 18446744073709551616", "from 1"}},
	{{"run", "--junit", ""},               PARSED_BAD,     {"--junit", "FILE is empty"}},
	{{"run", "--results="},                PARSED_BAD,     {"--results", "DIR is empty"}},
	{{"run", "--resume", "--until-fail"},  PARSED_BAD,     {"--until-fail", "leave out one"}},
	{{"run", "--expect", "a", "--no-expectations"}, PARSED_BAD, {"--no-expectations", "leave out one"}},
	{{"run", "--expect="},                 PARSED_BAD,     {"--expect", "FILE is empty"}},
	{{"list", "--expect", "a"},            PARSED_BAD,     {"unknown option --expect", "list --help"}},
	{{"run", "--resume", "--keep"},        PARSED_BAD,     {"--keep", "leave out one"}},
	{{"run", "--rerun-failed", "0"},       PARSED_BAD,     {"--rerun-failed 0", "from 1 to 1000"}},
	{{"run", "--rerun-failed", "2", "--keep"}, PARSED_BAD, {"--keep", "leave out one"}},
	{{"run", "--shard="},                  PARSED_BAD,     {"--shard", "I/N is empty"}},
	{{"run", "--ktap="},                   PARSED_BAD,     {"--ktap=", "FILE is empty"}},
	{{"run", "--junit-flavor", "maven"},   PARSED_BAD,     {"--junit-flavor maven", "jenkins|ant|gitlab"}},
	{{"run", "--junit-flavor", "jenkins|ant"}, PARSED_BAD, {"--junit-flavor", "one of jenkins|ant|gitlab"}},
	{{"run", "--exit-codes="},             PARSED_BAD,     {"--exit-codes", "plain|kselftest|automake|ltp"}},
	{{"run", "--output", "x"},             PARSED_BAD,     {"unknown option --output", "run --help"}},
	{{"report"},                           PARSED_BAD,     {"wants KIND FILE...", "given 0 words"}},
	{{"report", "--ktap", "a"},            PARSED_BAD,     {"unknown option --ktap", "report --help"}},
	{{"explain"},                          PARSED_BAD,     {"wants CASE|REQUIREMENT", "given 0 words"}},
	{{"explain", "a", "b"},                PARSED_BAD,     {"was given 2 words", "explain --help"}},
	{{"bench", "--rounds", "0"},           PARSED_BAD,     {"--rounds 0", "from 1 to 1000"}},
	{{"bench", "--seconds", "0"},          PARSED_BAD,     {"--seconds 0", "from 0.001 to 3600"}},
	{{"bench", "--seconds", "0.0005"},     PARSED_BAD,     {"--seconds 0.0005", "number of seconds"}},
	{{"bench", "--seconds", "3600.001"},   PARSED_BAD,     {"--seconds 3600.001", "from 0.001 to 3600"}},
	{{"bench", "--seconds", "1."},         PARSED_BAD,     {"--seconds 1.", "number of seconds"}},
	{{"bench", "--seconds", ".5"},         PARSED_BAD,     {"--seconds .5", "number of seconds"}},
	{{"bench", "--seconds", "1e3"},        PARSED_BAD,     {"--seconds 1e3", "number of seconds"}},
	{{"bench", "--seconds", "-1"},         PARSED_BAD,     {"--seconds -1", "number of seconds"}},
	{{"bench", "--seconds", ""},           PARSED_BAD,     {"--seconds", "number of seconds"}},
	{{"bench", "--seconds", "99999999999999999999999999999999999"}, PARSED_BAD, {"--seconds", "number of seconds"}},
	{{"bench", "--json="},                 PARSED_BAD,     {"--json", "FILE is empty"}},
	{{"bench", "--jobs", "2"},             PARSED_BAD,     {"unknown option --jobs", "bench --help"}},
	{{"run", "--rounds", "2"},             PARSED_BAD,     {"unknown option --rounds", "run --help"}},
};
/* clang-format on */

static enum parsed parse(const struct row *row, struct options *options, char *error, size_t size)
{
	static char *argv[WORDS_MAX + 2];
	int argc = 0;

	argv[argc++] = (char *)(uintptr_t) "macvtap-conform";
	while (argc <= WORDS_MAX && row->words[argc - 1]) {
		argv[argc] = (char *)(uintptr_t)row->words[argc - 1];
		argc++;
	}
	argv[argc] = NULL;
	error[0] = '\0';
	return options_parse(argc, argv, options, error, size);
}

static void every_row_is_parsed_as_it_must(void)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const char *const *says = rows[i].says;
		struct options options;
		char error[512];

		if (parse(&rows[i], &options, error, sizeof(error)) != rows[i].parsed ||
		    strchr(error, '\n') || (says[0] && !strstr(error, says[0])) ||
		    (says[1] && !strstr(error, says[1])) || !*error != (rows[i].parsed != PARSED_BAD)) {
			fprintf(stderr, "row %zu (%s %s ...): %s\n", i, rows[i].words[0], rows[i].words[1],
				error);
			CU_FAIL("a command line is not parsed as it must");
		} else {
			CU_PASS();
		}
	}
}

static void values_arrive(void)
{
	static const struct row row = {
		.words = {"run", "first", "-j", "3", "--timeout=7", "--repeat", "5", "second", "--shuffle",
			  "9", "-v", "--ktap", "--junit-flavor=gitlab", "--exit-codes", "automake"},
	};
	struct options options;
	char error[512];

	CU_ASSERT_EQUAL_FATAL(parse(&row, &options, error, sizeof(error)), PARSED);
	CU_ASSERT_EQUAL(options.command, COMMAND_RUN);
	CU_ASSERT_EQUAL(options.jobs, 3);
	CU_ASSERT_EQUAL(options.timeout_s, 7);
	CU_ASSERT_EQUAL(options.repeat, 5);
	CU_ASSERT_EQUAL(options.seed, 9);
	CU_ASSERT(options.verbose);
	CU_ASSERT_STRING_EQUAL(options.ktap, "-");
	CU_ASSERT_EQUAL(options.junit_flavor, JUNIT_GITLAB);
	CU_ASSERT_EQUAL(options.exit_codes, CODES_AUTOMAKE);
	CU_ASSERT(!options.keep && !options.resume && !options.fail_fast);
	CU_ASSERT_EQUAL_FATAL(options.word_count, 2);
	CU_ASSERT_STRING_EQUAL(options.words[0], "first");
	CU_ASSERT_STRING_EQUAL(options.words[1], "second");
}

static void seconds_arrive(void)
{
	static const struct {
		const char *given;
		uint64_t ms;
	} times[] = {{"2", 2000}, {"0.025", 25}, {"0.5", 500}, {"1.05", 1050}, {"007", 7000}};

	for (size_t i = 0; i < sizeof(times) / sizeof(times[0]); i++) {
		const struct row row = {.words = {"bench", "--seconds", times[i].given, "--rounds", "3"}};
		struct options options;
		char error[512];

		CU_ASSERT_EQUAL_FATAL(parse(&row, &options, error, sizeof(error)), PARSED);
		CU_ASSERT_EQUAL(options.command, COMMAND_BENCH);
		CU_ASSERT_EQUAL(options.measure_ms, times[i].ms);
		CU_ASSERT_EQUAL(options.rounds, 3);
	}
}

static void what_is_not_given_has_its_default(void)
{
	static const struct row row = {.words = {"run"}};
	struct options options;
	char error[512];

	CU_ASSERT_EQUAL_FATAL(parse(&row, &options, error, sizeof(error)), PARSED);
	CU_ASSERT_EQUAL(options.jobs, 0);
	CU_ASSERT_EQUAL(options.timeout_s, 30);
	CU_ASSERT_EQUAL(options.repeat, 0);
	CU_ASSERT_EQUAL(options.seed, 0);
	CU_ASSERT_STRING_EQUAL(options.results, "results");
	CU_ASSERT_PTR_NULL(options.junit);
	CU_ASSERT_EQUAL(options.rounds, 6);
	CU_ASSERT_EQUAL(options.measure_ms, 25);
	CU_ASSERT_PTR_NULL(options.json);
	CU_ASSERT_EQUAL(options.word_count, 0);
}

/* Every option of the parser is in the help of its command, as the help is made from the same table. */
static void help_names_every_command(void)
{
	char *text;
	size_t size;
	FILE *stream = open_memstream(&text, &size);

	options_help(stream, COMMANDS);
	options_help(stream, COMMAND_RUN);
	fclose(stream);
	CU_ASSERT_PTR_NOT_NULL(strstr(text, "macvtap-conform explain CASE|REQUIREMENT"));
	CU_ASSERT_PTR_NOT_NULL(strstr(text, "-j, --jobs N"));
	CU_ASSERT_PTR_NOT_NULL(strstr(text, "--resume"));
	CU_ASSERT_PTR_NULL(strstr(text, "--requirements"));
	free(text);
}

/* ---- globs ---- */

/* The last two are dangerous. */
static struct catalogue catalogue_of_five(void)
{
	static struct testcase cases[] = {
		{.id = "isolation.bridge.flood"},
		{.id = "isolation.vepa.flood"},
		{.id = "offload.vepa.gso"},
		{.id = "crash.panic", .danger = "it panics"},
		{.id = "crash.vepa.oops", .danger = "it oopses"},
	};

	return (struct catalogue){.list = {.cases = cases, .count = 5}, .count = 5};
}

/* Globs, and the cases they select, as digits; or the complaint. */
static const struct {
	const char *globs[2];
	const char *selected, *complaint;
	enum daring daring;
} selections[] = {
	{{NULL}, "012", NULL, SAFE_OR_BY_NAME},
	{{"*"}, "012", NULL, SAFE_OR_BY_NAME},
	{{"*.vepa.*"}, "12", NULL, SAFE_OR_BY_NAME},
	{{"offload.*", "isolation.bridge.flood"}, "02", NULL, SAFE_OR_BY_NAME},
	{{"*flood", "isolation.*"}, "01", NULL, SAFE_OR_BY_NAME},
	{{"isolation.[bv]*"}, "01", NULL, SAFE_OR_BY_NAME},
	{{"isolation"}, NULL, "no case matches 'isolation'; did you mean 'isolation*'?", SAFE_OR_BY_NAME},
	{{"*", "vepa"}, NULL, "no case matches 'vepa'; did you mean '*vepa*'?", SAFE_OR_BY_NAME},
	{{"isolation.vepa.flod"}, NULL, "did you mean 'isolation.vepa.flood'?", SAFE_OR_BY_NAME},
	{{"x"}, NULL, "no case matches 'x'; see macvtap-conform list", SAFE_OR_BY_NAME},
	{{""}, NULL, "no case matches ''", SAFE_OR_BY_NAME},
	{{NULL}, "01234", NULL, DANGEROUS_TOO},
	{{"*.vepa.*"}, "124", NULL, DANGEROUS_TOO},
	{{"crash.panic"}, "3", NULL, SAFE_OR_BY_NAME},
	{{"isolation.*", "crash.panic"}, "013", NULL, SAFE_OR_BY_NAME},
	{{"crash.*"},
	 NULL,
	 "'crash.*' matches only what can crash this machine; add --dangerous",
	 SAFE_OR_BY_NAME},
	{{"crash.pani?"}, NULL, "or name one case in full", SAFE_OR_BY_NAME},
	{{"crash.*"}, "34", NULL, DANGEROUS_TOO},
	{{"crash.panik"}, NULL, "did you mean 'crash.panic'?", DANGEROUS_TOO},
};

static void globs_select(void)
{
	const struct catalogue catalogue = catalogue_of_five();

	for (size_t i = 0; i < sizeof(selections) / sizeof(selections[0]); i++) {
		const char *const *globs = selections[i].globs;
		size_t count = globs[0] ? globs[1] ? 2 : 1 : 0;
		struct selection selection = {0};
		char error[512] = "", digits[8] = "";
		int failed = select_cases(&catalogue, selections[i].daring, globs, count, &selection, error,
					  sizeof(error));

		for (size_t j = 0; j < selection.count; j++)
			digits[j] = (char)('0' + selection.index[j]);
		free(selection.index);
		CU_ASSERT_EQUAL(failed, selections[i].selected ? 0 : -1);
		if (selections[i].selected)
			CU_ASSERT_STRING_EQUAL(digits, selections[i].selected);
		if (selections[i].complaint && !strstr(error, selections[i].complaint))
			fprintf(stderr, "selection %zu: %s\n", i, error);
		CU_ASSERT(!selections[i].complaint || strstr(error, selections[i].complaint));
	}
}

static const struct selftest tests[] = {
	{"every row is parsed as it must", every_row_is_parsed_as_it_must},
	{"values arrive", values_arrive},
	{"seconds arrive", seconds_arrive},
	{"what is not given has its default", what_is_not_given_has_its_default},
	{"help names every command", help_names_every_command},
	{"globs select, and those that match nothing are explained", globs_select},
};

SELFTEST_MAIN("options", tests)
