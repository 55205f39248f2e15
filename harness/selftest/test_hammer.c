/* A hammer strikes as often as it was told to, and remembers the first thing that went wrong. */
#include "harness/core/clock.h"
#include "harness/proof/hammer.h"
#include "harness/selftest/ending.h"
#include "harness/selftest/selftest.h"

#include <errno.h>
#include <pthread.h>

struct anvil {
	unsigned blows;
	unsigned bad;        /* which of them goes wrong; 0 for none */
	pthread_mutex_t *at; /* what every blow has to wait for; NULL for nothing */
};

static int strike(void *object)
{
	struct anvil *anvil = object;

	if (anvil->at) {
		pthread_mutex_lock(anvil->at);
		pthread_mutex_unlock(anvil->at);
	}
	anvil->blows++;
	if (anvil->bad && anvil->blows >= anvil->bad)
		return anvil->blows == anvil->bad ? ENOLINK : EINVAL;
	return 0;
}

static void it_strikes_as_often_as_told(void)
{
	struct anvil anvil = {.blows = 0};
	struct hammer *hammer = hammer_start(strike, &anvil, 1000);

	hammer_await(hammer, 10);
	CU_ASSERT_EQUAL(hammer_end(hammer), 0);
	CU_ASSERT_EQUAL(anvil.blows, 1000);
}

static void the_first_error_is_remembered(void)
{
	struct anvil anvil = {.bad = 7};

	CU_ASSERT_EQUAL(hammer_end(hammer_start(strike, &anvil, 20)), ENOLINK);
	CU_ASSERT_EQUAL(anvil.blows, 20);
}

static void nobody_waits_for_more_than_there_will_be(void)
{
	struct anvil anvil = {.blows = 0};
	struct hammer *hammer = hammer_start(strike, &anvil, 3);

	hammer_await(hammer, 100);
	CU_ASSERT_EQUAL(hammer_end(hammer), 0);
}

static void await_what_never_strikes(const void *data)
{
	pthread_mutex_t held = PTHREAD_MUTEX_INITIALIZER;
	struct anvil anvil = {.at = &held};

	(void)data;
	set_patience(20 * NS_PER_MS);
	pthread_mutex_lock(&held);
	hammer_await(hammer_start(strike, &anvil, 1), 1);
}

static void a_hammer_that_never_strikes_is_broken(void)
{
	CU_ASSERT_TRUE(is_broken(await_what_never_strikes, NULL, "does not get on with its work"));
}

static const struct selftest tests[] = {
	{"it strikes as often as told", it_strikes_as_often_as_told},
	{"the first error is remembered", the_first_error_is_remembered},
	{"nobody waits for more than there will be", nobody_waits_for_more_than_there_will_be},
	{"a hammer that never strikes is BROKEN", a_hammer_that_never_strikes_is_broken},
};

SELFTEST_MAIN("hammer", tests)
