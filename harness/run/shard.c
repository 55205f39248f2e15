#include "harness/run/shard.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { QUARTERS = 4 };

/* ---- which ---- */

static uint64_t mix(uint64_t z)
{
	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9ULL;
	z = (z ^ z >> 27) * 0x94d049bb133111ebULL;
	return z ^ z >> 31;
}

unsigned shard_of(const char *id, unsigned count)
{
	const char *dot = strrchr(id, '.');
	size_t table = dot ? (size_t)(dot - id) : strlen(id);
	const unsigned char quarter =
		(unsigned char)(mix(select_hash(SELECT_HASH, id, strlen(id))) % QUARTERS);

	return (unsigned)(mix(select_hash(select_hash(SELECT_HASH, id, table), &quarter, 1)) % count) + 1;
}

void shard_select(struct shard *shard, const struct catalogue *catalogue, struct selection *selection)
{
	size_t kept = 0;

	shard->selection = selection_hash(catalogue, selection);
	shard->of = selection->count;
	for (size_t i = 0; i < selection->count; i++) {
		const char *id = catalogue->list.cases[selection->index[i]].id;

		if (shard_of(id, shard->count) == shard->index)
			selection->index[kept++] = selection->index[i];
	}
	selection->count = kept;
}

/* ---- what somebody says ---- */

static bool parse_number(const char *text, uint64_t *number)
{
	char *end;

	if (!text || !*text || text[strspn(text, "0123456789")])
		return false;
	errno = 0;
	*number = strtoull(text, &end, 10);
	return !errno;
}

/* What the shard is called, as it is shown when it is wrong. */
static int set_shard(struct shard *shard, uint64_t index, uint64_t count, const char *what, char *error,
		     size_t size)
{
	if (index >= 1 && index <= count && count <= SHARDS_MAX) {
		*shard = (struct shard){.index = (unsigned)index, .count = (unsigned)count};
		return 0;
	}
	snprintf(error, size,
		 "%s: that is shard %llu of %llu; it must be from 1 to as many as there are, %d at most",
		 what, (unsigned long long)index, (unsigned long long)count, SHARDS_MAX);
	return -1;
}

static int parse_fraction(const char *text, struct shard *shard, char *error, size_t size)
{
	const char *slash = strchr(text, '/');
	uint64_t index, count;
	char part[32], what[64];

	snprintf(part, sizeof(part), "%.*s", slash ? (int)(slash - text) : 0, text);
	if (slash && strlen(part) == (size_t)(slash - text) && parse_number(part, &index) &&
	    parse_number(slash + 1, &count)) {
		snprintf(what, sizeof(what), "--shard %.40s", text);
		return set_shard(shard, index, count, what, error, size);
	}
	snprintf(error, size, "--shard %.40s: write I/N, as in 3/8, or auto", text);
	return -1;
}

/* ---- what the environment says ---- */

static const struct scheduler {
	const char *name, *index, *first, *step, *count; /* variables; NULL: none says so */
	uint64_t from; /* what the first shard's index is, where none does */
} schedulers[] = {
	{"Slurm", "SLURM_ARRAY_TASK_ID", "SLURM_ARRAY_TASK_MIN", "SLURM_ARRAY_TASK_STEP",
	 "SLURM_ARRAY_TASK_COUNT", 0},
	{"Kubernetes", "JOB_COMPLETION_INDEX", NULL, NULL, "MVC_SHARD_COUNT", 0},
	{"GitLab", "CI_NODE_INDEX", NULL, NULL, "CI_NODE_TOTAL", 1},
	{"Bazel", "TEST_SHARD_INDEX", NULL, NULL, "TEST_TOTAL_SHARDS", 0},
};

#define SCHEDULERS (sizeof(schedulers) / sizeof(schedulers[0]))

/* The number in a variable; the default if there is no variable, or it is not set. */
static bool variable(const char *name, uint64_t otherwise, uint64_t *number)
{
	const char *text = name ? getenv(name) : NULL;

	*number = otherwise;
	return !text || parse_number(text, number);
}

static int ask(const struct scheduler *scheduler, struct shard *shard, char *error, size_t size)
{
	uint64_t index, first, step, count;
	char what[80];

	snprintf(what, sizeof(what), "--shard auto, by %s", scheduler->name);
	if (!getenv(scheduler->count)) {
		snprintf(error, size, "%s: %s is set, and %s is not; set it to the number of shards", what,
			 scheduler->index, scheduler->count);
		return -1;
	}
	if (!variable(scheduler->index, 0, &index) || !variable(scheduler->first, scheduler->from, &first) ||
	    !variable(scheduler->step, 1, &step) || !variable(scheduler->count, 0, &count) || !step ||
	    index < first || (index - first) % step) {
		snprintf(error, size, "%s: %s=%.20s and %s=%.20s are no shard; they must be whole numbers",
			 what, scheduler->index, getenv(scheduler->index), scheduler->count,
			 getenv(scheduler->count));
		return -1;
	}
	return set_shard(shard, (index - first) / step + 1, count, what, error, size);
}

/* Bazel takes a test that does not touch this file for one that knows no shards. */
static void tell_bazel(void)
{
	const char *path = getenv("TEST_SHARD_STATUS_FILE");
	int fd = path && getenv("TEST_SHARD_INDEX") ? open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0666) : -1;

	if (fd >= 0)
		close(fd);
}

/* A job of GitLab's that is not parallel has a total and no index. */
static bool is_alone(void)
{
	const char *total = getenv("CI_NODE_TOTAL");

	return total && !strcmp(total, "1");
}

/* Whoever asks for it and is not in an array must hear so, or every machine would run everything. */
static int ask_environment(struct shard *shard, char *error, size_t size)
{
	const struct scheduler *found = NULL;

	for (const struct scheduler *scheduler = schedulers; scheduler < schedulers + SCHEDULERS;
	     scheduler++) {
		if (!getenv(scheduler->index))
			continue;
		if (found) {
			snprintf(error, size,
				 "--shard auto: both %s and %s are set; say which with --shard I/N",
				 found->index, scheduler->index);
			return -1;
		}
		found = scheduler;
	}
	if (found) {
		tell_bazel();
		return ask(found, shard, error, size);
	}
	if (is_alone())
		return set_shard(shard, 1, 1, "--shard auto", error, size);
	snprintf(error, size,
		 "--shard auto: none of SLURM_ARRAY_TASK_ID, JOB_COMPLETION_INDEX, CI_NODE_INDEX and "
		 "TEST_SHARD_INDEX is set; sudo drops them unless told --preserve-env; or give --shard I/N");
	return -1;
}

int shard_parse(const char *text, struct shard *shard, char *error, size_t size)
{
	if (!strcmp(text, "auto"))
		return ask_environment(shard, error, size);
	return parse_fraction(text, shard, error, size);
}
