#include "suites/virt/install/install.h"

#include "harness/core/cleanup.h"
#include "harness/net/attribute.h"
#include "harness/net/tap_node.h"
#include "harness/virt/accelerator.h"
#include "harness/virt/backend.h"
#include "harness/virt/child_process.h"
#include "harness/virt/program_run.h"
#include "harness/virt/xpath.h"
#include "suites/virt/install/requirements.h"
#include "suites/virt/libvirt/site.h"

#include <string.h>

/* How far it goes. */
#define PRINTED "--print-xml"
#define DONE    "--quiet"

#define NETWORK(rest) "type=direct,source=p0," rest

/* An installation: what is said of the network, and what has to come of it; what is NULL or zero is not looked at. */
struct installation {
	const char *word; /* of its id */
	const struct requirement *requirement;
	const char *network;
	const char *says; /* it is refused, in these words */
	enum mode mode;
	const char *mode_written; /* in the XML; "": there is no such attribute */
	const char *address, *trust;
	unsigned queues;
};

/* clang-format off */
static const struct installation rows[] = {
	{"mode.bridge", &VI_NETWORK_01, NETWORK("source_mode=bridge,model=virtio"), NULL, MODE_BRIDGE, "bridge", NULL, NULL, 1},
	{"mode.vepa", &VI_NETWORK_01, NETWORK("source_mode=vepa,model=virtio"), NULL, MODE_VEPA, "vepa", NULL, NULL, 1},
	{"mode.private", &VI_NETWORK_01, NETWORK("source_mode=private,model=virtio"), NULL, MODE_PRIVATE, "private", NULL, NULL, 1},
	{"mode.passthrough", &VI_NETWORK_01, NETWORK("source_mode=passthrough,model=virtio"), NULL, MODE_PASSTHRU, "passthrough", NULL, NULL, 1},
	{"mode.none", &VI_NETWORK_01, NETWORK("model=virtio"), NULL, MODE_VEPA, "", NULL, NULL, 1},
	{"mac", &VI_NETWORK_02, NETWORK("source_mode=bridge,model=virtio,mac=52:54:00:aa:bb:cc"), NULL, MODE_BRIDGE, "bridge", "52:54:00:aa:bb:cc", NULL, 1},
	{"trust", &VI_NETWORK_02, NETWORK("source_mode=bridge,model=virtio,trustGuestRxFilters=yes"), NULL, MODE_BRIDGE, "bridge", NULL, "yes", 1},
	{"queues", &VI_NETWORK_02, NETWORK("source_mode=bridge,model=virtio,driver.name=qemu,driver.queues=2"), NULL, MODE_BRIDGE, "bridge", NULL, NULL, 2},
	{"refused.mode", &VI_REFUSE_01, NETWORK("source_mode=bogus,model=virtio"), "Invalid value for attribute 'mode'", 0, "bogus", NULL, NULL, 0},
	{"refused.parent", &VI_REFUSE_01, "type=direct,source=nosuch0,source_mode=bridge,model=virtio", "nosuch0", 0, "bridge", NULL, NULL, 0},
};
/* clang-format on */

/* The least that it asks for. What is printed, and what is done, differ in the last word. */
static struct said install(const char *name, const char *network, const char *how)
{
	const char *const words[] = {"virt-install",
				     "--connect",
				     LIBVIRT_URI,
				     "--name",
				     name,
				     "--memory",
				     "128",
				     "--osinfo",
				     "detect=off,require=off",
				     "--graphics",
				     "none",
				     "--virt-type",
				     domain_type(),
				     "--noautoconsole",
				     "--disk",
				     "none",
				     "--controller",
				     "usb,model=none",
				     "--memballoon",
				     "none",
				     "--rng",
				     "none",
				     "--network",
				     network,
				     "--import",
				     how,
				     NULL};

	return program_run(words);
}

/* The same is to be said of what is printed and of what runs. */
static void expect_written(const struct installation *row, const char *xml)
{
	AUTO_FREE char *type = xpath_text(xml, "/domain/devices/interface/@type"),
		       *source = xpath_text(xml, "/domain/devices/interface/source/@dev"),
		       *mode = xpath_text(xml, "/domain/devices/interface/source/@mode"),
		       *model = xpath_text(xml, "/domain/devices/interface/model/@type"),
		       *address = xpath_text(xml, "/domain/devices/interface/mac/@address"),
		       *trust = xpath_text(xml, "/domain/devices/interface/@trustGuestRxFilters");

	expect_text("the interface's type", type, "direct");
	expect_text("its parent", source, strstr(row->network, "nosuch0") ? "nosuch0" : PARENT);
	expect_text("its model", model, "virtio");
	if (*row->mode_written)
		expect_text("its mode", mode, row->mode_written);
	if (row->address)
		expect_text("its address", address, row->address);
	if (row->trust)
		expect_text("its trust", trust, row->trust);
}

