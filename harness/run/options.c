#include "harness/run/options.h"
#include "harness/run/option_table.h"

#include <errno.h>
#include <getopt.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#define ROWS_MAX   32
#define FIRST_LONG 256 /* what getopt_long() returns for row 0: above every letter */

struct complaint {
	char *text;
	size_t size;
};

__attribute__((format(printf, 2, 3))) static enum parsed bad(const struct complaint *complaint,
							     const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(complaint->text, complaint->size, format, arguments);
	va_end(arguments);
	return PARSED_BAD;
}

/* What getopt_long() needs to know, made from the table for one command. */
struct grammar {
	char letters[2 * ROWS_MAX + 3];
	struct option longs[ROWS_MAX + 1];
};

static void make_grammar(enum command command, struct grammar *grammar)
{
	struct option *next = grammar->longs;
	char *letter = grammar->letters;

	*grammar = (struct grammar){0};
	*letter++ = ':'; /* tell a missing argument from an unknown option */
	for (size_t i = 0; i < option_count; i++) {
		const struct option_row *row = &option_table[i];
		int takes = row->kind == OPTION_MAYBE ? optional_argument
			    : row->argument           ? required_argument
						      : no_argument;

		if (!(row->commands & ON(command)))
			continue;
		*next++ = (struct option){row->name, takes, NULL, FIRST_LONG + (int)i};
		if (!row->letter)
			continue;
		*letter++ = row->letter;
		if (row->argument)
			*letter++ = ':';
	}
}

static const struct option_row *row_of(int value)
{
	if (value >= FIRST_LONG)
		return &option_table[value - FIRST_LONG];
	for (size_t i = 0; i < option_count; i++)
		if (option_table[i].letter == value)
			return &option_table[i];
	return NULL;
}

/* Whole decimal numbers only: no sign, no blank, no hexadecimal, no overflow. */
static bool parse_number(const char *text, uint64_t *number)
{
	char *end;

	if (!*text || text[strspn(text, "0123456789")])
		return false;
	errno = 0;
	*number = strtoull(text, &end, 10);
	return !errno;
}

/* Which of the words, set apart by |, the text is. */
static bool parse_choice(const char *words, const char *text, unsigned *choice)
{
	size_t length = strlen(text);

	for (*choice = 0; length; (*choice)++) {
		size_t span = strcspn(words, "|");

		if (span == length && !memcmp(words, text, length))
			return true;
		words += span;
		if (!*words++)
			break;
	}
	return false;
}

/* Seconds with up to three decimals, as milliseconds: "2", "0.05". */
static bool parse_seconds(const char *text, uint64_t *milliseconds)
{
	size_t whole = strspn(text, "0123456789"), decimals = 0;
	char digits[32];

	if (text[whole] == '.')
		decimals = strspn(text + whole + 1, "0123456789");
	if (!whole || whole + 4 > sizeof(digits) || decimals > 3 || (text[whole] == '.' && !decimals) ||
	    text[whole + (decimals ? decimals + 1 : 0)])
		return false;
	snprintf(digits, sizeof(digits), "%.*s%.*s%.*s", (int)whole, text, (int)decimals, text + whole + 1,
		 (int)(3 - decimals), "000");
	return parse_number(digits, milliseconds);
}

static enum parsed store(const struct option_row *row, const char *text, struct options *options,
			 const struct complaint *complaint)
{
	const char *command = command_table[options->command].name;
	char *field = (char *)options + row->offset;
	uint64_t number;

	switch (row->kind) {
	case OPTION_FLAG:
		*(bool *)field = true;
		break;
	case OPTION_NUMBER:
		if (!parse_number(text, &number) || number < row->min || number > row->max)
			return bad(complaint, "%s: --%s %s: that must be a whole number from %llu to %llu",
				   command, row->name, text, (unsigned long long)row->min,
				   (unsigned long long)row->max);
		*(uint64_t *)field = number;
		break;
	case OPTION_SECONDS:
		if (!parse_seconds(text, &number) || number < row->min || number > row->max)
			return bad(complaint, "%s: --%s %s: that must be a number of seconds from %g to %g",
				   command, row->name, text, (double)row->min / 1e3, (double)row->max / 1e3);
		*(uint64_t *)field = number;
		break;
	case OPTION_TEXT:
		if (!*text)
			return bad(complaint, "%s: --%s: the %s is empty; name one", command, row->name,
				   row->argument);
		*(const char **)field = text;
		break;
	case OPTION_MAYBE:
		if (text && !*text)
			return bad(complaint, "%s: --%s=: the %s is empty; name one", command, row->name,
				   row->argument);
		*(const char **)field = text ? text : "-";
		break;
	case OPTION_CHOICE:
		if (!parse_choice(row->argument, text, (unsigned *)field))
			return bad(complaint, "%s: --%s %s: that must be one of %s", command, row->name, text,
				   row->argument);
		break;
	case OPTION_HELP:
		return PARSED_HELP;
	}
	return PARSED;
}

