/* Parts of a run: every case in one of them, always the same one; who says which; and what the kernel's configuration says. */
#include "harness/run/kernel_config.h"
#include "harness/run/shard.h"
#include "harness/selftest/selftest.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* ---- which case is where ---- */

/* Whoever merges shards of two machines relies on it: these numbers never change. */
static void a_case_stays_where_it_is(void)
{
	static const struct {
		const char *id;
		unsigned count, shard;
	} rows[] = {
		{"isolation.vepa.guest_a_to_guest_b", 8, 3},
		{"isolation.vepa.guest_a_to_wire", 8, 7},
		{"tap.gone.reader", 64, 36},
		{"single", 3, 3},
		{"single", 1, 1},
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		unsigned shard = shard_of(rows[i].id, rows[i].count);

		if (shard != rows[i].shard)
			printf("\n%s of %u: %u\n", rows[i].id, rows[i].count, shard);
		CU_ASSERT_EQUAL(shard, rows[i].shard);
	}
}

static struct selection everything(const struct catalogue *catalogue)
{
	struct selection selection;
	char error[256];

	CU_ASSERT_EQUAL_FATAL(
		select_cases(catalogue, SAFE_OR_BY_NAME, NULL, 0, &selection, error, sizeof(error)), 0);
	return selection;
}

/* Marks the cases of one shard; how many they are. None has been marked before, and they are in the order of the list. */
static size_t mark_shard(const struct catalogue *catalogue, unsigned index, unsigned count, bool *seen)
{
	struct selection whole = everything(catalogue), part = everything(catalogue);
	struct shard shard = {.index = index, .count = count};
	size_t cases;

	shard_select(&shard, catalogue, &part);
	CU_ASSERT_EQUAL(shard.of, whole.count);
	CU_ASSERT_EQUAL(shard.selection, selection_hash(catalogue, &whole));
	CU_ASSERT(part.count < 2 * whole.count / count + 1);
	for (size_t k = 0; k < part.count; k++) {
		CU_ASSERT(!seen[part.index[k]]);
		CU_ASSERT(!k || part.index[k - 1] < part.index[k]);
		seen[part.index[k]] = true;
	}
	cases = part.count;
	free(part.index);
	free(whole.index);
	return cases;
}

/* Each case is in one shard, and no shard has more than twice its part. */
static void shards_are_parts_of_the_whole(void)
{
	static const unsigned counts[] = {1, 2, 3, 8, 16};
	static struct catalogue catalogue;
	struct selection whole;

	catalogue_build(&catalogue);
	whole = everything(&catalogue);
	for (size_t i = 0; i < COUNT(counts); i++) {
		bool *seen = calloc(catalogue.count, sizeof(*seen));
		size_t cases = 0;

		for (unsigned index = 1; index <= counts[i]; index++)
			cases += mark_shard(&catalogue, index, counts[i], seen);
		CU_ASSERT_EQUAL(cases, whole.count);
		free(seen);
	}
	free(whole.index);
}

/* Rows that share a testbed would need one in every shard if each went its own way. */
static void a_table_is_in_four_shards_at_most(void)
{
	bool seen[65] = {false};
	size_t shards = 0;

	for (unsigned row = 0; row < 500; row++) {
		char id[32];
		unsigned shard;

		snprintf(id, sizeof(id), "suite.table.row_%u", row);
		shard = shard_of(id, 64);
		shards += !seen[shard];
		seen[shard] = true;
	}
	CU_ASSERT(shards > 1 && shards <= 4);
}

/* ---- who says which ---- */

static const char *const variables[] = {
	"SLURM_ARRAY_TASK_ID",  "SLURM_ARRAY_TASK_MIN", "SLURM_ARRAY_TASK_STEP",  "SLURM_ARRAY_TASK_COUNT",
	"JOB_COMPLETION_INDEX", "MVC_SHARD_COUNT",      "CI_NODE_INDEX",          "CI_NODE_TOTAL",
	"TEST_SHARD_INDEX",     "TEST_TOTAL_SHARDS",    "TEST_SHARD_STATUS_FILE",
};

