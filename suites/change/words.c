#include "suites/change/words.h"

#include "fixtures/bare.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>

void child_add(struct testbed *net, const char *name, enum mode mode, uint16_t flags, enum upness upness)
{
	macvtap_create(
		net->host,
		&(struct macvtap){
			.name = name, .parent = PARENT, .mode = mode, .flags = flags, .up = upness == UP});
}

struct testbed *bed_with(enum mode mode, uint16_t flags, enum upness upness)
{
	struct testbed *net = testbed_build(&bare_unwatched);

	child_add(net, CHILD, mode, flags, upness);
	return net;
}

struct answer try_change(struct links *links, const char *name, const struct attribute *attributes,
			 size_t count)
{
	const char *kind = NULL;

	for (size_t i = 0; i < count; i++) {
		if (attributes[i].level == OF_DRIVER)
			kind = "macvtap";
	}
	return try_link_request(links, REQUEST_CHANGE, name, kind, attributes, count);
}

void change_expect_accepted(const char *what, struct answer answer)
{
	if (answer.error)
		fail("%s: refused with %s%s%s", what, errno_name(answer.error), answer.text[0] ? ", " : "",
		     answer.text);
	else
		passed();
}

void change_expect_refused(const char *what, struct answer answer, int error, const char *text)
{
	if (!answer.error)
		fail("%s: accepted, not refused with %s", what, errno_name(error));
	else if (answer.error != error)
		fail("%s: refused with %s, not %s", what, errno_name(answer.error), errno_name(error));
	else if (text && strcmp(answer.text, text))
		fail("%s: refused with the words \"%s\", not \"%s\"", what, answer.text, text);
	else
		passed();
}

void change_expect_number(const char *what, uint64_t got, uint64_t wanted)
{
	if (got == wanted)
		passed();
	else
		fail("%s: %" PRIu64 " (0x%" PRIx64 "), not %" PRIu64 " (0x%" PRIx64 ")", what, got, got,
		     wanted, wanted);
}

void change_expect_error(const char *what, int got, int wanted)
{
	if (got == wanted)
		passed();
	else
		fail("%s: %s, not %s", what, got ? errno_name(got) : "no error",
		     wanted ? errno_name(wanted) : "success");
}
