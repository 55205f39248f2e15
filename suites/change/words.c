#include "suites/change/words.h"

#include "fixtures/bare.h"

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
