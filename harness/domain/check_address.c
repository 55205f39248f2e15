/* check_address.c - addresses, and whose they are already. */
#include "harness/doctor/children.h"
#include "harness/domain/checks.h"

#include <stdio.h>
#include <string.h>

static const char *address_text(const struct exam *exam)
{
	static char text[MAC_TEXT_SIZE];

	snprintf(text, sizeof text, "%s", mac_to_text(exam->interface->address).text);
	return text;
}

bool is_itself(const struct exam *exam, const struct child *child)
{
	const struct interface *interface = exam->interface;

	return value_is(&interface->xml->target, child->device->name) && interface->has_address &&
	       mac_equal(interface->address, child->device->address);
}

static bool has_same_address(const struct exam *exam, const struct mac *other)
{
	return exam->interface->has_address && mac_equal(exam->interface->address, *other);
}

void look_at_group_address(struct exam *exam)
{
	if (exam->interface->has_address && mac_is_group(exam->interface->address))
		found(exam, &(struct evidence){.word = address_text(exam)});
}

void look_at_zero_address(struct exam *exam)
{
	const struct mac zero = {{0}};

	if (has_same_address(exam, &zero))
		found(exam, &(struct evidence){0});
}

static bool is_sibling(const struct exam *exam, const struct interface *other)
{
	return other->parent && exam->interface->parent && !strcmp(other->parent, exam->interface->parent);
}

enum twin_place { ON_THE_PARENT, ON_ANOTHER };

/* Of two it is the second that comes up too late: one finding for each pair. */
static void look_for_twins(struct exam *exam, enum twin_place where)
{
	for (const struct interface *other = exam->plan->at; other != exam->interface; other++) {
		if (!other->has_address || !has_same_address(exam, &other->address) ||
		    is_sibling(exam, other) != (where == ON_THE_PARENT))
			continue;
		found(exam, &(struct evidence){.word = address_text(exam), .owner = other->name});
		return;
	}
}

void look_for_twins_in_files(struct exam *exam)
{
	look_for_twins(exam, ON_THE_PARENT);
}

void look_for_twins_elsewhere(struct exam *exam)
{
	look_for_twins(exam, ON_ANOTHER);
}

void look_for_twins_on_parent(struct exam *exam)
{
	struct child child = {0};
	char name[128];

	while (exam->parent && next_child(exam->host, exam->parent->device, &child)) {
		if (is_itself(exam, &child) || !has_same_address(exam, &child.device->address))
			continue;
		name_child(&child, name, sizeof name);
		found(exam, &(struct evidence){.word = address_text(exam), .owner = name});
		return;
	}
}

/* In mode passthru the parent is given the guest's address anyway. */
void look_at_parents_address(struct exam *exam)
{
	if (exam->parent && exam->interface->mode != MODE_PASSTHRU &&
	    has_same_address(exam, &exam->parent->device->address))
		found(exam, &(struct evidence){.word = address_text(exam)});
}

void look_at_missing_address(struct exam *exam)
{
	if (!exam->interface->xml->address.text && exam->interface->document->kind != DOCUMENT_NETWORK)
		found(exam, &(struct evidence){0});
}
