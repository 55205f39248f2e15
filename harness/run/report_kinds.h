/* report_kinds.h - what `macvtap-conform report` can make of saved results, one function a kind. */
#ifndef MVC_RUN_REPORT_KINDS_H
#define MVC_RUN_REPORT_KINDS_H

#include "harness/run/options.h"
#include "reports/saved.h"

struct report_kind {
	const char *name, *words; /* what follows the name on the command line */
	size_t words_min, words_max;
	int (*make)(
		const struct options *options); /* the exit code; its files are options->words[1] and on */
};

int report_html(const struct options *options);
int report_compare(const struct options *options);
int report_merge(const struct options *options);
int report_update_expectations(const struct options *options);

#endif
