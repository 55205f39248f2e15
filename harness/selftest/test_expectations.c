/* Known bugs: which kernel is which, which line concerns whom, and that a bad line gets one that says what would be right.
 */
#include "harness/run/expected.h"
#include "harness/selftest/selftest.h"

#include <stdio.h>
#include <string.h>

/* ---- kernels ---- */

#define DEBIAN "#1 SMP PREEMPT_DYNAMIC Debian 6.1.176-1 (2026-01-01)"

static const struct {
	const char *release, *build, *range;
	bool within;
} kernels[] = {
	{"6.18.44-fc-v595", "#1 SMP PREEMPT_DYNAMIC @0", "6.18.44", true},
	{"6.18.44-fc-v595", "", "6.18.44..6.18.44", true},
	{"6.18.44-fc-v595", "", "6.18", true},
	{"6.18.44-fc-v595", "", "6.1", false},
	{"6.18.44-fc-v595", "", "6.4..6.12.116", false},
	{"6.18.44-fc-v595", "", "6.13..", true},
	{"6.18.44-fc-v595", "", "6.18.45..", false},
	{"6.18.44-fc-v595", "", "..6.18.43", false},
	{"6.18.44-fc-v595", "", "..6.18", true},
	{"6.1.0-44-amd64", DEBIAN, "6.1.176", true},
	{"6.1.0-44-amd64", DEBIAN, "..6.1.175", false},
	{"6.1.0-44-amd64", "#1 SMP Debian", "6.1.0", true},
	{"6.1.0-44-amd64", "#1 SMP Debian of mine", "6.1.0", true},
	{"6.12.117+deb12-amd64", "#1 SMP Debian 6.12.117-1~bpo12+1", "6.4..6.12.116", false},
	{"6.12~rc6-amd64", "#1 SMP Debian 6.12~rc6-1~exp1", "6.12-rc5..6.12-rc6", true},
	{"6.19-rc3", "", "6.19..", false},
	{"6.19-rc3", "", "6.19-rc1..", true},
	{"6.19.0-rc3-next", "", "6.19-rc3", true},
	{"6.19-rc3", "", "6.19-rc4..", false},
	{"6.19-rc3", "", "..6.18", false},
	{"6.19-rc3", "", "..6.19", true},
	{"6.19-rc3", "", "..6.19-rc2", false},
	{"6.19-rc10", "", "6.19-rc9..", true},
	{"6.19.1", "", "..6.19-rc9", false},
	{"6.9.1", "", "6.10..", false},
	{"10.0", "", "6.18..", true},
};

static void a_kernel_is_within_its_ranges(void)
{
	for (size_t i = 0; i < sizeof(kernels) / sizeof(kernels[0]); i++) {
		struct kernel_version version;
		struct kernel_range range;
		bool known = kernel_version_of(kernels[i].release, kernels[i].build, &version);
		bool right = known && kernel_range_parse(kernels[i].range, &range) &&
			     kernel_range_has(&range, &version) == kernels[i].within;

		if (!right)
			fprintf(stderr, "%s and %s\n", kernels[i].release, kernels[i].range);
		CU_ASSERT(right);
	}
}

static void what_is_no_version_is_no_kernel(void)
{
	static const char *const releases[] = {"", "linux", "6", "6.", ".1", "6.x", "-6.1", "12345678.1"};
	struct kernel_version version;

	for (size_t i = 0; i < sizeof(releases) / sizeof(releases[0]); i++)
		CU_ASSERT(!kernel_version_of(releases[i], "#1 SMP", &version));
}

/* ---- lines ---- */

