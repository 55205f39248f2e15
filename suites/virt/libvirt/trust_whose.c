/* trust_whose: whose trust counts - the interface's, the network's - and for which NICs: each is plugged into a guest that runs, which
 * gives it another address. */
#include "suites/virt/libvirt/libvirt.h"

#include "harness/net/operstate.h"
#include "suites/filter/checks.h"
#include "suites/virt/libvirt/booted.h"
#include "suites/virt/libvirt/requirements.h"
#include "suites/virt/libvirt/site.h"

#define ADDRESS        "<mac address='02:00:00:00:00:0d'/>"
#define REST(model)    "<target dev='mvtD'/><model type='" model "'/><rom enabled='no'/></interface>"
#define TRUSTED(model) "<interface type='direct' trustGuestRxFilters='yes'>" ADDRESS BRIDGED REST(model)
#define OF_POOL(trust) "<interface type='network'" trust ">" ADDRESS "<source network='pool'/>" REST("virtio")
#define POOL(trust)                                                                                          \
	"<network" trust "><name>pool</name><forward mode='bridge'><interface "                              \
	"dev='p0'/></forward></network>"
#define TRUST(yes_or_no) " trustGuestRxFilters='" yes_or_no "'"

enum follows { FOLLOWS, DOES_NOT };

/* clang-format off */
static const struct row {
	const char *word; /* of its id */
	const struct requirement *requirement;
	const char *network, *interface; /* NULL: no network */
	enum follows macvtap;
	const char *summary;
} rows[] = {
	{"plugged",            &LV_TRUST_14, NULL,               TRUSTED("virtio"),       FOLLOWS,  "a trusted interface is plugged in"},
	{"model.e1000e",       &LV_TRUST_12, NULL,               TRUSTED("e1000e"),       DOES_NOT, "a trusted interface is an e1000e"},
	{"network.inherited",  &LV_TRUST_13, POOL(TRUST("yes")), OF_POOL(""),             FOLLOWS,  "the network trusts, the interface says nothing"},
	{"network.overridden", &LV_TRUST_13, POOL(TRUST("yes")), OF_POOL(TRUST("no")),    DOES_NOT, "the network trusts, the interface does not"},
	{"network.granted",    &LV_TRUST_13, POOL(TRUST("no")),  OF_POOL(TRUST("yes")),   FOLLOWS,  "the network does not trust, the interface does"},
};
/* clang-format on */

static void expect_followed(struct booted *bed, struct mac address)
{
	expect_address(bed->net, GUEST_D, address);
	expect_listed(bed->net, HOST, address);
	expect_frame(bed->net, WIRE, address, AT(GUEST_D));
}

static void expect_not_followed(struct booted *bed, struct mac address)
{
	expect_address(bed->net, GUEST_D, address_of(GUEST_D));
	expect_unlisted(bed->net, HOST, address);
	expect_frame(bed->net, WIRE, address, AT(HOST_IGNORES));
}

static void unplug(struct booted *bed, const char *interface)
{
	let_go(bed, GUEST_D);
	expect_done("taking it away", try_device_detach(bed->libvirtd, DOMAIN, interface));
	expect_true("its macvtap goes", link_await_gone(bed->net->host, device_of(GUEST_D)));
}

static void readdressed(const void *data)
{
	static const struct mac other = {{0x02, 0, 0, 0, 0, 0xdd}};
	const struct row *row = data;
	struct booted *bed = booted(&booted_trio);

	if (row->network)
		expect_done("the network", try_network_create(bed->libvirtd, row->network));
	expect_done("plugging it in", try_device_attach(bed->libvirtd, DOMAIN, row->interface));
	if (!take_in(bed, GUEST_D))
		return;
	expect_frame(bed->net, WIRE, address_of(GUEST_D), AT(GUEST_D));
	have_nic(bed, GUEST_D, "mac", mac_to_text(other).text);
	if (row->macvtap == FOLLOWS)
		expect_followed(bed, other);
	else
		expect_not_followed(bed, other);
	unplug(bed, row->interface);
	if (row->network)
		expect_done("the network's end", try_network_destroy(bed->libvirtd, "pool"));
}

void libvirt_trust_whose_add_cases(struct case_list *list)
{
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		struct testcase testcase = booted_case(&booted_trio);

		testcase.requirement = rows[i].requirement;
		testcase.run = readdressed;
		testcase.data = &rows[i];
		testcase.behaviour = "trust";
		testcase.summary = rows[i].summary;
		case_add_as(list, &testcase, "virt.libvirt.trust.%s", rows[i].word);
	}
}
