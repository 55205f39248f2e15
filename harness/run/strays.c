#include "harness/run/strays.h"
#include "harness/core/cleanup.h"
#include "harness/core/clock.h"
#include "harness/core/text.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/stat.h>
#include <sys/wait.h>

#define CHILDREN_MAX 4096

/* The children of this thread, as the kernel lists them; none if it does not (CONFIG_PROC_CHILDREN). */
static size_t list_children(pid_t *pids, size_t capacity)
{
	AUTO_FCLOSE FILE *file = fopen("/proc/thread-self/children", "re");
	size_t count = 0;

	while (file && count < capacity && fscanf(file, "%d", &pids[count]) == 1)
		count++;
	return count;
}

static bool is_excepted(pid_t pid, const struct no_strays *except)
{
	for (size_t i = 0; i < except->count; i++)
		if (except->pids[i] == pid)
			return true;
	return false;
}

static bool is_in_namespace(pid_t pid, const struct stray_owner *owner)
{
	char path[64];
	struct stat stat;

	snprintf(path, sizeof(path), "/proc/%d/ns/net", pid);
	if (fstatat(AT_FDCWD, path, &stat, 0))
		return false;
	for (size_t i = 0; i < owner->namespace_count; i++)
		if (owner->namespaces[i].ino == stat.st_ino)
			return true;
	return false;
}

static bool belongs(pid_t pid, const struct stray_owner *owner)
{
	return !owner || getpgid(pid) == owner->group || is_in_namespace(pid, owner);
}

static void name_of(pid_t pid, char *name, size_t size)
{
	char path[64];
	AUTO_FCLOSE FILE *file = NULL;

	snprintf(path, sizeof(path), "/proc/%d/comm", pid);
	file = fopen(path, "re");
	if (!file || !fgets(name, (int)size, file))
		snprintf(name, size, "?");
	name[strcspn(name, "\n")] = '\0';
}

/* Reaps a child that is dead already. One that was only not waited for is no stray. */
static bool is_dead(pid_t pid)
{
	siginfo_t info = {0};

	return waitid(P_PID, (id_t)pid, &info, WEXITED | WNOHANG) || info.si_pid == pid;
}

/* Waits for it; it has been told to end. */
static void await_end(pid_t pid)
{
	AUTO_CLOSE int pidfd = pidfd_open(pid, 0);
	struct pollfd ended = {.fd = pidfd, .events = POLLIN};
	siginfo_t info;

	if (pidfd >= 0 && poll(&ended, 1, ms_until(now() + patience())) == 1)
		waitid(P_PID, (id_t)pid, &info, WEXITED);
}

/* Whether it has been sent SIGKILL already, as who wants to die with the case has (PR_SET_PDEATHSIG): before the case's own death
 * could be seen. A pid namespace takes a while to end. */
static bool is_dying(pid_t pid)
{
	char path[64];
	AUTO_FCLOSE FILE *file = NULL;
	AUTO_FREE char *line = NULL;
	size_t capacity = 0;
	unsigned long long pending;

	snprintf(path, sizeof(path), "/proc/%d/status", pid);
	file = fopen(path, "re");
	while (file && getline(&line, &capacity, file) > 0)
		if (sscanf(line, "ShdPnd: %llx", &pending) == 1)
			return pending >> (SIGKILL - 1) & 1;
	return false;
}

/* One round: what it kills may have had children, which are the runner's now. The number killed. */
static size_t end_some(const struct stray_owner *owner, const struct no_strays *except, struct text *names)
{
	pid_t pids[CHILDREN_MAX];
	size_t count = list_children(pids, CHILDREN_MAX), ended = 0;
	char name[64];

	for (size_t i = 0; i < count; i++) {
		if (is_excepted(pids[i], except) || !belongs(pids[i], owner) || is_dead(pids[i]))
			continue;
		if (is_dying(pids[i])) {
			await_end(pids[i]);
			continue;
		}
		name_of(pids[i], name, sizeof(name));
		text_separate(names, ", ");
		text_add(names, "%s", name);
		kill(pids[i], SIGKILL);
		await_end(pids[i]);
		ended++;
	}
	return ended;
}

bool strays_end(const struct stray_owner *owner, const struct no_strays *except, char *names, size_t size)
{
	struct text text = text_in(names, size);
	bool any = false;

	/* A process that not even SIGKILL ends stays a child: the rounds are limited. */
	for (unsigned round = 0; round < 16 && end_some(owner, except, &text); round++)
		any = true;
	return any;
}
