#include "harness/run/kernel_version.h"

#include <string.h>

#define DIGITS_MAX 6 /* of a number: more is no kernel's */
#define DEBIAN     "Debian "

/* Takes a number away from the text. */
static bool take_number(const char **text, unsigned *number)
{
	size_t digits = strspn(*text, "0123456789");

	if (!digits || digits > DIGITS_MAX)
		return false;
	*number = 0;
	while (digits--)
		*number = *number * 10 + (unsigned)(*(*text)++ - '0');
	return true;
}

/* 6.19-rc3; Debian writes 6.19~rc3. */
static bool take_candidate(const char **text, unsigned *candidate)
{
	const char *at = *text;

	if ((strncmp(at, "-rc", 3) && strncmp(at, "~rc", 3)) || (at += 3, !take_number(&at, candidate)))
		return false;
	*text = at;
	return true;
}

/* Two numbers at least. */
static bool take_version(const char **text, struct kernel_version *version)
{
	const char *at = *text;

	*version = (struct kernel_version){.candidate = NO_CANDIDATE};
	do {
		if (!take_number(&at, &version->part[version->parts++]))
			return false;
		*text = at;
	} while (version->parts < KERNEL_PARTS && at[0] == '.' && at[1] != '.' && at++);
	take_candidate(text, &version->candidate);
	return version->parts > 1;
}

bool kernel_version_of(const char *release, const char *build, struct kernel_version *version)
{
	const char *debian = strstr(build, DEBIAN);

	if (debian && (debian += strlen(DEBIAN), take_version(&debian, version)))
		return true;
	return take_version(&release, version);
}

/* As far as the bound is given. */
static int compare(const struct kernel_version *version, const struct kernel_version *bound)
{
	for (unsigned i = 0; i < bound->parts; i++)
		if (version->part[i] != bound->part[i])
			return version->part[i] < bound->part[i] ? -1 : 1;
	return (version->candidate > bound->candidate) - (version->candidate < bound->candidate);
}

bool kernel_range_parse(const char *text, struct kernel_range *range)
{
	*range = (struct kernel_range){0};
	if (strncmp(text, "..", 2) && !take_version(&text, &range->from))
		return false;
	if (!*text) {
		range->to = range->from;
		return true;
	}
	if (strncmp(text, "..", 2))
		return false;
	text += 2;
	if (!*text)
		return range->from.parts;
	if (!take_version(&text, &range->to) || *text)
		return false;
	return !range->from.parts || compare(&range->from, &range->to) <= 0;
}

bool kernel_range_has(const struct kernel_range *range, const struct kernel_version *version)
{
	if (range->from.parts && compare(version, &range->from) < 0)
		return false;
	return !range->to.parts || compare(version, &range->to) <= 0;
}
