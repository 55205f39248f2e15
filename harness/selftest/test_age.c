#include "harness/core/kernel.h"
#include "harness/selftest/selftest.h"

#include <stddef.h>
#include <stdio.h>
#include <sys/utsname.h>

static void releases_are_compared_by_two_numbers(void)
{
	static const struct {
		const char *release;
		unsigned major, minor;
		bool before;
	} rows[] = {
		{"5.11.22", 5, 12, true},         {"5.12.0", 5, 12, false},         {"5.13", 5, 12, false},
		{"4.19.0", 5, 12, true},          {"6.1.0-44-amd64", 5, 12, false}, {"5.9", 5, 12, true},
		{"5.10.0-30-amd64", 5, 11, true}, {"10.0.0", 5, 12, false},         {"7.2-rc1", 7, 3, true},
	};

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		CU_ASSERT_EQUAL(release_before(rows[i].release, rows[i].major, rows[i].minor),
				rows[i].before);
}

static void what_is_no_release_is_before_nothing(void)
{
	static const char *const texts[] = {"", "custom", "6", "x.1", "v6.1"};

	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
		CU_ASSERT_FALSE(release_before(texts[i], 99, 0));
}

static void the_running_kernel_is_what_uname_says(void)
{
	struct utsname machine;
	unsigned major, minor;

	CU_ASSERT_EQUAL_FATAL(uname(&machine), 0);
	CU_ASSERT_EQUAL_FATAL(sscanf(machine.release, "%u.%u", &major, &minor), 2);
	CU_ASSERT_FALSE(kernel_before(major, minor));
	CU_ASSERT_TRUE(kernel_before(major, minor + 1));
	CU_ASSERT_TRUE(kernel_before(major + 1, 0));
}

static const struct selftest tests[] = {
	{"releases are compared by two numbers", releases_are_compared_by_two_numbers},
	{"what is no release is before nothing", what_is_no_release_is_before_nothing},
	{"the running kernel is what uname says", the_running_kernel_is_what_uname_says},
};

SELFTEST_MAIN("age of the kernel", tests)
