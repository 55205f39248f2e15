/* exam.h - inside the doctor: one check at work, and how it says what it finds.
 *
 * The texts are in the table of checks. Words in braces stand for what differs from host to host: {parent} the device
 * that is examined, and {subject}, {owner}, {number} and {word} as the check gives them. A text may begin a further line
 * with "\n".
 */
#ifndef MVC_DOCTOR_EXAM_H
#define MVC_DOCTOR_EXAM_H

#include "harness/doctor/facts.h"
#include "reports/diagnosis.h"

struct exam;
struct interface; /* of domain/, which examines with the same means */
struct plan;

/* Whether it makes sense to look further once there was something to be found. */
enum sequel { GO_ON, ENOUGH };

struct check {
	const char *id;
	enum severity severity;
	enum sequel sequel;
	/* Calls found() as often as there is something to be found, or unseen(). */
	void (*look)(struct exam *exam);
	const char *what, *why, *remedy;
};

struct exam {
	const struct host *host;
	const struct parent_facts *parent; /* NULL: the host itself */
	const char *subject;               /* what it is about; NULL: the parent, or the host */
	const char *place;                 /* where that is written, "FILE:LINE"; NULL: nowhere */
	const struct interface *interface; /* in domain/ only */
	const struct plan *plan;
	const struct check *check;
	struct diagnosis *diagnosis;
	size_t found; /* findings, of all checks so far */
	size_t stops; /* findings that stop guests, of all checks so far */
};

/* What a finding has of its own. What is NULL stays out of the texts. */
struct evidence {
	const char *subject; /* NULL: that of the exam */
	const char *owner, *word;
	long number;
	const char *what, *remedy; /* instead of the check's own */
};

void found(struct exam *exam, const struct evidence *evidence);

/* The check could not look, for this reason: a sentence. */
void unseen(struct exam *exam, const char *reason, const char *remedy);

/* Does the checks of a table, all or until one says that it is enough. */
void examine(struct exam *exam, const struct check *checks, size_t count);

#endif
