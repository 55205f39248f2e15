/* expectations.h - bugs that released kernels are known to have: which case meets which, on which kernels.
 *
 * A text, a line each; what follows # at the beginning of a line is a comment:
 *
 *	CASE | KERNELS | REASON | FIX [| KEY=VALUE]...
 *
 *	CASE      id of a case, or a glob over ids
 *	KERNELS   * for all, or ranges set apart by commas (kernel_version.h)
 *	REASON    one sentence
 *	FIX       commit that mends it (12 to 40 digits, or its title in "quotes"), link to the report (https://...), or:
 *	          unreported
 *	KEY       reproducer: name of a file that shows the bug without this program
 *	          libvirt, qemu, vhost: the versions of it that have the bug, as KERNELS; it then is expected of cases alone that
 *	          are served by one of these. vhost's are its kernel's
 */
#ifndef MVC_RUN_EXPECTATIONS_H
#define MVC_RUN_EXPECTATIONS_H

#include "harness/run/kernel_version.h"

#include <stddef.h>

struct expectation {
	const char *glob, *kernels, *reason;
	char *fix;              /* owned; as it is shown: "unreported", "fixed by ..., https://..." */
	const char *reproducer; /* NULL: none */
	unsigned line;
	struct kernel_range *ranges; /* owned */
	size_t range_count;          /* 0: all kernels */
	const char *software,
		*versions; /* NULL: the kernel's own bug; else whose it is, and which, as written */
	struct kernel_range *software_ranges; /* owned */
	size_t software_range_count;          /* 0: all of them */
};

struct expectations {
	const char *name; /* of the file; NULL if nothing is expected */
	char *text;       /* owned; what the expectations point into */
	struct expectation *at;
	size_t count;
};

/* Reads a text of this length, which comes from the file of this name. 0, or -1 with one line in error:
 * "FILE:LINE: what is wrong; what would be right". */
int expectations_parse(struct expectations *expectations, const char *name, const char *text, size_t length,
		       char *error, size_t size);

/* The same from a file. */
int expectations_read(struct expectations *expectations, const char *path, char *error, size_t size);

bool expectation_concerns(const struct expectation *expectation, const struct kernel_version *kernel);

/* The first that names this case and, unless it is NULL, this kernel; NULL if none does. What else served the case is as in
 * reports/result.h, "" if nothing did; NULL: it does not matter. */
const struct expectation *expectations_find(const struct expectations *expectations, const char *id,
					    const struct kernel_version *kernel, const char *served_by);

void expectations_free(struct expectations *expectations);

#endif
