#include "harness/selftest/selftest.h"

#include <CUnit/Basic.h>
#include <stdio.h>

int selftest_main(const char *program, const struct selftest *tests, size_t count)
{
	CU_pSuite suite;
	unsigned failures;

	setvbuf(stdout, NULL, _IOLBF, 0);
	if (CU_initialize_registry() != CUE_SUCCESS || !(suite = CU_add_suite(program, NULL, NULL))) {
		fprintf(stderr, "%s: CUnit: %s\n", program, CU_get_error_msg());
		return 1;
	}
	for (size_t i = 0; i < count; i++) {
		if (!CU_add_test(suite, tests[i].name, tests[i].run) || CU_get_error() != CUE_SUCCESS) {
			fprintf(stderr, "%s: %s: %s\n", program, tests[i].name, CU_get_error_msg());
			return 1;
		}
	}
	CU_basic_set_mode(CU_BRM_NORMAL);
	CU_basic_run_tests();
	failures = CU_get_number_of_failures();
	CU_cleanup_registry();
	return failures ? 1 : 0;
}
