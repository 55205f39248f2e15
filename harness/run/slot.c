#include "harness/run/slot.h"
#include "harness/core/cleanup.h"
#include "harness/run/worker.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/pidfd.h>
#include <sys/socket.h>
#include <unistd.h>

#define DRAIN_MAX (1UL << 20) /* a process that writes without end must not keep the runner */

/* Where a child's ends of its pipes and its /dev/null are. */
struct ends {
	int null, report, output, orders;
};

static void close_open(int fd)
{
	if (fd >= 0)
		close(fd);
}

static void close_ends(const struct ends *ends)
{
	close_open(ends->null);
	close_open(ends->report);
	close_open(ends->output);
	close_open(ends->orders);
}

/* The reading end does not block; the writing end does: a case waits until it has been heard. */
static int open_pipe(int *reading, int *writing)
{
	int fd[2];

	if (pipe2(fd, O_CLOEXEC))
		return errno;
	fcntl(fd[0], F_SETFL, O_NONBLOCK);
	*reading = fd[0];
	*writing = fd[1];
	return 0;
}

/* No pipe: who gives an order to a process that has died is not to die of it. */
static int open_orders(struct slot *slot, struct ends *ends)
{
	int fd[2];

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, fd))
		return errno;
	slot->orders = fd[0];
	ends->orders = fd[1];
	return 0;
}

static int open_ends(struct slot *slot, struct ends *ends)
{
	int error = 0;

	ends->null = open("/dev/null", O_RDONLY | O_CLOEXEC);
	if (ends->null < 0)
		error = errno;
	if (!error)
		error = open_pipe(&slot->report, &ends->report);
	if (!error)
		error = open_pipe(&slot->output, &ends->output);
	if (!error)
		error = open_orders(slot, ends);
	return error;
}

static int fork_worker(struct slot *slot, const struct pool_plan *plan, const struct ends *ends)
{
	const struct worker worker = {
		.cases = plan->cases,
		.index = slot->job.index,
		.runner = getpid(),
		.null = ends->null,
		.report = ends->report,
		.output = ends->output,
		.orders = ends->orders,
		.keep = plan->keep,
	};

	fflush(NULL); /* or the child writes it once more */
	slot->pid = fork();
	if (slot->pid < 0)
		return errno;
	if (!slot->pid)
		worker_main(&worker);
	setpgid(slot->pid, slot->pid); /* the child does so too: whoever comes first */
	slot->pidfd = pidfd_open(slot->pid, 0);
	if (slot->pidfd >= 0)
		return 0;
	kill(slot->pid, SIGKILL);
	return errno;
}

static void begin_case(struct slot *slot, const struct pool_plan *plan)
{
	const unsigned stands_in_s = plan->cases->cases[slot->job.index].stands_in_s;

	slot->started = now();
	slot->allowed = plan->timeout + stretched(stands_in_s * NS_PER_S);
	slot->deadline = slot->started + slot->allowed;
}

void slot_continue(struct slot *slot, const struct pool_plan *plan, const struct job *job)
{
	slot->job = *job;
	begin_case(slot, plan);
	if (!slot->stood)
		slot->stood = slot->started;
	send(slot->orders, &job->index, sizeof(job->index), MSG_NOSIGNAL);
}

void slot_finish(struct slot *slot)
{
	close_open(STEAL(slot->orders, -1));
}

int slot_start(struct slot *slot, const struct pool_plan *plan, const struct job *job)
{
	struct ends ends = {-1, -1, -1, -1};
	int error;

	*slot = (struct slot){
		.job = *job,
		.batch = slot->batch,
		.batch_count = slot->batch_count,
		.pidfd = -1,
		.report = -1,
		.output = -1,
		.orders = -1,
	};
	begin_case(slot, plan);
	error = open_ends(slot, &ends);
	if (!error)
		error = fork_worker(slot, plan, &ends);
	close_ends(&ends);
	if (error)
		slot_close(slot);
	else
		slot->state = SLOT_RUNNING;
	return error;
}

bool slot_is_busy(const struct slot *slot)
{
	return slot->state != SLOT_FREE && slot->state != SLOT_STUCK;
}

void slot_poll(const struct slot *slot, struct pollfd polls[SLOT_POLLS])
{
	bool busy = slot_is_busy(slot);

	polls[0] = (struct pollfd){busy ? slot->pidfd : -1, POLLIN, 0};
	polls[1] = (struct pollfd){busy ? slot->report : -1, POLLIN, 0};
	polls[2] = (struct pollfd){busy ? slot->output : -1, POLLIN, 0};
}

/* Reads once. False if there is nothing, or nothing any more: then the descriptor is closed. */
static bool read_report(struct slot *slot)
{
	static char bytes[65536];
	ssize_t count = read(slot->report, bytes, sizeof(bytes));

	if (count > 0) {
		outcome_feed(&slot->outcome, bytes, (size_t)count);
		return true;
	}
	if (!count)
		close(STEAL(slot->report, -1));
	return false;
}

static ssize_t read_output(struct slot *slot)
{
	static char bytes[65536];
	ssize_t count = read(slot->output, bytes, sizeof(bytes));

	if (count > 0)
		output_add(&slot->outcome.output, bytes, (size_t)count);
	else if (!count)
		close(STEAL(slot->output, -1));
	return count;
}

bool slot_serve(struct slot *slot, const struct pollfd polls[SLOT_POLLS])
{
	if (!slot_is_busy(slot))
		return false;
	if (polls[1].revents && slot->report >= 0)
		read_report(slot);
	if (polls[2].revents && slot->output >= 0)
		read_output(slot);
	return polls[0].revents || slot->outcome.kept;
}

void slot_drain_report(struct slot *slot)
{
	while (slot->report >= 0 && !slot->outcome.damaged && read_report(slot))
		continue;
}

void slot_drain_output(struct slot *slot)
{
	size_t drained = 0;
	ssize_t count = 1;

	while (slot->output >= 0 && count > 0 && drained < DRAIN_MAX) {
		count = read_output(slot);
		drained += count > 0 ? (size_t)count : 0;
	}
}

void slot_kill(struct slot *slot, enum slot_state state)
{
	kill(-slot->pid, SIGKILL);
	kill(slot->pid, SIGKILL); /* should it not have reached its group yet */
	slot->state = state;
	slot->deadline = now() + 2 * patience();
}

void slot_close(struct slot *slot)
{
	close_open(slot->pidfd);
	close_open(slot->report);
	close_open(slot->output);
	close_open(slot->orders);
	slot->state = SLOT_FREE;
}
