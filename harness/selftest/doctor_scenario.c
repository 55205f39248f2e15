#include "harness/selftest/doctor_scenario.h"

#include "harness/selftest/doctor_setups.h"
#include "harness/selftest/forbidding_cgroup.h"

#include <CUnit/CUnit.h>
#include <stdio.h>
#include <string.h>

/* Others on this machine have nodes in /dev, a kernel may be without vhost-net, and both are said of every set-up. */
static bool is_the_machines(const char *id)
{
	return !strcmp(id, "host.vhost") || !strcmp(id, "tap.ahead");
}

void scenario_expect_nothing_else(const struct examined *examined, const struct scenario *scenario)
{
	const char *id, *severity;
	size_t index;
	json_t *finding;

	json_array_foreach(json_object_get(examined->json, "findings"), index, finding)
	{
		id = text_of(finding, "id");
		severity = text_of(finding, "severity");
		if (!strcmp(severity, "note") || !strcmp(severity, "unseen") || is_the_machines(id) ||
		    !strcmp(id, scenario->id) || (scenario->besides && !strcmp(id, scenario->besides)))
			continue;
		fprintf(stderr, "%s: also found %s: %s\n", scenario->id, id, text_of(finding, "what"));
		CU_FAIL("found what is not there");
	}
}

static void judge(const struct scenario *scenario, const struct examined *examined)
{
	const json_t *finding = finding_of(examined, scenario->id, scenario->severity, scenario->subject);
	bool stops = !strcmp(scenario->severity, "stops");

	if (!finding || !strstr(text_of(finding, "what"), scenario->words)) {
		fprintf(stderr, "%s is not found, but %s\n", scenario->id, examined->text);
		CU_FAIL("not found");
	} else if (strcmp(scenario->severity, "unseen") != 0) {
		CU_ASSERT_TRUE(*text_of(finding, "why"));
		CU_ASSERT_TRUE(*text_of(finding, "remedy"));
	}
	scenario_expect_nothing_else(examined, scenario);
	if (scenario->build == in_a_cgroup_that_forbids)
		remove_forbidding_cgroup(examined->process);
	CU_ASSERT_EQUAL(examined->code, stops);
	CU_ASSERT_EQUAL(json_is_true(json_object_get(examined->json, "ready")), !stops);
}

void scenario_try(const struct scenario *scenario)
{
	struct examined examined = examine_setup(scenario->build, scenario->parent);

	if (examined.code == NO_SUCH_KIND)
		printf("this kernel has nothing to own a parent as this wants: %s\n", scenario->words);
	else
		judge(scenario, &examined);
	examined_free(&examined);
}
