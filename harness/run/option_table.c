#include "harness/run/option_table.h"

#define AT(field) offsetof(struct options, field)

/* clang-format off */
const struct command_row command_table[COMMANDS] = {
	[COMMAND_RUN]     = {"run",     "[GLOB...]",        "run the cases whose ids match, or all of them; needs root", 0, SIZE_MAX},
	[COMMAND_LIST]    = {"list",    "[GLOB...]",        "print the ids of the cases that match, or of all of them",  0, SIZE_MAX},
	[COMMAND_EXPLAIN] = {"explain", "CASE|REQUIREMENT", "say what must hold, who says so, and how to run it alone",  1, 1},
	[COMMAND_REPORT]  = {"report",  "KIND FILE...",     "make another report of saved results, compare or merge them", 1, SIZE_MAX},
	[COMMAND_DOCTOR]  = {"doctor",  "[PARENT...]",      "say whether macvtap guests can be served here, and why not", 0, SIZE_MAX},
	[COMMAND_DOMAIN]  = {"domain",  "FILE.xml...",      "say whether libvirt's guests in these files will work here, and why not", 1, SIZE_MAX},
	[COMMAND_BENCH]   = {"bench",   "[GLOB...]",        "measure macvtaps beside a tap in a bridge; needs root",     0, SIZE_MAX},
};

