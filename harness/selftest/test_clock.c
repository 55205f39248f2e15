#include "harness/core/clock.h"
#include "harness/core/verdict.h"
#include "harness/selftest/ending.h"
#include "harness/selftest/selftest.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <time.h>

static void now_is_the_monotonic_clock(void)
{
	struct timespec before, after;
	nanoseconds time;

	clock_gettime(CLOCK_MONOTONIC, &before);
	time = now();
	clock_gettime(CLOCK_MONOTONIC, &after);
	CU_ASSERT_TRUE(time >= (nanoseconds)before.tv_sec * NS_PER_S + (nanoseconds)before.tv_nsec);
	CU_ASSERT_TRUE(time <= (nanoseconds)after.tv_sec * NS_PER_S + (nanoseconds)after.tv_nsec);
}

/* The slowness is read once a process: each value gets one of its own. */
struct slowness {
	const char *text;     /* NULL: not in the environment */
	nanoseconds base;     /* what set_patience() gets; 0: it is not called */
	nanoseconds patience; /* what comes out */
};

static void be_patient(const void *data)
{
	const struct slowness *row = data;

	unsetenv("MVC_SLOWNESS");
	if (row->text)
		setenv("MVC_SLOWNESS", row->text, 1);
	if (row->base)
		set_patience(row->base);
	if (patience() != row->patience)
		_exit(1);
	/* whatever becomes of the environment later */
	setenv("MVC_SLOWNESS", "7", 1);
	if (patience() != row->patience)
		_exit(1);
}

static void patience_is_five_seconds_times_the_slowness(void)
{
	static const struct slowness rows[] = {
		{NULL, 0, 5 * NS_PER_S},
		{"1", 0, 5 * NS_PER_S},
		{"20", 0, 100 * NS_PER_S},
		{"10000", 0, 50000 * NS_PER_S},
		{"1.5", 2 * NS_PER_MS, 3 * NS_PER_MS},
		{"1.0", 0, 5 * NS_PER_S},
		{NULL, 50 * NS_PER_MS, 50 * NS_PER_MS},
		{"3", 50 * NS_PER_MS, 150 * NS_PER_MS},
	};

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		CU_ASSERT_EQUAL(ending_of(be_patient, &rows[i]).code, ENDING_RETURNED);
}

static void be_patient_with(const void *text)
{
	setenv("MVC_SLOWNESS", text, 1);
	patience();
}

static void a_malformed_slowness_is_broken(void)
{
	static const char *const texts[] = {
		"",    " ",  "0",     "0.99", "-1",    "-2",    "+2",
		"abc", "2x", "2 ",    " 2",   "1e3",   "0x10",  "inf",
		"nan", ".",  "1.2.3", "1,5",  "10001", "1e309", "99999999999999999999999999999999"};

	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
		CU_ASSERT_TRUE(is_broken(be_patient_with, texts[i], "MVC_SLOWNESS is"));
}

static void milliseconds_are_rounded_up(void)
{
	nanoseconds before, after, deadline;
	int ms;

	before = now();
	deadline = before + 5 * NS_PER_S + 1;
	ms = ms_until(deadline);
	after = now();
	CU_ASSERT_TRUE(ms <= 5001);
	CU_ASSERT_TRUE((nanoseconds)ms * NS_PER_MS >= deadline - after);
	CU_ASSERT_TRUE((nanoseconds)(ms - 1) * NS_PER_MS < deadline - before);
}

static void a_deadline_that_has_passed_leaves_nothing(void)
{
	CU_ASSERT_EQUAL(ms_until(0), 0);
	CU_ASSERT_EQUAL(ms_until(1), 0);
	CU_ASSERT_EQUAL(ms_until(now()), 0);
}

static void the_far_future_fits_into_poll(void)
{
	CU_ASSERT_EQUAL(ms_until(UINT64_MAX), INT_MAX);
	CU_ASSERT_EQUAL(ms_until(now() + ((nanoseconds)INT_MAX + 100000) * NS_PER_MS), INT_MAX);
	CU_ASSERT_TRUE(ms_until(now() + ((nanoseconds)INT_MAX - 100000) * NS_PER_MS) < INT_MAX);
}

static void errors_have_names(void)
{
	CU_ASSERT_STRING_EQUAL(errno_name(EINVAL), "EINVAL");
	CU_ASSERT_STRING_EQUAL(errno_name(EADDRINUSE), "EADDRINUSE");
	CU_ASSERT_STRING_EQUAL(errno_name(EHWPOISON), "EHWPOISON");
	CU_ASSERT_STRING_EQUAL(errno_name(4711), "E?");
	CU_ASSERT_STRING_EQUAL(errno_name(-EINVAL), "E?");
	CU_ASSERT_STRING_EQUAL(errno_name(INT_MIN), "E?");
}

static const struct selftest tests[] = {
	{"now is the monotonic clock", now_is_the_monotonic_clock},
	{"patience is five seconds times the slowness", patience_is_five_seconds_times_the_slowness},
	{"a malformed slowness is BROKEN", a_malformed_slowness_is_broken},
	{"milliseconds are rounded up", milliseconds_are_rounded_up},
	{"a deadline that has passed leaves nothing", a_deadline_that_has_passed_leaves_nothing},
	{"the far future fits into poll", the_far_future_fits_into_poll},
	{"errors have names", errors_have_names},
};

SELFTEST_MAIN("clock", tests)
