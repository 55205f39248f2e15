/* samples.h - runs as they may come, for tests of what is made of them. */
#ifndef MVC_REPORTS_SAMPLES_H
#define MVC_REPORTS_SAMPLES_H

#include "reports/result.h"

struct sample {
	const char *name;
	struct run run;
};

/* Ends with a sample without name. */
extern const struct sample samples[];

/* The sample of this name; ends the program if there is none. */
const struct run *sample_run(const char *name);

/* A FAIL with packets at three places, one of them tagged. */
extern const struct result sample_with_packets;

#endif