/* Each is the third line of its file; a NULL complaint: it is right. */
static const struct {
	const char *line, *complaint;
} lines[] = {
	{"a.b | * | does wrong | unreported", NULL},
	{"a.*|*|x|unreported", NULL},
	{"\ta.[bc]?  |  6.4..6.12.116 , 6.13.. | x: y, z | unreported | reproducer=of_it\r", NULL},
	{"a.b | ..6.1 | x | 0123456789ab", NULL},
	{"a.b | 6.6 | x | 0123456789abcdef0123456789abcdef01234567", NULL},
	{"a.b | 6.19-rc1.. | x | \"macvlan: a title\"", NULL},
	{"a.b | * | x | https://lore.example.org/1", NULL},
	{"a.b | * | x | unreported | libvirt=..9.10", NULL},
	{"a.b | * | x | unreported | qemu=7.2, 8.0.. | reproducer=of_it", NULL},
	{"a.b | * | x | unreported | vhost=*", NULL},
	{"a.b | * | x | unreported | libvirt=nine", "'nine' is no range of versions"},
	{"a.b | * | x | unreported | libvirt=", "'' is no range of versions"},
	{"a.b | * | x | unreported | libvirt=9.0 | qemu=7.2", "versions of qemu beside those of libvirt"},
	{"a.b | * | x | unreported | lib=9.0", "'lib=9.0' is not known here"},
	{"   # comment | with | bars", NULL},
	{" \t ", NULL},
	{"a.b", "1 field; there must be four: CASE | KERNELS | REASON | FIX"},
	{"a.b | * | x", "3 fields; there must be four"},
	{"| * | x | unreported", "the CASE is empty; write CASE |"},
	{"a.b || x | unreported", "the KERNELS is empty"},
	{"a.b | * | | unreported", "the REASON is empty"},
	{"a.b | * | x |", "the FIX is empty"},
	{"a b | * | x | unreported", "'a b' is no id and no glob over ids; see macvtap-conform list"},
	{"a/b | * | x | unreported", "'a/b' is no id"},
	{"a.b | all | x | unreported", "'all' is no range of kernels; write * for all, or 6.4..6.12.116"},
	{"a.b | 6.4.., | x | unreported", "'' is no range"},
	{"a.b | .. | x | unreported", "'..' is no range"},
	{"a.b | 6 | x | unreported", "'6' is no range"},
	{"a.b | 6.4...6.5 | x | unreported", "'6.4...6.5' is no range"},
	{"a.b | 6.4-6.5 | x | unreported", "'6.4-6.5' is no range"},
	{"a.b | 6.1.2.3 | x | unreported", "'6.1.2.3' is no range"},
	{"a.b | 6.5..6.4 | x | unreported", "'6.5..6.4' is no range"},
	{"a.b | 6.4..6.5x | x | unreported", "'6.4..6.5x' is no range"},
	{"a.b | 9999999.1 | x | unreported", "is no range"},
	{"a.b | * | x | soon", "'soon' is no FIX; write the commit in 12 to 40 digits"},
	{"a.b | * | x | 0123456789a", "is no FIX"},
	{"a.b | * | x | 0123456789ABCDEF", "is no FIX"},
	{"a.b | * | x | 0123456789abcdef0123456789abcdef012345678", "is no FIX"},
	{"a.b | * | x | \"\"", "is no FIX"},
	{"a.b | * | x | \"a\" and \"b\"", "is no FIX"},
	{"a.b | * | x | https://", "is no FIX"},
	{"a.b | * | x | https://a b", "is no FIX"},
	{"a.b | * | x | http://a", "is no FIX"},
	{"a.b | * | x | unreported | since=6.4", "'since=6.4' is not known here; what may follow the FIX is"},
	{"a.b | * | x | unreported |", "'' is not known here"},
	{"a.b | * | x | unreported | reproducer=", "'' names no reproducer; write reproducer=NAME"},
	{"a.b | * | x | unreported | reproducer=../x", "'../x' names no reproducer"},
	{"a.b | * | x\x01 | unreported", "an octet that is no text"},
	{"a.b | * | x\ry | unreported", "an octet that is no text"},
	{"a.b | * | \x1b[2J | unreported", "an octet that is no text"},
	{"a.b | * | x | unreported\x7f", "an octet that is no text"},
};

static int parse(struct expectations *expectations, const char *text, size_t length, char error[512])
{
	error[0] = '\0';
	return expectations_parse(expectations, "list", text, length, error, 512);
}

static void every_line_is_parsed_as_it_must(void)
{
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		const char *complaint = lines[i].complaint;
		struct expectations expectations;
		char text[256], error[512];
		int length = snprintf(text, sizeof(text), "# first\n\n%s\n# last", lines[i].line);
		int failed = parse(&expectations, text, (size_t)length, error);
		bool right = failed == (complaint ? -1 : 0) && !strchr(error, '\n');

		if (complaint)
			right &= !strncmp(error, "list:3: ", 8) && strstr(error, complaint);
		if (!right)
			fprintf(stderr, "%s: %s\n", lines[i].line, error);
		CU_ASSERT(right);
		CU_ASSERT(!failed || (!expectations.at && !expectations.text));
		expectations_free(&expectations);
	}
}

