/* host.h - inside the doctor: who gathers which facts. None of them fails: what cannot be read stays unknown. */
#ifndef MVC_DOCTOR_HOST_H
#define MVC_DOCTOR_HOST_H

#include "harness/doctor/facts.h"
#include "reports/diagnosis.h"

/* Makes a macvtap in a namespace of its own, which ends with a process of its own, and tells how that went. */
struct probe probe_kernel(const struct roots *roots);

/* The taps of this namespace's macvtaps, and the nodes in /dev. */
void gather_nodes(struct host *host);

/* The children that other namespaces have; those of processes that this one may not look into are counted. */
void gather_strangers(struct host *host);

/* What there is to know of a device as a parent. */
struct parent_facts parent_facts(const struct host *host, const struct device *device);

/* Does all checks of a parent on these facts, which may be made up, and adds the parent. Whether guests can be served. */
bool doctor_judge_parent(const struct host *host, const struct parent_facts *facts,
			 struct diagnosis *diagnosis);

/* Whether there is something at ROOT/PATH; path is made by the format. */
bool has_file(const char *root, const char *path, ...) __attribute__((format(printf, 2, 3)));

/* One more element behind an owned array; ends the program if there is no memory. */
void *lengthened(void *array, size_t count, size_t size);

#endif
