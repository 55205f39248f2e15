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
}

static void free_parent(const struct diagnosed_parent *parent)
{
	free(parent->name);
	free(parent->kind);
	free(parent->driver);
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

void diagnosis_free(struct diagnosis *diagnosis)
{
	for (size_t i = 0; i < diagnosis->finding_count; i++)
		free_finding(&diagnosis->findings[i]);
	for (size_t i = 0; i < diagnosis->parent_count; i++)
		free_parent(&diagnosis->parents[i]);
	free(diagnosis->findings);
	free(diagnosis->parents);
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

bool diagnosis_is_ready(const struct diagnosis *diagnosis)
{
	size_t ready = 0;

	for (size_t i = 0; i < diagnosis->parent_count; i++)
		ready += diagnosis->parents[i].ready;
	if (!diagnosis->host_ready || !ready)
		return false;
	return diagnosis->wanted == ANY_PARENT || ready == diagnosis->parent_count;
}