static const char whole[] =
	"# known\n"
	"link.a.*  | 6.4..6.12.116, 6.13..6.18 | loses, a frame | unreported | reproducer=lost\n"
	"link.a.b  | *      | never mended     | \"tap: mend\"\n"
	"link.*    | ..6.1  | old              | 0123456789abcdef\r\n"
	"tap.c     | 6.99.. | of tomorrow      | https://lore.example.org/x";

static void fields_arrive(void)
{
	struct expectations expectations;
	char error[512];

	CU_ASSERT_EQUAL_FATAL(parse(&expectations, whole, sizeof(whole) - 1, error), 0);
	CU_ASSERT_EQUAL_FATAL(expectations.count, 4);
	CU_ASSERT_STRING_EQUAL(expectations.at[0].glob, "link.a.*");
	CU_ASSERT_STRING_EQUAL(expectations.at[0].kernels, "6.4..6.12.116, 6.13..6.18");
	CU_ASSERT_STRING_EQUAL(expectations.at[0].reason, "loses, a frame");
	CU_ASSERT_STRING_EQUAL(expectations.at[0].fix, "unreported");
	CU_ASSERT_STRING_EQUAL(expectations.at[0].reproducer, "lost");
	CU_ASSERT_EQUAL(expectations.at[0].range_count, 2);
	CU_ASSERT_EQUAL(expectations.at[0].line, 2);
	CU_ASSERT_STRING_EQUAL(expectations.at[1].fix, "fixed by \"tap: mend\"");
	CU_ASSERT_PTR_NULL(expectations.at[1].reproducer);
	CU_ASSERT_STRING_EQUAL(expectations.at[2].fix,
			       "fixed by 0123456789ab, see https://git.kernel.org/linus/0123456789abcdef");
	CU_ASSERT_STRING_EQUAL(expectations.at[3].fix, "reported, see https://lore.example.org/x");
	CU_ASSERT_EQUAL(expectations.at[3].line, 5);
	expectations_free(&expectations);
}

/* The line that is found for an id and a kernel; 0: none. */
static const struct {
	const char *id, *release;
	unsigned line;
} finds[] = {
	{"link.a.b", "6.18.44", 2},  {"link.a.b", "6.12.117", 3}, {"link.a.b", "6.1.9", 3},
	{"link.a.c", "6.12.117", 0}, {"link.x", "6.1.9", 4},      {"link.x", "6.2", 0},
	{"tap.c", "6.18", 0},        {"tap.c", NULL, 5},          {"tap.cc", NULL, 0},
	{"xlink.a.b", "6.18", 0},    {"link.a", "6.18", 0},
};

static void the_first_line_that_fits_is_found(void)
{
	struct expectations expectations;
	char error[512];

	CU_ASSERT_EQUAL_FATAL(parse(&expectations, whole, sizeof(whole) - 1, error), 0);
	for (size_t i = 0; i < sizeof(finds) / sizeof(finds[0]); i++) {
		struct kernel_version version;
		bool known = finds[i].release && kernel_version_of(finds[i].release, "", &version);
		const struct expectation *found =
			expectations_find(&expectations, finds[i].id, known ? &version : NULL, NULL);

		CU_ASSERT_EQUAL(found ? found->line : 0, finds[i].line);
	}
	expectations_free(&expectations);
}

/* ---- versions of others ---- */

static const char of_others[] = "a.b | * | of both    | unreported | libvirt=9.0..9.10, ..8.0\n"
				"a.b | * | of another | unreported | qemu=7.2\n"
				"a.c | * | of any     | unreported | libvirt=*\n"
				"a.d | * | with vhost | unreported | vhost=*\n";

