#include "harness/selftest/trial.h"

#include "harness/case/recorder.h"
#include "harness/case/report_pipe.h"
#include "harness/core/cleanup.h"
#include "harness/core/verdict.h"
#include "harness/proof/groups.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>

enum {
	AT_ONCE_MAX = 64,
	TRIAL_SECONDS = 60, /* a trial that takes longer hangs */
};

struct running {
	struct trial *trial; /* NULL: a free slot */
	pid_t pid;
	bool goes_on; /* its process has another to run after it */
	int fd;
	nanoseconds deadline;
	struct report_reader reader;
};

bool trial_is_due(size_t index)
{
	const char *one_in = getenv("TRY_ONE_IN");
	unsigned long number = one_in ? strtoul(one_in, NULL, 10) : 1;

	return number <= 1 || index % number == 0;
}

const char *outcome_name(enum outcome outcome)
{
	static const char *const names[] = {
		[CAME_TO_NOTHING] = "nothing",
		[PASSED] = "PASS",
		[FAILED] = "FAIL",
		[SKIPPED] = "SKIP",
		[BROKE] = "BROKEN",
	};

	return names[outcome];
}

static _Noreturn void die(const char *what)
{
	fprintf(stderr, "%s: %s\n", what, errno_name(errno));
	exit(1);
}

/* ---- starting ---- */

static const struct trial *on; /* the one this process is */

/* Links come up when the kernel gets to it, and here are many at once. That is not what is tried. */
static const nanoseconds patience_of_builders = 20 * NS_PER_S;

/* The testbed's, for what is done to devices that the case makes itself. */
static struct testbed *struck;

static void strike_device(const char *name)
{
	if (!strcmp(name, device_of(on->sabotage->place)))
		saboteur_attach(struck, on->sabotage);
}

/* From the moment on that the testbed stands, patience is the trial's own. */
static void strike(struct testbed *net)
{
	if (on->draws_groups)
		testbed_groups(net);
	set_patience(on->patience);
	lie = on->lie;
	if (!on->sabotage)
		return;
	if (sabotage_applies(net, on->sabotage)) {
		saboteur_attach(net, on->sabotage);
		return;
	}
	if (!sabotage_will_apply(net, on->sabotage))
		skip("the testbed has nothing that this could be done to");
	struck = net;
	macvtap_sabotage = strike_device;
}

static void be_the_first(const struct case_list *list, const struct trial *trial, int report_fd)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	on = trial;
	set_patience(patience_of_builders);
	testbed_sabotage = strike;
	recorder_run(list, trial->index, report_fd);
}

static _Noreturn void be_the_case(const struct case_list *list, const struct trial *trial, int report_fd)
{
	be_the_first(list, trial, report_fd);
	_exit(EXIT_SUCCESS);
}

static void begin(struct trial *trial)
{
	trial->outcome = CAME_TO_NOTHING;
	trial->findings = 0;
	trial->text = strdup("");
}

static void start(struct running *slot, const struct case_list *list, struct trial *trial)
{
	int ends[2];

	fflush(NULL);
	if (pipe2(ends, O_CLOEXEC))
		die("pipe");
	*slot = (struct running){.trial = trial, .fd = ends[0], .deadline = now() + TRIAL_SECONDS * NS_PER_S};
	slot->pid = fork();
	if (slot->pid < 0)
		die("fork");
	if (slot->pid == 0) {
		close(ends[0]);
		be_the_case(list, trial, ends[1]);
	}
	close(ends[1]);
	begin(trial);
}

/* ---- listening ---- */

static void add_line(struct trial *trial, const char *line)
{
	char *longer;

	if (asprintf(&longer, "%s%s%s", trial->text, trial->text[0] ? "\n" : "", line) < 0)
		die("asprintf");
	free(trial->text);
	trial->text = longer;
}

static void note_ending(struct trial *trial, const struct ending_record *ending)
{
	if (ending->ending == ENDED_DONE) {
		trial->outcome = trial->findings ? FAILED : PASSED;
		return;
	}
	/* a finding outlives what broke after it, as for the runner */
	trial->outcome = ending->ending == ENDED_SKIP ? SKIPPED : trial->findings ? FAILED : BROKE;
	add_line(trial, ending->reason);
}

