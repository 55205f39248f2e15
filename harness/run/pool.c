#include "harness/run/pool.h"
#include "harness/core/verdict.h"
#include "harness/run/autopsy.h"
#include "harness/run/batch.h"
#include "harness/run/disk_copy.h"
#include "harness/run/interrupts.h"
#include "harness/run/worker.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { POLL_SIGNALS, POLL_LOG, POLL_DISK, POLL_FIRST_SLOT };

struct pool {
	struct pool_plan plan;
	struct slot *slots;
	size_t slot_count;
	struct pollfd *polls;
	pid_t *children; /* the slots' processes, then the kept ones */
	size_t kept_count;
	int signal; /* that cut the run short */
	struct queue queue;
};

/* ---- making ---- */

static void *some(size_t count, size_t size)
{
	void *memory = calloc(count, size);

	if (!memory)
		broken("out of memory for %zu cases at a time; ask for fewer with --jobs", count);
	return memory;
}

/* A case that has said its last word takes long to die, and does nothing but wait for the kernel's grace periods. So it
 * keeps its slot, but not its turn. Whoever asks for one case at a time wants to know which one it was, though. */
static size_t slots_for(size_t jobs)
{
	return jobs == 1 ? 1 : 3 * jobs;
}

struct pool *pool_new(const struct pool_plan *plan)
{
	struct pool *pool = some(1, sizeof(*pool));

	pool->plan = *plan;
	pool->slot_count = slots_for(plan->jobs);
	pool->slots = some(pool->slot_count, sizeof(*pool->slots));
	pool->polls = some(POLL_FIRST_SLOT + SLOT_POLLS * pool->slot_count, sizeof(*pool->polls));
	pool->children = some(pool->slot_count, sizeof(*pool->children));
	for (size_t i = 0; i < pool->slot_count; i++)
		pool->slots[i].batch = batch_room(plan);
	return pool;
}

void pool_free(struct pool *pool)
{
	for (size_t i = 0; i < pool->slot_count; i++)
		free(pool->slots[i].batch);
	free(pool->slots);
	free(pool->queue.returned);
	free(pool->polls);
	free(pool->children);
	free(pool);
}

/* ---- children that are no strays ---- */

static void remember_kept(struct pool *pool, pid_t pid)
{
	size_t count = pool->slot_count + ++pool->kept_count;

	pool->children = reallocarray(pool->children, count, sizeof(*pool->children));
	if (!pool->children)
		broken("out of memory for kept cases");
	pool->children[count - 1] = pid;
}

static struct no_strays our_children(struct pool *pool)
{
	for (size_t i = 0; i < pool->slot_count; i++)
		pool->children[i] = pool->slots[i].state == SLOT_FREE ? 0 : pool->slots[i].pid;
	return (struct no_strays){pool->children, pool->slot_count + pool->kept_count};
}

struct no_strays pool_kept(const struct pool *pool)
{
	return (struct no_strays){pool->children + pool->slot_count, pool->kept_count};
}

/* ---- ending ---- */

static void hand_over(struct pool *pool, struct slot *slot, const struct pool_client *client)
{
	struct result result = outcome_take(&slot->outcome, &pool->plan.cases->cases[slot->job.index]);

	result.duration_ns = now() - slot->started;
	result.repeat = slot->job.repeat;
	client->ended(client->data, &slot->job, &result);
}

static void decide_timeout(struct slot *slot, const char *how)
{
	char reason[160];

	snprintf(reason, sizeof(reason), "did not end within %.0f s%s", (double)slot->allowed / NS_PER_S,
		 how);
	outcome_of_timeout(&slot->outcome, reason);
}

static void end_strays(struct pool *pool, struct slot *slot)
{
	const struct stray_owner owner = {slot->pid, slot->outcome.namespaces, slot->outcome.namespace_count};
	const struct no_strays ours = our_children(pool);
	char names[256];

	if (strays_end(&owner, &ours, names, sizeof(names)))
		outcome_stray(&slot->outcome, names);
}

/* The process is dead. The order matters: what it reported tells its namespaces, by which its strays are
 * found, who must be dead before its output can end. */
