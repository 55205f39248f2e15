/* Lists of cases: their ids are told apart, however many there are. What a case must have is the recorder's test. */
#include "harness/case/case.h"
#include "harness/selftest/selftest.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

static const struct requirement requirement = {"LIST_01", "What is added is there.", "case/case.h", "", NULL};

static void do_nothing(const void *data)
{
	(void)data;
}

static void thousands_of_ids_are_told_apart(void)
{
	struct case_list many = {0};
	char id[32];

	for (int i = 0; i < 20000; i++) {
		snprintf(id, sizeof(id), "many.n%d", i);
		case_add(&many, &(struct testcase){.id = id,
						   .requirement = &requirement,
						   .run = do_nothing,
						   .summary = "summary"});
	}
	CU_ASSERT_EQUAL(many.count, 20000);
	CU_ASSERT_STRING_EQUAL(many.cases[19999].id, "many.n19999");
	CU_ASSERT_STRING_EQUAL(many.cases[0].summary, "summary");
	for (size_t i = 0; i < many.count; i++) {
		free((char *)(uintptr_t)many.cases[i].id);
		free((char *)(uintptr_t)many.cases[i].summary);
		free((char *)(uintptr_t)many.cases[i].behaviour);
	}
	free(many.cases);
	free(many.ids);
}

static const struct selftest tests[] = {
	{"thousands of ids are told apart", thousands_of_ids_are_told_apart},
};

int main(void)
{
	return selftest_main("case_list", tests, sizeof(tests) / sizeof(tests[0]));
}
