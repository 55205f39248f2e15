#include "suites/checks.h"

#include <inttypes.h>

#undef expect_error
#undef expect_number
#undef expect_true

static const char *named(int error)
{
	return error ? errno_name(error) : "success";
}

void expect_error(const char *what, int got, int wanted)
{
	if (got == wanted)
		passed();
	else
		fail("%s: %s instead of %s", what, named(got), named(wanted));
}

void expect_number(const char *what, uint64_t got, uint64_t wanted)
{
	if (got == wanted)
		passed();
	else
		fail("%s: %" PRIu64 " (0x%" PRIx64 ") instead of %" PRIu64 " (0x%" PRIx64 ")", what, got, got,
		     wanted, wanted);
}

void expect_true(const char *what, bool held)
{
	if (held)
		passed();
	else
		fail("not so: %s", what);
}
