#include "harness/run/option_table.h"

#include <string.h>

static void print_option(FILE *stream, const struct option_row *row)
{
	char name[64];

	if (row->kind == OPTION_MAYBE)
		snprintf(name, sizeof(name), "--%s[=%s]", row->name, row->argument);
	else
		snprintf(name, sizeof(name), "--%s%s%s", row->name, row->argument ? " " : "",
			 row->argument ? row->argument : "");
	if (strlen(name) > 20)
		fprintf(stream, "      %s\n%-27s%s\n", name, "", row->help);
	else if (row->letter)
		fprintf(stream, "  -%c, %-20s %s\n", row->letter, name, row->help);
	else
		fprintf(stream, "      %-20s %s\n", name, row->help);
}

static void help_program(FILE *stream)
{
	fputs("macvtap-conform proves that the running kernel's macvtap driver isolates, filters and "
	      "delivers as it "
	      "must.\n\n",
	      stream);
	for (enum command command = 0; command < COMMANDS; command++) {
		const struct command_row *row = &command_table[command];
		char usage[64];

		snprintf(usage, sizeof(usage), "%s %s", row->name, row->words);
		fprintf(stream, "  macvtap-conform %-25s %s\n", usage, row->summary);
	}
	fputs("\n"
	      "  macvtap-conform COMMAND --help            the options of a command\n"
	      "  macvtap-conform --version                 the version\n"
	      "\n"
	      "Exit codes: 0 all passed, 1 something failed, timed out or crashed, 2 bad input, or something "
	      "could not\n"
	      "be decided, 4 all skipped. Of doctor and domain: 0 guests can be served, 1 not, 2 bad input; "
	      "of domain "
	      "4: no\nmacvtap in it.\n",
	      stream);
}

void options_help(FILE *stream, enum command command)
{
	if (command == COMMANDS) {
		help_program(stream);
		return;
	}
	fprintf(stream, "macvtap-conform %s [OPTION...] %s: %s\n\n", command_table[command].name,
		command_table[command].words, command_table[command].summary);
	for (size_t i = 0; i < option_count; i++)
		if (option_table[i].commands & ON(command))
			print_option(stream, &option_table[i]);
}
