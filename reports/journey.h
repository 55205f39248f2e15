/* journey.h - what became of a frame at each place: what was expected there against what was seen. */
#ifndef MVC_REPORTS_JOURNEY_H
#define MVC_REPORTS_JOURNEY_H

#include "reports/result.h"

enum fate {
	FATE_ARRIVED,  /* had to, once, and did */
	FATE_MISSING,  /* had to, and did not */
	FATE_ABSENT,   /* must not, and did not */
	FATE_INTRUDED, /* must not, and did */
	FATE_ALTERED,
	FATE_DOUBLED,
	FATES,
};

struct sighting {
	enum fate fate;
	int put_in;      /* 1: the frame was put in here */
	unsigned copies; /* of it that were seen here */
};

/* Packets [first, end) of the result belong to the journey. */
struct packet_range {
	size_t first, end;
};
struct packet_range journey_packets(const struct result *result, size_t journey);

struct sighting journey_sighting(const struct result *result, size_t journey, const struct site *site);

/* "seen, as it must be"; static storage. */
const char *fate_words(enum fate fate);

/* Whether the kernel did at this place what it must. */
int fate_is_right(enum fate fate);

#endif