const struct option_row option_table[] = {
	/* name          letter commands      kind           where              from to       argument    help */
	{"jobs",         'j', ON(COMMAND_RUN) | ON(COMMAND_DOMAIN), OPTION_NUMBER, AT(jobs),         1, 4096,      "N",       "cases at a time (12 per CPU)"},
	{"share",         0,  ON(COMMAND_RUN), OPTION_NUMBER, AT(share),        1, 1000,      "N",       "cases on one testbed, one after the other (48)"},
	{"timeout",       0,  ON(COMMAND_RUN) | ON(COMMAND_DOMAIN), OPTION_NUMBER, AT(timeout_s),    1, 86400,     "SECONDS", "deadline of a case (30)"},
	{"repeat",        0,  ON(COMMAND_RUN), OPTION_NUMBER, AT(repeat),       1, 1000000,   "N",       "run everything N times"},
	{"until-fail",    0,  ON(COMMAND_RUN), OPTION_FLAG,   AT(until_fail),   0, 0,         NULL,      "repeat until something fails; report the last round"},
	{"shuffle",       0,  ON(COMMAND_RUN), OPTION_NUMBER, AT(seed),         1, UINT64_MAX, "SEED",   "run in an order that depends on this number alone"},
	{"rerun-failed",  0,  ON(COMMAND_RUN), OPTION_NUMBER, AT(rerun_failed), 1, 1000,      "N",       "run what failed N times more: a flake is one that passes then"},
	{"shard",         0,  ON(COMMAND_RUN), OPTION_TEXT,   AT(shard),        0, 0,         "I/N",     "run the Ith of N parts, or auto: the one the scheduler says"},
	{"fail-fast",     0,  ON(COMMAND_RUN), OPTION_FLAG,   AT(fail_fast),    0, 0,         NULL,      "start no more cases once one has failed"},
	{"fail-on-skip",  0,  ON(COMMAND_RUN), OPTION_FLAG,   AT(fail_on_skip), 0, 0,         NULL,      "a skipped case makes the exit code 1"},
	{"keep",          0,  ON(COMMAND_RUN) | ON(COMMAND_DOMAIN), OPTION_FLAG,   AT(keep),         0, 0,         NULL,      "leave the topology of a failed case up, and say how to enter it"},
	{"dangerous",     0,  ON(COMMAND_RUN), OPTION_FLAG,   AT(dangerous),    0, 0,         NULL,      "also what can crash a kernel that fails, if a glob selects it"},
	{"guest",         0,  ON(COMMAND_RUN), OPTION_TEXT,   AT(guest),        0, 0,         "DIR",     "run virt.* too, with the guest that scripts/guest has made there"},
	{"rounds",        0,  ON(COMMAND_BENCH), OPTION_NUMBER, AT(rounds),     1, 1000,      "N",       "measure everything N times, in turn (6)"},
	{"seconds",       0,  ON(COMMAND_BENCH), OPTION_SECONDS, AT(measure_ms), 1, 3600000,  "SECONDS", "how long a measurement goes on (0.025)"},
	{"dry-run",       0,  ON(COMMAND_RUN) | ON(COMMAND_BENCH), OPTION_FLAG,   AT(dry_run),      0, 0,         NULL,      "print what would be run, in its order"},
	{"resume",        0,  ON(COMMAND_RUN), OPTION_FLAG,   AT(resume),       0, 0,         NULL,      "go on where a run was killed or the machine went down"},
	{"results",       0,  ON(COMMAND_RUN) | ON(COMMAND_DOMAIN), OPTION_TEXT,   AT(results),      0, 0,         "DIR",     "where reports, captures and the logbook go (results)"},
	{"junit",         0,  ON(COMMAND_RUN) | ON(COMMAND_DOMAIN), OPTION_TEXT,   AT(junit),        0, 0,         "FILE",    "the JUnit report (DIR/junit.xml)"},
	{"json",          0,  ON(COMMAND_RUN), OPTION_TEXT,   AT(json),         0, 0,         "FILE",    "the results, for other reports (DIR/results.json)"},
	{"html",          0,  ON(COMMAND_RUN) | ON(COMMAND_DOMAIN), OPTION_TEXT,   AT(html),         0, 0,         "FILE",    "the report to look at with a browser (DIR/report.html)"},
	{"junit-flavor",  0,  ON(COMMAND_RUN) | ON(COMMAND_DOMAIN) | ON(COMMAND_REPORT), OPTION_CHOICE, AT(junit_flavor), 0, 0, "jenkins|ant|gitlab", "whose reader the JUnit report is for"},
	{"ktap",          0,  ON(COMMAND_RUN), OPTION_MAYBE,  AT(ktap),         0, 0,         "FILE",    "also the results as TAP; on standard output, in place of all else there"},
	{"exit-codes",    0,  ON(COMMAND_RUN), OPTION_CHOICE, AT(exit_codes),   0, 0,         "plain|kselftest|automake|ltp", "what the exit code means"},
	{"output",       'o', ON(COMMAND_REPORT), OPTION_TEXT, AT(output),      0, 0,         "FILE",    "where the report goes (standard output)"},
	{"json",          0,  ON(COMMAND_BENCH), OPTION_TEXT, AT(json),         0, 0,         "FILE",    "what was measured, every round included (none)"},
	{"expect",        0,  ON(COMMAND_RUN) | ON(COMMAND_EXPLAIN), OPTION_TEXT, AT(expect), 0, 0, "FILE", "the bugs kernels are known for, instead of those shipped"},
	{"no-expectations", 0, ON(COMMAND_RUN), OPTION_FLAG,  AT(no_expectations), 0, 0,      NULL,      "expect no bug: show the bare verdicts"},
	{"no-progress",   0,  ON(COMMAND_RUN) | ON(COMMAND_DOMAIN), OPTION_FLAG,   AT(no_progress),  0, 0,         NULL,      "no progress line, even on a terminal"},
	{"requirements",  0,  ON(COMMAND_LIST), OPTION_FLAG,  AT(requirements), 0, 0,         NULL,      "list requirements, with their sources and numbers of cases"},
	{"verbose",      'v', ON(COMMAND_RUN) | ON(COMMAND_LIST) | ON(COMMAND_REPORT) | ON(COMMAND_BENCH), OPTION_FLAG, AT(verbose), 0, 0, NULL,  "a line for every case or measurement; with list, the summaries too"},
	{"verbose",      'v', ON(COMMAND_DOCTOR) | ON(COMMAND_DOMAIN), OPTION_FLAG, AT(verbose),     0, 0,         NULL,      "also reasons, ids, and what could not be seen"},
	{"json",          0,  ON(COMMAND_DOCTOR) | ON(COMMAND_DOMAIN), OPTION_MAYBE, AT(json),       0, 0,         "FILE",    "the same as JSON on standard output, or in a file"},
	{"run",           0,  ON(COMMAND_DOMAIN), OPTION_FLAG, AT(run),         0, 0,         NULL,      "also build these macvtaps in namespaces, and run the cases about them; needs root"},
	{"help",         'h', ON(COMMAND_RUN) | ON(COMMAND_LIST) | ON(COMMAND_EXPLAIN) | ON(COMMAND_REPORT) | ON(COMMAND_DOCTOR) | ON(COMMAND_DOMAIN) | ON(COMMAND_BENCH), OPTION_HELP, 0, 0, 0, NULL, "this text"},
};
/* clang-format on */

const size_t option_count = sizeof(option_table) / sizeof(option_table[0]);
