#include "harness/doctor/doctor.h"

#include "harness/core/verdict.h"
#include "harness/doctor/checks.h"
#include "harness/doctor/children.h"
#include "harness/doctor/host.h"

#include <string.h>

static char *copied(const char *text)
{
	char *copy = strdup(text);

	if (!copy)
		broken("out of memory for what there is to say of this host");
	return copy;
}

struct diagnosis diagnosis_begin(const struct host *host, enum wanted wanted)
{
	return (struct diagnosis){
		.kernel = copied(host->release),
		.privileged = host->is_root,
		.host_ready = true,
		.wanted = wanted,
	};
}

void doctor_examine_host(const struct host *host, struct diagnosis *diagnosis)
{
	struct exam exam = {.host = host, .diagnosis = diagnosis};

	examine(&exam, host_checks, host_check_count);
	diagnosis->host_ready = !exam.stops;
}

void doctor_remind_of_guests(const struct host *host, struct diagnosis *diagnosis)
{
	struct exam exam = {.host = host, .diagnosis = diagnosis};

	examine(&exam, guest_checks, guest_check_count);
}

static size_t count_children(const struct host *host, const struct device *parent)
{
	struct child child = {0};
	size_t count = 0;

	while (next_child(host, parent, &child))
		count++;
	return count;
}

/* What a macvtap on a child would be on, since the kernel takes the child's own parent; NULL for all other devices, and
 * if it is in another namespace. */
static const struct device *below_child(const struct host *host, const struct device *device)
{
	bool is_child = !strcmp(device->kind, "macvtap") || !strcmp(device->kind, "macvlan");

	return is_child && device->lower_elsewhere < 0 ? device_of_index(&host->devices, device->lower)
						       : NULL;
}

bool doctor_judge_parent(const struct host *host, const struct parent_facts *facts,
			 struct diagnosis *diagnosis)
{
	struct exam exam = {.host = host, .parent = facts, .diagnosis = diagnosis};
	const struct device *device = facts->device;

	examine(&exam, parent_checks, parent_check_count);
	if (below_child(host, device)) {
		struct parent_facts real = parent_facts(host, below_child(host, device));

		exam.parent = &real;
		examine(&exam, parent_checks, parent_check_count);
	}
	if (!diagnosis_add_parent(diagnosis, &(struct diagnosed_parent){
						     .name = copied(device->name),
						     .kind = copied(device->kind),
						     .driver = copied(facts->driver),
						     .index = device->index,
						     .mtu = device->mtu,
						     .children = count_children(host, device),
						     .ready = !exam.stops,
					     }))
		broken("out of memory for the parents of this host");
	return !exam.stops;
}

bool doctor_examine_parent(const struct host *host, const char *name, struct diagnosis *diagnosis)
{
	const struct device *device = device_named(&host->devices, name);
	struct parent_facts facts;

	if (!device)
		broken("there is no device %s", name);
	facts = parent_facts(host, device);
	return doctor_judge_parent(host, &facts, diagnosis);
}
