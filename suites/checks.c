#include "suites/checks.h"

#include <inttypes.h>
#include <string.h>

#undef expect_error
#undef expect_number
#undef expect_true
#undef expect_mac
#undef expect_accepted
#undef expect_refused
#undef expect_answer

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

void expect_mac(const char *what, struct mac got, struct mac wanted)
{
	if (mac_equal(got, wanted))
		passed();
	else
		fail("%s: %s instead of %s", what, mac_to_text(got).text, mac_to_text(wanted).text);
}

void expect_accepted(const char *what, struct answer answer)
{
	if (answer.error)
		fail("%s: refused with %s%s%s", what, errno_name(answer.error), answer.text[0] ? ", " : "",
		     answer.text);
	else
		passed();
}

void expect_refused(const char *what, struct answer answer, int error, const char *text)
{
	if (!answer.error)
		fail("%s: accepted, not refused with %s", what, errno_name(error));
	else if (answer.error != error)
		fail("%s: refused with %s, not with %s", what, errno_name(answer.error), errno_name(error));
	else if (text && strcmp(answer.text, text))
		fail("%s: refused with the words \"%s\", not \"%s\"", what, answer.text, text);
	else
		passed();
}

void expect_answer(const char *what, struct answer answer, int error)
{
	if (error)
		expect_refused(what, answer, error, NULL);
	else
		expect_accepted(what, answer);
}
