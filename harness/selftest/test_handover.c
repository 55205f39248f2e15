/* A descriptor that is handed over is another one for the same thing, and only one. */
#include "harness/net/handover.h"
#include "harness/selftest/ending.h"
#include "harness/selftest/selftest.h"

#include <sys/socket.h>
#include <unistd.h>

static void what_was_sent_arrives(void)
{
	char octet = 0;
	int ends[2], received;

	CU_ASSERT_EQUAL_FATAL(pipe(ends), 0);
	received = handover_receive(handover_send(ends[1]));
	CU_ASSERT_EQUAL(write(received, "x", 1), 1);
	CU_ASSERT_EQUAL(read(ends[0], &octet, 1), 1);
	CU_ASSERT_EQUAL(octet, 'x');
	close(received);
	/* the end of file proves that nobody has the other end any more */
	CU_ASSERT_EQUAL(read(ends[0], &octet, 1), 0);
	close(ends[0]);
}

static void receive_nothing(const void *data)
{
	int ends[2];

	(void)data;
	if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0 && write(ends[0], "x", 1) == 1)
		handover_receive(ends[1]);
}

static void send_nothing(const void *data)
{
	(void)data;
	handover_send(-1);
}

static void what_is_no_descriptor_is_broken(void)
{
	CU_ASSERT_TRUE(is_broken(receive_nothing, NULL, "without the descriptor"));
	CU_ASSERT_TRUE(is_broken(send_nothing, NULL, "EBADF"));
}

static const struct selftest tests[] = {
	{"what was sent arrives", what_was_sent_arrives},
	{"what is no descriptor is BROKEN", what_is_no_descriptor_is_broken},
};

SELFTEST_MAIN("handover", tests)
