/* Cases that share a testbed: who gets which, and when what one process still has before it is divided. */
#include "harness/run/batch.h"
#include "harness/selftest/selftest.h"

#include <stdlib.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const int testbed, other_testbed;

static struct testcase cases[] = {
	{.id = "a", .shares = &testbed},
	{.id = "b", .shares = &testbed},
	{.id = "c", .shares = &testbed},
	{.id = "d", .shares = &testbed},
	{.id = "e", .shares = &testbed},
	{.id = "other", .shares = &other_testbed},
	{.id = "alone"},
};
static const struct case_list list = {.cases = cases, .count = COUNT(cases)};
static const struct pool_plan plan = {.cases = &list, .share = 48};

static bool hand_out(void *next, struct job *job)
{
	size_t *index = next;

	if (*index == COUNT(cases))
		return false;
	*job = (struct job){.index = (*index)++};
	return true;
}

static bool nothing_left(void *data, struct job *job)
{
	(void)data;
	(void)job;
	return false;
}

/* A process that runs the first case, all that shares its testbed being its batch. */
static struct slot slot_with_batch(const struct pool_plan *by)
{
	size_t next = 0;
	const struct pool_client client = {.data = &next, .next = hand_out};
	struct queue queue = {.client = &client};
	struct slot slot = {.state = SLOT_RUNNING, .batch = batch_room(by)};

	CU_ASSERT_PTR_NOT_NULL_FATAL(queue_peek(&queue));
	slot.job = queue_take(&queue);
	batch_fill(&slot, &queue, by, &slot.job);
	free(queue.returned);
	return slot;
}

/* It has had its first case for so long, and another one begun. */
static void let_pass(struct slot *slot, nanoseconds time)
{
	slot->stood = now() - time;
	slot->batch_next = 1;
}

static void what_shares_a_testbed_goes_together(void)
{
	const struct pool_plan by_three = {.cases = &list, .share = 3};
	struct slot slot = slot_with_batch(&plan);

	CU_ASSERT_EQUAL(slot.batch_count, 4); /* b to e */
	free(slot.batch);
	slot = slot_with_batch(&by_three);
	CU_ASSERT_EQUAL(slot.batch_count, 2);
	free(slot.batch);
}

static void expect_divided(struct slot *slot, size_t given)
{
	const struct pool_client client = {.next = nothing_left};
	struct queue queue = {.client = &client};
	size_t before = slot->batch_count;

	batch_divide(slot, 1, &queue, &plan);
	CU_ASSERT_EQUAL(slot->batch_count, before - given);
	for (size_t i = 0; i < given; i++) {
		const struct job *job = queue_peek(&queue);

		CU_ASSERT_PTR_NOT_NULL_FATAL(job);
		CU_ASSERT_EQUAL(job->index, 1 + slot->batch_count + i); /* in their order */
		queue_take(&queue);
	}
	CU_ASSERT_PTR_NULL(queue_peek(&queue));
	free(queue.returned);
}

static void half_of_what_takes_long_is_given_away(void)
{
	struct slot slot = slot_with_batch(&plan);

	let_pass(&slot, NS_PER_S);
	expect_divided(&slot, 1); /* of c, d, e */
	expect_divided(&slot, 1);
	expect_divided(&slot, 0); /* one is left, which is the next */
	free(slot.batch);
}

static void what_takes_no_time_stays_together(void)
{
	struct slot slot = slot_with_batch(&plan);

	let_pass(&slot, NS_PER_MS);
	expect_divided(&slot, 0);
	free(slot.batch);
}

static void nobody_is_judged_by_the_making_of_a_testbed(void)
{
	struct slot slot = slot_with_batch(&plan);

	expect_divided(&slot, 0);
	free(slot.batch);
}

static void what_takes_long_to_stand_stays_together(void)
{
	struct slot slot = slot_with_batch(&plan);

	cases[0].stands_in_s = 60;
	let_pass(&slot, NS_PER_S);
	expect_divided(&slot, 0);
	cases[0].stands_in_s = 0;
	free(slot.batch);
}

static void what_a_dead_process_has_left_is_not_lost(void)
{
	const struct pool_client client = {.next = nothing_left};
	struct queue queue = {.client = &client};
	struct slot slot = slot_with_batch(&plan);

	let_pass(&slot, NS_PER_S);
	batch_return(&slot, &queue);
	CU_ASSERT_EQUAL(slot.batch_count, 0);
	for (size_t index = 2; index <= 4; index++) {
		CU_ASSERT_PTR_NOT_NULL_FATAL(queue_peek(&queue));
		CU_ASSERT_EQUAL(queue_take(&queue).index, index);
	}
	CU_ASSERT_PTR_NULL(queue_peek(&queue));
	free(queue.returned);
	free(slot.batch);
}

static const struct selftest tests[] = {
	{"what shares a testbed goes together", what_shares_a_testbed_goes_together},
	{"half of what takes long is given away", half_of_what_takes_long_is_given_away},
	{"what takes no time stays together", what_takes_no_time_stays_together},
	{"nobody is judged by the making of a testbed", nobody_is_judged_by_the_making_of_a_testbed},
	{"what takes long to stand stays together", what_takes_long_to_stand_stays_together},
	{"what a dead process has left is not lost", what_a_dead_process_has_left_is_not_lost},
};

SELFTEST_MAIN("harness/batch", tests)