/* The line that is found for a case which these have served; 0: none. */
static const struct {
	const char *id, *served_by;
	unsigned line;
} served[] = {
	{"a.b", "libvirt 9.0.0", 1},
	{"a.b", "libvirt 9.10.4, qemu 7.2.22", 1},
	{"a.b", "qemu 7.2.22, libvirt 7.0.0", 1},
	{"a.b", "libvirt 10.0.0, qemu 7.2.22", 2},
	{"a.b", "libvirt 10.0.0, qemu 8.2.0", 0},
	{"a.b", "libvirt 8.5.0", 0},
	{"a.b", "libvirt", 0},
	{"a.b", "", 0},
	{"a.b", NULL, 1},
	{"a.c", "libvirt 1.0.0", 3},
	{"a.c", "qemu 7.2.22", 0},
	{"a.d", "libvirt 9.0.0, qemu 7.2.22, vhost 6.12.118+deb13-amd64", 4},
	{"a.d", "libvirt 9.0.0, qemu 7.2.22", 0},
};

static void versions_of_others_count(void)
{
	struct expectations expectations;
	char error[512];

	CU_ASSERT_EQUAL_FATAL(parse(&expectations, of_others, sizeof(of_others) - 1, error), 0);
	CU_ASSERT_STRING_EQUAL(expectations.at[0].software, "libvirt");
	CU_ASSERT_STRING_EQUAL(expectations.at[0].versions, "9.0..9.10, ..8.0");
	for (size_t i = 0; i < sizeof(served) / sizeof(served[0]); i++) {
		const struct expectation *found =
			expectations_find(&expectations, served[i].id, NULL, served[i].served_by);

		CU_ASSERT_EQUAL(found ? found->line : 0, served[i].line);
	}
	expectations_free(&expectations);
}

/* Whether the file is refused, and then in one line that begins with its name. */
static size_t is_refused(const char *text, size_t length)
{
	struct expectations expectations;
	char error[512];
	bool refused = parse(&expectations, text, length, error) != 0;

	if (refused)
		CU_ASSERT(!strncmp(error, "list:", 5) && !strchr(error, '\n'));
	expectations_free(&expectations);
	return refused;
}

static size_t refused_with_other_octets_at(size_t at)
{
	static const char evil[] = {'\0', '|', '\n', '.', '9', '*', '"', '\xff', '\x1b', '='};
	char text[sizeof(whole)];
	size_t refused = 0;

	memcpy(text, whole, sizeof(whole));
	for (size_t i = 0; i < sizeof(evil); i++) {
		text[at] = evil[i];
		refused += is_refused(text, sizeof(whole) - 1);
	}
	return refused;
}

/* Every octet cut off, and every octet replaced: nothing breaks, and what is refused is refused in one line. */
static void hostile_files_are_borne(void)
{
	size_t refused = 0;

	for (size_t length = 0; length < sizeof(whole); length++)
		refused += is_refused(whole, length);
	for (size_t at = 0; at < sizeof(whole) - 1; at++)
		refused += refused_with_other_octets_at(at);
	CU_ASSERT(refused > sizeof(whole)); /* all that hold a zero, at the least */
}

static void a_complaint_fits_its_place(void)
{
	struct expectations expectations;
	char error[16];

	memset(error, 'x', sizeof(error));
	CU_ASSERT_EQUAL(
		expectations_parse(&expectations, "a long name of a file", "x", 1, error, sizeof(error)), -1);
	CU_ASSERT_EQUAL(strlen(error), sizeof(error) - 1);
}

static void files_that_cannot_be_read_are_named(void)
{
	struct expectations expectations;
	char error[512];

	CU_ASSERT_EQUAL(expectations_read(&expectations, "/nowhere/x", error, sizeof(error)), -1);
	CU_ASSERT_PTR_NOT_NULL(strstr(error, "cannot read /nowhere/x: ENOENT"));
	CU_ASSERT_EQUAL(expectations_read(&expectations, "/", error, sizeof(error)), -1);
	CU_ASSERT_PTR_NOT_NULL(strstr(error, "cannot read /: EISDIR"));
	CU_ASSERT_EQUAL(expectations_read(&expectations, "/dev/zero", error, sizeof(error)), -1);
	CU_ASSERT_PTR_NOT_NULL(strstr(error, "EFBIG"));
	CU_ASSERT_EQUAL(expectations_read(&expectations, "/dev/null", error, sizeof(error)), 0);
	CU_ASSERT_EQUAL(expectations.count, 0);
	expectations_free(&expectations);
}

/* ---- verdicts ---- */

