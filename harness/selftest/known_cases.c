#include "harness/selftest/known_cases.h"
#include "harness/case/recorder.h"
#include "harness/core/verdict.h"
#include "harness/proof/journal.h"
#include "harness/run/shipped.h"

#include <unistd.h>

#define TESTED(R)   R(KNOWN_01, "What is expected of a kernel is told apart from what is not.", "README.md", "")
#define UNTESTED(R) R(KNOWN_02, "This one is known to be untested.", "README.md", "", "nobody can")

TESTED(DECLARE_REQUIREMENT)
UNTESTED(DECLARE_REQUIREMENT)
TESTED(DEFINE_REQUIREMENT)
UNTESTED(DEFINE_UNTESTED)

const struct requirement *const known_requirements[2] = {TESTED(LIST_REQUIREMENT) UNTESTED(LIST_REQUIREMENT)};

const struct shipped_file shipped_expectations = {
	"selftest/expectations",
	"known.fails     | *     | the kernel cannot count | unreported | reproducer=counting\n"
	"known.passes    | 2.6.. | the kernel cannot count | \"net: count\"\n"
	"known.skips     | *     | it would fail           | unreported\n"
	"known.breaks    | *     | it would fail           | unreported\n"
	"known.leaves    | *     | it would fail           | unreported\n"
	"known.elsewhere | ..2.4 | old kernels fail        | 0123456789abcdef\n",
};

const struct shipped_file shipped_reproducers[] = {
	{"counting", "#!/bin/sh\necho 1 2 4\n"},
	{NULL, NULL},
};

static void say_pass(const void *data)
{
	(void)data;
	passed();
}

static void say_fail(const void *data)
{
	(void)data;
	caller_is(HERE);
	fail("the kernel said 4, not 3");
}

static void say_skip(const void *data)
{
	(void)data;
	skip("nothing to decide");
}

static void say_broken(const void *data)
{
	(void)data;
	broken("cannot be decided");
}

static void fail_with_a_frame(const void *data)
{
	static const uint8_t bytes[60];
	static struct journal journal;

	journal_add(&journal, WIRE, PUT_IN, now(), bytes, sizeof(bytes));
	journal_attach(&journal);
	say_fail(data);
}

/* What the runner sees is not what was expected. */
static void fail_and_leave_a_child(const void *data)
{
	pid_t pid = fork();

	if (!pid)
		pause();
	say_fail(data);
}

void known_add_cases(struct case_list *list)
{
	static const struct {
		const char *id;
		void (*run)(const void *data);
	} cases[] = {
		{"known.fails", fail_with_a_frame}, {"known.passes", say_pass},
		{"known.skips", say_skip},          {"known.breaks", say_broken},
		{"known.elsewhere", say_fail},      {"known.leaves", fail_and_leave_a_child},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		case_add(list, &(struct testcase){.id = cases[i].id,
						  .requirement = &KNOWN_01,
						  .run = cases[i].run,
						  .summary = "has an expectation"});
}
