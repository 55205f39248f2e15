/* check_card.c - the card the guest sees: offloads, queues, vhost, receive filters. */
#include "harness/domain/checks.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_QUEUES = 256 /* MAX_TAP_QUEUES, linux/if_tap.h */ };

static bool is_of_guest(const struct exam *exam)
{
	return exam->interface->document->kind != DOCUMENT_NETWORK;
}

static bool is_virtio(const struct exam *exam)
{
	return exam->interface->card && exam->interface->card->virtio;
}

/* ---- receive filters ---- */

/* In mode passthru the parent takes everything, and unicasts are the guest's whatever its address. */
void look_at_untrusted(struct exam *exam)
{
	static const struct evidence in_passthru = {
		.what = "Its filters are not trusted: the guest gets no multicast but all-hosts."};
	static const struct evidence usual = {0};

	if (!exam->interface->trusted)
		found(exam, exam->interface->mode == MODE_PASSTHRU ? &in_passthru : &usual);
}

void look_at_trusted_model(struct exam *exam)
{
	const char *model = exam->interface->xml->model.text;

	if (exam->interface->trusted && is_of_guest(exam) && !is_virtio(exam))
		found(exam, &(struct evidence){.word = model ? model : "that libvirt chooses"});
}

/* ---- models ---- */

void look_at_model(struct exam *exam)
{
	if (!exam->interface->card && is_of_guest(exam))
		found(exam, &(struct evidence){.word = exam->interface->xml->model.text});
}

void look_at_vnet_header(struct exam *exam)
{
	const char *model = exam->interface->xml->model.text;

	if (is_of_guest(exam) && exam->interface->card && !exam->interface->card->vnet_header)
		found(exam,
		      &(struct evidence){.word = model ? model : "that libvirt chooses, rtl8139 on x86,"});
}

/* Of other models libvirt keeps none of it, and says nothing. */
void look_at_dropped_driver(struct exam *exam)
{
	const struct xml_interface *xml = exam->interface->xml;

	if (exam->interface->card && !is_virtio(exam) && (xml->driver.text || xml->queues.text))
		found(exam,
		      &(struct evidence){.word = xml->model.text ? xml->model.text : "that libvirt chooses"});
}

/* ---- vhost ---- */

static bool asks_for_vhost(const struct exam *exam)
{
	return is_virtio(exam) && value_is(&exam->interface->xml->driver, "vhost");
}

void look_at_missing_vhost(struct exam *exam)
{
	bool is_kvm = value_is(&exam->interface->document->type, "kvm");

	if (asks_for_vhost(exam) && is_kvm && exam->host->vhost != FILE_USABLE)
		found(exam, &(struct evidence){
				    .what = exam->host->vhost == FILE_ABSENT
						    ? NULL
						    : "vhost is asked for, and /dev/vhost-net may not be "
						      "opened by this user."});
}

void look_at_ignored_vhost(struct exam *exam)
{
	if (asks_for_vhost(exam) && value_is(&exam->interface->document->type, "qemu"))
		found(exam, &(struct evidence){0});
}

/* ---- queues ---- */

void look_at_queue_limit(struct exam *exam)
{
	if (is_virtio(exam) && exam->interface->queues > MOST_QUEUES)
		found(exam, &(struct evidence){.number = exam->interface->queues});
}

void look_at_vcpus(struct exam *exam)
{
	const char *vcpus = exam->interface->document->vcpus.text;
	unsigned long count = vcpus ? strtoul(vcpus, NULL, 10) : 0;

	if (is_virtio(exam) && count && exam->interface->queues > count)
		found(exam, &(struct evidence){.number = exam->interface->queues, .word = vcpus});
}
