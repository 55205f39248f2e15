/* shipped.h - files that are part of the program: it needs none beside it. Whoever has suites has these too; the
 * build makes them from fixtures/ (scripts/lib/embed.cmake).
 */
#ifndef MVC_RUN_SHIPPED_H
#define MVC_RUN_SHIPPED_H

struct shipped_file {
	const char *name; /* "fixtures/expectations" */
	const char *text;
};

extern const struct shipped_file shipped_expectations;

/* Ends with a file without name. Each shows a bug without this program; named as expectations name it. */
extern const struct shipped_file shipped_reproducers[];

#endif
