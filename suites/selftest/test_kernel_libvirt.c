/* The cases about libvirt and virt-install that boot nothing notice when libvirt makes something else of what was written, and when the kernel has something else: on
 * real daemons, which are given another XML than the case thinks, each trial in a process and namespaces of its own. */
#include "harness/case/recorder.h"
#include "harness/core/guest_folder.h"
#include "harness/net/lie.h"
#include "harness/selftest/selftest.h"
#include "harness/selftest/stage.h"
#include "harness/selftest/trial.h"
#include "harness/virt/libvirtd.h"
#include "suites/virt/install/install.h"
#include "suites/virt/libvirt/libvirt.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { AT_ONCE = 4, MOST_CASES = 100 };

/* Of virt-install's cases so many to one: each takes seconds, and their rows differ in data alone. */
enum { ONE_INSTALLATION_IN = 4 };

static struct case_list cases;
static struct trial alone[MOST_CASES];
static bool killed[MOST_CASES];

/* ---- what is done ---- */

/* The text with one thing in place of another, wherever it stands; the caller's to free. */
static char *replaced(const char *text, const char *what, const char *by)
{
	char *result = NULL;
	size_t size;
	FILE *file = open_memstream(&result, &size);
	const char *found;

	if (!file)
		abort();
	while ((found = strstr(text, what))) {
		fprintf(file, "%.*s%s", (int)(found - text), text, by);
		text = found + strlen(what);
	}
	fputs(text, file);
	fclose(file);
	return result;
}

static const char *another_mode(const char *xml)
{
	char *as_private = replaced(xml, "mode='bridge'", "mode='private'"),
	     *as_bridge = replaced(as_private, "mode='vepa'", "mode='bridge'");

	return replaced(as_bridge, "<source dev='p0'/>", "<source dev='p0' mode='private'/>");
}

static const char *no_model(const char *xml)
{
	return replaced(replaced(xml, "type='virtio'", "type='rtl8139'"),
			"queues=", "txmode='timer' ioeventfd='on' queues=");
}

static const char *another_address(const char *xml)
{
	return replaced(replaced(xml, "<mac address='", "<alias name='ua-"), "<target dev='",
			"<alias name='ua-");
}

/* A domain that libvirt cannot refuse: nothing is left of what the case has written. */
static const char *nothing_wrong(const char *xml)
{
	const char *devices = strstr(xml, "<interface");

	if (!devices || strstr(xml, "<network>"))
		return xml;
	return replaced(
		xml, devices,
		"<interface type='direct'><source dev='p0' mode='private'/></interface></devices></domain>");
}

static uint64_t one_more(uint64_t value)
{
	return value + 1;
}

static uint64_t opposite(uint64_t value)
{
	return !value;
}

static const struct lie number_lie = {.number = one_more}, truth_lie = {.number = opposite};

static const struct {
	const char *name;
	const char *(*xml)(const char *xml);
	const struct lie *lie;
} treatments[] = {
	{"another mode", another_mode, NULL},        {"another model", no_model, NULL},
	{"another address", another_address, NULL},  {"nothing wrong", nothing_wrong, NULL},
	{"numbers one too high", NULL, &number_lie}, {"the opposite", NULL, &truth_lie},
};

enum { TREATMENTS = sizeof treatments / sizeof treatments[0] };

static size_t kills[TREATMENTS];

/* ---- trying ---- */

static void try_treatment(size_t which)
{
	struct trial trials[MOST_CASES];
	size_t count = 0;

	xml_sabotage = treatments[which].xml;
	for (size_t i = 0; i < cases.count; i++)
		if (alone[i].outcome == PASSED && !killed[i])
			trials[count++] = (struct trial){
				.index = i, .lie = treatments[which].lie, .patience = 20 * NS_PER_S};
	trials_run(&cases, trials, count, AT_ONCE);
	for (size_t i = 0; i < count; i++) {
		killed[trials[i].index] = trials[i].outcome == FAILED;
		kills[which] += trials[i].outcome == FAILED;
		free(trials[i].text);
	}
	xml_sabotage = NULL;
}

static void collect_from(const struct case_list *all, size_t one_in)
{
	for (size_t i = 0; i < all->count && cases.count < MOST_CASES; i += one_in)
		if (trial_is_due(i / one_in) && !all->cases[i].stands_in_s)
			case_add(&cases, &all->cases[i]);
}

static void collect(void)
{
	struct case_list of_libvirt = {.count = 0}, of_install = {.count = 0};

	virt_libvirt_add_cases(&of_libvirt);
	virt_install_add_cases(&of_install);
	collect_from(&of_libvirt, 1);
	collect_from(&of_install, ONE_INSTALLATION_IN);
	recorder_register(&cases);
}

static void try_all(void)
{
	for (size_t i = 0; i < cases.count; i++)
		alone[i] = (struct trial){.index = i, .patience = 20 * NS_PER_S};
	trials_run(&cases, alone, cases.count, AT_ONCE);
	for (size_t which = 0; which < TREATMENTS; which++) {
		try_treatment(which);
		printf("%-24s %zu red\n", treatments[which].name, kills[which]);
	}
}

/* ---- judging ---- */

/* A case that is red already, for a bug of libvirt's, can be. */
static void every_case_can_be_decided_if_left_alone(void)
{
	CU_ASSERT(cases.count > 0);
	for (size_t i = 0; i < cases.count; i++) {
		const bool decided = alone[i].outcome == PASSED || alone[i].outcome == FAILED;

		CU_ASSERT_TRUE(decided);
		if (alone[i].outcome != PASSED)
			printf("%s: %s: %s\n", cases.cases[i].id, outcome_name(alone[i].outcome),
			       alone[i].text);
	}
}

static void no_case_survives(void)
{
	for (size_t i = 0; i < cases.count; i++) {
		const bool survives = alone[i].outcome == PASSED && !killed[i];

		CU_ASSERT_FALSE(survives);
		if (survives)
			printf("%s survives all treatments\n", cases.cases[i].id);
	}
}

static const struct selftest tests[] = {
	{"every case can be decided if left alone", every_case_can_be_decided_if_left_alone},
	{"no case survives all treatments", no_case_survives},
};

int main(void)
{
	char folder[PATH_MAX];
	int code;

	stage_enter();
	if (!getcwd(folder, sizeof folder))
		return 1;
	guest_folder_set(folder);
	collect();
	try_all();
	code = selftest_main("kernel_libvirt", tests, sizeof tests / sizeof tests[0]);
	stage_leave();
	return code;
}
