#include "harness/domain/domain.h"

#include "harness/core/verdict.h"
#include "harness/doctor/host.h"
#include "harness/domain/checks.h"

#include <string.h>

static char *copied(const char *text)
{
	char *copy = strdup(text ? text : "");

	if (!copy)
		broken("out of memory for what there is to say of a file");
	return copy;
}

/* ---- parents ---- */

static const struct diagnosed_parent *parent_named(const struct diagnosis *diagnosis, const char *name)
{
	for (size_t i = 0; i < diagnosis->parent_count; i++) {
		if (!strcmp(diagnosis->parents[i].name, name))
			return &diagnosis->parents[i];
	}
	return NULL;
}

/* Each parent once, in the order of the interfaces. */
static void examine_parents(const struct host *host, const struct plan *plan, struct diagnosis *diagnosis)
{
	for (size_t i = 0; i < plan->count; i++) {
		const char *parent = plan->at[i].parent;

		if (parent && plan->at[i].standing == WILL_BE_MACVTAP && host_has_device(host, parent) &&
		    !parent_named(diagnosis, parent))
			doctor_examine_parent(host, parent, diagnosis);
	}
}

/* ---- interfaces ---- */

static void add_interface(const struct interface *interface, bool judged, bool ready,
			  struct diagnosis *diagnosis)
{
	static const char *const modes[] = {
		[MODE_PRIVATE] = "private",
		[MODE_VEPA] = "vepa",
		[MODE_BRIDGE] = "bridge",
		[MODE_PASSTHRU] = "passthrough",
	};
	const char *address =
		interface->has_address ? mac_to_text(interface->address).text : interface->xml->address.text;

	if (!diagnosis_add_interface(diagnosis,
				     &(struct diagnosed_interface){
					     .name = copied(interface->name),
					     .place = copied(interface->place),
					     .parent = copied(interface->parent),
					     .mode = copied(interface->mode ? modes[interface->mode] : ""),
					     .address = copied(address),
					     .model = copied(interface->xml->model.text),
					     .judged = judged,
					     .ready = ready,
				     }))
		broken("out of memory for the interfaces of a file");
}

static bool is_judged(const struct interface *interface)
{
	switch (interface->standing) {
	case WILL_BE_MACVTAP:
	case NO_PORTGROUP:
	case EMPTY_NETWORK:
	case POOL_EXHAUSTED:
		return true;
	case OTHER_TYPE:
	case UNKNOWN_NETWORK:
	case OTHER_NETWORK:
	case UNSEEN_POOL:
		break;
	}
	return false;
}

static void examine_interface(const struct host *host, const struct plan *plan,
			      const struct interface *interface, struct diagnosis *diagnosis)
{
	const struct device *device =
		interface->parent ? device_named(&host->devices, interface->parent) : NULL;
	struct parent_facts facts = device ? parent_facts(host, device) : (struct parent_facts){0};
	struct exam exam = {
		.host = host,
		.parent = device ? &facts : NULL,
		.subject = interface->name,
		.place = interface->place,
		.interface = interface,
		.plan = plan,
		.diagnosis = diagnosis,
	};
	const struct diagnosed_parent *parent = device ? parent_named(diagnosis, interface->parent) : NULL;

	examine(&exam, standing_checks, standing_check_count);
	if (interface->standing == WILL_BE_MACVTAP)
		examine(&exam, interface_checks, interface_check_count);
	add_interface(interface, is_judged(interface), !exam.stops && (!parent || parent->ready), diagnosis);
}

void domain_examine(const struct host *host, const struct document *documents, size_t count,
		    struct diagnosis *diagnosis)
{
	struct plan plan = plan_make(documents, count);

	doctor_examine_host(host, diagnosis);
	examine_parents(host, &plan, diagnosis);
	for (size_t i = 0; i < plan.count; i++)
		examine_interface(host, &plan, &plan.at[i], diagnosis);
	plan_free(&plan);
}
