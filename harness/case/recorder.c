#include "harness/case/recorder.h"
#include "harness/case/report_pipe.h"
#include "harness/core/children.h"
#include "harness/core/cleanup.h"
#include "harness/core/verdict.h"

#include <CUnit/CUnit.h>
#include <CUnit/TestDB.h>
#include <CUnit/TestRun.h>
#include <stdarg.h>
#include <string.h>

#define FINDINGS_MAX 64 /* a case: what is wrong 65 times is not understood better by reading on */

/* Where CUnit keeps a case. */
struct registered {
	CU_pSuite suite;
	CU_pTest test;
};

static struct registered *registry;       /* as long as the list */
static const struct testcase *running;    /* NULL outside of a case */
static int report = -1;                   /* where its records go */
static struct where place = {"", 0};      /* in the suite */
static const CU_FailureRecord *published; /* the last one of CUnit's failures that has been written */
static uint64_t findings;                 /* written or not */
static char servers[128];                 /* what else than the kernel serves the cases of this process */

void (*recorder_keep)(int report_fd);

/* ---- the registry ---- */

static void run_case(void)
{
	running->run(running->data);
}

static _Noreturn void refused(const char *id)
{
	broken("CUnit refuses the case %s: %s", id, CU_get_error_msg());
}

/* The suite of the id: its parts but for the last, mostly those of the case before. CUnit compares names with all that a
 * suite has, whenever one is added or run, so its suites must be small. */
static CU_pSuite suite_of(const char *id, CU_pSuite previous)
{
	const char *dot = strrchr(id, '.');
	AUTO_FREE char *name = strndup(id, dot ? (size_t)(dot - id) : strlen(id));
	CU_pSuite suite = NULL;

	if (!name)
		broken("out of memory for %s", id);
	if (previous && !strcmp(previous->pName, name))
		return previous;
	suite = CU_get_suite(name);
	if (!suite)
		suite = CU_add_suite(name, NULL, NULL);
	if (!suite)
		refused(id);
	return suite;
}

void recorder_register(const struct case_list *list)
{
	CU_pSuite suite = NULL;

	if (CU_initialize_registry() != CUE_SUCCESS)
		broken("CUnit has no registry: %s", CU_get_error_msg());
	registry = calloc(list->count + 1, sizeof(*registry));
	if (!registry)
		broken("out of memory for %zu cases", list->count);
	for (size_t i = 0; i < list->count; i++) {
		suite = suite_of(list->cases[i].id, suite);
		registry[i].suite = suite;
		registry[i].test = CU_add_test(suite, list->cases[i].id, run_case);
		if (!registry[i].test || CU_get_error() != CUE_SUCCESS)
			refused(list->cases[i].id);
	}
}

/* ---- records ---- */

void recorder_write(const struct record *record)
{
	if (running && report_write(report, record))
		_exit(EXIT_FAILURE); /* the runner is gone */
}

static void write_finding(struct where where, const char *text)
{
	const struct record record = {RECORD_FINDING, .finding = {where.file, where.line, text}};

	recorder_write(&record);
}

/* Writes what CUnit has recorded since the last call: at once, so that a case that dies later has told it. */
static void publish_failures(void)
{
	const CU_FailureRecord *next = published ? published->pNext : CU_get_failure_list();

	for (; next; next = next->pNext) {
		published = next;
		if (++findings <= FINDINGS_MAX)
			write_finding((struct where){next->strFileName, next->uiLineNumber},
				      next->strCondition);
	}
}

static void write_rest(void)
{
	char text[64];

	if (findings <= FINDINGS_MAX)
		return;
	snprintf(text, sizeof(text), "... and %llu more", (unsigned long long)(findings - FINDINGS_MAX));
	write_finding(place, text);
}

/* The case is over: says so, last of all. */
static void conclude(enum ending ending, const char *reason)
{
	const struct record record = {
		RECORD_ENDING,
		.ending = {ending, reason, place.file, place.line, CU_get_number_of_asserts()},
	};

	publish_failures();
	write_rest();
	fflush(NULL);
	recorder_write(&record);
	running = NULL;
	if (recorder_keep && (findings || ending == ENDED_BROKEN))
		recorder_keep(report);
}

static void write_servers(void)
{
	const struct record record = {RECORD_SERVED, .served = {servers}};

	if (*servers)
		recorder_write(&record);
}

void recorder_run(const struct case_list *list, size_t index, int report_fd)
{
	report = report_fd;
	running = &list->cases[index];
	published = NULL;
	findings = 0;
	place = (struct where){"", 0};
	write_servers();
	CU_run_test(registry[index].suite, registry[index].test);
	conclude(ENDED_DONE, "");
}

void recorder_namespace(const char *name, int fd, uint64_t ino)
{
	const struct record record = {RECORD_NAMESPACE, .netns = {name, fd, ino}};

	recorder_write(&record);
}

/* ---- verdict.h ---- */

void caller_is(struct where where)
{
	place = where;
}

struct where caller(void)
{
	return place;
}

static char *vtext(const char *format, va_list arguments)
{
	char *text;

	if (vasprintf(&text, format, arguments) < 0)
		abort();
	return text;
}

/* Nobody is there to decide for: the program itself cannot go on. */
static _Noreturn void die(const char *sentence)
{
	fprintf(stderr, "macvtap-conform: %s\n", sentence);
	exit(2);
}

void broken(const char *sentence, ...)
{
	AUTO_FREE char *text = NULL;
	va_list arguments;

	va_start(arguments, sentence);
	text = vtext(sentence, arguments);
	va_end(arguments);
	if (!running)
		die(text);
	conclude(ENDED_BROKEN, text);
	children_end();
	_exit(EXIT_SUCCESS);
}

void skip(const char *reason, ...)
{
	AUTO_FREE char *text = NULL;
	va_list arguments;

	va_start(arguments, reason);
	text = vtext(reason, arguments);
	va_end(arguments);
	if (!running)
		die(text);
	conclude(ENDED_SKIP, text);
	children_end();
	_exit(EXIT_SUCCESS);
}

void fail(const char *sentence, ...)
{
	AUTO_FREE char *text = NULL;
	va_list arguments;

	va_start(arguments, sentence);
	text = vtext(sentence, arguments);
	va_end(arguments);
	if (!running)
		die(text);
	CU_assertImplementation(CU_FALSE, place.line, text, place.file, running->id, CU_FALSE);
	publish_failures();
}

void served_by(const char *software, const char *version)
{
	const size_t length = strlen(servers);

	if (!running || strstr(servers, software))
		return;
	snprintf(servers + length, sizeof(servers) - length, "%s%s %s", length ? ", " : "", software,
		 version);
	write_servers();
}

void verdict_on_stderr(void)
{
	running = NULL;
}

void passed(void)
{
	if (running)
		CU_assertImplementation(CU_TRUE, place.line, "", place.file, running->id, CU_FALSE);
}
