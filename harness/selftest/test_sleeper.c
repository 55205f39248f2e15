/* A sleeper is seen asleep and seen back, on pipes: a tap that wakes whoever should be woken does not exist yet. */
#include "harness/net/sleeper.h"
#include "harness/selftest/selftest.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct ends {
	int reading, writing;
};

static struct ends ends_of_a_pipe(void)
{
	int fds[2];

	if (pipe(fds) < 0)
		abort();
	return (struct ends){fds[0], fds[1]};
}

static void expect_back(struct sleeper *sleeper, int error, size_t length)
{
	struct transfer got;

	CU_ASSERT_TRUE_FATAL(has_come_back(sleeper, &got));
	CU_ASSERT_EQUAL(got.error, error);
	CU_ASSERT_EQUAL(got.length, length);
	CU_ASSERT_FALSE(is_asleep(sleeper));
}

static void a_reader_sleeps_until_there_is_something(void)
{
	struct ends ends = ends_of_a_pipe();
	char octets[8];
	struct sleeper *reader = sleeper_reads(ends.reading, octets, sizeof octets);

	CU_ASSERT_TRUE(is_asleep(reader));
	CU_ASSERT_EQUAL(write(ends.writing, "abc", 3), 3);
	expect_back(reader, 0, 3);
	CU_ASSERT_EQUAL(memcmp(octets, "abc", 3), 0);
}

static void who_does_not_sleep_is_back_at_once(void)
{
	struct ends ends = ends_of_a_pipe();
	char octets[8];

	CU_ASSERT_EQUAL(write(ends.writing, "abc", 3), 3);
	CU_ASSERT_FALSE(is_asleep(sleeper_reads(ends.reading, octets, sizeof octets)));
}

/* What a tap should do when its device is deleted. */
static void the_end_of_the_other_end_wakes(void)
{
	struct ends ends = ends_of_a_pipe();
	char octets[8];
	struct sleeper *reader = sleeper_reads(ends.reading, octets, sizeof octets);
	struct sleeper *poller = sleeper_polls(ends.reading, POLLIN);

	CU_ASSERT_TRUE(is_asleep(reader));
	CU_ASSERT_TRUE(is_asleep(poller));
	close(ends.writing);
	CU_ASSERT_FALSE(is_asleep(reader));
	CU_ASSERT_FALSE(is_asleep(poller));
	expect_back(reader, 0, 0);
	expect_back(poller, 0, POLLHUP);
}

static void a_writer_sleeps_until_there_is_room(void)
{
	static const char more[1 << 16], one;
	static char octets[sizeof more];
	struct ends ends = ends_of_a_pipe();
	struct sleeper *writer;

	CU_ASSERT_EQUAL(write(ends.writing, more, sizeof more), (ssize_t)sizeof more);
	writer = sleeper_writes(ends.writing, &one, 1);
	CU_ASSERT_TRUE(is_asleep(writer));
	CU_ASSERT_EQUAL(read(ends.reading, octets, sizeof octets), (ssize_t)sizeof octets);
	CU_ASSERT_FALSE(is_asleep(writer));
	expect_back(writer, 0, 1);
}

static void a_signal_ends_the_call_or_does_not(void)
{
	struct ends ends = ends_of_a_pipe();
	char octets[8];
	struct sleeper *reader = sleeper_reads(ends.reading, octets, sizeof octets);

	interrupt(reader, SIGNAL_RESTARTS);
	CU_ASSERT_TRUE(is_asleep(reader));
	interrupt(reader, SIGNAL_ENDS);
	expect_back(reader, EINTR, 0);
}

static const struct selftest tests[] = {
	{"a reader sleeps until there is something", a_reader_sleeps_until_there_is_something},
	{"who does not sleep is back at once", who_does_not_sleep_is_back_at_once},
	{"the end of the other end wakes", the_end_of_the_other_end_wakes},
	{"a writer sleeps until there is room", a_writer_sleeps_until_there_is_room},
	{"a signal ends the call or does not", a_signal_ends_the_call_or_does_not},
};

SELFTEST_MAIN("harness.sleeper", tests)
