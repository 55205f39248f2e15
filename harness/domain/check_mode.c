/* check_mode.c - parents, and who reaches whom in which mode. */
#include "harness/core/text.h"
#include "harness/doctor/children.h"
#include "harness/doctor/doctor.h"
#include "harness/domain/checks.h"

#include <stdio.h>
#include <string.h>

/* ---- who else is on the parent ---- */

enum { NAMES_SHOWN = 8, NAME_LENGTH = 128 /* "mvt0 of process 4711 (sh)" */ };

struct names {
	char list[(NAMES_SHOWN + 1) * NAME_LENGTH];
	struct text text;
	size_t count;
};

static void begin_names(struct names *names)
{
	names->text = text_in(names->list, sizeof names->list);
	names->count = 0;
}

static void add_name(struct names *names, const char *name)
{
	if (names->count++ >= NAMES_SHOWN)
		return;
	text_separate(&names->text, ", ");
	text_add(&names->text, "%s", name);
}

static void end_names(struct names *names)
{
	if (names->count > NAMES_SHOWN)
		text_add(&names->text, " and %zu other%s", names->count - NAMES_SHOWN,
			 plural(names->count - NAMES_SHOWN));
}

enum which { OF_MODE, OF_OTHERS };

/* Interfaces of the files on the same parent, and macvtaps that are there by now: those of this mode, or of all others. */
static void name_siblings(const struct exam *exam, enum mode mode, enum which which, struct names *names)
{
	const struct interface *sibling;
	struct child child = {0};
	size_t place = 0;
	char name[NAME_LENGTH];

	begin_names(names);
	while ((sibling = next_sibling(exam->plan, exam->interface, &place))) {
		if ((sibling->mode == mode) == (which == OF_MODE))
			add_name(names, sibling->name);
	}
	while (exam->parent && next_child(exam->host, exam->parent->device, &child)) {
		if (is_itself(exam, &child) || (child.device->mode == mode) != (which == OF_MODE))
			continue;
		name_child(&child, name, sizeof name);
		add_name(names, name);
	}
	end_names(names);
}

static void found_siblings(struct exam *exam, const struct names *names)
{
	if (names->count)
		found(exam, &(struct evidence){.owner = names->list, .number = (long)names->count});
}

/* ---- parents ---- */

void look_for_parent(struct exam *exam)
{
	char devices[1024];

	if (exam->parent)
		return;
	host_list_devices(exam->host, devices, sizeof devices);
	found(exam, &(struct evidence){.word = exam->interface->parent, .owner = devices});
}

/* macvlan_common_newlink(): a parent in mode passthru has one child. */
void look_at_passthrough_sharers(struct exam *exam)
{
	struct names passthru, others;

	name_siblings(exam, MODE_PASSTHRU, OF_MODE, &passthru);
	name_siblings(exam, MODE_PASSTHRU, OF_OTHERS, &others);
	if (exam->interface->mode == MODE_PASSTHRU && (passthru.count || others.count))
		found(exam, &(struct evidence){.owner = passthru.count ? passthru.list : others.list});
	else if (passthru.count)
		found_siblings(exam, &passthru);
}

/* ---- the host's own VLANs on the parent ---- */

static void found_vlan_devices(struct exam *exam)
{
	const struct devices *devices = &exam->host->devices;
	struct names names;

	begin_names(&names);
	for (size_t i = 0; i < devices->count; i++) {
		const struct device *upper = &devices->at[i];

		if (!strcmp(upper->kind, "vlan") && upper->lower == exam->parent->device->index &&
		    upper->lower_elsewhere < 0)
			add_name(&names, upper->name);
	}
	end_names(&names);
	found_siblings(exam, &names);
}

void look_at_passthrough_parent(struct exam *exam)
{
	if (exam->interface->mode == MODE_PASSTHRU)
		found_vlan_devices(exam);
}

/* net/core/dev.c: VLAN devices are served before whoever has the receive handler */
void look_at_vlan_devices(struct exam *exam)
{
	if (exam->interface->mode != MODE_PASSTHRU)
		found_vlan_devices(exam);
}

void look_at_passthrough(struct exam *exam)
{
	if (exam->interface->mode == MODE_PASSTHRU)
		found(exam, &(struct evidence){0});
}

/* ---- siblings ---- */

void look_at_vepa(struct exam *exam)
{
	struct names siblings;

	name_siblings(exam, MODE_VEPA, OF_MODE, &siblings);
	if (exam->interface->mode == MODE_VEPA && !siblings.count)
		found(exam, &(struct evidence){0});
}

void look_at_vepa_siblings(struct exam *exam)
{
	struct names siblings;

	name_siblings(exam, MODE_VEPA, OF_MODE, &siblings);
	if (exam->interface->mode == MODE_VEPA)
		found_siblings(exam, &siblings);
}

void look_at_private_siblings(struct exam *exam)
{
	struct names siblings;

	name_siblings(exam, MODE_PRIVATE, OF_MODE, &siblings);
	if (exam->interface->mode == MODE_PRIVATE)
		found_siblings(exam, &siblings);
}

/* Passthru is another matter. */
void look_at_mixed_siblings(struct exam *exam)
{
	struct names others, passthru;

	name_siblings(exam, exam->interface->mode, OF_OTHERS, &others);
	name_siblings(exam, MODE_PASSTHRU, OF_MODE, &passthru);
	if (exam->interface->mode != MODE_PASSTHRU && !passthru.count)
		found_siblings(exam, &others);
}

void look_at_default_mode(struct exam *exam)
{
	if (!exam->interface->mode_is_given)
		found(exam, &(struct evidence){0});
}

void look_at_host(struct exam *exam)
{
	if (exam->interface->mode != MODE_PASSTHRU)
		found(exam, &(struct evidence){0});
}
