/* The cases about libvirt with a booted guest turn red: when libvirt is told to trust whom the case does not, and the other way
 * round, when frames are lost on their way to the guest, and when numbers are not what they were. Those that share a guest are tried in a
 * row.
 *
 * Its argument is the folder of a guest (scripts/guest). Without one nothing is tried, which proves nothing: scripts/test has one. */
#include "harness/case/recorder.h"
#include "harness/core/guest_folder.h"
#include "harness/net/lie.h"
#include "harness/selftest/selftest.h"
#include "harness/selftest/stage.h"
#include "harness/selftest/trial.h"
#include "harness/virt/libvirtd.h"
#include "suites/virt/libvirt/libvirt.h"

#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TRIALS_MAX = 256 };

static struct case_list cases;
static struct trial trials[TRIALS_MAX];
static size_t count;

/* ---- what is done ---- */

/* The text with one thing in place of another, where it stands first; the text itself if it does not. */
static char *with(const char *text, const char *what, const char *by)
{
	const char *found = strstr(text, what);
	char *result;

	if (!found)
		return strdup(text);
	if (asprintf(&result, "%.*s%s%s", (int)(found - text), text, by, found + strlen(what)) < 0)
		abort();
	return result;
}

#define TRUST(yes_or_no, address) "trustGuestRxFilters='" yes_or_no "'><mac address='" address "'"

#define YES   "trustGuestRxFilters='yes'"
#define NO    "trustGuestRxFilters='no'"
#define ADDED "02:00:00:00:00:0d"

/* Of the NICs that cases are about; one for which trust means nothing is made another. */
static const char *the_other_way_round(const char *xml)
{
	if (strstr(xml, "'e1000e'"))
		return with(xml, "'e1000e'", "'virtio'");
	if (strstr(xml, ADDED))
		return strstr(xml, YES) ? with(xml, YES, NO) : with(xml, NO, YES);
	if (strstr(xml, "<network"))
		return with(xml, YES, NO);
	const char *once = with(xml, TRUST("yes", "02:00:00:00:00:0a"), TRUST("no", "02:00:00:00:00:0a"));

	return with(once, TRUST("no", "02:00:00:00:00:0b"), TRUST("yes", "02:00:00:00:00:0b"));
}

/* Of a domain that runs. */
static const char *updated_otherwise(const char *xml)
{
	if (strstr(xml, "<domain"))
		return xml;
	if (strstr(xml, "<link"))
		return with(xml, "state='down'", "state='up'");
	return strstr(xml, YES) ? with(xml, YES, NO) : with(xml, NO, YES);
}

static uint64_t one_more(uint64_t value)
{
	return value + 1;
}

static const struct lie number_lie = {.number = one_more};
static const struct sabotage lost_to_a = {.deed = LOSE, .prey = PROBES, .place = GUEST_A},
			     lost_to_d = {.deed = LOSE, .prey = PROBES, .place = GUEST_D};

/* An e1000e takes two seconds for a carrier. */
enum { SOON_S = 2, LATER_S = 8 };

/* Which cases, what is done to them, and how long they wait for what does not come. Those of a line that share a guest have it one
 * after the other. */
static const struct proof {
	const char *name, *glob;
	unsigned patience_s;
	const char *(*xml)(const char *xml);
	const struct sabotage *sabotage;
	const struct lie *lie;
} proofs[] = {
	{"trust the other way round", "virt.libvirt.trust.!(updated)", SOON_S, the_other_way_round, NULL,
	 NULL},
	{"frames lost to GUEST_A", "virt.libvirt.trust.[gmp]*.trusted", SOON_S, NULL, &lost_to_a, NULL},
	{"frames lost to GUEST_D, updated otherwise", "virt.libvirt.@(plugged.*|trust.updated)", LATER_S,
	 updated_otherwise, &lost_to_d, NULL},
	{"numbers one too high", "virt.libvirt.virsh.*", SOON_S, NULL, NULL, &number_lie},
};

enum { PROOFS = sizeof proofs / sizeof proofs[0] };

/* ---- trying ---- */

struct result {
	const struct proof *proof;
	const struct trial *trial;
};

static struct result results[TRIALS_MAX];

/* Those of the proof that have this testbed. */
static size_t plan(const struct proof *proof, const void *testbed, struct trial *row)
{
	size_t planned = 0;

	for (size_t i = 0; i < cases.count; i++)
		if (!fnmatch(proof->glob, cases.cases[i].id, FNM_EXTMATCH) &&
		    cases.cases[i].shares == testbed)
			row[planned++] = (struct trial){.index = i,
							.sabotage = proof->sabotage,
							.lie = proof->lie,
							.patience = proof->patience_s * NS_PER_S};
	return planned;
}

static void try_on(const struct proof *proof, const void *testbed)
{
	struct trial *row = &trials[count];
	size_t planned;

	if (count + cases.count > TRIALS_MAX)
		abort();
	planned = plan(proof, testbed, row);
	if (!planned)
		return;
	xml_sabotage = proof->xml;
	trials_run_in_a_row(&cases, row, planned);
	xml_sabotage = NULL;
	for (size_t i = 0; i < planned; i++)
		results[count + i] = (struct result){proof, &row[i]};
	count += planned;
}

/* Each testbed once. */
static bool is_first_of_testbed(size_t which)
{
	for (size_t i = 0; i < which; i++)
		if (cases.cases[i].shares == cases.cases[which].shares)
			return false;
	return true;
}

static void try_all(void)
{
	struct case_list all = {.count = 0};

	virt_libvirt_add_cases(&all);
	for (size_t i = 0; i < all.count; i++)
		if (all.cases[i].stands_in_s)
			case_add(&cases, &all.cases[i]);
	recorder_register(&cases);
	for (size_t p = 0; p < PROOFS; p++)
		for (size_t i = 0; i < cases.count; i++)
			if (is_first_of_testbed(i))
				try_on(&proofs[p], cases.cases[i].shares);
}

/* ---- judging ---- */

static void each_turns_red(void)
{
	for (size_t i = 0; i < count; i++) {
		const struct trial *trial = results[i].trial;

		CU_ASSERT_EQUAL(trial->outcome, FAILED);
		if (trial->outcome != FAILED)
			printf("\n    %s, %s: %s, where it must fail; it says: %.300s",
			       cases.cases[trial->index].id, results[i].proof->name,
			       outcome_name(trial->outcome), trial->text);
	}
}

static bool is_tried(size_t which)
{
	for (size_t i = 0; i < count; i++)
		if (results[i].trial->index == which)
			return true;
	return false;
}

static void each_is_tried(void)
{
	for (size_t i = 0; i < cases.count; i++) {
		CU_ASSERT(is_tried(i));
		if (!is_tried(i))
			printf("\n    nothing is done to %s", cases.cases[i].id);
	}
	printf("\n    %zu trials", count);
}

static const struct selftest tests[] = {
	{"something is done to each case", each_is_tried},
	{"each case turns red", each_turns_red},
};

int main(int argc, char **argv)
{
	int code;

	if (argc < 2) {
		printf("no guest: nothing is tried\n");
		return 0;
	}
	stage_enter();
	guest_folder_set(argv[1]);
	try_all();
	code = selftest_main("suites.kernel_booted", tests, sizeof tests / sizeof tests[0]);
	stage_leave();
	return code;
}
