#include "harness/run/worker.h"
#include "harness/case/recorder.h"
#include "harness/core/children.h"
#include "harness/run/close_all.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

/* The only descriptors besides the standard ones. */
enum { REPORT = 3, ORDERS = 4 };

/* Dies with the runner, however that dies. The runner may have died before the wish was known. */
static void die_with(pid_t runner)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != runner)
		_exit(EXIT_FAILURE);
}

static sigset_t not_default; /* found out once, by the runner: each of its processes would ask 64 times */

void workers_are_to_come(void)
{
	struct sigaction action;

	sigemptyset(&not_default);
	for (int signal = 1; signal < NSIG; signal++) {
		if (!sigaction(signal, NULL, &action) && action.sa_handler != SIG_DFL)
			sigaddset(&not_default, signal);
	}
}

static void default_signals(void)
{
	sigset_t none;

	for (int signal = 1; signal < NSIG; signal++) {
		if (sigismember(&not_default, signal) == 1)
			sigaction(signal, &(struct sigaction){.sa_handler = SIG_DFL}, NULL);
	}
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
}

static void own_descriptors(const struct worker *worker)
{
	dup2(worker->null, STDIN_FILENO);
	dup2(worker->output, STDOUT_FILENO);
	dup2(worker->output, STDERR_FILENO);
	dup2(worker->report, REPORT);
	dup2(worker->orders, ORDERS);
	close_range(ORDERS + 1, ~0U, 0);
	setvbuf(stdout, NULL, _IONBF, 0); /* what a case said before it crashed is what one wants to read */
}

static bool next_order(size_t *index)
{
	ssize_t count;

	do
		count = read(ORDERS, index, sizeof(*index));
	while (count < 0 && errno == EINTR);
	return count == sizeof(*index);
}

void worker_main(const struct worker *worker)
{
	size_t index = worker->index;

	setpgid(0, 0);
	die_with(worker->runner);
	default_signals();
	setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0}); /* a crash is a result here, not litter */
	own_descriptors(worker);
	recorder_keep = worker->keep;
	do
		recorder_run(worker->cases, index, REPORT);
	while (worker->cases->cases[index].shares && next_order(&index));
	children_end();
	close_all_from(ORDERS + 1);
	_exit(EXIT_SUCCESS);
}
