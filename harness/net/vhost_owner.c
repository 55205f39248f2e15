#include "harness/net/vhost_owner.h"

#include "harness/core/cleanup.h"
#include "harness/core/verdict.h"
#include "harness/net/lie.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

/* 0 in the child, as fork(2). */
static pid_t child(void)
{
	pid_t pid = fork();

	if (pid < 0)
		broken("cannot make a process: %s (%s)", errno_name(errno), strerror(errno));
	if (pid == 0)
		prctl(PR_SET_PDEATHSIG, SIGKILL);
	return pid;
}

static _Noreturn void own_until_killed(int tap, const struct vhost_manner *manner, int done)
{
	vhost_nic_connect(vhost_nic_new(manner), tap);
	if (write(done, "", 1) != 1)
		_exit(1);
	for (;;)
		pause();
}

pid_t vhost_owner_start(int tap, const struct vhost_manner *manner)
{
	int ends[2];
	char done;
	pid_t pid;

	if (pipe2(ends, O_CLOEXEC) < 0)
		broken("cannot make a pipe: %s (%s)", errno_name(errno), strerror(errno));
	pid = child();
	if (pid == 0)
		own_until_killed(tap, manner, ends[1]);
	close(ends[1]);
	AUTO_CLOSE int end = ends[0];
	if (read(end, &done, 1) != 1)
		broken("another process cannot have this tap served by vhost");
	return pid;
}

void vhost_owner_kill(pid_t owner)
{
	if (kill(owner, SIGKILL) < 0 || waitpid(owner, NULL, 0) != owner)
		broken("cannot end the owner of a vhost: %s (%s)", errno_name(errno), strerror(errno));
}

int try_vhost_request_elsewhere(int vhost, unsigned long request)
{
	static const uint64_t argument[16];
	pid_t pid = child();
	int status;

	if (pid == 0)
		_exit(ioctl(vhost, request, argument) < 0 ? errno : 0);
	if (waitpid(pid, &status, 0) != pid || !WIFEXITED(status))
		broken("another process could not ask vhost: %s", errno_name(errno));
	return told_error(WEXITSTATUS(status));
}
