/* Files that are not as they must be: each gets one line with its name, the line, what is wrong and what would be right,
 * and nothing is kept of it. */
#include "harness/selftest/selftest.h"
#include "reports/saved.h"
#include "reports/selftest/tools.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HEAD "{\"format\":\"macvtap-conform results\",\n\"version\":1,\n"
#define FILE_OF(results)                                                                                     \
	HEAD "\"selected\":1,\"environment\":{\"hostname\":\"h\"},\"requirements\":{\"R\":{}},"              \
	     "\n\"results\":[\n" results "],\n\"count\":1}\n"
#define RESULT(more) "{\"id\":\"a.b\",\"verdict\":\"PASS\"" more "}\n"

struct row {
	const char *text, *says;
};

/* clang-format off */
static const struct row rows[] = {
	{"",                                                  "f:1: it ends at the beginning; is all of the file there?"},
	{"\n\n  ",                                            "f:3: it ends at the beginning"},
	{"[]",                                                "f:1: '[' at the beginning; there must be '{'"},
	{"{}",                                                "f:1: '}' where a key should be; there must be '\"'"},
	{"{\n\"results\":[]}",                                "f:2: this is no file of results; its first key must be \"format\""},
	{"{\"format\":\"junit\"}",                            "f:1: this is no file of results; its format must be"},
	{"{\"format\":3}",                                    "its format must be"},
	{"{\"format\" \"x\"}",                                "f:1: '\"' after a key; there must be ':'"},
	{"{\"format\":\"macvtap-conform results\",\n\"version\":2}", "f:2: it is of version 2; this program reads version 1"},
	{HEAD "\"version\":1}",                               "f:3: 'version' is there twice"},
	{HEAD "\"x\":[1,}",                                   "f:3: "},
	{HEAD "\"x\":\n\n[1,\n2",                             "is it JSON?"},
	{HEAD "\"x\":1,}",                                    "f:3: '}' where a key should be"},
	{HEAD "\"x\":1",                                      "f:3: it ends after a value; is all of the file there?"},
	{HEAD "\"x\":1}",                                     "f:3: \"environment\" is not there; is all of the file there?"},
	{HEAD "\"environment\":[]}",                          "f:3: environment is an array; it must be an object"},
	{HEAD "\"environment\":{\"kernel\":6}}",              "f:3: kernel is a whole number; it must be a string"},
	{HEAD "\"requirements\":{\"R\":3}}",                  "f:3: a requirement is a whole number; it must be an object"},
	{HEAD "\"selected\":-1}",                             "f:3: selected is -1; it must be from 0 to"},
	{HEAD "\"selected\":\"1\"}",                          "f:3: selected is a string; it must be a whole number"},
	{HEAD "\"selected\":99999999999999999999}",           "f:3: too big integer"},
	{HEAD "\"shard\":{\"index\":3,\"count\":2}}",         "f:3: shard 3 of 2; it must be from 1 to as many as there are"},
	{HEAD "\"shard\":{\"index\":0,\"count\":2}}",         "f:3: shard 0 of 2"},
	{HEAD "\"shard\":{\"index\":1,\"count\":2,\"selection\":\"12\"}}", "selection of the shard must be 16 hexadecimal digits"},
	{HEAD "\"unmet_expectations\":[{\"case\":\"a\"}]}",   "f:3: why is not there; it must be a string"},
	{HEAD "\"results\":3}",                               "f:3: '3' where results should begin; there must be '['"},
	{HEAD "\"results\":[\n1]}",                           "f:4: a result is a whole number; it must be an object"},
	{FILE_OF("{\"verdict\":\"PASS\"}"),                   "f:5: id is not there; it must be a string"},
	{FILE_OF("{\"id\":\"a b\",\"verdict\":\"PASS\"}"),    "f:5: 'a b' is no id"},
	{FILE_OF("{\"id\":\"../a\",\"verdict\":\"PASS\"}"),   "'../a' is no id"},
	{FILE_OF("{\"id\":\"a..b\",\"verdict\":\"PASS\"}"),   "'a..b' is no id"},
	{FILE_OF("{\"id\":\"\",\"verdict\":\"PASS\"}"),       "'' is no id"},
	{FILE_OF("{\"id\":\"a.b\"}"),                         "f:5: verdict is not there"},
	{FILE_OF("{\"id\":\"a.b\",\"verdict\":\"pass\"}"),    "f:5: 'pass' is no verdict; there are PASS"},
	{FILE_OF("{\"id\":\"a.b\",\"verdict\":\"\\u001b[2J\"}"), "f:5: '\\x1b[2J' is no verdict"},
	{FILE_OF("{\"id\":\"a.b\",\"id\":\"a.c\"}"),          "f:5: duplicate object key"},
	{FILE_OF("{\"id\":\"a.b\\u0000c\"}"),                 "f:5: "},
	{FILE_OF(RESULT(",\"repeat\":-1")),                   "f:5: repeat is -1"},
	{FILE_OF(RESULT(",\"repeat\":9999999999")),           "f:5: repeat is 9999999999; it must be from 0 to 2147483647"},
	{FILE_OF(RESULT(",\"reason\":[]")),                   "f:5: reason is an array; it must be a string"},
	{FILE_OF(RESULT(",\"requirement\":\"S\"")),           "f:5: the requirement 'S' is not known; \"requirements\" must name it"},
	{FILE_OF(RESULT(",\"reruns\":{\"times\":1,\"passed\":2}")), "f:5: 2 of 1 reruns passed"},
	{FILE_OF(RESULT(",\"findings\":{}")),                 "f:5: findings is an object; it must be an array"},
	{FILE_OF(RESULT(",\"findings\":[{\"file\":\"a\"}]")), "f:5: text is not there"},
	{FILE_OF(RESULT(",\"frames\":[3]")),                  "f:5: a frame is a whole number"},
	{FILE_OF(RESULT(",\"frames\":[{\"place\":\"W\"}]")),  "f:5: put_in must be true or false"},
	{FILE_OF(RESULT(",\"frames\":[{\"place\":\"W\",\"put_in\":true,\"kind\":\"fence\"}]")), "octets is not there"},
	{FILE_OF(RESULT(",\"frames\":[{\"place\":\"W\",\"put_in\":true,\"kind\":\"fence\",\"length\":9,\"octets\":\"0\"}]")), "pairs of hexadecimal digits"},
	{FILE_OF(RESULT(",\"frames\":[{\"place\":\"W\",\"put_in\":true,\"kind\":\"fence\",\"length\":9,\"octets\":\"0G\"}]")), "pairs of hexadecimal digits"},
	{FILE_OF(RESULT(",\"frames\":[{\"place\":\"W\",\"put_in\":true,\"kind\":\"fence\",\"length\":1,\"octets\":\"0000\"}]")), "a frame of length 1 has 2 octets"},
	{FILE_OF(RESULT(",\"frames\":[{\"place\":\"W\",\"put_in\":true,\"kind\":\"FENCE\"}]")), "f:5: 'FENCE' is no kind of frame; there are other"},
	{FILE_OF(RESULT(",\"journeys\":[{\"testbed\":\"t\",\"wire\":\"w\",\"from\":\"W\"}]")), "f:5: frame is not there"},
	{FILE_OF(RESULT(",\"journeys\":[{\"testbed\":\"t\",\"wire\":\"w\",\"from\":\"W\",\"frame\":\"f\",\"first_frame\":1}]")), "f:5: a journey begins at frame 1; there are 0"},
	{FILE_OF(RESULT(",\"journeys\":[{\"testbed\":\"t\",\"wire\":\"w\",\"from\":\"W\",\"frame\":\"f\",\"sites\":[{\"place\":\"W\",\"device\":\"d\",\"mode\":\"\"}]}]")), "f:5: expected must be true or false"},
	{FILE_OF(RESULT(",\"journeys\":[{\"testbed\":\"t\",\"wire\":\"w\",\"from\":\"W\",\"frame\":\"f\",\"sites\":[{\"place\":\"W\",\"device\":\"d\",\"mode\":\"\",\"expected\":true,\"kind\":\"hub\"}]}]")), "f:5: 'hub' is no kind of place; there are wire"},
	{FILE_OF(RESULT("") "," RESULT("")),                  "f:6: a.b has two results (repeat 0); a case has one of each repeat"},
	{FILE_OF(RESULT("") RESULT("")),                      "f:6: '{' after a result; there must be ']'"},
	{FILE_OF(RESULT("") ","),                             "f:6: "},
	{FILE_OF(""),                                         "f:6: there are 0 results; its count says 1"},
	{FILE_OF(RESULT("") "," RESULT(",\"repeat\":1")),     "f:8: there are 2 results; its count says 1"},
	{FILE_OF(RESULT("")) "{}",                            "f:8: more after its end; there must be nothing"},
	{HEAD "\"environment\":{},\"results\":[" RESULT("") "],\"count\":1}", "1 results of 0 cases; \"selected\" must not be less"},
	{HEAD "\"environment\":{},\"results\":[]}",           "\"count\" is not there; is all of the file there?"},
};
/* clang-format on */

