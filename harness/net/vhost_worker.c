#include "harness/net/vhost_worker.h"

#include "harness/core/cleanup.h"

#include <ctype.h>
#include <dirent.h>
#include <fcntl.h>
#include <sched.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { COMMAND_MAX = 16, NAME_MAX_HERE = 300 };

/* As the kernel names them: vhost_worker_create() in drivers/vhost/vhost.c. */
static bool is_called(const char *folder, const char *thread, const char *wanted)
{
	char path[NAME_MAX_HERE], command[COMMAND_MAX + 1] = "";
	ssize_t length;

	snprintf(path, sizeof path, "%s/%s/comm", folder, thread);
	AUTO_CLOSE int fd = open(path, O_RDONLY | O_CLOEXEC);
	length = fd < 0 ? 0 : read(fd, command, COMMAND_MAX);
	if (length > 0 && command[length - 1] == '\n')
		command[length - 1] = '\0';
	return length > 0 && !strcmp(command, wanted);
}

/* Has these CPUs be the ones of every thread of that name; whether there was one. */
static bool keep_those_in(const char *folder, const char *wanted, const cpu_set_t *cpus)
{
	DIR *threads = opendir(folder);
	bool found = false;

	for (struct dirent *entry; threads && (entry = readdir(threads));) {
		if (!isdigit((unsigned char)entry->d_name[0]) || !is_called(folder, entry->d_name, wanted))
			continue;
		found = true;
		sched_setaffinity((pid_t)strtol(entry->d_name, NULL, 10), sizeof *cpus, cpus);
	}
	if (threads)
		closedir(threads);
	return found;
}

void vhost_workers_stay_here(void)
{
	char wanted[COMMAND_MAX];
	cpu_set_t cpus;

	snprintf(wanted, sizeof wanted, "vhost-%d", getpid());
	if (sched_getaffinity(0, sizeof cpus, &cpus) == 0 && !keep_those_in("/proc/self/task", wanted, &cpus))
		keep_those_in("/proc", wanted, &cpus);
}
