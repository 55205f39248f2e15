/* check_nodes.c - /dev/tapN: is it there, may it be opened, and whose is it? Libvirt, Kata and most scripts open a tap by
 * this name, and N is a device's index, which every network namespace counts by itself; /dev is one for all. */
#include "harness/core/verdict.h"
#include "harness/doctor/checks.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/sysmacros.h>

enum { RESERVED = 0x7f000000 /* from here on nodes are other doctors': see probe.c */ };

static const struct node_facts *node_of(const struct host *host, int number)
{
	for (size_t i = 0; i < host->node_count; i++) {
		if (host->nodes[i].number == number)
			return &host->nodes[i];
	}
	return NULL;
}

static const struct tap_facts *tap_of(const struct host *host, int number)
{
	for (size_t i = 0; i < host->tap_count; i++) {
		if (host->taps[i].number == number)
			return &host->taps[i];
	}
	return NULL;
}

/* The numbers of a node as mknod(1) takes them: "246 3"; as far as they are known. */
static void numbers_for_mknod(const struct tap_facts *tap, char *text, size_t size)
{
	if (tap->expected)
		snprintf(text, size, "%u %u", major(tap->expected), minor(tap->expected));
	else
		snprintf(text, size, "$(tr : ' ' </sys/class/net/%s/macvtap/tap%d/dev)", tap->device->name,
			 tap->number);
}

static void found_tap(struct exam *exam, const struct tap_facts *tap, const char *owner)
{
	char numbers[128];

	numbers_for_mknod(tap, numbers, sizeof numbers);
	found(exam,
	      &(struct evidence){
		      .subject = tap->device->name, .number = tap->number, .word = numbers, .owner = owner});
}

/* ---- may a tap be opened at all? ---- */

static bool macvtap_was_made(const struct host *host)
{
	return host->probe.state == PROBE_DONE && !host->probe.macvtap.error;
}

void look_at_cgroup(struct exam *exam)
{
	const struct probe *probe = &exam->host->probe;

	if (!macvtap_was_made(exam->host))
		return;
	if (probe->node < 0)
		unseen(exam,
		       "Whether this cgroup's device policy allows taps was not tried: this user may make no "
		       "node.",
		       "sudo macvtap-conform doctor");
	else if (probe->node)
		found(exam, &(struct evidence){.word = errno_name(probe->node), .number = probe->major});
}

static bool nodes_are_made_by_somebody(const struct host *host)
{
	for (size_t i = 0; i < host->tap_count; i++) {
		const struct tap_facts *tap = &host->taps[i];
		const struct node_facts *node = node_of(host, tap->number);

		if (!node || !tap->expected || node->device != tap->expected)
			return false;
	}
	return host->tap_count;
}

void look_at_dev(struct exam *exam)
{
	const struct host *host = exam->host;

	if (macvtap_was_made(host) && !host->probe.node_in_dev && !nodes_are_made_by_somebody(host))
		found(exam, &(struct evidence){.word = *host->dev_type ? host->dev_type : "folder"});
}

void look_at_dev_options(struct exam *exam)
{
	if (exam->host->dev_forbids_devices)
		found(exam, &(struct evidence){0});
}

/* ---- the taps of this namespace ---- */

void look_for_missing_nodes(struct exam *exam)
{
	for (size_t i = 0; i < exam->host->tap_count; i++) {
		if (!node_of(exam->host, exam->host->taps[i].number))
			found_tap(exam, &exam->host->taps[i], NULL);
	}
}

void look_for_files(struct exam *exam)
{
	for (size_t i = 0; i < exam->host->tap_count; i++) {
		const struct node_facts *node = node_of(exam->host, exam->host->taps[i].number);

		if (node && node->type == NODE_NO_DEVICE)
			found_tap(exam, &exam->host->taps[i], NULL);
	}
}

/* "foreign0 of process 4711 (sh)", or what else can be said of it. */
static void name_owner(const struct host *host, const struct node_facts *node, char *text, size_t size)
{
	for (size_t i = 0; i < host->stranger_count; i++) {
		const struct stranger *stranger = &host->strangers[i];

		if (stranger->device.index == node->number && !strcmp(stranger->device.kind, "macvtap")) {
			snprintf(text, size, "%s of %s", stranger->device.name, stranger->where);
			return;
		}
	}
	snprintf(text, size, "another namespace's device (%u:%u)", major(node->device), minor(node->device));
}

void look_for_strangers(struct exam *exam)
{
	char owner[128];

	for (size_t i = 0; i < exam->host->tap_count; i++) {
		const struct tap_facts *tap = &exam->host->taps[i];
		const struct node_facts *node = node_of(exam->host, tap->number);

		if (!node || node->type != NODE_TAP)
			continue;
		if (!tap->expected) {
			unseen(exam,
			       "Whether nodes in /dev belong to the macvtaps here is not known: /sys shows "
			       "another namespace.",
			       "mount -t sysfs sysfs /sys    # in a mount namespace of its own: unshare -m");
			return;
		}
		if (node->device == tap->expected)
			continue;
		name_owner(exam->host, node, owner, sizeof owner);
		found_tap(exam, tap, owner);
	}
}

/* Indices are given in ascending order: nodes below the highest have been passed. */
static int highest_index(const struct host *host)
{
	int highest = 0;

	for (size_t i = 0; i < host->devices.count; i++)
		highest = host->devices.at[i].index > highest ? host->devices.at[i].index : highest;
	return highest;
}

void look_ahead(struct exam *exam)
{
	const struct host *host = exam->host;
	const struct node_facts *next = NULL;
	char owner[128];

	for (size_t i = 0; i < host->node_count; i++) {
		const struct node_facts *node = &host->nodes[i];

		if (node->number > highest_index(host) && node->number < RESERVED &&
		    !tap_of(host, node->number) && (!next || node->number < next->number))
			next = node;
	}
	if (!next)
		return;
	name_owner(host, next, owner, sizeof owner);
	found(exam, &(struct evidence){.number = next->number, .owner = owner});
}

void look_at_permissions(struct exam *exam)
{
	for (size_t i = 0; i < exam->host->tap_count; i++) {
		const struct node_facts *node = node_of(exam->host, exam->host->taps[i].number);

		if (node && node->type == NODE_TAP && !node->usable)
			found_tap(exam, &exam->host->taps[i], NULL);
	}
}
