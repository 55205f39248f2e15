/* result.h - what is known of a run when it is reported: plain data, no behaviour. The only header that
 * reports/ shares with the rest.
 */
#ifndef MVC_REPORTS_RESULT_H
#define MVC_REPORTS_RESULT_H

#include <stddef.h>
#include <stdint.h>

enum verdict {
	VERDICT_PASS,
	VERDICT_FAIL,    /* the kernel did not do what it must */
	VERDICT_SKIP,    /* not applicable here; the reason says why */
	VERDICT_BROKEN,  /* could not be decided: the test or the machine is to blame */
	VERDICT_TIMEOUT, /* did not end within its deadline */
	VERDICT_CRASH,   /* ended by a signal, or without a verdict */
	VERDICT_XFAIL,   /* FAIL, where a known bug of this kernel is expected */
	VERDICT_XPASS,   /* PASS, where one is: it is mended, or was taken for granted too widely */
	VERDICTS,
};

/* One thing that was not as it must be, and the place in the suite that says so. */
struct finding {
	char *file;
	unsigned line;
	char *text; /* one sentence */
};

/* What the check thought of a frame. */
enum packet_kind {
	PACKET_OTHER, /* not ours, or not judged */
	PACKET_PROBE, /* put in; or seen, and not judged */
	PACKET_FENCE,
	PACKET_EXPECTED,   /* the probe, where it had to arrive */
	PACKET_UNEXPECTED, /* the probe, where it must not */
	PACKET_ALTERED,
	PACKET_DOUBLED, /* a second copy */
	PACKET_KINDS,
};

/* One frame put in or seen, with what the check thought of it. */
struct packet {
	uint64_t time_ns; /* CLOCK_MONOTONIC */
	char *place;      /* "GUEST_A" */
	int put_in;       /* 1: injected here; 0: seen here */
	char *comment;    /* "probe, put in here", "unexpected here", "fence" */
	size_t length;
	uint8_t *bytes;
	size_t cut; /* octets at its end that are not in bytes any more; 0: it is whole */
	enum packet_kind kind;
};

enum site_kind {
	SITE_WIRE,
	SITE_HOST,
	SITE_CHILD,
	SITE_KINDS,
};

/* One place of a testbed, and whether a frame had to arrive there. */
struct site {
	enum site_kind kind;
	char *place;     /* "GUEST_A" */
	char *device;    /* "mvtA" */
	char *mode;      /* of a guest's child: "vepa"; "" for a wire or a host */
	unsigned parent; /* 0, or 1 for what belongs to the second */
	int expected;    /* 1: had to arrive here */
};

/* One frame that did not go where it must, on the testbed it was put into. What was seen of it is in the packets from
 * first_packet on, up to the next journey's. */
struct journey {
	char *testbed; /* "trio_vepa" */
	char *wire;    /* "plain", "reflecting", "hairpin" */
	char *from;    /* the place it was put in at */
	char *frame;   /* the frame in words */
	struct site *sites;
	size_t site_count;
	size_t first_packet;
};

