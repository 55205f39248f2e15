#include "harness/run/keep.h"
#include "harness/case/report_pipe.h"
#include "harness/core/verdict.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <unistd.h>

void keep_process(int report)
{
	static const struct record kept = {.kind = RECORD_KEPT};
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);

	prctl(PR_SET_PDEATHSIG, 0);
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		dup2(null, fd);
	report_write(report, &kept);
	close(report);
	for (;;)
		pause();
}

char *keep_command(pid_t pid, const struct known_namespace *known)
{
	char *command;

	if (asprintf(&command, "nsenter --target %d --mount --net=/proc/%d/fd/%d", pid, pid, known->fd) < 0)
		broken("out of memory for a command line");
	return command;
}
