#include "harness/selftest/card.h"

#include "harness/core/cleanup.h"
#include "harness/core/verdict.h"
#include "harness/net/attribute.h"
#include "harness/net/devices.h"
#include "harness/net/ethtool.h"
#include "harness/selftest/module.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

static int open_namespace(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		broken("cannot get hold of %s: %s", path, errno_name(errno));
	return fd;
}

/* The index of one in the calling thread's namespace; 0 if there is none. */
static int find_card(const char *driver)
{
	struct devices devices;
	int index = 0, error = devices_here(&devices);
	char its[DEVICE_KIND_SIZE];

	if (error)
		broken("the kernel lists no devices: %s", errno_name(error));
	for (size_t i = 0; i < devices.count && !index; i++) {
		link_driver(devices.at[i].name, its, sizeof its);
		if (!strcmp(its, driver))
			index = devices.at[i].index;
	}
	devices_free(&devices);
	return index;
}

void card_take(const char *driver, const char *name)
{
	AUTO_CLOSE int here = open_namespace("/proc/thread-self/ns/net");
	AUTO_CLOSE int first = open_namespace("/proc/1/ns/net"); /* where they are while nobody has them */
	struct netns before;
	struct answer answer;
	int index;

	module_load(driver, NULL);
	before = netns_visit((struct netns){.fd = first});
	index = find_card(driver);
	if (!index)
		broken("this machine has no card left whose driver is %s", driver);
	answer = try_link_request(links_of(netns_here()), REQUEST_CHANGE, name, NULL,
				  (const struct attribute[]){
					  INDEX(index),
					  NUMBER32(OF_DEVICE, IFLA_NET_NS_FD, here),
				  },
				  2);
	netns_leave(before);
	if (answer.error)
		broken("cannot take the card of %s: %s %s", driver, errno_name(answer.error), answer.text);
}