static void expect_running(struct site *stood, const struct installation *row)
{
	AUTO_FREE char *xml = domain_xml(stood->libvirtd, DOMAIN),
		       *device = device_of_interface(stood, DOMAIN, 1);

	expect_written(row, xml);
	expect_number("the mode that the kernel has",
		      link_number(stood->net->host, device, OF_DRIVER, IFLA_MACVLAN_MODE), row->mode);
	expect_number("descriptors of its tap", backend_of(stood->libvirtd, DOMAIN, device).taps,
		      row->queues);
	if (row->address)
		expect_mac("the address that the kernel has", link_state(stood->net->host, device).address,
			   mac(row->address));
}

static void installed(const void *data)
{
	const struct installation *row = data;
	struct site stood = site();
	struct said said = install(DOMAIN, row->network, PRINTED);
	const char *printed;

	expect_number("exit code of printing the XML", (uint64_t)said.code, 0);
	printed = strstr(said.text, "<domain");
	if (!printed)
		broken("nothing was printed: %s", said.text);
	expect_written(row, printed);
	said = install(DOMAIN, row->network, DONE);
	if (!row->says) {
		expect_number("exit code of the installation", (uint64_t)said.code, 0);
		if (said.code)
			broken("nothing was installed: %s", said.text);
		expect_running(&stood, row);
		return;
	}
	expect_true("the exit code tells of a failure", said.code != 0);
	expect_true("libvirt's words are passed on", strstr(said.text, row->says) != NULL);
	expect_number("macvtaps left", taps_shown(), 0);
}

/* ---- addresses in use, unknown words ---- */

static const char taken[] = "type=direct,source=p0,source_mode=bridge,model=virtio,mac=52:54:00:aa:bb:cc";

static void address_in_use(const void *data)
{
	struct said said;

	(void)data;
	site();
	said = install(DOMAIN, taken, DONE);
	expect_number("exit code of the first installation", (uint64_t)said.code, 0);
	said = install(OTHER, taken, PRINTED);
	expect_true("a second with its address is refused", said.code != 0);
	expect_true("the words say why", strstr(said.text, "is in use by another virtual machine") != NULL);
	expect_number("macvtaps of the first", taps_shown(), 1);
}

static void address_may_be_in_use(const void *data)
{
	const char *const words[] = {"virt-install", "--connect", LIBVIRT_URI,
				     "--name",       OTHER,       "--memory",
				     "128",          "--osinfo",  "detect=off,require=off",
				     "--disk",       "none",      "--network",
				     taken,          "--import",  "--check",
				     "all=off",      PRINTED,     NULL};
	struct said said;

	(void)data;
	site();
	said = install(DOMAIN, taken, DONE);
	expect_number("exit code of the first installation", (uint64_t)said.code, 0);
	said = program_run(words);
	expect_number("exit code of printing a second with its address", (uint64_t)said.code, 0);
}

static void unknown_word(const void *data)
{
	struct said said;

	(void)data;
	site();
	said = install(DOMAIN, NETWORK("source_mode=bridge,trustguestrxfilters=yes"), PRINTED);
	expect_true("the exit code tells of a failure", said.code != 0);
	expect_true("the word is named", strstr(said.text, "trustguestrxfilters") != NULL);
}

#define CASE(word, why, function, what)                                                                      \
	{                                                                                                    \
		.id = "virt.install." word, .requirement = &(why), .run = (function), .summary = (what),     \
		.shares = SITE                                                                               \
	}

static const struct testcase cases[] = {
	CASE("refused.mac", VI_REFUSE_02, address_in_use, "an address that another domain has"),
	CASE("mac_unchecked", VI_REFUSE_02, address_may_be_in_use, "the same with --check all=off"),
	CASE("refused.word", VI_REFUSE_03, unknown_word, "trustGuestRxFilters in small letters"),
	{.id = NULL},
};

const char *virt_install_lacking(void)
{
	const char *lack = libvirt_lacking();

	if (!lack && !has_program("virt-install"))
		lack = "virt-install is not installed";
	return lack;
}

void virt_install_add_cases(struct case_list *list)
{
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		case_add_as(list,
			    &(struct testcase){.requirement = rows[i].requirement,
					       .run = installed,
					       .data = &rows[i],
					       .shares = SITE,
					       .mode = rows[i].mode ? mode_name(rows[i].mode) : NULL,
					       .summary = rows[i].network},
			    "virt.install.%s", rows[i].word);
	case_add_all(list, cases);
}
