#include "harness/selftest/documented.h"

#include "harness/selftest/invoke.h"
#include "harness/selftest/selftest.h"

#include <stdio.h>
#include <string.h>

void expect_documented(const struct check *checks, size_t count)
{
	const char *page = file_text(SOURCE_DIR "/scripts/macvtap-conform.1");

	for (size_t i = 0; i < count; i++) {
		char line[64];

		snprintf(line, sizeof line, "\n.B %s\n", checks[i].id);
		if (!strstr(page, line)) {
			fprintf(stderr, "the man page lacks %s\n", checks[i].id);
			CU_FAIL("not documented");
		}
		for (size_t k = 0; k < i; k++)
			CU_ASSERT_STRING_NOT_EQUAL(checks[i].id, checks[k].id);
	}
}
