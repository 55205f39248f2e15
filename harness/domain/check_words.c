/* check_words.c - what libvirt refuses or drops, word by word. What it makes of each was seen at libvirt 9.0.0, or is said by its
 * pages formatdomain and formatnetwork. */
#include "harness/domain/checks.h"

#include <string.h>

static void found_word(struct exam *exam, const struct value *value)
{
	found(exam, &(struct evidence){.word = value->text});
}

void look_at_source(struct exam *exam)
{
	if (!exam->interface->parent || !*exam->interface->parent)
		found(exam, &(struct evidence){0});
}

void look_at_mode_word(struct exam *exam)
{
	if (!exam->interface->mode)
		found_word(exam, &exam->interface->xml->mode);
}

void look_at_trust_word(struct exam *exam)
{
	const struct value *trust = &exam->interface->xml->trust;

	if (trust->text && !value_is(trust, "yes") && !value_is(trust, "no"))
		found_word(exam, trust);
}

void look_at_address_word(struct exam *exam)
{
	if (exam->interface->address_is_bad)
		found_word(exam, &exam->interface->xml->address);
}

/* Only of virtio is a <driver> read at all. */
void look_at_driver_word(struct exam *exam)
{
	const struct xml_interface *xml = exam->interface->xml;

	if (!exam->interface->card || !exam->interface->card->virtio)
		return;
	if (xml->driver.text && !value_is(&xml->driver, "vhost") && !value_is(&xml->driver, "qemu"))
		found(exam, &(struct evidence){.owner = "name", .word = xml->driver.text});
	if (!exam->interface->queues)
		found(exam, &(struct evidence){.owner = "queues", .word = xml->queues.text});
}

void look_at_mtu_element(struct exam *exam)
{
	if (exam->interface->xml->mtu.text)
		found_word(exam, &exam->interface->xml->mtu);
}

/* Of a virtual function in mode passthrough it is the card that tags. */
void look_at_vlan_element(struct exam *exam)
{
	const struct interface *interface = exam->interface;
	bool is_function = exam->parent && exam->parent->virtual_function;

	if (interface->xml->vlan.text && !(interface->mode == MODE_PASSTHRU && is_function))
		found_word(exam, &interface->xml->vlan);
}

void look_at_nwfilter(struct exam *exam)
{
	if (exam->interface->xml->filter.text)
		found_word(exam, &exam->interface->xml->filter);
}

/* Names that libvirt keeps for itself: VIR_NET_GENERATED_*_PREFIX. */
static bool is_reserved(const char *name)
{
	static const char *const prefixes[] = {"macvtap", "macvlan", "vnet"};

	for (size_t i = 0; i < sizeof prefixes / sizeof prefixes[0]; i++) {
		if (!strncmp(name, prefixes[i], strlen(prefixes[i])))
			return true;
	}
	return false;
}

/* Of a guest that runs, the file has the name that its macvtap got. */
static bool runs_here(const struct exam *exam)
{
	const struct device *device = device_named(&exam->host->devices, exam->interface->xml->target.text);

	return device && exam->interface->has_address && mac_equal(device->address, exam->interface->address);
}

void look_at_target(struct exam *exam)
{
	const struct value *target = &exam->interface->xml->target;

	if (target->text && is_reserved(target->text) && !runs_here(exam))
		found_word(exam, target);
}

void look_at_target_name(struct exam *exam)
{
	const char *target = exam->interface->xml->target.text;

	if (!target || is_reserved(target) || runs_here(exam))
		return;
	if (strlen(target) >= LINK_NAME_SIZE)
		found(exam, &(struct evidence){.word = target, .owner = "longer than 15 octets"});
	else if (device_named(&exam->host->devices, target))
		found(exam, &(struct evidence){.word = target, .owner = "another device's name here"});
}

static bool is_vdp(const char *virtualport)
{
	return !strcmp(virtualport, "802.1Qbg") || !strcmp(virtualport, "802.1Qbh");
}

void look_at_virtualport(struct exam *exam)
{
	const char *virtualport = exam->interface->virtualport;

	if (virtualport && !is_vdp(virtualport))
		found(exam, &(struct evidence){.word = virtualport});
}

void look_at_vdp(struct exam *exam)
{
	const char *virtualport = exam->interface->virtualport;

	if (virtualport && is_vdp(virtualport))
		found(exam,
		      &(struct evidence){
			      .word = virtualport,
			      .owner = strcmp(virtualport, "802.1Qbg") ? "a Cisco card (VM-FEX)"
								       : "lldpad, which speaks VDP for it,",
		      });
}

void look_at_link_state(struct exam *exam)
{
	if (value_is(&exam->interface->xml->link, "down"))
		found(exam, &(struct evidence){0});
}
