/* options.h - the command line, parsed: one table says which options there are, what they take and what they
 * mean; the parser, the help and the checks all come from it.
 */
#ifndef MVC_RUN_OPTIONS_H
#define MVC_RUN_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum command {
	COMMAND_RUN,
	COMMAND_LIST,
	COMMAND_EXPLAIN,
	COMMAND_REPORT,
	COMMAND_DOCTOR,
	COMMAND_DOMAIN,
	COMMAND_BENCH,
	COMMANDS
};

struct options {
	enum command command;
	const char *const *words; /* what is not an option: globs, a case or requirement, devices, or files */
	size_t word_count;
	uint64_t jobs;       /* 0: as many as suit the machine */
	uint64_t share;      /* cases that a testbed may serve; 0: as many as is usual */
	uint64_t timeout_s;  /* for one case, on metal */
	uint64_t repeat;     /* 0: not given */
	uint64_t seed;       /* 0: in the order of the list */
	uint64_t rounds;     /* of a bench */
	uint64_t measure_ms; /* how long one of its measurements goes on, in milliseconds */
	const char *results;
	const char *guest; /* the folder of the guest that cases boot; NULL: none */
	const char *junit; /* NULL: junit.xml in the results folder */
	/* NULL: results.json in the results folder; of bench, doctor and domain: none; of the latter two also "-": standard output */
	const char *json;
	uint64_t rerun_failed; /* 0: not at all */
	const char *shard;     /* NULL: all of it */
	const char *html;      /* NULL: report.html in the results folder */
	const char *ktap;      /* NULL: none; "-": standard output */
	const char *output;    /* NULL: standard output */
	unsigned junit_flavor; /* enum junit_flavor */
	unsigned exit_codes;   /* enum exit_codes */
	const char *expect;    /* NULL: the expectations shipped */
	bool no_expectations;
	bool until_fail, fail_fast, keep, dry_run, fail_on_skip, verbose, resume, no_progress, requirements,
		dangerous;
	bool run; /* of domain: build what the files ask for */
};

enum parsed {
	PARSED,
	PARSED_HELP,    /* show help for options->command, or for all if it is COMMANDS */
	PARSED_VERSION, /* show the version */
	PARSED_BAD,     /* one line is in error */
};

/* Parses the command line. May permute argv; *options points into it. */
enum parsed options_parse(int argc, char **argv, struct options *options, char *error, size_t size);

/* Help for one command, or for the program if it is COMMANDS. */
void options_help(FILE *stream, enum command command);

#endif
