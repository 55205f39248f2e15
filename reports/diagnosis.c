#include "reports/diagnosis.h"

#include <stdlib.h>
#include <string.h>

const char *severity_name(enum severity severity)
{
	static const char *const names[SEVERITIES] = {
		[SEVERITY_STOPS] = "stops",
		[SEVERITY_LIMITS] = "limits",
		[SEVERITY_NOTE] = "note",
		[SEVERITY_UNSEEN] = "unseen",
	};

	return names[severity];
}

static void free_finding(const struct diagnosis_finding *finding)
{
	free(finding->subject);
	free(finding->what);
	free(finding->why);
	free(finding->remedy);
	free(finding->place);
}

static void free_parent(const struct diagnosed_parent *parent)
{
	free(parent->name);
	free(parent->kind);
	free(parent->driver);
}

static void free_interface(const struct diagnosed_interface *interface)
{
	free(interface->name);
	free(interface->place);
	free(interface->parent);
	free(interface->mode);
	free(interface->address);
	free(interface->model);
}

bool diagnosis_add(struct diagnosis *diagnosis, const struct diagnosis_finding *finding)
{
	size_t count = diagnosis->finding_count;
	struct diagnosis_finding *longer = NULL;

	if (finding->subject && finding->what && finding->why && finding->remedy)
		longer = reallocarray(diagnosis->findings, count + 1, sizeof(*longer));
	if (!longer) {
		free_finding(finding);
		return false;
	}
	longer[count] = *finding;
	diagnosis->findings = longer;
	diagnosis->finding_count++;
	return true;
}

bool diagnosis_add_parent(struct diagnosis *diagnosis, const struct diagnosed_parent *parent)
{
	size_t count = diagnosis->parent_count;
	struct diagnosed_parent *longer = NULL;

	if (parent->name && parent->kind && parent->driver)
		longer = reallocarray(diagnosis->parents, count + 1, sizeof(*longer));
	if (!longer) {
		free_parent(parent);
		return false;
	}
	longer[count] = *parent;
	diagnosis->parents = longer;
	diagnosis->parent_count++;
	return true;
}

bool diagnosis_add_interface(struct diagnosis *diagnosis, const struct diagnosed_interface *interface)
{
	size_t count = diagnosis->interface_count;
	struct diagnosed_interface *longer = NULL;

	if (interface->name && interface->place && interface->parent && interface->mode &&
	    interface->address && interface->model)
		longer = reallocarray(diagnosis->interfaces, count + 1, sizeof(*longer));
	if (!longer) {
		free_interface(interface);
		return false;
	}
	longer[count] = *interface;
	diagnosis->interfaces = longer;
	diagnosis->interface_count++;
	return true;
}

void diagnosis_free(struct diagnosis *diagnosis)
{
	for (size_t i = 0; i < diagnosis->finding_count; i++)
		free_finding(&diagnosis->findings[i]);
	for (size_t i = 0; i < diagnosis->parent_count; i++)
		free_parent(&diagnosis->parents[i]);
	for (size_t i = 0; i < diagnosis->interface_count; i++)
		free_interface(&diagnosis->interfaces[i]);
	free(diagnosis->findings);
	free(diagnosis->parents);
	free(diagnosis->interfaces);
	free(diagnosis->kernel);
	*diagnosis = (struct diagnosis){0};
}

size_t diagnosis_count(const struct diagnosis *diagnosis, enum severity severity, const char *subject)
{
	size_t count = 0;

	for (size_t i = 0; i < diagnosis->finding_count; i++) {
		const struct diagnosis_finding *finding = &diagnosis->findings[i];

		count += finding->severity == severity && (!subject || !strcmp(subject, finding->subject));
	}
	return count;
}

size_t diagnosis_judged(const struct diagnosis *diagnosis)
{
	size_t judged = 0;

	for (size_t i = 0; i < diagnosis->interface_count; i++)
		judged += diagnosis->interfaces[i].judged;
	return judged;
}

static bool interfaces_are_ready(const struct diagnosis *diagnosis)
{
	for (size_t i = 0; i < diagnosis->interface_count; i++) {
		if (diagnosis->interfaces[i].judged && !diagnosis->interfaces[i].ready)
			return false;
	}
	return true;
}

bool diagnosis_is_ready(const struct diagnosis *diagnosis)
{
	size_t ready = 0;

	for (size_t i = 0; i < diagnosis->parent_count; i++)
		ready += diagnosis->parents[i].ready;
	if (!diagnosis->host_ready)
		return false;
	if (diagnosis->wanted == EVERY_INTERFACE)
		return interfaces_are_ready(diagnosis);
	return ready && (diagnosis->wanted == ANY_PARENT || ready == diagnosis->parent_count);
}
