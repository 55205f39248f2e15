#include "suites/flood/queue.h"

#include "harness/core/verdict.h"
#include "harness/net/attribute.h"
#include "suites/isolation/model.h"

#undef expect_queue

static bool is_there(const struct testbed *net, enum place guest)
{
	return child_of(net, guest) && !(net->down & AT(guest));
}

places returned(places bridge_children)
{
	return floods_return_to_bridge() ? bridge_children : NOWHERE;
}

void join_group(struct testbed *net)
{
	for (enum place guest = GUEST_A; guest <= GUEST_D; guest++) {
		if (is_there(net, guest))
			link_join(net->host, device_of(guest), GROUP);
	}
}

void set_queue(struct testbed *net, uint32_t length)
{
	for (enum place guest = GUEST_A; guest <= WITNESS; guest++) {
		if (is_there(net, guest))
			macvtap_set_broadcast_queue(net->host, device_of(guest), length);
	}
}

/* An attribute that a kernel does not know is ignored; any cutoff but the default is told. */
static bool has_cutoff(struct testbed *net)
{
	struct link_facts *facts;
	bool has;

	macvtap_set_broadcast_cutoff(net->host, device_of(GUEST_A), CUTOFF_DEFAULT + 1);
	facts = link_facts(net->host, device_of(GUEST_A));
	has = fact_is_given(facts, OF_DRIVER, BC_CUTOFF);
	link_facts_free(facts);
	return has;
}

void set_cutoff(struct testbed *net, int32_t cutoff)
{
	if (!has_cutoff(net))
		skip("this kernel has no broadcast cutoff");
	macvtap_set_broadcast_cutoff(net->host, device_of(GUEST_A), cutoff);
}

void expect_queue(struct testbed *net, enum place guest, uint32_t asked, uint32_t used)
{
	struct link_facts *facts;
	uint64_t says_asked, says_used;

	skip_without_broadcast_queue(net->host, device_of(guest));
	facts = link_facts(net->host, device_of(guest));
	says_asked = fact_number(facts, OF_DRIVER, IFLA_MACVLAN_BC_QUEUE_LEN);
	says_used = fact_number(facts, OF_DRIVER, IFLA_MACVLAN_BC_QUEUE_LEN_USED);

	if (says_asked != asked || says_used != used)
		fail("%s is said to ask for a queue of %llu and to have one of %llu instead of %u and %u",
		     place_name(guest), (unsigned long long)says_asked, (unsigned long long)says_used, asked,
		     used);
	else
		passed();
	link_facts_free(facts);
}
