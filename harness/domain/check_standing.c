/* check_standing.c - whether an interface would be a macvtap at all. */
#include "harness/domain/checks.h"

#include <string.h>

/* A macvtap that somebody else makes, as KubeVirt does, is handed over as a device of type ethernet. */
static bool is_made_by_others(const struct interface *interface)
{
	return value_is(&interface->xml->type, "ethernet") && value_is(&interface->xml->managed, "no") &&
	       interface->xml->target.text;
}

void look_at_other_type(struct exam *exam)
{
	const struct interface *interface = exam->interface;
	const char *type = interface->xml->type.text;

	if (interface->standing == OTHER_TYPE && !is_made_by_others(interface))
		found(exam, &(struct evidence){.word = type ? type : "user, because it says none"});
}

void look_at_foreign_device(struct exam *exam)
{
	if (exam->interface->standing == OTHER_TYPE && is_made_by_others(exam->interface))
		found(exam, &(struct evidence){.word = exam->interface->xml->target.text});
}

void look_at_unknown_network(struct exam *exam)
{
	const char *network = exam->interface->xml->network.text;

	if (exam->interface->standing == UNKNOWN_NETWORK)
		found(exam, &(struct evidence){.word = network ? network : "?"});
}

void look_at_other_network(struct exam *exam)
{
	const struct document *network = exam->interface->network;

	if (exam->interface->standing == OTHER_NETWORK)
		found(exam, &(struct evidence){.owner = network->name.text,
					       .word = network->bridge.text    ? "a bridge"
						       : network->forward.text ? network->forward.text
									       : "an isolated network"});
}

void look_at_portgroup(struct exam *exam)
{
	if (exam->interface->standing == NO_PORTGROUP)
		found(exam, &(struct evidence){.owner = exam->interface->network->name.text,
					       .word = exam->interface->xml->portgroup.text});
}

void look_at_empty_network(struct exam *exam)
{
	if (exam->interface->standing == EMPTY_NETWORK)
		found(exam, &(struct evidence){.owner = exam->interface->network->name.text});
}

void look_at_pool(struct exam *exam)
{
	const struct document *network = exam->interface->network;

	if (exam->interface->standing == POOL_EXHAUSTED)
		found(exam,
		      &(struct evidence){.owner = network->name.text,
					 .number = (long)(network->pool_count ? network->pool_count : 1)});
}

void look_at_functions(struct exam *exam)
{
	if (exam->interface->standing == UNSEEN_POOL)
		unseen(exam,
		       "Which virtual functions the card has, one of which this interface will be on, was "
		       "not looked at.",
		       "macvtap-conform doctor    # which of them are there, and what is in their way");
}
