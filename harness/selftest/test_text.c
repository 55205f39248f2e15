#include "harness/core/text.h"
#include "harness/selftest/selftest.h"

#include <string.h>

static void grows_by_pieces(void)
{
	char buffer[40] = "what was there before";
	struct text text = text_in(buffer, sizeof buffer);

	CU_ASSERT_STRING_EQUAL(buffer, "");
	text_separate(&text, "; ");
	text_add(&text, "octet %d", 37);
	text_separate(&text, "; ");
	text_add(&text, "%s", "short");
	CU_ASSERT_STRING_EQUAL(buffer, "octet 37; short");
	CU_ASSERT_EQUAL(text.length, strlen(buffer));
}

static void is_cut_where_the_buffer_ends(void)
{
	char buffer[9];

	memset(buffer, '#', sizeof buffer);
	for (size_t size = 0; size < sizeof buffer; size++) {
		struct text text = text_in(buffer, size);

		for (int i = 0; i < 3; i++)
			text_add(&text, "%s", "abcd");
		CU_ASSERT_EQUAL(text.length, size ? size - 1 : 0);
		CU_ASSERT_EQUAL(strncmp(buffer, "abcdabcdabcd", text.length), 0);
		CU_ASSERT_EQUAL(buffer[text.length], size ? '\0' : '#');
		CU_ASSERT_EQUAL(buffer[size], '#');
	}
}

static const struct selftest tests[] = {
	{"grows by pieces", grows_by_pieces},
	{"is cut where the buffer ends", is_cut_where_the_buffer_ends},
};

SELFTEST_MAIN("text", tests)
