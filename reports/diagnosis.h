/* diagnosis.h - what a doctor has found on a host: plain data, and two ways to show it.
 *
 * All texts are owned by the diagnosis unless said otherwise. Nothing in it is a secret or changes from call to call on
 * a host that does not change, so that two of them can be compared.
 */
#ifndef MVC_REPORTS_DIAGNOSIS_H
#define MVC_REPORTS_DIAGNOSIS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/* From the worst on. */
enum severity {
	SEVERITY_STOPS,  /* guests get no network here as long as this stays so */
	SEVERITY_LIMITS, /* guests run, but something will not work or is slow */
	SEVERITY_NOTE,   /* nothing is wrong: a fact of macvtap that surprises people */
	SEVERITY_UNSEEN, /* could not be decided: what could not be seen */
	SEVERITIES,
};

/* "stops", "limits", "note", "unseen"; static storage. */
const char *severity_name(enum severity severity);

struct diagnosis_finding {
	const char *id; /* static storage: stable from version to version, [a-z0-9_.] */
	enum severity severity;
	char *subject;             /* the device, or the interface, it is about; "" for the host */
	char *what, *why, *remedy; /* a sentence; a sentence; lines to type or to edit, "" for none */
	char *place;               /* "FILE:LINE" of whatever it is about; NULL: nowhere */
};

/* A parent that was examined. */
struct diagnosed_parent {
	char *name, *kind,
		*driver; /* kind: as ip-link(8) has it, "" for hardware; driver: "" if it does not say */
	int index;
	uint32_t mtu;
	size_t children; /* macvtaps and macvlans it has by now, wherever they are, as far as could be seen */
	bool ready;      /* nothing stops guests on it */
};

/* A guest's interface, of a file that was judged. What is not known, or not asked for, is "". */
struct diagnosed_interface {
	char *name;  /* "net0": unique in the diagnosis */
	char *place; /* "FILE:LINE" */
	char *parent, *mode, *address, *model;
	bool judged; /* it would be a macvtap */
	bool ready;  /* nothing stops it, nor guests on its parent */
};

enum wanted {
	ANY_PARENT,      /* the host is ready if one of the parents is */
	EVERY_PARENT,    /* all have been asked for by name */
	EVERY_INTERFACE, /* those of files have been asked for: each that would be a macvtap */
};

struct diagnosis {
	char *kernel;    /* its release */
	bool privileged; /* whoever looked was root */
	bool host_ready; /* nothing stops guests on any parent */
	enum wanted wanted;
	struct diagnosed_parent *parents;
	size_t parent_count;
	struct diagnosed_interface *interfaces; /* in the order of the files */
	size_t interface_count;
	struct diagnosis_finding *findings; /* in the order in which they were found */
	size_t finding_count;
};

/* Takes the texts of the finding, of the parent or of the interface. False if there is no memory; the texts are freed then. */
bool diagnosis_add(struct diagnosis *diagnosis, const struct diagnosis_finding *finding);
bool diagnosis_add_parent(struct diagnosis *diagnosis, const struct diagnosed_parent *parent);
bool diagnosis_add_interface(struct diagnosis *diagnosis, const struct diagnosed_interface *interface);
void diagnosis_free(struct diagnosis *diagnosis);

/* How many findings there are of this severity about this subject; about anything if it is NULL. */
size_t diagnosis_count(const struct diagnosis *diagnosis, enum severity severity, const char *subject);

/* Whether guests can be served: nothing stops the host, and one of the parents, or each, or each interface that was judged, is
 * ready. */
bool diagnosis_is_ready(const struct diagnosis *diagnosis);

/* How many interfaces were judged. */
size_t diagnosis_judged(const struct diagnosis *diagnosis);

enum detail { BRIEF, ALL_OF_IT };

/* For people. BRIEF leaves out reasons, and notes but for their first sentences. */
void diagnosis_text(FILE *out, const struct diagnosis *diagnosis, enum detail detail);

/* For programs, as doctor.schema.json says, or domain.schema.json if interfaces have been asked for. 0, or -1 if there is no memory or the stream refuses. */
int diagnosis_json(FILE *out, const struct diagnosis *diagnosis);

#endif