static void note(struct trial *trial, const struct record *record)
{
	if (record->kind == RECORD_FINDING) {
		trial->findings++;
		add_line(trial, record->finding.text);
	} else if (record->kind == RECORD_ENDING) {
		note_ending(trial, &record->ending);
	}
}

static void finish(struct running *slot)
{
	if (!slot->goes_on)
		waitpid(slot->pid, NULL, 0);
	close(slot->fd);
	report_reader_free(&slot->reader);
	slot->trial = NULL;
}

static void listen_to(struct running *slot)
{
	char bytes[16384];
	struct record record;
	ssize_t count = read(slot->fd, bytes, sizeof bytes);

	if (count < 0 && errno == EINTR)
		return;
	if (count <= 0) {
		finish(slot);
		return;
	}
	report_feed(&slot->reader, bytes, (size_t)count);
	while (report_next(&slot->reader, &record) == REPORT_RECORD)
		note(slot->trial, &record);
}

static void listen_to_all(struct running *slots, unsigned count)
{
	struct pollfd fds[AT_ONCE_MAX];

	for (unsigned i = 0; i < count; i++)
		fds[i] = (struct pollfd){.fd = slots[i].trial ? slots[i].fd : -1, .events = POLLIN};
	if (poll(fds, count, 1000) < 0 && errno != EINTR)
		die("poll");
	for (unsigned i = 0; i < count; i++) {
		if (slots[i].trial && fds[i].revents)
			listen_to(&slots[i]);
		else if (slots[i].trial && now() > slots[i].deadline)
			kill(slots[i].pid, SIGKILL);
	}
}

void trials_run(const struct case_list *list, struct trial *trials, size_t count, unsigned at_once)
{
	struct running slots[AT_ONCE_MAX] = {{.trial = NULL}};
	size_t next = 0;
	bool busy = true;

	while (busy) {
		busy = false;
		for (unsigned i = 0; i < at_once; i++) {
			if (!slots[i].trial && next < count)
				start(&slots[i], list, &trials[next++]);
			busy = busy || slots[i].trial;
		}
		if (busy)
			listen_to_all(slots, at_once);
	}
}

/* ---- in a row ---- */

/* What a pipe is written to ends with its case: the next is not begun before. */
static _Noreturn void be_all(const struct case_list *list, const struct trial *trials, const int *reports,
			     size_t count)
{
	be_the_first(list, &trials[0], reports[0]);
	for (size_t i = 1; i < count; i++) {
		close(reports[i - 1]);
		set_patience(trials[i].patience);
		recorder_run(list, trials[i].index, reports[i]);
	}
	_exit(EXIT_SUCCESS);
}

static void hear_out(struct running *slot)
{
	slot->deadline = now() + TRIAL_SECONDS * NS_PER_S;
	while (slot->trial)
		listen_to_all(slot, 1);
}

void trials_run_in_a_row(const struct case_list *list, struct trial *trials, size_t count)
{
	struct running slots[AT_ONCE_MAX] = {{.trial = NULL}};
	int ends[2], reports[AT_ONCE_MAX];
	pid_t pid;

	if (!count || count > AT_ONCE_MAX)
		abort();
	for (size_t i = 0; i < count; i++) {
		if (pipe2(ends, O_CLOEXEC))
			die("pipe");
		reports[i] = ends[1];
		slots[i] = (struct running){.trial = &trials[i], .fd = ends[0], .goes_on = i + 1 < count};
		begin(&trials[i]);
	}
	fflush(NULL);
	pid = fork();
	if (pid < 0)
		die("fork");
	if (pid == 0)
		be_all(list, trials, reports, count);
	for (size_t i = 0; i < count; i++)
		close(reports[i]);
	for (size_t i = 0; i < count; i++) {
		slots[i].pid = pid;
		hear_out(&slots[i]);
	}
}
