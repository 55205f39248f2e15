#include "harness/virt/keeper.h"

#include "harness/core/verdict.h"
#include "harness/net/netns.h"
#include "harness/virt/keeper_rooms.h"
#include "harness/virt/tap_nodes.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
	FIRST_LISTENER = 3, /* SD_LISTEN_FDS_START */
	URGENT = -15,       /* libvirt tries for 0.2 s to open a node that the keeper has yet to make */
};

struct kept {
	const char *program;
	pid_t daemon;
	int listener, orders, children;
	struct uevents *events;
};

/* ---- the daemon ---- */

static void become_daemon(const struct kept *kept)
{
	sigset_t none;
	char pid[16];

	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	setpriority(PRIO_PROCESS, 0, 0);
	dup2(kept->listener, FIRST_LISTENER);
	fcntl(FIRST_LISTENER, F_SETFD, 0);
	close_range(FIRST_LISTENER + 1, ~0U, 0);
	snprintf(pid, sizeof pid, "%d", getpid());
	setenv("LISTEN_PID", pid, 1);
	setenv("LISTEN_FDS", "1", 1);
	setenv("LISTEN_FDNAMES", "libvirtd.socket", 1);
	setenv("PATH", "/usr/sbin:/usr/bin:/sbin:/bin", 1);
	execl(kept->program, kept->program, NULL);
	fprintf(stderr, "cannot run %s: %s\n", kept->program, strerror(errno));
	_exit(EXIT_FAILURE);
}

static void start_daemon(struct kept *kept)
{
	kept->daemon = fork();
	if (kept->daemon < 0)
		broken("no process for %s: %s (%s)", kept->program, errno_name(errno), strerror(errno));
	if (kept->daemon == 0)
		become_daemon(kept);
}

static void end_daemon(struct kept *kept, int signal)
{
	kill(kept->daemon, signal);
	while (waitpid(kept->daemon, NULL, 0) < 0 && errno == EINTR)
		continue;
}

/* ---- what there is to do ---- */

/* Whoever has lost its parent is pid 1's to reap. A daemon that ends by itself has failed: so does all this. */
static void reap(const struct kept *kept)
{
	struct signalfd_siginfo info;
	int status;
	pid_t pid;

	while (read(kept->children, &info, sizeof info) > 0)
		continue;
	while ((pid = waitpid(-1, &status, WNOHANG)) > 0) {
		if (pid != kept->daemon)
			continue;
		fprintf(stderr, "%s ended by itself, status 0x%x\n", kept->program, (unsigned)status);
		_exit(EXIT_FAILURE);
	}
}

static void obey(struct kept *kept)
{
	char order;

	if (read(kept->orders, &order, 1) != 1) {
		kept->orders = -1; /* who gave them is ending, and this with it */
		return;
	}
	end_daemon(kept, order == DAEMON_KILLED ? SIGKILL : SIGTERM);
	start_daemon(kept);
	(void)!write(kept->orders, &order, 1);
}

static _Noreturn void keep(struct kept *kept)
{
	struct pollfd polls[] = {
		{.fd = uevents_descriptor(kept->events), .events = POLLIN},
		{.fd = kept->children, .events = POLLIN},
		{.events = POLLIN},
	};

	for (;;) {
		polls[2].fd = kept->orders;
		if (poll(polls, sizeof polls / sizeof polls[0], -1) < 0 && errno != EINTR)
			broken("poll: %s (%s)", errno_name(errno), strerror(errno));
		if (polls[0].revents)
			tap_nodes_follow(kept->events);
		if (polls[1].revents)
			reap(kept);
		if (polls[2].revents)
			obey(kept);
	}
}

/* ---- its beginning ---- */

static void own_descriptors(struct kept *kept)
{
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);
	int log = open(KEEPER_LOG, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);

	dup2(null, STDIN_FILENO);
	dup2(log, STDOUT_FILENO);
	dup2(log, STDERR_FILENO);
	/* above what the runner has given the case: a pipe that others hold open never ends */
	kept->listener = fcntl(kept->listener, F_DUPFD_CLOEXEC, 100);
	kept->orders = fcntl(kept->orders, F_DUPFD_CLOEXEC, 100);
	close_range(STDERR_FILENO + 1, 99, 0);
	close_range(102, ~0U, 0);
}

/* A case that had gone before the wish to die with it was known has left its end of the orders closed. */
static void end_with_case(const struct kept *kept)
{
	struct pollfd orders = {.fd = kept->orders, .events = POLLIN};

	if (poll(&orders, 1, 0) > 0)
		_exit(EXIT_SUCCESS);
}

static int children_descriptor(void)
{
	sigset_t children;

	sigemptyset(&children);
	sigaddset(&children, SIGCHLD);
	sigprocmask(SIG_SETMASK, &children, NULL);
	return signalfd(-1, &children, SFD_CLOEXEC | SFD_NONBLOCK);
}

static _Noreturn void become_keeper(struct kept *kept)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	verdict_on_stderr(); /* which is the log, in a moment */
	own_descriptors(kept);
	end_with_case(kept);
	keeper_furnish();
	setpriority(PRIO_PROCESS, 0, URGENT);
	kept->children = children_descriptor();
	kept->events = uevents_open(netns_here());
	start_daemon(kept);
	keep(kept);
}

struct keeper keeper_start(const char *program, int listener)
{
	struct keeper keeper;
	int orders[2];

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, orders) < 0)
		broken("no socket for a keeper: %s (%s)", errno_name(errno), strerror(errno));
	fflush(NULL);
	keeper.orders = orders[0];
	/* as fork(2), into namespaces of its own */
	keeper.pid = (pid_t)syscall(SYS_clone, CLONE_NEWPID | CLONE_NEWNS | SIGCHLD, NULL, NULL, NULL, 0);
	if (keeper.pid < 0)
		broken("cannot enter a pid namespace: %s (%s)", errno_name(errno), strerror(errno));
	if (keeper.pid == 0)
		become_keeper(&(struct kept){.program = program, .listener = listener, .orders = orders[1]});
	close(orders[1]);
	return keeper;
}

void keeper_order(struct keeper *keeper, enum keeper_order order)
{
	char byte = (char)order;

	if (write(keeper->orders, &byte, 1) != 1 || read(keeper->orders, &byte, 1) != 1)
		broken("the keeper of the daemon has ended: see " KEEPER_LOG);
}