static void what_is_wrong_is_said(void)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char error[512] = "";
		struct saved saved;
		int failed =
			saved_parse(&saved, "f", rows[i].text, strlen(rows[i].text), error, sizeof(error));

		if (!failed || !strstr(error, rows[i].says))
			printf("\nrow %zu: %d: %s\n  instead of: %s\n", i, failed, error, rows[i].says);
		CU_ASSERT_EQUAL(failed, -1);
		CU_ASSERT_PTR_NOT_NULL(strstr(error, rows[i].says));
		CU_ASSERT_PTR_NULL(strpbrk(error, "\n\033"));
		CU_ASSERT_PTR_NULL(saved.results);
	}
}

/* Blanks, other orders and keys of later versions are nobody's fault. */
static void what_is_merely_other_is_taken(void)
{
	static const char text[] =
		" {\n \"format\" : \"macvtap-conform results\" "
		",\"version\":1,\"selected\":2,\"later\":[{\"x\":null}],\n"
		"\"requirements\":{\"R\":{\"sentence\":\"s\",\"more\":1}},\"results\": [ "
		"{\"later\":{},\n\"verdict\":"
		"\"XPASS\",\"requirement\":\"R\",\"id\":\"a\"} ],\"count\":1,\"environment\":{} }\r\n\t ";
	char error[512] = "";
	struct saved saved;

	CU_ASSERT_EQUAL_FATAL(saved_parse(&saved, "f", text, strlen(text), error, sizeof(error)), 0);
	CU_ASSERT_EQUAL(saved.run.count, 1);
	CU_ASSERT_EQUAL(saved.run.selected, 2);
	CU_ASSERT_EQUAL(saved.run.results[0].verdict, VERDICT_XPASS);
	CU_ASSERT_STRING_EQUAL(saved.run.results[0].sentence, "s");
	CU_ASSERT_PTR_NULL(saved.run.results[0].reason);
	saved_free(&saved);
}