/* What becomes of each verdict of a case that an expectation names, and of one that none does. */
static void only_pass_and_fail_are_judged(void)
{
	static const enum verdict becomes[VERDICTS] = {
		[VERDICT_PASS] = VERDICT_XPASS,      [VERDICT_FAIL] = VERDICT_XFAIL,
		[VERDICT_SKIP] = VERDICT_SKIP,       [VERDICT_BROKEN] = VERDICT_BROKEN,
		[VERDICT_TIMEOUT] = VERDICT_TIMEOUT, [VERDICT_CRASH] = VERDICT_CRASH,
		[VERDICT_XFAIL] = VERDICT_XFAIL,     [VERDICT_XPASS] = VERDICT_XPASS,
	};
	struct expected expected = {.kernel_known = true};
	char error[512], known[] = "link.a.b", unknown[] = "tap.c";

	kernel_version_of("6.18.44", "", &expected.kernel);
	CU_ASSERT_EQUAL_FATAL(parse(&expected.expectations, whole, sizeof(whole) - 1, error), 0);
	for (enum verdict verdict = 0; verdict < VERDICTS; verdict++) {
		struct result result = {.id = known, .verdict = verdict};
		struct result other = {.id = unknown, .verdict = verdict};

		expected_judge(&expected, &result);
		expected_judge(&expected, &other);
		CU_ASSERT_EQUAL(result.verdict, becomes[verdict]);
		CU_ASSERT_EQUAL(!result.known_bug, becomes[verdict] == verdict);
		CU_ASSERT(other.verdict == verdict && !other.known_bug && !other.known_fix);
	}
	expectations_free(&expected.expectations);
}

static void of_an_unknown_kernel_nothing_is_expected(void)
{
	char id[] = "link.a.b", error[512];
	struct result result = {.id = id, .verdict = VERDICT_FAIL};
	struct expected expected = {.kernel_known = false};

	CU_ASSERT_EQUAL_FATAL(parse(&expected.expectations, whole, sizeof(whole) - 1, error), 0);
	expected_judge(&expected, &result);
	CU_ASSERT_EQUAL(result.verdict, VERDICT_FAIL);
	expectations_free(&expected.expectations);
}

/* A known bug excuses neither a warning of the kernel nor a process left behind. */
static void what_the_runner_saw_is_not_excused(void)
{
	char id[] = "link.a.b", suite[] = "suites/a.c", nowhere[] = "", text[] = "text";
	struct finding findings[] = {{suite, 1, text}, {nowhere, 0, text}};
	struct result result = {.id = id, .verdict = VERDICT_FAIL, .findings = findings, .finding_count = 2};
	struct expected expected = {.kernel_known = true};
	char error[512];

	kernel_version_of("6.18.44", "", &expected.kernel);
	CU_ASSERT_EQUAL_FATAL(parse(&expected.expectations, whole, sizeof(whole) - 1, error), 0);
	expected_judge(&expected, &result);
	CU_ASSERT_EQUAL(result.verdict, VERDICT_FAIL);
	result.finding_count = 1;
	expected_judge(&expected, &result);
	CU_ASSERT_EQUAL(result.verdict, VERDICT_XFAIL);
	CU_ASSERT_STRING_EQUAL(result.known_bug, "loses, a frame");
	CU_ASSERT_STRING_EQUAL(result.known_fix, "unreported");
	expectations_free(&expected.expectations);
}

static const struct selftest tests[] = {
	{"a kernel is within its ranges", a_kernel_is_within_its_ranges},
	{"what is no version is no kernel", what_is_no_version_is_no_kernel},
	{"every line is parsed as it must", every_line_is_parsed_as_it_must},
	{"fields arrive", fields_arrive},
	{"the first line that fits is found", the_first_line_that_fits_is_found},
	{"versions of others count", versions_of_others_count},
	{"hostile files are borne", hostile_files_are_borne},
	{"a complaint fits its place", a_complaint_fits_its_place},
	{"files that cannot be read are named", files_that_cannot_be_read_are_named},
	{"only PASS and FAIL are judged", only_pass_and_fail_are_judged},
	{"of an unknown kernel nothing is expected", of_an_unknown_kernel_nothing_is_expected},
	{"what the runner saw is not excused", what_the_runner_saw_is_not_excused},
};

SELFTEST_MAIN("expectations", tests)
