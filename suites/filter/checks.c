#include "suites/filter/checks.h"

#include "harness/core/kernel.h"
#include "harness/net/address.h"
#include "harness/net/attribute.h"
#include "harness/net/filters.h"
#include "harness/proof/delivery.h"

#undef expect_listed
#undef expect_unlisted
#undef expect_list_length
#undef expect_users
#undef expect_promiscuity
#undef expect_allmulti
#undef expect_address
#undef expect_frame

void expect_listed(struct testbed *net, enum place device, struct mac address)
{
	if (filter_lists(net->host, device_of(device), address))
		passed();
	else
		fail("%s does not list %s", device_of(device), mac_to_text(address).text);
}

void expect_unlisted(struct testbed *net, enum place device, struct mac address)
{
	if (filter_lists(net->host, device_of(device), address))
		fail("%s lists %s, and must not", device_of(device), mac_to_text(address).text);
	else
		passed();
}

static void expect_count(const char *what, enum place device, uint64_t got, uint64_t expected)
{
	if (got == expected)
		passed();
	else
		fail("%s of %s is %llu instead of %llu", what, device_of(device), (unsigned long long)got,
		     (unsigned long long)expected);
}

void expect_list_length(struct testbed *net, enum place device, uint64_t length)
{
	expect_count("the number of addresses listed", device, filter_length(net->host, device_of(device)),
		     length);
}

void expect_users(enum place device, struct mac group, uint64_t users)
{
	expect_count("the number of a group's users", device, group_users(device_of(device), group), users);
}

void expect_promiscuity(struct testbed *net, enum place device, uint64_t count)
{
	expect_count("the promiscuity", device,
		     link_number(net->host, device_of(device), OF_DEVICE, IFLA_PROMISCUITY), count);
}

/* Since 6.0 (7e6e1b57162e). */
static void need_allmulti_told(struct testbed *net, enum place device)
{
	struct link_facts *facts = link_facts(net->host, device_of(device));
	bool told = fact_is_given(facts, OF_DEVICE, IFLA_ALLMULTI);

	link_facts_free(facts);
	if (!told && kernel_before(6, 0))
		skip("this kernel tells not how many want every group");
}

void expect_allmulti(struct testbed *net, enum place device, uint64_t count)
{
	need_allmulti_told(net, device);
	expect_count("the allmulti count", device,
		     link_number(net->host, device_of(device), OF_DEVICE, IFLA_ALLMULTI), count);
}

void expect_address(struct testbed *net, enum place device, struct mac address)
{
	if (address_is(net->host, device_of(device), address))
		passed();
	else
		fail("%s does not have the address %s", device_of(device), mac_to_text(address).text);
}

void expect_frame(struct testbed *net, enum place from, struct mac to, places at)
{
	struct frame frame = {.src = from == WIRE ? STATION_STRANGER : address_of(from), .dst = to};

	(expect_delivery)(net, from, &frame, at);
}