/* Cut off anywhere, a good file is a bad one. */
static void every_beginning_of_a_file_is_refused(void)
{
	static const char text[] = FILE_OF(RESULT(",\"findings\":[{\"file\":\"\",\"text\":\"\xc3\xa4\"}]"));

	for (size_t length = 0; length < strlen(text) - 2; length++) {
		char error[512] = "", *beginning = malloc(length + 1);
		struct saved saved;

		memcpy(beginning, text, length); /* so that a sanitizer sees who reads on */
		CU_ASSERT_EQUAL(saved_parse(&saved, "f", beginning, length, error, sizeof(error)), -1);
		CU_ASSERT_EQUAL(strncmp(error, "f:", 2), 0);
		free(beginning);
	}
}

static void files_that_cannot_be_read_are_named(void)
{
	char error[512] = "";
	struct saved saved;

	CU_ASSERT_EQUAL(saved_read(&saved, scratch("none.json"), error, sizeof(error)), -1);
	CU_ASSERT_PTR_NOT_NULL(strstr(error, "none.json: ENOENT"));
	CU_ASSERT_EQUAL(saved_read(&saved, "/", error, sizeof(error)), -1);
	CU_ASSERT_PTR_NOT_NULL(strstr(error, "cannot read /: EISDIR"));
}

static const struct selftest tests[] = {
	{"what is wrong is said", what_is_wrong_is_said},
	{"what is merely other is taken", what_is_merely_other_is_taken},
	{"every beginning of a file is refused", every_beginning_of_a_file_is_refused},
	{"files that cannot be read are named", files_that_cannot_be_read_are_named},
};

SELFTEST_MAIN("reports/saved", tests)
