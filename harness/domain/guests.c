#include "harness/domain/guests.h"

#include "harness/core/verdict.h"
#include "harness/domain/plan.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_GUESTS = 32 /* each is tried with each other of its parent */ };

const struct wanted_guests *wanted_guests;

static void *enough(void *memory)
{
	if (!memory)
		broken("out of memory for the guests of a file");
	return memory;
}

/* ---- who can be tried ---- */

/* The address plan of testbeds (proof/topology.h): 02:00:00:00:00:xx, and its fences'. */
static bool is_of_the_testbed(struct mac address)
{
	static const struct mac plan = {{0x02}};

	return !memcmp(address.octet, plan.octet, 4) && (address.octet[4] == 0 || address.octet[4] == 0xfe);
}

/* As libvirt would choose one: of 52:54:00, another one for each. */
static struct mac chosen_address(size_t number)
{
	return (struct mac){{0x52, 0x54, 0x00, 0xfe, (uint8_t)(number >> 8), (uint8_t)number}};
}

static bool has_twin(const struct plan *plan, const struct interface *interface)
{
	const struct interface *other;
	size_t place = 0;

	while ((other = next_sibling(plan, interface, &place))) {
		if (other < interface && other->has_address && mac_equal(other->address, interface->address))
			return true;
	}
	return false;
}

static bool shares_passthru(const struct plan *plan, const struct interface *interface)
{
	const struct interface *other;
	size_t place = 0;

	while ((other = next_sibling(plan, interface, &place))) {
		if (interface->mode == MODE_PASSTHRU || other->mode == MODE_PASSTHRU)
			return true;
	}
	return false;
}

/* NULL, or a sentence. */
static const char *why_untried(const struct plan *plan, const struct interface *interface)
{
	static const struct mac zero;

	if (!interface->parent || !*interface->parent)
		return "no parent is known for it";
	if (!interface->mode)
		return "its mode is none";
	if (shares_passthru(plan, interface))
		return "a parent in mode passthrough is shared, which the kernel refuses";
	if (!interface->has_address)
		return interface->address_is_bad ? "its address cannot be read" : NULL;
	if (mac_is_group(interface->address) || mac_equal(interface->address, zero))
		return "no device can have its address";
	if (is_of_the_testbed(interface->address))
		return "its address is one that the testbed has itself";
	if (has_twin(plan, interface))
		return "another one on its parent has its address";
	return NULL;
}

/* ---- the list ---- */

static void add(struct wanted_guests *guests, const struct interface *interface, size_t number)
{
	const struct card *card = interface->card;

	guests->at = enough(reallocarray(guests->at, guests->count + 1, sizeof *guests->at));
	guests->at[guests->count++] = (struct wanted_guest){
		.number = number,
		.name = enough(strdup(interface->name)),
		.parent = enough(strdup(interface->parent)),
		.mode = interface->mode,
		.address = interface->has_address ? interface->address : chosen_address(number),
		.trusted = interface->trusted,
		.vnet_header = !card || card->vnet_header, /* of a network: most guests are virtio's */
		.queues = card && card->virtio ? interface->queues : 1,
	};
}

static void add_untried(struct wanted_guests *guests, const struct interface *interface, const char *why)
{
	guests->untried =
		enough(reallocarray(guests->untried, guests->untried_count + 1, sizeof *guests->untried));
	guests->untried[guests->untried_count++] =
		(struct untried_guest){enough(strdup(interface->name)), why};
}

struct wanted_guests guests_of(const struct document *documents, size_t count)
{
	struct plan plan = plan_make(documents, count);
	struct wanted_guests guests = {0};

	for (size_t i = 0; i < plan.count; i++) {
		const struct interface *interface = &plan.at[i];
		const char *why;

		if (interface->standing != WILL_BE_MACVTAP)
			continue;
		why = guests.count == MOST_GUESTS ? "32 are tried, and it would be one more"
						  : why_untried(&plan, interface);
		if (why)
			add_untried(&guests, interface, why);
		else
			add(&guests, interface, i);
	}
	plan_free(&plan);
	return guests;
}

void guests_free(struct wanted_guests *guests)
{
	for (size_t i = 0; i < guests->count; i++) {
		free(guests->at[i].name);
		free(guests->at[i].parent);
	}
	for (size_t i = 0; i < guests->untried_count; i++)
		free(guests->untried[i].name);
	free(guests->at);
	free(guests->untried);
	*guests = (struct wanted_guests){0};
}
