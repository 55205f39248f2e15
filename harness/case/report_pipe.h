/* report_pipe.h - what a case tells the runner, as records in a pipe: whole ones, each with its length in
 * front.
 *
 * The case may die at any octet and may write anything, so the reader believes nothing: a stream that is not
 * one record after the other is damaged from there on.
 */
#ifndef MVC_CASE_REPORT_PIPE_H
#define MVC_CASE_REPORT_PIPE_H

#include "reports/result.h"

#include <stddef.h>
#include <stdint.h>

enum record_kind {
	RECORD_NAMESPACE = 1, /* a network namespace of this case */
	RECORD_FINDING,       /* one thing that was not as it must be */
	RECORD_PACKET,        /* one frame, put in or seen */
	RECORD_ENDING,        /* the last one */
	RECORD_JOURNEY,       /* a frame that did not go where it must; its packets follow */
	RECORD_SITE,          /* a place of the testbed of the journey before it */
	RECORD_SERVED,        /* what else than the kernel serves this case, all of it */
	RECORD_KEPT,          /* the process stays, so that somebody can look around in its topology */
};

/* How a case ended. Whether DONE is PASS or FAIL follows from the findings. */
enum ending { ENDED_DONE = 1, ENDED_SKIP, ENDED_BROKEN };

struct namespace_record {
	const char *name; /* "host" */
	int fd;           /* in the case's process */
	uint64_t ino;
};

struct finding_record {
	const char *file;
	unsigned line;
	const char *text;
};

struct packet_record {
	uint64_t time_ns;
	const char *place, *comment;
	unsigned put_in; /* 1: injected here; 0: seen here */
	enum packet_kind kind;
	const uint8_t *bytes;
	size_t length;
};

struct journey_record {
	const char *testbed, *wire, *from, *frame;
};

struct site_record {
	enum site_kind kind;
	const char *place, *device, *mode; /* mode: "" for a wire or a host */
	unsigned parent, expected;
};

struct served_record {
	const char *by; /* "libvirt 9.0.0, qemu 7.2.22" */
};

struct ending_record {
	enum ending ending;
	const char *reason; /* "" for ENDED_DONE */
	const char *file;   /* the place in the suite that was responsible; "" if none was noted */
	unsigned line;
	uint64_t checks;
};

struct record {
	enum record_kind kind;
	union {
		struct namespace_record netns;
		struct finding_record finding;
		struct packet_record packet;
		struct ending_record ending;
		struct journey_record journey;
		struct site_record site;
		struct served_record served;
	};
};

/* Writes one record whole. 0, or -1 with errno if nobody listens any more. */
int report_write(int fd, const struct record *record);

/* The reader's side: octets as they came, cut into records. */
struct report_reader {
	uint8_t *bytes;               /* owned */
	size_t count, capacity, used; /* used: octets of records already handed out */
};

enum report_state {
	REPORT_RECORD,  /* a record was handed out */
	REPORT_MORE,    /* more octets are needed; between two records if nothing is pending */
	REPORT_DAMAGED, /* what came is not a record; nothing after it can be read either */
};

/* Adds octets read from the pipe. What report_next() has handed out becomes invalid. */
void report_feed(struct report_reader *reader, const void *bytes, size_t count);

/* The next record; its texts and octets are the reader's, until it is fed again. */
enum report_state report_next(struct report_reader *reader, struct record *record);

/* Octets of a record that has not come to its end. */
size_t report_pending(const struct report_reader *reader);

void report_reader_free(struct report_reader *reader);

#endif
