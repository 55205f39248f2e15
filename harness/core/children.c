#include "harness/core/children.h"

#include "harness/core/verdict.h"

#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <sys/wait.h>

static pid_t children[CHILDREN_MAX];
static size_t count;

void children_add(pid_t pid)
{
	if (count == CHILDREN_MAX)
		broken("a case has %d processes at most", CHILDREN_MAX);
	children[count++] = pid;
}

void child_reap(pid_t pid)
{
	kill(pid, SIGKILL);
	while (waitpid(pid, NULL, 0) < 0 && errno == EINTR)
		continue;
	for (size_t i = 0; i < count; i++) {
		if (children[i] == pid)
			children[i--] = children[--count];
	}
}

/* All at once: each takes a while to give its memory back. */
void children_end(void)
{
	for (size_t i = 0; i < count; i++)
		kill(children[i], SIGKILL);
	while (count)
		child_reap(children[0]);
}
