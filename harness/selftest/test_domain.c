/* Judging files on made-up facts: what this machine cannot be made to be. */
#include "harness/core/cleanup.h"
#include "harness/domain/checks.h"
#include "harness/domain/domain.h"
#include "harness/selftest/documented.h"
#include "harness/selftest/invoke.h"
#include "harness/selftest/selftest.h"

#include <linux/if.h>
#include <linux/if_arp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PARENT, UPPER, DEVICES };

/* A host in order, with one card and something on it. */
static struct device devices[DEVICES];
static struct host host;

static void begin(void)
{
	for (int i = 0; i < DEVICES; i++)
		devices[i] = (struct device){
			.index = 2 + i,
			.type = ARPHRD_ETHER,
			.flags = IFF_UP,
			.carrier = true,
			.lower_elsewhere = -1,
			.mtu = 1500,
		};
	strcpy(devices[PARENT].name, "lo"); /* the name of a device that has features to ask for */
	strcpy(devices[UPPER].name, "upper");
	host = (struct host){
		.roots = {"/nowhere", "/nowhere", "/nowhere"},
		.release = "6.12.0",
		.is_root = true,
		.devices = {devices, DEVICES},
		.probe = {.state = PROBE_DONE,
			  .vnet_header = true,
			  .multi_queue = true,
			  .node_in_dev = true,
			  .queue_length = true},
		.dev_type = "devtmpfs",
		.sysfs_is_ours = true,
		.vhost = FILE_USABLE,
		.tun = FILE_USABLE,
	};
}

static struct diagnosis judged(const char *text)
{
	struct diagnosis diagnosis = diagnosis_begin(&host, EVERY_INTERFACE);
	struct document document;
	char error[512];

	CU_ASSERT_EQUAL_FATAL(document_parse(&document, "d.xml", text, strlen(text), error, sizeof error), 0);
	domain_examine(&host, &document, 1, &diagnosis);
	document_free(&document);
	return diagnosis;
}

static void expect(const char *text, const char *id, enum severity severity, bool there)
{
	struct diagnosis diagnosis = judged(text);
	bool is_there = false;

	for (size_t i = 0; i < diagnosis.finding_count; i++)
		is_there |= !strcmp(diagnosis.findings[i].id, id) &&
			    diagnosis.findings[i].severity == severity &&
			    !strcmp(diagnosis.findings[i].subject, "net0");
	CU_ASSERT_EQUAL(is_there, there);
	diagnosis_free(&diagnosis);
}

#define DOMAIN(interface)                                                                                    \
	"<domain type='kvm'><devices><interface type='direct'>" interface "</interface></devices></domain>"
#define PASSTHROUGH DOMAIN("<source dev='lo' mode='passthrough'/>")
#define VHOST       DOMAIN("<source dev='lo' mode='bridge'/><model type='virtio'/><driver name='vhost'/>")

static void spares_what_is_on_a_parent(void)
{
	begin();
	expect(PASSTHROUGH, "mode.passthrough_parent", SEVERITY_LIMITS, false);
	strcpy(devices[UPPER].kind, "vlan");
	devices[UPPER].lower = devices[PARENT].index;
	expect(PASSTHROUGH, "mode.passthrough_parent", SEVERITY_LIMITS, true);
	expect(PASSTHROUGH, "mode.vlan_device", SEVERITY_NOTE, false);
	expect(VHOST, "mode.passthrough_parent", SEVERITY_LIMITS, false);
	expect(VHOST, "mode.vlan_device", SEVERITY_NOTE, true);
	devices[UPPER].lower_elsewhere = 3;
	expect(VHOST, "mode.vlan_device", SEVERITY_NOTE, false);
	expect(PASSTHROUGH, "mode.passthrough_parent", SEVERITY_LIMITS, false);
}

