/* option_table.h - the one list of commands and options; for options.c and help.c. */
#ifndef MVC_RUN_OPTION_TABLE_H
#define MVC_RUN_OPTION_TABLE_H

#include "harness/run/options.h"

enum option_kind {
	OPTION_FLAG,   /* a bool */
	OPTION_NUMBER, /* a uint64_t from min to max */
	OPTION_TEXT,   /* a const char * */
	OPTION_MAYBE,  /* the same, "-" if no text is given with it */
	OPTION_CHOICE, /* an unsigned: which word of the argument's name, which are set apart by | */
	OPTION_SECONDS, /* a uint64_t: milliseconds from min to max, given as seconds with up to three decimals */
	OPTION_HELP,
};

#define ON(command) (1U << (command))

struct option_row {
	const char *name;
	char letter;       /* 0: none */
	unsigned commands; /* ON() of those that have it */
	enum option_kind kind;
	size_t offset; /* in struct options */
	uint64_t min, max;
	const char *argument; /* its name in the help */
	const char *help;
};

struct command_row {
	const char *name, *words, *summary;
	size_t words_min, words_max;
};

extern const struct option_row option_table[];
extern const size_t option_count;
extern const struct command_row command_table[COMMANDS];

#endif
