/* elsewhere.c - other network namespaces: whose child is on top of a device of this one, and whose macvtap has the number
 * that a node in /dev is called by. Reading them takes root, and they are found by their processes and by the names that
 * ip-netns(8) gives. */
#include "harness/core/cleanup.h"
#include "harness/core/clock.h"
#include "harness/doctor/host.h"
#include "harness/net/netns.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

DEFINE_AUTO(closedir, DIR *, NULL, closedir)
#define AUTO_CLOSEDIR __attribute__((cleanup(auto_closedir)))

static const char named_namespaces[] = "/run/netns";

/* A doctor answers at once: a host with a thousand namespaces is told that not all were looked at. Of this process's own
 * time, so that what is found does not depend on what else runs. */
static const nanoseconds time_for_all = 150 * NS_PER_MS;

static nanoseconds time_spent(void)
{
	struct timespec spent;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &spent);
	return (nanoseconds)spent.tv_sec * NS_PER_S + (nanoseconds)spent.tv_nsec;
}

struct round {
	struct host *host;
	struct netns here;
	nanoseconds deadline; /* in time spent */
	ino_t *seen;          /* owned */
	size_t seen_count;
};

static bool is_child(const struct device *device)
{
	static const char *const kinds[] = {"macvtap", "macvlan", "ipvtap", "ipvlan"};

	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
		if (!strcmp(device->kind, kinds[i]))
			return true;
	}
	return false;
}

static void take(struct host *host, const struct stranger *place, const struct device *device, int our_name)
{
	struct stranger *stranger;

	host->strangers = lengthened(host->strangers, host->stranger_count, sizeof *host->strangers);
	stranger = &host->strangers[host->stranger_count++];
	*stranger = *place;
	stranger->device = *device;
	if (our_name >= 0 && device->lower_elsewhere == our_name)
		stranger->lower_here = device->lower;
}

static void look_into(struct round *round, int netns, const struct stranger *place)
{
	struct devices devices;
	int our_name = -1;
	bool asked = false;

	if (time_spent() > round->deadline || devices_there(netns, &devices)) {
		round->host->namespaces_unseen++;
		return;
	}
	round->host->namespaces_seen++;
	for (size_t i = 0; i < devices.count; i++) {
		const struct device *device = &devices.at[i];

		if (!is_child(device))
			continue;
		if (device->lower_elsewhere >= 0 && !asked) {
			our_name = namespace_name(netns, round->here.fd);
			asked = true;
		}
		take(round->host, place, device, our_name);
	}
	devices_free(&devices);
}

static bool is_seen(struct round *round, ino_t ino)
{
	for (size_t i = 0; i < round->seen_count; i++) {
		if (round->seen[i] == ino)
			return true;
	}
	round->seen = lengthened(round->seen, round->seen_count, sizeof *round->seen);
	round->seen[round->seen_count++] = ino;
	return false;
}

static void look_at(struct round *round, const char *path, const struct stranger *place)
{
	struct stat status;
	AUTO_CLOSE int fd = -1;

	if (stat(path, &status) < 0) {
		/* a process that has ended meanwhile hides nothing */
		round->host->namespaces_unseen += errno == EACCES || errno == EPERM;
		return;
	}
	if (is_seen(round, status.st_ino))
		return;
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		round->host->namespaces_unseen++;
	else
		look_into(round, fd, place);
}

/* "process 4711 (qemu-system-x86)" */
static void name_process(const struct host *host, struct stranger *place)
{
	char path[PATH_MAX], name[32] = "?";

	snprintf(path, sizeof path, "%s/%d/comm", host->roots.proc, (int)place->process);
	AUTO_FCLOSE FILE *file = fopen(path, "re");

	if (file && fgets(name, sizeof name, file))
		name[strcspn(name, "\n")] = '\0';
	snprintf(place->where, sizeof place->where, "process %d (%s)", (int)place->process, name);
}

static void look_at_processes(struct round *round)
{
	AUTO_CLOSEDIR DIR *folder = opendir(round->host->roots.proc);

	for (const struct dirent *entry; folder && (entry = readdir(folder));) {
		struct stranger place = {.process = 0};
		char path[PATH_MAX];

		if (!isdigit((unsigned char)entry->d_name[0]) ||
		    sscanf(entry->d_name, "%d", &place.process) != 1)
			continue;
		name_process(round->host, &place);
		snprintf(path, sizeof path, "%s/%s/ns/net", round->host->roots.proc, entry->d_name);
		look_at(round, path, &place);
	}
}

static void look_at_names(struct round *round)
{
	AUTO_CLOSEDIR DIR *folder = opendir(named_namespaces);

	for (const struct dirent *entry; folder && (entry = readdir(folder));) {
		struct stranger place = {.process = 0};
		char path[PATH_MAX];

		if (entry->d_name[0] == '.')
			continue;
		snprintf(place.where, sizeof place.where, "namespace %.40s", entry->d_name);
		snprintf(path, sizeof path, "%s/%s", named_namespaces, entry->d_name);
		look_at(round, path, &place);
	}
}

void gather_strangers(struct host *host)
{
	struct round round = {.host = host, .here = netns_here(), .deadline = time_spent() + time_for_all};

	is_seen(&round, (ino_t)round.here.ino);
	/* those with a name first: it says more than a process */
	look_at_names(&round);
	look_at_processes(&round);
	netns_release(round.here);
	free(round.seen);
}
