/* The expectations that are shipped are whole: each line names a case, and each reproducer belongs to one. */
#include "harness/selftest/selftest.h"

#include "harness/run/catalogue.h"
#include "harness/run/expectations.h"
#include "harness/run/expected.h"
#include "harness/run/shipped.h"

#include <fnmatch.h>
#include <stdio.h>
#include <string.h>

static struct catalogue catalogue;
static struct expected expected;

static const struct shipped_file *reproducer_of(const struct expectation *expectation)
{
	for (const struct shipped_file *file = shipped_reproducers; file->name; file++)
		if (!strcmp(file->name, expectation->reproducer))
			return file;
	return NULL;
}

static void the_file_is_well_formed(void)
{
	const char *text = shipped_expectations.text;
	char error[512] = "";
	int failed = expectations_parse(&expected.expectations, shipped_expectations.name, text, strlen(text),
					error, sizeof(error));

	if (failed)
		printf("\n    %s", error);
	CU_ASSERT_EQUAL_FATAL(failed, 0);
	CU_ASSERT(expected.expectations.count > 0);
	catalogue_build(&catalogue);
}

static bool names_a_case(const struct expectation *expectation)
{
	for (size_t i = 0; i < catalogue.count; i++)
		if (!fnmatch(expectation->glob, catalogue.list.cases[i].id, 0))
			return true;
	return false;
}

static void every_line_names_a_case(void)
{
	for (size_t i = 0; i < expected.expectations.count; i++) {
		const struct expectation *expectation = &expected.expectations.at[i];

		if (!names_a_case(expectation))
			printf("\n    line %u: no case is called %s", expectation->line, expectation->glob);
		CU_ASSERT(names_a_case(expectation));
	}
	CU_ASSERT_PTR_NULL(expected_of_nothing(&expected, &catalogue));
}

/* Same glob, same kernels: the second would never count. */
static void no_line_is_written_twice(void)
{
	const struct expectations *all = &expected.expectations;

	for (size_t i = 0; i < all->count; i++)
		for (size_t k = i + 1; k < all->count; k++)
			CU_ASSERT(strcmp(all->at[i].glob, all->at[k].glob) ||
				  strcmp(all->at[i].kernels, all->at[k].kernels));
}

/* What libvirt does is no bug of a kernel's: its case shows it, which does what a user would. */
static bool is_of_virtualization(const struct expectation *expectation)
{
	return !strncmp(expectation->glob, "virt.", strlen("virt."));
}

/* A bug that nobody has mended can be shown to somebody who might. */
static void what_is_not_mended_can_be_reproduced(void)
{
	for (size_t i = 0; i < expected.expectations.count; i++) {
		const struct expectation *expectation = &expected.expectations.at[i];
		bool shown = expectation->reproducer && reproducer_of(expectation);

		if (strcmp(expectation->fix, "unreported") && !expectation->reproducer)
			continue;
		if (is_of_virtualization(expectation))
			continue;
		if (!shown)
			printf("\n    line %u: no reproducer %s", expectation->line,
			       expectation->reproducer ? expectation->reproducer : "is named");
		CU_ASSERT(shown);
	}
}

static void every_reproducer_belongs_to_a_line(void)
{
	for (const struct shipped_file *file = shipped_reproducers; file->name; file++) {
		bool used = false;

		for (size_t i = 0; i < expected.expectations.count; i++) {
			const char *named = expected.expectations.at[i].reproducer;

			used |= named && !strcmp(named, file->name);
		}
		if (!used)
			printf("\n    %s.sh belongs to no line", file->name);
		CU_ASSERT(used);
		CU_ASSERT_EQUAL(strncmp(file->text, "#!/bin/sh\n# ", 12), 0);
	}
}

static const struct selftest tests[] = {
	{"the file is well formed", the_file_is_well_formed},
	{"every line names a case", every_line_names_a_case},
	{"no line is written twice", no_line_is_written_twice},
	{"what is not mended can be reproduced", what_is_not_mended_can_be_reproduced},
	{"every reproducer belongs to a line", every_reproducer_belongs_to_a_line},
};

SELFTEST_MAIN("suites.expectations", tests)