struct result {
	char *id;
	char *requirement; /* "ISO_VEPA_01" */
	char *sentence;    /* of the requirement */
	char *source;      /* of the requirement */
	char *mode; /* of the children it is about: "vepa"; "mixed" for several, "" if none in particular */
	char *behaviour; /* what it is a case of, in whatever mode: "guest_a to everyone" */
	char *since;     /* of the requirement: what brings it; NULL or "": every kernel has it */
	char *summary;   /* of the case: the testbed, and what is sent where; NULL if nobody knows */
	enum verdict verdict;
	size_t position; /* of the case among all of this program, from 1; 0: it is none, or nobody knows */
	unsigned repeat; /* 0 for the first run, with --repeat 1, 2 ... */
	char *reason; /* SKIP, BROKEN, TIMEOUT, CRASH: one sentence; FAIL: the first finding's; PASS: NULL */
	struct finding *findings;
	size_t finding_count;
	struct packet *packets; /* only when something is wrong */
	size_t packet_count;
	size_t packets_left_out;  /* of the journal, in its middle: the capture file has them */
	struct journey *journeys; /* only when something is wrong */
	size_t journey_count;
	unsigned reruns;        /* after it had failed */
	unsigned reruns_passed; /* of these: a flake, and a failure all the same */
	char *known_bug;        /* XFAIL, XPASS: the bug that is expected, one sentence */
	char *known_fix;        /* of it: "unreported", "fixed by ..., see https://..." */
	char *served_by;        /* what else than the kernel: "libvirt 9.0.0, qemu 7.2.22"; NULL: nothing */
	char *output;           /* what the case wrote to stdout and stderr; NULL if nothing */
	char *pcapng;           /* path of the capture file, once written; NULL if none */
	char *enter;            /* --keep: the command line that enters the topology; NULL if it is gone */
	uint64_t checks;        /* things checked in this case */
	uint64_t duration_ns;   /* wall time of the process */
};

/* Frees everything it owns, not the struct itself, which is empty then. */
void result_free(struct result *result);

/* Something that somebody must look into: neither PASS nor SKIP, nor one of them as expected or against it. */
int verdict_is_trouble(enum verdict verdict);

/* Whether it is a case's, which can be run again by its id; else it is the runner's own (harness.leaks, preflight). */
int result_is_a_cases(const struct result *result);

/* Keeps so many octets of each packet, and so many packets: the first ones and the last ones, which is where a
 * journal tells what was put in and what the fences closed. */
void result_shorten_packets(struct result *result, size_t octets, size_t packets);

/* Frees its packets and journeys alone. */
void result_free_packets(struct result *result);

/* What stands between the program's name and the case's id on the line that runs it again: "run ", or for a case made of a
 * user's files the command that takes them. Static storage. */
const char *result_again(const struct result *result);

/* Whether it failed, and passed when it was run again. */
int result_is_flake(const struct result *result);

/* "PASS" ...; static storage. */
const char *verdict_name(enum verdict verdict);

/* The verdict of this name. 0, or -1 if there is none. */
int verdict_named(const char *name, enum verdict *verdict);

/* "probe", "unexpected" ...; static storage. */
const char *packet_kind_name(enum packet_kind kind);

/* The kind of this name. 0, or -1 if there is none. */
int packet_kind_named(const char *name, enum packet_kind *kind);

/* The same for "wire", "host" and "child". */
const char *site_kind_name(enum site_kind kind);
int site_kind_named(const char *name, enum site_kind *kind);

struct property {
	const char *name; /* "hostname" is known to JUnit readers: it becomes an attribute too */
	char *value;
};

/* A part of a run: who runs the others, and how to tell that they belong together. */
struct shard {
	unsigned index, count; /* 1 ... count; 0 of 0: the run is whole */
	size_t of;             /* results that all shards together have */
	uint64_t selection;    /* a hash of their ids */
};

/* A bug that was expected of this kernel, and not met by any case, because none ran. */
struct unmet {
	const char *file; /* of the expectation */
	unsigned line;
	const char *glob; /* the cases it names */
	const char *why;  /* none ran */
};

/* The run as a whole. */
struct run {
	const struct result *results; /* in the order of the cases, then of repeats */
	size_t count;
	const struct property *properties; /* kernel, machine, versions, CPUs, taint, seed, command line */
	size_t property_count;
	uint64_t started_s; /* CLOCK_REALTIME seconds */
	uint64_t duration_ns;
	size_t selected; /* how many were to run: more than count if the run was cut short */
	struct shard shard;
	const struct unmet *unmet;
	size_t unmet_count;
};

/* The value of a property, or NULL. */
const char *run_property(const struct run *run, const char *name);

/* How many results have this verdict. */
size_t run_count(const struct run *run, enum verdict verdict);

#endif
