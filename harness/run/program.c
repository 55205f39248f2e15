#include "harness/core/cleanup.h"
#include "harness/core/verdict.h"
#include "harness/run/command.h"
#include "harness/run/complain.h"
#include "harness/run/exit_codes.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>

/* A copy: the parser permutes what it is given, and the report shows what was typed. */
static char **copy_words(int argc, char **argv)
{
	char **copy = calloc((size_t)argc + 1, sizeof(*copy));

	if (!copy)
		broken("out of memory for %d words", argc);
	memcpy(copy, argv, (size_t)argc * sizeof(*copy));
	return copy;
}

/* Whoever started us may have closed them; what is opened next must not take their places. */
static void have_standard_descriptors(void)
{
	int fd;

	do
		fd = open("/dev/null", O_RDWR | O_CLOEXEC);
	while (fd >= 0 && fd <= STDERR_FILENO);
	if (fd >= 0)
		close(fd);
}

static int dispatch(const struct options *options, int argc, char **argv)
{
	switch (options->command) {
	case COMMAND_RUN:
		return command_run(options, argc, argv);
	case COMMAND_LIST:
		return command_list(options);
	case COMMAND_EXPLAIN:
		return command_explain(options);
	case COMMAND_REPORT:
		return command_report(options);
	case COMMAND_DOCTOR:
		return command_doctor(options);
	case COMMAND_DOMAIN:
		return command_domain(options, argc, argv);
	case COMMAND_BENCH:
		return command_bench(options, argc, argv);
	case COMMANDS:
		break;
	}
	return EXIT_UNUSABLE;
}

/* What has been printed counts only if it has arrived. */
static int flushed(int code)
{
	if (fflush(stdout) || ferror(stdout))
		return complain("cannot write to standard output: %s (%s)", errno_name(errno),
				strerror(errno));
	return code;
}

static int do_it(const struct options *options, enum parsed parsed, int argc, char **argv)
{
	switch (parsed) {
	case PARSED:
		return flushed(dispatch(options, argc, argv));
	case PARSED_HELP:
		options_help(stdout, options->command);
		return flushed(EXIT_ALL_PASSED);
	case PARSED_VERSION:
		puts("macvtap-conform " MVC_VERSION);
		return flushed(EXIT_ALL_PASSED);
	case PARSED_BAD:
		break;
	}
	return EXIT_UNUSABLE;
}

int program(int argc, char **argv)
{
	AUTO_FREE char **words = copy_words(argc, argv);
	struct options options;
	enum parsed parsed;
	char error[1024];

	have_standard_descriptors();
	parsed = options_parse(argc, words, &options, error, sizeof(error));
	if (parsed == PARSED_BAD)
		complain("%s", error);
	return exit_code_as((enum exit_codes)options.exit_codes, do_it(&options, parsed, argc, argv));
}
