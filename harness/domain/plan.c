#include "harness/domain/plan.h"

#include "harness/core/verdict.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct xml_interface nothing_said; /* of whoever will be on a network's parent */

static void *enough(void *memory)
{
	if (!memory)
		broken("out of memory for what a file comes to");
	return memory;
}

bool value_is(const struct value *value, const char *text)
{
	return value->text && !strcmp(value->text, text);
}

/* ---- what words mean ---- */

/* formatdomain, Direct attachment to physical interface: vepa is the default. */
static const struct {
	const char *word;
	enum mode mode;
} modes[] = {
	{"vepa", MODE_VEPA},
	{"bridge", MODE_BRIDGE},
	{"private", MODE_PRIVATE},
	{"passthrough", MODE_PASSTHRU},
};

/* 0 if there is none of this name. */
static enum mode mode_of(const char *word)
{
	for (size_t i = 0; i < sizeof modes / sizeof modes[0]; i++) {
		if (!strcmp(modes[i].word, word))
			return modes[i].mode;
	}
	return 0;
}

/* As libvirt reads it: one or two digits an octet, colons between them. */
static bool read_address(const char *text, struct mac *address)
{
	for (size_t i = 0; i < sizeof address->octet; i++) {
		size_t digits = strspn(text, "0123456789abcdefABCDEF");

		if (digits < 1 || digits > 2)
			return false;
		address->octet[i] = (uint8_t)strtoul(text, NULL, 16);
		text += digits;
		if (*text++ != (i + 1 < sizeof address->octet ? ':' : '\0'))
			return false;
	}
	return true;
}

/* 0 if it is no number. Not there, or 0, is one queue. */
static unsigned read_queues(const struct value *value)
{
	unsigned long number;
	char *end;

	if (!value->text)
		return 1;
	number = strtoul(value->text, &end, 10);
	if (!isdigit((unsigned char)*value->text) || *end)
		return 0;
	if (number > UINT16_MAX)
		number = UINT16_MAX;
	return number ? (unsigned)number : 1;
}

/* ---- networks ---- */

static const struct document *network_named(const struct plan *plan, const char *name)
{
	for (size_t i = 0; name && i < plan->document_count; i++) {
		const struct document *document = &plan->documents[i];

		if (document->kind == DOCUMENT_NETWORK && value_is(&document->name, name))
			return document;
	}
	return NULL;
}

/* A network with mode bridge and a bridge is that bridge. */
static bool makes_macvtaps(const struct document *network)
{
	return network->forward.text && mode_of(network->forward.text) && !network->bridge.text;
}

/* The parents of a network: <interface>s, or the one of the short form. */
static size_t pool_size(const struct document *network)
{
	return network->pool_count ? network->pool_count : network->forward_dev.text != NULL;
}

static const struct value *pool_device(const struct document *network, size_t number)
{
	return network->pool_count ? &network->pool[number] : &network->forward_dev;
}

static size_t count_users(const struct plan *plan, const struct document *network, const char *device)
{
	size_t users = 0;

	for (size_t i = 0; i < plan->count; i++) {
		const struct interface *other = &plan->at[i];

		users += other->network == network && other->parent && !strcmp(other->parent, device);
	}
	return users;
}

/* Libvirt takes the device with the fewest guests; where one may not be shared, one without any. */
static void choose_parent(const struct plan *plan, struct interface *interface)
{
	const struct document *network = interface->network;
	size_t fewest = SIZE_MAX;

	for (size_t i = 0; i < pool_size(network); i++) {
		const char *device = pool_device(network, i)->text;
		size_t users = device ? count_users(plan, network, device) : SIZE_MAX;

		if (users >= fewest || (users && interface->mode == MODE_PASSTHRU))
			continue;
		fewest = users;
		interface->parent = device;
	}
	if (network->physical.text)
		interface->standing = UNSEEN_POOL;
	else if (!pool_size(network))
		interface->standing = EMPTY_NETWORK;
	else if (!interface->parent)
		interface->standing = POOL_EXHAUSTED;
}

/* The portgroup that is asked for, or the default one. */
static void choose_portgroup(struct interface *interface)
{
	const struct value *wanted = &interface->xml->portgroup;

	for (size_t i = 0; i < interface->network->portgroup_count; i++) {
		const struct xml_portgroup *portgroup = &interface->network->portgroups[i];

		if (wanted->text ? value_is(&portgroup->name, wanted->text)
				 : value_is(&portgroup->is_default, "yes"))
			interface->portgroup = portgroup;
	}
	if (wanted->text && !interface->portgroup)
		interface->standing = NO_PORTGROUP;
}

