/* What a maintainer would be sent shows on this kernel what it is known for, and nothing on a kernel that is not. */
#include "harness/selftest/selftest.h"

#include "harness/run/expected.h"
#include "harness/run/shipped.h"
#include "harness/selftest/invoke.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct expected expected;
static char path[] = "/tmp/mvc-reproducer-XXXXXX";

enum { NOT_THERE = 0, THERE = 1 };

static void write_script(const char *text)
{
	FILE *file = fopen(path, "we");

	CU_ASSERT_PTR_NOT_NULL_FATAL(file);
	fputs(text, file);
	fclose(file);
}

/* Of all lines that name it: it is there if one concerns this kernel. */
static int what_is_known_here(const char *name)
{
	for (size_t i = 0; i < expected.expectations.count; i++) {
		const struct expectation *expectation = &expected.expectations.at[i];

		if (expectation->reproducer && !strcmp(expectation->reproducer, name) &&
		    expectation_concerns(expectation, &expected.kernel))
			return THERE;
	}
	return NOT_THERE;
}

static void reproducers_show_what_is_known(void)
{
	const struct options options = {.command = COMMAND_RUN};
	char error[512];

	CU_ASSERT_EQUAL_FATAL(expected_load(&expected, &options, error, sizeof(error)), 0);
	CU_ASSERT_FATAL(expected.kernel_known);
	for (const struct shipped_file *file = shipped_reproducers; file->name; file++) {
		int known = what_is_known_here(file->name);
		const struct invoked *ran;

		write_script(file->text);
		ran = invoke("/bin/sh", (const char *const[]){path, NULL});
		if (ran->code != known)
			printf("\n    %s: exit code %d, not %d\n%s%s", file->name, ran->code, known, ran->out,
			       ran->err);
		CU_ASSERT_EQUAL(ran->code, known);
		CU_ASSERT(*ran->out || *ran->err);
	}
}

static const struct selftest tests[] = {
	{"reproducers show what is known of this kernel", reproducers_show_what_is_known},
};

int main(void)
{
	int fd = mkstemp(path), code;

	if (fd < 0)
		return EXIT_FAILURE;
	close(fd);
	code = selftest_main("suites.kernel_reproducers", tests, sizeof(tests) / sizeof(tests[0]));
	unlink(path);
	return code;
}