static void takes_vhost_for_what_it_is(void)
{
	begin();
	expect(VHOST, "vhost.missing", SEVERITY_STOPS, false);
	host.vhost = FILE_ABSENT;
	expect(VHOST, "vhost.missing", SEVERITY_STOPS, true);
	host.vhost = FILE_FORBIDDEN;
	expect(VHOST, "vhost.missing", SEVERITY_STOPS, true);
}

/* What libvirt would take for an address, and what not. */
static void reads_addresses_as_libvirt_does(void)
{
	static const struct {
		const char *text;
		bool good;
	} addresses[] = {
		{"52:54:00:00:00:01", true}, {"52:54:0:0:0:1", true},         {"2:0:0:0:0:A", true},
		{"52:54:00:00:00", false},   {"52:54:00:00:00:01:02", false}, {"52-54-00-00-00-01", false},
		{"525:4:0:0:0:1", false},    {"52:54:00:00:00:0g", false},    {"", false},
	};

	begin();
	for (size_t i = 0; i < sizeof addresses / sizeof addresses[0]; i++) {
		char text[512];

		snprintf(text, sizeof text, DOMAIN("<source dev='lo' mode='bridge'/><mac address='%s'/>"),
			 addresses[i].text);
		expect(text, "word.address", SEVERITY_STOPS, !addresses[i].good);
	}
}

/* ---- what is shown ---- */

/* The content must be that of golden/NAME. MVC_GOLDEN=update writes it anew. */
static void compare(const char *content, const char *name)
{
	const char *wish = getenv("MVC_GOLDEN");
	char path[512];

	snprintf(path, sizeof path, SOURCE_DIR "/harness/selftest/golden/%s", name);
	if (wish && !strcmp(wish, "update")) {
		FILE *file = fopen(path, "we");

		CU_ASSERT_PTR_NOT_NULL_FATAL(file);
		fputs(content, file);
		fclose(file);
	}
	if (strcmp(file_text(path), content) != 0)
		fprintf(stderr, "%s is not\n%s", path, content);
	CU_ASSERT_STRING_EQUAL(file_text(path), content);
}

static void text_and_json_are_as_kept(void)
{
	static const char text[] =
		"<domain type='qemu'>\n<devices>\n"
		"<interface type='direct'>\n<source dev='lo' mode='passthrough'/>\n<mtu "
		"size='9000'/>\n</interface>\n"
		"<interface type='bridge'/>\n"
		"<interface type='direct' trustGuestRxFilters='yes'>\n<mac address='52:54:00:00:00:01'/>\n"
		"<source dev='lo'/>\n<model type='virtio'/>\n<driver name='vhost'/>\n</interface>\n"
		"</devices>\n</domain>\n";
	struct diagnosis diagnosis;
	char *shown;
	size_t size;
	FILE *out;

	begin();
	diagnosis = judged(text);
	for (int detail = BRIEF; detail <= ALL_OF_IT; detail++) {
		out = open_memstream(&shown, &size);
		diagnosis_text(out, &diagnosis, (enum detail)detail);
		fclose(out);
		compare(shown, detail == BRIEF ? "domain.txt" : "domain.verbose.txt");
		free(shown);
	}
	out = open_memstream(&shown, &size);
	CU_ASSERT_EQUAL(diagnosis_json(out, &diagnosis), 0);
	fclose(out);
	compare(shown, "domain.json");
	free(shown);
	diagnosis_free(&diagnosis);
}

static void every_id_is_documented(void)
{
	expect_documented(standing_checks, standing_check_count);
	expect_documented(interface_checks, interface_check_count);
}

static const struct selftest tests[] = {
	{"spares what is on a parent", spares_what_is_on_a_parent},
	{"takes vhost for what it is", takes_vhost_for_what_it_is},
	{"reads addresses as libvirt does", reads_addresses_as_libvirt_does},
	{"text and JSON are as kept", text_and_json_are_as_kept},
	{"every id is documented", every_id_is_documented},
};

SELFTEST_MAIN("domain", tests)
