/* kernel_version.h - which kernel this is, and whether it lies within a range.
 *
 * A bound with fewer numbers than a kernel has stands for its whole series: ..6.12 ends with the last 6.12.y, and
 * 6.12.. begins with 6.12. A release candidate comes before its release: 6.19-rc3 lies within ..6.18 not, within
 * 6.19-rc1.. it does, within 6.19.. it does not.
 */
#ifndef MVC_RUN_KERNEL_VERSION_H
#define MVC_RUN_KERNEL_VERSION_H

#include <limits.h>
#include <stdbool.h>

#define KERNEL_PARTS 3
#define NO_CANDIDATE UINT_MAX /* a release comes after its candidates */

struct kernel_version {
	unsigned part[KERNEL_PARTS]; /* 6.18.44 */
	unsigned parts;              /* how many are given; 0: open, in a range */
	unsigned candidate;          /* 3 in 6.19-rc3 */
};

/* From what uname(2) tells: the release ("6.18.44-custom", "6.19-rc3"), unless the build ("#1 SMP Debian 6.1.176-1")
 * says more: Debian's release is "6.1.0-44-amd64" whatever is in it. False if neither begins with numbers. */
bool kernel_version_of(const char *release, const char *build, struct kernel_version *version);

struct kernel_range {
	struct kernel_version from, to; /* both included */
};

/* "6.4..6.12.116", "6.4..", "..6.1", "6.6", "6.19-rc1..". False if it is none, or ends before it begins. */
bool kernel_range_parse(const char *text, struct kernel_range *range);

bool kernel_range_has(const struct kernel_range *range, const struct kernel_version *version);

#endif
