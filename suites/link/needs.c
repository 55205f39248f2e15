/* needs: what not every kernel has, and the reasons for which a case is skipped then. */
#include "harness/core/kernel.h"
#include "suites/link/words.h"

#include <errno.h>

#undef need_device

void need_device(struct testbed *net, const char *kind, const char *name, const char *reason)
{
	struct answer answer = try_link_request(net->host, REQUEST_CREATE, name, kind, NULL, 0);

	if (answer.error == EOPNOTSUPP)
		skip("%s", reason);
	if (answer.error)
		broken("cannot make a %s: %s", kind, errno_name(answer.error));
}

/* Whoever knows the attribute refuses one of two octets. */
static bool knows(struct testbed *net, uint16_t type)
{
	const struct wish wish = {
		.name = "probe",
		.has = ATTRIBUTES(NUMBER16(OF_DRIVER, type, 1)),
	};

	if (ask_for(net, &wish).error)
		return true;
	try_link_delete(net->host, wish.name);
	return false;
}

void need_cutoff(struct testbed *net)
{
	if (!knows(net, DRIVER_BC_CUTOFF))
		skip("this kernel has no broadcast cutoff");
}

bool knows_broadcast_queue(struct testbed *net)
{
	return knows(net, IFLA_MACVLAN_BC_QUEUE_LEN);
}

void need_broadcast_queue(struct testbed *net)
{
	if (!knows_broadcast_queue(net))
		skip("this kernel has no length of the broadcast queue");
}

/* Since 5.12 (427f0c8c194b), and in some older ones, too: only who is both old and refuses it has none. */
static void need_nodst(struct testbed *net)
{
	const struct wish wish = {
		.name = "probe",
		.has = ATTRIBUTES(NUMBER16(OF_DRIVER, IFLA_MACVLAN_FLAGS, FLAG_NODST)),
	};

	if (!kernel_before(5, 12))
		return;
	if (ask_for(net, &wish).error == EINVAL)
		skip("this kernel has no flag nodst");
	try_link_delete(net->host, wish.name);
}

/* A kernel without receive packet steering tells it of no device. */
static void need_queues_in(struct testbed *net)
{
	struct link_facts *facts = link_facts(net->host, device_of(HOST));
	bool told = fact_is_given(facts, OF_DEVICE, IFLA_NUM_RX_QUEUES);

	link_facts_free(facts);
	if (!told)
		skip("this kernel tells no number of queues in");
}

static void need(struct testbed *net, enum attribute_level level, uint16_t type)
{
	if (level == OF_DEVICE) {
		if (type == IFLA_NUM_RX_QUEUES)
			need_queues_in(net);
		return;
	}
	switch (type) {
	case DRIVER_BC_CUTOFF:
		need_cutoff(net);
		break;
	case IFLA_MACVLAN_BC_QUEUE_LEN:
	case IFLA_MACVLAN_BC_QUEUE_LEN_USED:
		need_broadcast_queue(net);
		break;
	default:
		break;
	}
}

static bool asks_for_nodst(const struct attribute *attribute)
{
	return attribute->level == OF_DRIVER && attribute->type == IFLA_MACVLAN_FLAGS &&
	       attribute->length == sizeof(uint16_t) && *(const uint16_t *)attribute->octets & FLAG_NODST;
}

void need_attributes(struct testbed *net, const struct attributes *has)
{
	for (size_t i = 0; i < has->count; i++) {
		need(net, has->attribute[i].level, has->attribute[i].type);
		if (asks_for_nodst(&has->attribute[i]))
			need_nodst(net);
	}
}

void need_facts(struct testbed *net, const struct facts *facts)
{
	for (size_t i = 0; i < facts->count; i++)
		need(net, facts->fact[i].level, facts->fact[i].type);
}
