#include "harness/run/interrupts.h"
#include "harness/core/verdict.h"

#include <errno.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <unistd.h>

static void make_set(sigset_t *set)
{
	sigemptyset(set);
	sigaddset(set, SIGINT);
	sigaddset(set, SIGTERM);
	sigaddset(set, SIGHUP);
}

int interrupts_catch(void)
{
	sigset_t set;
	int fd;

	make_set(&set);
	sigprocmask(SIG_BLOCK, &set, NULL);
	fd = signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
	if (fd < 0)
		broken("signalfd: %s", errno_name(errno));
	return fd;
}

int interrupts_take(int fd)
{
	struct signalfd_siginfo info;
	sigset_t set;

	if (read(fd, &info, sizeof(info)) != sizeof(info))
		return 0;
	make_set(&set);
	sigprocmask(SIG_UNBLOCK, &set, NULL);
	return (int)info.ssi_signo;
}
