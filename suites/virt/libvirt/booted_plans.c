/* booted_plans.c - the domains that cases boot. */
#include "suites/virt/libvirt/booted.h"
#include "suites/virt/libvirt/site.h"

#define TRIO(name_)                                                                                          \
	{                                                                                                    \
		.topology = {.name = (name_), .wire = WIRE_PLAIN},                                           \
		.devices = BOOTED_NIC("yes", "02:00:00:00:00:0a", "mvtA", BRIDGED)                           \
			BOOTED_NIC("no", "02:00:00:00:00:0b", "mvtB", BRIDGED)                               \
				BOOTED_NIC("yes", "02:00:00:00:00:0c", "mvtC", BRIDGED),                     \
		.guests = 3,                                                                                 \
		.guest = {{.mode = MODE_BRIDGE},                                                             \
			  {.mode = MODE_BRIDGE},                                                             \
			  {.mode = MODE_BRIDGE},                                                             \
			  {.mode = MODE_BRIDGE}},                                                            \
	}

const struct booted_plan booted_trio = TRIO("booted_trio");
const struct booted_plan booted_trio_tagged = TRIO("booted_trio_tagged");

const struct booted_plan booted_passthru = {
	.topology = {.name = "booted_passthru", .wire = WIRE_PLAIN, .parents = 2},
	.devices = BOOTED_NIC("yes", "02:00:00:00:00:0a", "mvtA", "<source dev='p0' mode='passthrough'/>")
		BOOTED_NIC("yes", "02:00:00:00:00:0b", "mvtB", "<source dev='p1' mode='bridge'/>"),
	.guests = 2,
	.guest = {{.mode = MODE_PASSTHRU}, {.mode = MODE_BRIDGE, .parent = 1}},
};
