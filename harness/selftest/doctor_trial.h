/* doctor_trial.h - the doctor as his user calls him, in namespaces of a set-up's own. */
#ifndef MVC_SELFTEST_DOCTOR_TRIAL_H
#define MVC_SELFTEST_DOCTOR_TRIAL_H

#include "harness/net/link.h"

#include <jansson.h>
#include <sys/types.h>

struct examined {
	pid_t process;        /* it had, and has ended */
	int code;             /* exit code, or 128 and the signal that ended it */
	char *text;           /* owned; the JSON as it came */
	json_t *json;         /* owned; NULL if it is none */
	char *before, *after; /* owned; of examine_setup_twice(): what there was */
};

/* Enters namespaces of its own in a process of its own, builds the set-up there, and becomes the doctor of this parent, or
 * of those that he chooses if it is NULL. */
struct examined examine_setup(void (*build)(void), const char *parent);

/* The same, and what there is in the namespace before and after, as text: devices, flags, promiscuity, addresses. */
struct examined examine_setup_twice(void (*build)(void));

void examined_free(struct examined *examined);

/* The finding of this id, severity and subject; NULL if it is not there. */
const json_t *finding_of(const struct examined *examined, const char *id, const char *severity,
			 const char *subject);

/* A text of an object; "" if it has none. */
const char *text_of(const json_t *object, const char *key);

#endif
