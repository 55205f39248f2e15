/* outcome.h - what becomes of one case: its records and how its process ended, made into a result. */
#ifndef MVC_RUN_OUTCOME_H
#define MVC_RUN_OUTCOME_H

#include "harness/case/case.h"
#include "harness/case/report_pipe.h"
#include "harness/run/output.h"
#include "reports/result.h"

#include <stdbool.h>

#define NAMESPACES_MAX 16

struct known_namespace {
	char name[16];
	int fd; /* in the case's process */
	uint64_t ino;
};

struct outcome {
	struct report_reader reader;
	struct output output;
	struct result result; /* findings and packets, as they come; owned */
	enum ending ending;   /* 0: has not said so */
	char *place_file;     /* where in the suite it ended, if it ended early; owned */
	unsigned place_line;
	bool damaged; /* its records cannot be read */
	bool kept;    /* --keep: the process stays */
	struct known_namespace namespaces[NAMESPACES_MAX];
	size_t namespace_count;
	size_t packets_dropped;
};

/* Takes octets of the report pipe. */
void outcome_feed(struct outcome *outcome, const void *bytes, size_t count);

/* One more thing that is not as it must be, from the runner itself. */
void outcome_finding(struct outcome *outcome, const char *file, unsigned line, const char *text);

/* The process is not over but has said all (--keep), or was ended by this wait status. Sets verdict and
 * reason. */
void outcome_of_ending(struct outcome *outcome);
void outcome_of_status(struct outcome *outcome, int status);
void outcome_of_timeout(struct outcome *outcome, const char *reason);

/* The case left a process of this name behind. To be called once its verdict is set. */
void outcome_stray(struct outcome *outcome, const char *name);

/* Hands the result out, named after its case; the outcome is as new. Its id, requirement, sentence and source
 * stay the case's. */
struct result outcome_take(struct outcome *outcome, const struct testcase *testcase);

/* The same while the process stays for another case: what is known of its namespaces and of its pipe stays too. */
struct result outcome_take_and_go_on(struct outcome *outcome, const struct testcase *testcase);

/* Names a result after its case, whose texts it borrows. */
void outcome_name_after(struct result *result, const struct testcase *testcase);

/* Frees a result handed out, or named. */
void outcome_release(struct result *result);

/* Frees the packets and journeys of a result alone. */
void outcome_release_packets(struct result *result);

/* The same but for what reports show of them: once they are in a file, not all is needed any more. All of it, if what is
 * kept of all results has become too much. */
void outcome_trim_packets(struct result *result);

#endif