static void join(const struct plan *plan, struct interface *interface, const struct document *network)
{
	interface->network = network;
	if (!network) {
		interface->standing = UNKNOWN_NETWORK;
		return;
	}
	if (!makes_macvtaps(interface->network)) {
		interface->standing = OTHER_NETWORK;
		return;
	}
	interface->mode = mode_of(interface->network->forward.text);
	interface->mode_is_given = true;
	choose_parent(plan, interface);
	choose_portgroup(interface);
}

/* ---- interfaces ---- */

static const char *first_of(const struct value *a, const struct value *b, const struct value *c)
{
	return a->text ? a->text : b->text ? b->text : c->text;
}

/* What an interface does not say its portgroup does, and what that does not say the network does. */
static void inherit(struct interface *interface)
{
	static const struct xml_portgroup no_portgroup;
	static const struct document no_network;
	const struct xml_portgroup *portgroup = interface->portgroup ? interface->portgroup : &no_portgroup;
	const struct document *network = interface->network ? interface->network : &no_network;
	const char *trust = first_of(&interface->xml->trust, &portgroup->trust, &network->trust);

	interface->trusted = trust && !strcmp(trust, "yes");
	interface->virtualport =
		first_of(&interface->xml->virtualport, &portgroup->virtualport, &network->virtualport);
}

static void read_direct(struct interface *interface)
{
	const struct value *mode = &interface->xml->mode;

	interface->parent = interface->xml->dev.text;
	interface->mode_is_given = mode->text;
	interface->mode = mode->text ? mode_of(mode->text) : MODE_VEPA;
}

static void read_card(struct interface *interface)
{
	const struct xml_interface *xml = interface->xml;

	interface->card = card_of(xml->model.text);
	interface->queues = read_queues(&xml->queues);
	interface->has_address = xml->address.text && read_address(xml->address.text, &interface->address);
	interface->address_is_bad = xml->address.text && !interface->has_address;
}

static struct interface *add_interface(struct plan *plan, const struct document *document,
				       const struct xml_interface *xml, unsigned line)
{
	struct interface *interface;

	plan->at = enough(reallocarray(plan->at, plan->count + 1, sizeof *plan->at));
	interface = &plan->at[plan->count];
	*interface = (struct interface){.document = document, .xml = xml};
	if (asprintf(&interface->place, "%s:%u", document->file, line) < 0)
		enough(NULL);
	return interface;
}

static void add_of_guest(struct plan *plan, const struct document *document, const struct xml_interface *xml)
{
	struct interface *interface = add_interface(plan, document, xml, xml->line);

	snprintf(interface->name, sizeof interface->name, "net%zu", plan->count);
	if (value_is(&xml->type, "direct"))
		read_direct(interface);
	else if (value_is(&xml->type, "network"))
		join(plan, interface, network_named(plan, xml->network.text));
	else
		interface->standing = OTHER_TYPE;
	read_card(interface);
	inherit(interface);
	plan->count++;
}

static bool is_used(const struct plan *plan, const struct document *network)
{
	for (size_t i = 0; i < plan->count; i++) {
		if (plan->at[i].network == network)
			return true;
	}
	return false;
}

/* A network that no interface here is of is judged by a guest to be on each of its parents. */
static void add_of_network(struct plan *plan, const struct document *network)
{
	for (size_t i = 0; i < pool_size(network) || i == 0; i++) {
		bool empty = !pool_size(network);
		const struct value *device = empty ? &network->forward : pool_device(network, i);
		struct interface *interface = add_interface(plan, network, &nothing_said,
							    device->line ? device->line : network->line);

		snprintf(interface->name, sizeof interface->name, empty ? "%.30s" : "%.30s.%.30s",
			 network->name.text ? network->name.text : "network", device->text);
		join(plan, interface, network);
		interface->queues = 1;
		inherit(interface);
		plan->count++;
	}
}

struct plan plan_make(const struct document *documents, size_t count)
{
	struct plan plan = {.documents = documents, .document_count = count};

	for (size_t i = 0; i < count; i++) {
		for (size_t j = 0; j < documents[i].interface_count; j++)
			add_of_guest(&plan, &documents[i], &documents[i].interfaces[j]);
	}
	for (size_t i = 0; i < count; i++) {
		if (documents[i].kind == DOCUMENT_NETWORK && !is_used(&plan, &documents[i]))
			add_of_network(&plan, &documents[i]);
	}
	return plan;
}

void plan_free(struct plan *plan)
{
	for (size_t i = 0; i < plan->count; i++)
		free(plan->at[i].place);
	free(plan->at);
	*plan = (struct plan){0};
}

const struct interface *next_sibling(const struct plan *plan, const struct interface *interface,
				     size_t *place)
{
	while (interface->parent && *place < plan->count) {
		const struct interface *other = &plan->at[(*place)++];

		if (other != interface && other->standing == WILL_BE_MACVTAP && other->parent &&
		    !strcmp(other->parent, interface->parent))
			return other;
	}
	return NULL;
}
