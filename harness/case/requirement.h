/* requirement.h - one sentence the kernel must satisfy, with its source. A requirement is a C symbol, so that a case
 * without one does not compile and a word misspelt does not link.
 *
 * A suite keeps its requirements as one list, NAME(symbol, sentence, source, since), and declares and defines
 * the symbols from it with the macros below. `list --requirements` and `explain` print from these very structs.
 */
#ifndef MVC_CASE_REQUIREMENT_H
#define MVC_CASE_REQUIREMENT_H

#include <stddef.h>

struct requirement {
	const char *id;       /* "ISO_VEPA_01" */
	const char *sentence; /* what must hold, in one sentence */
	const char *source;   /* driver function, kernel document, 802.1Q/802.1Qbg clause */
	const char *since; /* kernel version or probe that brings it; "" for every kernel that has macvtap */
	const char *untested; /* why no case tests it; NULL if one does */
};

#define DECLARE_REQUIREMENT(symbol, ...) extern const struct requirement symbol;
#define DEFINE_REQUIREMENT(symbol, sentence_, source_, since_)                                               \
	const struct requirement symbol = {#symbol, sentence_, source_, since_, NULL};
#define DEFINE_UNTESTED(symbol, sentence_, source_, since_, why)                                             \
	const struct requirement symbol = {#symbol, sentence_, source_, since_, why};
#define LIST_REQUIREMENT(symbol, ...) &symbol,

#endif