static const struct {
	const char *text, *environment[4];
	unsigned index, count; /* 0: it is refused */
	const char *says;
} rows[] = {
	{"1/1", {NULL}, 1, 1, NULL},
	{"3/8", {NULL}, 3, 8, NULL},
	{"10000/10000", {NULL}, 10000, 10000, NULL},
	{"0/8", {NULL}, 0, 0, "--shard 0/8: that is shard 0 of 8; it must be from 1"},
	{"9/8", {NULL}, 0, 0, "--shard 9/8: that is shard 9 of 8"},
	{"1/10001", {NULL}, 0, 0, "10000 at most"},
	{"1/0", {NULL}, 0, 0, "that is shard 1 of 0"},
	{"3", {NULL}, 0, 0, "--shard 3: write I/N, as in 3/8, or auto"},
	{"a/b", {NULL}, 0, 0, "write I/N"},
	{"-1/3", {NULL}, 0, 0, "write I/N"},
	{"1/3/4", {NULL}, 0, 0, "write I/N"},
	{"1/99999999999999999999", {NULL}, 0, 0, "write I/N"},
	{"automatic", {NULL}, 0, 0, "write I/N"},
	{"auto", {NULL}, 0, 0, "none of SLURM_ARRAY_TASK_ID, JOB_COMPLETION_INDEX"},
	{"auto", {"SLURM_ARRAY_TASK_ID=0", "SLURM_ARRAY_TASK_MIN=0", "SLURM_ARRAY_TASK_COUNT=4"}, 1, 4, NULL},
	{"auto",
	 {"SLURM_ARRAY_TASK_ID=10", "SLURM_ARRAY_TASK_MIN=7", "SLURM_ARRAY_TASK_COUNT=4"},
	 4,
	 4,
	 NULL},
	{"auto",
	 {"SLURM_ARRAY_TASK_ID=9", "SLURM_ARRAY_TASK_MIN=1", "SLURM_ARRAY_TASK_STEP=4",
	  "SLURM_ARRAY_TASK_COUNT=3"},
	 3,
	 3,
	 NULL},
	{"auto",
	 {"SLURM_ARRAY_TASK_ID=8", "SLURM_ARRAY_TASK_MIN=1", "SLURM_ARRAY_TASK_STEP=4",
	  "SLURM_ARRAY_TASK_COUNT=3"},
	 0,
	 0,
	 "are no shard"},
	{"auto",
	 {"SLURM_ARRAY_TASK_ID=9", "SLURM_ARRAY_TASK_MIN=1", "SLURM_ARRAY_TASK_COUNT=3"},
	 0,
	 0,
	 "by Slurm: that is shard 9 of 3"},
	{"auto", {"SLURM_ARRAY_TASK_ID=9"}, 0, 0, "SLURM_ARRAY_TASK_COUNT is not; set it"},
	{"auto", {"JOB_COMPLETION_INDEX=0", "MVC_SHARD_COUNT=5"}, 1, 5, NULL},
	{"auto", {"JOB_COMPLETION_INDEX=4", "MVC_SHARD_COUNT=5"}, 5, 5, NULL},
	{"auto",
	 {"JOB_COMPLETION_INDEX=4"},
	 0,
	 0,
	 "by Kubernetes: JOB_COMPLETION_INDEX is set, and MVC_SHARD_COUNT is not"},
	{"auto", {"CI_NODE_INDEX=2", "CI_NODE_TOTAL=5"}, 2, 5, NULL},
	{"auto", {"CI_NODE_INDEX=0", "CI_NODE_TOTAL=5"}, 0, 0, "are no shard"},
	{"auto", {"CI_NODE_TOTAL=1"}, 1, 1, NULL},
	{"auto", {"CI_NODE_TOTAL=2"}, 0, 0, "none of SLURM_ARRAY_TASK_ID"},
	{"auto", {"TEST_SHARD_INDEX=6", "TEST_TOTAL_SHARDS=7"}, 7, 7, NULL},
	{"auto",
	 {"TEST_SHARD_INDEX=x", "TEST_TOTAL_SHARDS=7"},
	 0,
	 0,
	 "TEST_SHARD_INDEX=x and TEST_TOTAL_SHARDS=7 are no shard"},
	{"auto",
	 {"TEST_SHARD_INDEX=6", "TEST_TOTAL_SHARDS=7", "CI_NODE_INDEX=2", "CI_NODE_TOTAL=5"},
	 0,
	 0,
	 "both CI_NODE_INDEX and TEST_SHARD_INDEX are set"},
	{"2/3", {"CI_NODE_INDEX=1", "CI_NODE_TOTAL=5"}, 2, 3, NULL},
};

