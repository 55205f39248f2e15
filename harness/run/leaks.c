#include "harness/run/leaks.h"
#include "harness/core/cleanup.h"
#include "harness/core/clock.h"
#include "harness/core/index_range.h"
#include "harness/core/text.h"
#include "harness/core/verdict.h"

#include <dirent.h>
#include <limits.h>
#include <net/if.h>
#include <poll.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

static void add(struct names *names, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void add(struct names *names, const char *format, ...)
{
	va_list arguments;
	char *name;

	va_start(arguments, format);
	if (vasprintf(&name, format, arguments) < 0)
		name = NULL;
	va_end(arguments);
	names->name = reallocarray(names->name, names->count + 1, sizeof(char *));
	if (!name || !names->name)
		broken("out of memory for the leak check");
	names->name[names->count++] = name;
}

static int is_tap(const struct dirent *entry)
{
	return !strncmp(entry->d_name, "tap", 3) && entry->d_name[3] >= '0' && entry->d_name[3] <= '9';
}

static int is_no_dot(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

/* A node that is removed and made again has the same name but another inode. */
static void add_entries(struct names *names, const char *folder, int (*filter)(const struct dirent *entry))
{
	struct dirent **entries;
	int count = scandir(folder, &entries, filter, alphasort);

	if (count < 0)
		return; /* what is not there holds nothing */
	for (int i = 0; i < count; i++) {
		add(names, "%s/%s (inode %llu)", folder, entries[i]->d_name,
		    (unsigned long long)entries[i]->d_ino);
		free(entries[i]);
	}
	free(entries);
}

static void collect_netns(struct names *names)
{
	add_entries(names, "/run/netns", is_no_dot);
}

/* Nodes of every namespace are in one folder. Those of a guest that has just been started, or of another run beside this one, are
 * none of ours. */
static int is_tap_of_this_run(const struct dirent *entry)
{
	return is_tap(entry) && is_index_of_this_run(strtoul(entry->d_name + 3, NULL, 10));
}

static void collect_taps(struct names *names)
{
	add_entries(names, "/dev", is_tap_of_this_run);
}

static void collect_links(struct names *names)
{
	struct if_nameindex *links = if_nameindex();

	for (struct if_nameindex *link = links; link && link->if_index; link++)
		add(names, "link %s (index %u)", link->if_name, link->if_index);
	if (links)
		if_freenameindex(links);
}

static void collect_mounts(struct names *names)
{
	AUTO_FCLOSE FILE *file = fopen("/proc/self/mountinfo", "re");
	AUTO_FREE char *line = NULL;
	size_t capacity = 0;
	char id[32], point[4096];

	while (file && getline(&line, &capacity, file) > 0)
		if (sscanf(line, "%31s %*s %*s %*s %4095s", id, point) == 2)
			add(names, "mount %s (id %s)", point, id);
}

static void (*const collect[LEAK_KINDS])(struct names *names) = {
	[LEAK_NETNS] = collect_netns,
	[LEAK_LINK] = collect_links,
	[LEAK_MOUNT] = collect_mounts,
	[LEAK_TAP] = collect_taps,
};

static void free_names(struct names *names)
{
	for (size_t i = 0; i < names->count; i++)
		free(names->name[i]);
	free(names->name);
	*names = (struct names){0};
}

struct leaks leaks_before(void)
{
	struct leaks leaks = {0};

	is_index_of_this_run(0); /* draws the range, before there are cases to inherit it */
	for (enum leak_kind kind = 0; kind < LEAK_KINDS; kind++)
		collect[kind](&leaks.before[kind]);
	return leaks;
}

static bool has(const struct names *names, const char *name)
{
	for (size_t i = 0; i < names->count; i++)
		if (!strcmp(names->name[i], name))
			return true;
	return false;
}

static void add_new(const struct names *before, const struct names *after, struct text *text)
{
	for (size_t i = 0; i < after->count; i++) {
		if (has(before, after->name[i]))
			continue;
		text_separate(text, ", ");
		text_add(text, "%s", after->name[i]);
	}
}

/* Forgets those that were there before or are no longer. */
static void keep_leaked(struct names *names, const struct names *before)
{
	struct names present = {0};
	size_t kept = 0;

	collect_taps(&present);
	for (size_t i = 0; i < names->count; i++) {
		if (!has(before, names->name[i]) && has(&present, names->name[i]))
			names->name[kept++] = names->name[i];
		else
			free(names->name[i]);
	}
	names->count = kept;
	free_names(&present);
}

/* The nodes that are there at first and do not go before time is up. Others may come and go meanwhile: they are not of
 * this run. */
static struct names await_taps(const struct names *before)
{
	AUTO_CLOSE int events = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
	nanoseconds deadline = now() + patience();
	struct pollfd gone = {.fd = events, .events = POLLIN};
	struct names leaked = {0};
	char event[4096];

	inotify_add_watch(events, "/dev", IN_DELETE | IN_ONLYDIR);
	collect_taps(&leaked);
	for (keep_leaked(&leaked, before); leaked.count; keep_leaked(&leaked, before)) {
		if (poll(&gone, 1, ms_until(deadline)) != 1)
			break;
		while (read(events, event, sizeof(event)) > 0)
			continue;
	}
	return leaked;
}

int leaks_after(const struct leaks *leaks, enum tap_nodes taps, char *text, size_t size)
{
	struct text found = text_in(text, size);

	for (enum leak_kind kind = 0; kind < LEAK_KINDS; kind++) {
		struct names after = {0};

		if (kind != LEAK_TAP)
			collect[kind](&after);
		else if (taps == TAPS_MUST_GO)
			after = await_taps(&leaks->before[kind]);
		add_new(&leaks->before[kind], &after, &found);
		free_names(&after);
	}
	return found.length > 0;
}

void leaks_free(struct leaks *leaks)
{
	for (enum leak_kind kind = 0; kind < LEAK_KINDS; kind++)
		free_names(&leaks->before[kind]);
}