static void bury(struct pool *pool, struct slot *slot, const struct pool_client *client)
{
	siginfo_t info = {0};

	waitid(P_PID, (id_t)slot->pid, &info, WEXITED);
	slot_drain_report(slot);
	blame_read(pool->plan.blame, pool->slots, pool->slot_count);
	blame_settle(pool->plan.blame, slot);
	if (slot->state == SLOT_TIMED_OUT)
		decide_timeout(slot, "");
	else
		outcome_of_status(&slot->outcome, info.si_code == CLD_EXITED ? W_EXITCODE(info.si_status, 0)
									     : W_EXITCODE(0, info.si_status));
	end_strays(pool, slot);
	slot_drain_output(slot);
	batch_return(slot, &pool->queue);
	if (slot->state != SLOT_DISMISSED)
		hand_over(pool, slot, client);
	slot_close(slot);
}

/* The process stays as it is: what it has left behind belongs to it. */
static void leave(struct pool *pool, struct slot *slot, const struct pool_client *client)
{
	slot_drain_output(slot);
	blame_read(pool->plan.blame, pool->slots, pool->slot_count);
	blame_settle(pool->plan.blame, slot);
	outcome_of_ending(&slot->outcome);
	remember_kept(pool, slot->pid);
	client->kept(client->data, &slot->job, slot->pid, &slot->outcome);
	hand_over(pool, slot, client);
	slot_close(slot);
}

/* The deadline has passed: of the case, or of its death. */
static void overdue(struct pool *pool, struct slot *slot, const struct pool_client *client)
{
	if (slot->state == SLOT_RUNNING) {
		autopsy(slot->pid, &slot->outcome.output);
		slot_kill(slot, SLOT_TIMED_OUT);
		return;
	}
	if (slot->state == SLOT_TIMED_OUT) {
		decide_timeout(slot, ", and SIGKILL does not end it: it is stuck in the kernel");
		hand_over(pool, slot, client);
	}
	batch_return(slot, &pool->queue);
	slot_close(slot);
	slot->state = SLOT_STUCK;
}

/* ---- starting ---- */

static struct slot *free_slot(struct pool *pool)
{
	for (size_t i = 0; i < pool->slot_count; i++)
		if (pool->slots[i].state == SLOT_FREE)
			return &pool->slots[i];
	return NULL;
}

static size_t count_slots(const struct pool *pool, enum slot_state state)
{
	size_t count = 0;

	for (size_t i = 0; i < pool->slot_count; i++)
		count += pool->slots[i].state == state;
	return count;
}

static void start(struct pool *pool, const struct job *job, const struct pool_client *client)
{
	struct slot *slot = free_slot(pool);
	int error;

	batch_fill(slot, &pool->queue, &pool->plan, job);
	error = slot_start(slot, &pool->plan, job);
	if (!error)
		return;
	batch_return(slot, &pool->queue);
	slot->outcome.ending = ENDED_BROKEN;
	if (asprintf(&slot->outcome.result.reason, "no process for it: %s (%s)", errno_name(error),
		     strerror(error)) < 0)
		broken("out of memory for a sentence");
	outcome_of_ending(&slot->outcome);
	hand_over(pool, slot, client);
}

static size_t turns_left(const struct pool *pool)
{
	size_t taken = 0, free_slots = count_slots(pool, SLOT_FREE);

	for (size_t i = 0; i < pool->slot_count; i++)
		taken += slot_is_busy(&pool->slots[i]) && !pool->slots[i].outcome.ending;
	if (pool->signal || taken >= pool->plan.jobs)
		return 0;
	return pool->plan.jobs - taken < free_slots ? pool->plan.jobs - taken : free_slots;
}

static void start_some(struct pool *pool, const struct pool_client *client)
{
	for (size_t turns = turns_left(pool); turns; turns--) {
		struct job job;

		if (!queue_peek(&pool->queue))
			batch_divide(pool->slots, pool->slot_count, &pool->queue, &pool->plan);
		if (!queue_peek(&pool->queue))
			return;
		job = queue_take(&pool->queue);
		client->starting(client->data, &job);
		start(pool, &job, client);
	}
}

/* ---- one after the other ---- */

/* Whether the process of this case, which has passed as far as it knows, may run the next one of its batch. */
static bool may_go_on(const struct slot *slot)
{
	const struct outcome *outcome = &slot->outcome;

	return slot->batch_next < slot->batch_count && slot->state == SLOT_RUNNING &&
	       outcome->ending == ENDED_DONE && !outcome->result.finding_count && outcome->result.checks;
}