static void set_environment(const char *const *settings)
{
	for (size_t i = 0; i < COUNT(variables); i++)
		unsetenv(variables[i]);
	for (size_t i = 0; i < 4 && settings[i]; i++) {
		char name[64];

		snprintf(name, sizeof(name), "%.*s", (int)strcspn(settings[i], "="), settings[i]);
		setenv(name, settings[i] + strlen(name) + 1, 1);
	}
}

static void shards_are_found_where_they_are_said(void)
{
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct shard shard = {0};
		char error[512] = "";
		int failed;

		set_environment(rows[i].environment);
		failed = shard_parse(rows[i].text, &shard, error, sizeof(error));
		if (!failed != !rows[i].says || (rows[i].says && !strstr(error, rows[i].says)))
			printf("\nrow %zu: %u/%u %s\n", i, shard.index, shard.count, error);
		CU_ASSERT_EQUAL(!failed, !rows[i].says);
		CU_ASSERT(!rows[i].says || strstr(error, rows[i].says));
		CU_ASSERT_EQUAL(shard.index, rows[i].index);
		CU_ASSERT_EQUAL(shard.count, rows[i].count);
	}
	set_environment((const char *const[4]){NULL});
}

static void bazel_is_told_that_shards_are_known(void)
{
	char path[] = "/tmp/mvc-shard-XXXXXX", setting[64], error[512];
	int fd = mkstemp(path);
	struct shard shard;

	CU_ASSERT_FATAL(fd >= 0);
	close(fd);
	unlink(path);
	snprintf(setting, sizeof(setting), "TEST_SHARD_STATUS_FILE=%s", path);
	set_environment((const char *const[4]){setting, "TEST_SHARD_INDEX=0", "TEST_TOTAL_SHARDS=2"});
	CU_ASSERT_EQUAL(shard_parse("auto", &shard, error, sizeof(error)), 0);
	CU_ASSERT_EQUAL(unlink(path), 0);
	set_environment((const char *const[4]){NULL});
}

/* ---- the kernel's configuration ---- */

static void lines_of_a_configuration_are_understood(void)
{
	struct kernel_option options[] = {{"kernel.config.TUN", "n"},
					  {"kernel.config.HZ", "n"},
					  {"kernel.config.PREEMPT", "n"},
					  {NULL, ""}};
	static const char *const lines[] = {
		"CONFIG_TUN=m\n",
		"CONFIG_TUN_VNET_CROSS_LE=y\n",
		"# CONFIG_PREEMPT is not set\n",
		"CONFIG_HZ=250\n",
		"CONFIG_HZ_250=y\n",
		"CONFIG_PREEMPT_DYNAMIC=y\n",
		"TUN=y\n",
		"",
		"\n",
		"=",
	};

	for (size_t i = 0; i < COUNT(lines); i++)
		kernel_config_line(options, lines[i]);
	CU_ASSERT_STRING_EQUAL(options[0].value, "m");
	CU_ASSERT_STRING_EQUAL(options[1].value, "250");
	CU_ASSERT_STRING_EQUAL(options[2].value, "n");
}

static const struct selftest tests[] = {
	{"a case stays where it is", a_case_stays_where_it_is},
	{"shards are parts of the whole", shards_are_parts_of_the_whole},
	{"a table is in four shards at most", a_table_is_in_four_shards_at_most},
	{"shards are found where they are said", shards_are_found_where_they_are_said},
	{"Bazel is told that shards are known", bazel_is_told_that_shards_are_known},
	{"lines of a configuration are understood", lines_of_a_configuration_are_understood},
};

SELFTEST_MAIN("harness/shard", tests)