/* optopt is the letter, or the value of a long option that was misused, or 0 for a long one that is not
 * there. */
static enum parsed refuse(int value, const char *word, const struct options *options,
			  const struct complaint *complaint)
{
	const char *command = command_table[options->command].name;
	const struct option_row *row = optopt ? row_of(optopt) : NULL;

	if (value == ':' && row)
		return bad(complaint, "%s: --%s lacks its %s; see macvtap-conform %s --help", command,
			   row->name, row->argument, command);
	if (optopt >= FIRST_LONG)
		return bad(complaint, "%s: --%s takes no argument, and was given %s", command,
			   option_table[optopt - FIRST_LONG].name, word);
	if (optopt)
		return bad(complaint, "%s: unknown option -%c; see macvtap-conform %s --help", command,
			   optopt, command);
	return bad(complaint, "%s: unknown option %s; see macvtap-conform %s --help", command, word, command);
}

static enum parsed parse_command(int argc, char **argv, struct options *options,
				 const struct complaint *complaint)
{
	struct grammar grammar;
	int value;

	make_grammar(options->command, &grammar);
	optind = 0; /* start anew, as often as a test likes */
	opterr = 0;
	while ((value = getopt_long(argc, argv, grammar.letters, grammar.longs, NULL)) != -1) {
		enum parsed parsed = value == '?' || value == ':'
					     ? refuse(value, argv[optind - 1], options, complaint)
					     : store(row_of(value), optarg, options, complaint);

		if (parsed != PARSED)
			return parsed;
	}
	options->words = (const char *const *)argv + optind;
	options->word_count = (size_t)(argc - optind);
	return PARSED;
}

/* What no single option can tell. */
static enum parsed check(const struct options *options, const struct complaint *complaint)
{
	const struct command_row *row = &command_table[options->command];

	if (options->word_count < row->words_min || options->word_count > row->words_max)
		return bad(complaint, "%s: wants %s, and was given %zu word%s; see macvtap-conform %s --help",
			   row->name, row->words, options->word_count, options->word_count == 1 ? "" : "s",
			   row->name);
	if (options->resume && options->until_fail)
		return bad(complaint,
			   "run: --resume cannot go on with --until-fail, which has no end to reach; "
			   "leave out one of them");
	if (options->expect && options->no_expectations)
		return bad(complaint,
			   "run: --expect and --no-expectations exclude each other; leave out one of them");
	if (options->rerun_failed && options->keep)
		return bad(
			complaint,
			"run: --rerun-failed and --keep exclude each other: what is kept is looked at before "
			"it runs again; leave out one of them");
	if (options->resume && options->keep)
		return bad(complaint,
			   "run: --resume and --keep exclude each other: what was kept may be gone; "
			   "leave out one of them");
	return PARSED;
}

enum parsed options_parse(int argc, char **argv, struct options *options, char *error, size_t size)
{
	const struct complaint complaint = {error, size};
	enum parsed parsed;

	*options = (struct options){
		.command = COMMANDS, .timeout_s = 30, .results = "results", .rounds = 6, .measure_ms = 25};
	if (argc < 2)
		return bad(&complaint, "no command; type macvtap-conform run, or macvtap-conform --help");
	if (!strcmp(argv[1], "--help") || !strcmp(argv[1], "-h"))
		return PARSED_HELP;
	if (!strcmp(argv[1], "--version"))
		return PARSED_VERSION;
	for (options->command = 0; options->command < COMMANDS; options->command++)
		if (!strcmp(argv[1], command_table[options->command].name))
			break;
	if (options->command == COMMANDS)
		return bad(&complaint,
			   "unknown command %s; there are run, list, explain, report, doctor, domain and "
			   "bench, see "
			   "macvtap-conform --help",
			   argv[1]);
	parsed = parse_command(argc - 1, argv + 1, options, &complaint);
	return parsed == PARSED ? check(options, &complaint) : parsed;
}