static void go_on(struct pool *pool, struct slot *slot, const struct pool_client *client)
{
	struct job next = slot->batch[slot->batch_next++];
	struct result result;

	outcome_of_ending(&slot->outcome);
	result = outcome_take_and_go_on(&slot->outcome, &pool->plan.cases->cases[slot->job.index]);
	result.duration_ns = now() - slot->started;
	result.repeat = slot->job.repeat;
	client->ended(client->data, &slot->job, &result);
	client->starting(client->data, &next);
	slot_continue(slot, &pool->plan, &next);
}

static void let_go(struct pool *pool, struct slot *slot)
{
	batch_return(slot, &pool->queue);
	slot_finish(slot);
}

/* A case has said its last word, and its process waits for orders. What the kernel logged meanwhile belongs to this
 * case. */
static void after_last_word(struct pool *pool, struct slot *slot, const struct pool_client *client)
{
	slot_drain_output(slot);
	blame_read(pool->plan.blame, pool->slots, pool->slot_count);
	if (may_go_on(slot))
		blame_settle(pool->plan.blame, slot);
	if (may_go_on(slot))
		go_on(pool, slot, client);
	else
		let_go(pool, slot);
}

/* ---- the loop ---- */

/* Cuts the run short: nothing more is started, everything is killed. */
static void dismiss_all(struct pool *pool)
{
	pool->signal = interrupts_take(pool->plan.interrupts);
	for (size_t i = 0; i < pool->slot_count && pool->signal; i++)
		if (slot_is_busy(&pool->slots[i]))
			slot_kill(&pool->slots[i], SLOT_DISMISSED);
}

static void wait_for_something(struct pool *pool)
{
	int patience_ms = INT_MAX;

	pool->polls[POLL_SIGNALS] = (struct pollfd){pool->signal ? -1 : pool->plan.interrupts, POLLIN, 0};
	pool->polls[POLL_LOG] = (struct pollfd){pool->plan.blame->log.fd, POLLIN, 0};
	pool->polls[POLL_DISK] =
		(struct pollfd){pool->plan.disk ? disk_copy_fd(pool->plan.disk) : -1, POLLIN, 0};
	for (size_t i = 0; i < pool->slot_count; i++) {
		const struct slot *slot = &pool->slots[i];

		slot_poll(slot, &pool->polls[POLL_FIRST_SLOT + SLOT_POLLS * i]);
		if (slot_is_busy(slot) && ms_until(slot->deadline) < patience_ms)
			patience_ms = ms_until(slot->deadline);
	}
	if (poll(pool->polls, POLL_FIRST_SLOT + SLOT_POLLS * pool->slot_count, patience_ms) < 0 &&
	    errno != EINTR)
		broken("poll: %s (%s)", errno_name(errno), strerror(errno));
}

static void serve(struct pool *pool, size_t index, const struct pool_client *client)
{
	struct slot *slot = &pool->slots[index];
	const struct pollfd *polls = &pool->polls[POLL_FIRST_SLOT + SLOT_POLLS * index];

	if (!slot_is_busy(slot))
		return;
	if (!slot_serve(slot, polls)) {
		if (slot->outcome.ending && slot->orders >= 0)
			after_last_word(pool, slot, client);
		else if (!ms_until(slot->deadline))
			overdue(pool, slot, client);
		return;
	}
	if (slot->outcome.kept && !polls[0].revents)
		leave(pool, slot, client);
	else
		bury(pool, slot, client);
}

static bool is_idle(const struct pool *pool)
{
	return count_slots(pool, SLOT_FREE) + count_slots(pool, SLOT_STUCK) == pool->slot_count;
}

int pool_run(struct pool *pool, const struct pool_client *client)
{
	pool->queue.client = client;
	workers_are_to_come();
	for (start_some(pool, client); !is_idle(pool); start_some(pool, client)) {
		wait_for_something(pool);
		if (pool->polls[POLL_LOG].revents)
			blame_read(pool->plan.blame, pool->slots, pool->slot_count);
		if (pool->polls[POLL_DISK].revents)
			disk_copy_serve(pool->plan.disk);
		for (size_t i = 0; i < pool->slot_count; i++)
			serve(pool, i, client);
		if (pool->polls[POLL_SIGNALS].revents)
			dismiss_all(pool);
	}
	return pool->signal;
}
