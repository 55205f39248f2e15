#include "suites/link/words.h"

#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#undef expect_accepted
#undef expect_refused
#undef expect_made
#undef expect_not_made
#undef expect_there
#undef expect_gone
#undef expect_facts
#undef expect_fact
#undef expect_that

/* ---- asking ---- */

static const char *or_else(const char *given, const char *otherwise)
{
	return given ? given : otherwise;
}

const char *wished_name(const struct wish *wish)
{
	return or_else(wish->name, device_of(GUEST_A));
}

static const char *parent_of_wish(const struct wish *wish)
{
	return or_else(wish->parent, device_of(HOST));
}

uint32_t index_of(struct testbed *net, const char *name)
{
	return (uint32_t)link_index(net->host, name);
}

struct answer ask_for(struct testbed *net, const struct wish *wish)
{
	struct attribute *attributes = calloc(wish->has.count + 1, sizeof *attributes);
	const char *name = wished_name(wish), *parent = parent_of_wish(wish);
	size_t count = wish->has.count;
	struct answer answer;
	uint32_t index;

	if (!attributes)
		broken("no memory for the attributes of %s", name);
	if (count)
		memcpy(attributes, wish->has.attribute, count * sizeof *attributes);
	if (parent[0]) {
		index = index_of(net, parent);
		attributes[count++] = (struct attribute){OF_DEVICE, IFLA_LINK, sizeof index, &index};
	}
	answer = try_link_request(net->host, REQUEST_CREATE, name[0] ? name : NULL,
				  or_else(wish->kind, "macvtap"), attributes, count);
	free(attributes);
	return answer;
}

struct answer ask_to_enslave(struct testbed *net, const char *port, uint32_t bridge_index)
{
	const struct attribute master = {OF_DEVICE, IFLA_MASTER, sizeof bridge_index, &bridge_index};

	return try_link_request(net->host, REQUEST_CHANGE, port, NULL, &master, 1);
}

/* ---- answers ---- */

void expect_made(struct testbed *net, const struct wish *wish)
{
	struct answer answer = ask_for(net, wish);

	expect_accepted(wished_name(wish), answer);
}

void expect_not_made(struct testbed *net, const struct wish *wish, int error, const char *text)
{
	const char *name = wished_name(wish), *parent = parent_of_wish(wish);
	struct answer answer = ask_for(net, wish);

	expect_refused(name, answer, error, text);
	if (name[0])
		expect_gone(net, name);
	if (parent[0])
		expect_fact(net, parent, OF_DEVICE, IFLA_PROMISCUITY, 0);
}

/* ---- devices ---- */

void expect_there(struct testbed *net, const char *name)
{
	struct answer answer = try_link_look(net->host, name);

	expect_that(!answer.error, "%s is not there: %s", name, errno_name(answer.error));
}

/* A name that no device may have is not even looked for. */
void expect_gone(struct testbed *net, const char *name)
{
	expect_that(try_link_look(net->host, name).error, "%s is there, must not be", name);
}

static const char *attribute_name(enum attribute_level level, int type)
{
	static const char *const of_driver[] = {
		[IFLA_MACVLAN_MODE] = "mode",
		[IFLA_MACVLAN_FLAGS] = "flags",
		[IFLA_MACVLAN_MACADDR_COUNT] = "number of sources",
		[IFLA_MACVLAN_BC_QUEUE_LEN] = "broadcast queue asked for",
		[IFLA_MACVLAN_BC_QUEUE_LEN_USED] = "broadcast queue used",
		[DRIVER_BC_CUTOFF] = "broadcast cutoff",
	};
	static const char *const of_device[] = {
		[IFLA_MTU] = "MTU",
		[IFLA_MIN_MTU] = "least MTU",
		[IFLA_MAX_MTU] = "greatest MTU",
		[IFLA_LINK] = "parent's index",
		[IFLA_TXQLEN] = "ring length",
		[IFLA_NUM_TX_QUEUES] = "number of queues out",
		[IFLA_NUM_RX_QUEUES] = "number of queues in",
		[IFLA_PROMISCUITY] = "promiscuity",
	};

	return level == OF_DRIVER ? of_driver[type] : of_device[type];
}

static void judge_fact(const struct link_facts *facts, const char *device, const struct fact *fact)
{
	const char *name = attribute_name(fact->level, fact->type);
	bool given = fact_is_given(facts, fact->level, fact->type);

	if (fact->value == NOT_GIVEN) {
		expect_that(!given, "%s: its %s is mentioned, must not be", device, name);
		return;
	}
	expect_that(given, "%s: its %s is not mentioned, must be %" PRIu64, device, name, fact->value);
	if (given) {
		uint64_t value = fact_number(facts, fact->level, fact->type);

		expect_that(value == fact->value, "%s: its %s is %" PRIu64 ", must be %" PRIu64, device, name,
			    value, fact->value);
	}
}

void expect_facts(struct testbed *net, const char *name, const struct facts *facts)
{
	struct link_facts *found = link_facts(net->host, name);

	for (size_t i = 0; i < facts->count; i++)
		judge_fact(found, name, &facts->fact[i]);
	link_facts_free(found);
}

void expect_fact(struct testbed *net, const char *name, enum attribute_level level, int type, uint64_t value)
{
	struct fact fact = {level, (uint16_t)type, value};

	expect_facts(net, name, &(struct facts){&fact, 1});
}

void expect_that(bool holds, const char *sentence, ...)
{
	char text[256];
	va_list arguments;

	va_start(arguments, sentence);
	vsnprintf(text, sizeof text, sentence, arguments);
	va_end(arguments);
	if (holds)
		passed();
	else
		fail("%s", text);
}
