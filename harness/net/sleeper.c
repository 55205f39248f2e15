#include "harness/net/sleeper.h"

#include "harness/core/cleanup.h"
#include "harness/core/clock.h"
#include "harness/core/verdict.h"
#include "harness/net/lie.h"

#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/syscall.h>

struct sleeper {
	enum { READS, WRITES, POLLS } act;
	int tap;
	struct iovec octets;
	short events;
	pthread_t thread;
	_Atomic pid_t id; /* 0 until the thread runs */
	int came_back;    /* eventfd: 1 when error and result are there */
	ssize_t result;
	int error;
};

static ssize_t act(struct sleeper *sleeper)
{
	struct pollfd polled = {.fd = sleeper->tap, .events = sleeper->events};

	switch (sleeper->act) {
	case READS:
		return read(sleeper->tap, sleeper->octets.iov_base, sleeper->octets.iov_len);
	case WRITES:
		return write(sleeper->tap, sleeper->octets.iov_base, sleeper->octets.iov_len);
	default:
		return poll(&polled, 1, -1) < 0 ? -1 : polled.revents;
	}
}

static void *run(void *context)
{
	struct sleeper *sleeper = context;

	atomic_store(&sleeper->id, (pid_t)syscall(SYS_gettid));
	sleeper->result = act(sleeper);
	sleeper->error = sleeper->result < 0 ? errno : 0;
	eventfd_write(sleeper->came_back, 1);
	return NULL;
}

static bool is_back(const struct sleeper *sleeper, int milliseconds)
{
	struct pollfd event = {.fd = sleeper->came_back, .events = POLLIN};

	return poll(&event, 1, milliseconds) == 1;
}

/* The third word of its stat, behind a name that is this program's own. */
static bool sleeps(const struct sleeper *sleeper)
{
	char path[64], state = 0;

	if (!atomic_load(&sleeper->id))
		return false;
	snprintf(path, sizeof path, "/proc/self/task/%d/stat", sleeper->id);
	AUTO_FCLOSE FILE *file = fopen(path, "re");

	return file && fscanf(file, "%*d (%*[^)]) %c", &state) == 1 && state == 'S';
}

/* Being on the way to either is a matter of CPU time, which is what is given away here. */
bool is_asleep(struct sleeper *sleeper)
{
	nanoseconds deadline = now() + patience();

	while (now() < deadline) {
		if (is_back(sleeper, 0))
			return false;
		if (sleeps(sleeper))
			return true;
		sched_yield();
	}
	broken("a thread neither falls asleep nor comes back");
}

static struct sleeper *start(struct sleeper model)
{
	struct sleeper *sleeper = calloc(1, sizeof *sleeper);
	int error;

	if (!sleeper)
		broken("out of memory for a thread");
	*sleeper = model;
	sleeper->came_back = eventfd(0, EFD_CLOEXEC);
	error = sleeper->came_back < 0 ? errno : pthread_create(&sleeper->thread, NULL, run, sleeper);
	if (error)
		broken("cannot start a thread: %s (%s)", errno_name(error), strerror(error));
	is_asleep(sleeper);
	return sleeper;
}

struct sleeper *sleeper_reads(int tap, void *octets, size_t room)
{
	return start((struct sleeper){.act = READS, .tap = tap, .octets = {octets, room}});
}

struct sleeper *sleeper_writes(int tap, const void *octets, size_t length)
{
	return start((struct sleeper){.act = WRITES, .tap = tap, .octets = {(void *)octets, length}});
}

struct sleeper *sleeper_polls(int tap, short events)
{
	return start((struct sleeper){.act = POLLS, .tap = tap, .events = events});
}

bool has_come_back(struct sleeper *sleeper, struct transfer *result)
{
	if (!is_back(sleeper, ms_until(now() + patience())))
		return false;
	if (sleeper->act == READS && sleeper->result > 0)
		tell_octets(sleeper->octets.iov_base, (size_t)sleeper->result);
	result->error = told_error(sleeper->error);
	result->length = (size_t)told(sleeper->error ? 0 : (uint64_t)sleeper->result);
	return true;
}

static void nothing(int number)
{
	(void)number;
}

void interrupt(struct sleeper *sleeper, enum after_signal after)
{
	struct sigaction action = {
		.sa_handler = nothing,
		.sa_flags = after == SIGNAL_RESTARTS ? SA_RESTART : 0,
	};

	sigaction(SIGUSR1, &action, NULL);
	if (pthread_kill(sleeper->thread, SIGUSR1))
		broken("cannot send a signal to a thread of its own");
}
