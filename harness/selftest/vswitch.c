#include "harness/selftest/vswitch.h"

#include "harness/net/generic.h"

#include <linux/openvswitch.h>
#include <net/if.h>
#include <string.h>

/* Nobody is asked about packets that fit no flow. */
static const uint32_t nobody = 0;

static uint16_t size_of(const char *text)
{
	return (uint16_t)(strlen(text) + 1);
}

int vswitch_create(const char *name)
{
	static const uint32_t none = 0; /* the kernel chooses the datapath's number */
	const struct generic_attribute attributes[] = {
		{OVS_DP_ATTR_NAME, size_of(name), name},
		{OVS_DP_ATTR_UPCALL_PID, sizeof nobody, &nobody},
	};

	return generic_ask(&(struct generic_request){
		.family = OVS_DATAPATH_FAMILY,
		.command = OVS_DP_CMD_NEW,
		.header = &none,
		.attributes = attributes,
		.count = 2,
	});
}

int vswitch_add_port(const char *name, const char *device)
{
	const uint32_t datapath = if_nametoindex(name), type = OVS_VPORT_TYPE_NETDEV;
	const struct generic_attribute attributes[] = {
		{OVS_VPORT_ATTR_TYPE, sizeof type, &type},
		{OVS_VPORT_ATTR_NAME, size_of(device), device},
		{OVS_VPORT_ATTR_UPCALL_PID, sizeof nobody, &nobody},
	};

	return generic_ask(&(struct generic_request){
		.family = OVS_VPORT_FAMILY,
		.command = OVS_VPORT_CMD_NEW,
		.header = &datapath,
		.attributes = attributes,
		.count = 3,
	});
}
