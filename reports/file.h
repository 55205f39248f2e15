/* file.h - writing a report so that there is always a whole one: temporary name beside it, then rename. */
#ifndef MVC_REPORTS_FILE_H
#define MVC_REPORTS_FILE_H

#include <stddef.h>
#include <stdio.h>

struct report_file {
	FILE *stream;
	char *path, *temporary; /* owned */
};

/* 0, or -1 with one line in error: "cannot write results/junit.xml: EACCES (Permission denied); name a folder
 * that you may write to". Missing folders are made. */
int report_file_open(struct report_file *file, const char *path, char *error, size_t size);

/* Flushes, checks and renames; on any failure the temporary file is removed, the old file is as it was, and
 * -1 is returned with one line in error ("No space left on device" included). */
int report_file_commit(struct report_file *file, char *error, size_t size);

/* Gives up: the temporary file is removed. */
void report_file_abandon(struct report_file *file);

#endif
