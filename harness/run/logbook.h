/* logbook.h - which case began and which ended, on disk as it happens: what --resume goes by after the
 *machine has gone down or the runner has been killed.
 *
 * Text, a line an event, fields set apart by tabs (a tab, a line feed and a backslash in a field are \t, \n
 *and \\). Lines are only ever added, each group of them by one write.
 *
 *	logbook  1  version  kernel  selection  repeats  seed
 *	session  boot id                                  a runner begins, or goes on
 *	begin    case  repeat
 *	finding  file  line  text                         of the case that the next line ends
 *	end      case  repeat  verdict  checks  nanoseconds  reason  output  capture  enter
 */
#ifndef MVC_RUN_LOGBOOK_H
#define MVC_RUN_LOGBOOK_H

#include "harness/run/disk_copy.h"
#include "reports/result.h"

#include <stdbool.h>
#include <stdio.h>

/* What a run must have in common with the one it goes on with. */
struct run_identity {
	char version[32], kernel[128], selection[64], repeats[16], seed[24];
};

struct logbook {
	int fd;
	char *path;             /* owned */
	int error;              /* errno of the first write that failed: nothing is written after it */
	struct disk_copy *disk; /* of it; owned */
};

/* Begins a new one, or goes on with one that logbook_replay() has read. 0, or -1 with one line in error.
 * Fails if another run has it open. */
int logbook_begin(struct logbook *logbook, const char *path, const struct run_identity *identity, char *error,
		  size_t size);
int logbook_continue(struct logbook *logbook, const char *path, char *error, size_t size);

struct begin_entry {
	const char *id;
	unsigned repeat;
};

/* Written when it returns, so that nothing is lost with the runner; on disk as soon as the disk allows, which is while the
 * case still gets its process and its namespaces, in case the machine goes down with it. */
void logbook_starting(struct logbook *logbook, const struct begin_entry *entries, size_t count);

void logbook_ended(struct logbook *logbook, const struct result *result);

/* All of it on disk, and closed. logbook->error tells whether that worked. */
void logbook_close(struct logbook *logbook);

/* ---- reading ---- */

enum how_it_ended {
	RUNNER_KILLED, /* same boot as now */
	MACHINE_DOWN,
};

/* Who is told what a logbook says. Returning false: no such case; the logbook is of another program. */
struct logbook_reader {
	void *data;
	bool (*began)(void *data, const char *id, unsigned repeat);
	/* The result's id, requirement, sentence and source are not set. It is the reader's if it returns
	 * true. */
	bool (*ended)(void *data, const char *id, struct result *result);
};

/* Reads the logbook of a run with this identity. 0, or -1 with one line in error. A last line without its end
 * is what a crash leaves, and is cut off by logbook_continue(). */
int logbook_replay(const char *path, const struct run_identity *identity, const struct logbook_reader *reader,
		   enum how_it_ended *how, char *error, size_t size);

/* The same of an open file of this name. */
int logbook_parse(FILE *file, const char *path, const struct run_identity *identity,
		  const struct logbook_reader *reader, enum how_it_ended *how, char *error, size_t size);

/* This boot's name; "?" if the kernel does not tell. Static storage. */
const char *boot_id(void);

#endif
