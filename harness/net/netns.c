#include "harness/net/netns.h"

#include "harness/core/cleanup.h"
#include "harness/core/verdict.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stddef.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>

/* /proc/sys/net is the writer's namespace: it needs no mount of its own. Looking a setting up is dear in a new
 * namespace, so there is one for all that IPv6 would do on its own, which interfaces take over when they are made. */
static const char no_ipv6[] = "/proc/sys/net/ipv6/conf/default/disable_ipv6";

/* What makes a bridge ask the firewall about its frames. */
static const char *const bridge_firewalls[] = {
	"/proc/sys/net/bridge/bridge-nf-call-iptables",
	"/proc/sys/net/bridge/bridge-nf-call-ip6tables",
	"/proc/sys/net/bridge/bridge-nf-call-arptables",
};

static void set_sysctl(const char *path, const char *value)
{
	AUTO_CLOSE int fd = open(path, O_WRONLY | O_CLOEXEC);

	if (fd < 0 && errno == ENOENT)
		return; /* a kernel without IPv6 or bridge filters has nothing to be silenced */
	if (fd < 0 || write(fd, value, strlen(value)) < 0)
		broken("cannot write %s to %s: %s (%s)", value, path, errno_name(errno), strerror(errno));
}

bool netns_has_ipv6(void)
{
	return !access(no_ipv6, F_OK);
}

struct netns netns_here(void)
{
	struct stat status;
	int fd = open("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC);

	if (fd < 0 || fstat(fd, &status) < 0)
		broken("cannot get hold of the network namespace: %s (%s)", errno_name(errno),
		       strerror(errno));
	return (struct netns){.fd = fd, .ino = status.st_ino};
}

static void leave_namespaces(int flags)
{
	if (unshare(flags) < 0)
		broken("cannot enter a network namespace of its own: %s (%s)", errno_name(errno),
		       strerror(errno));
}

static void mount_here(const char *type, const char *path, unsigned long flags, const char *options)
{
	if (mount(type, path, type, flags, options) < 0)
		broken("cannot mount a private %s on %s: %s (%s)", type, path, errno_name(errno),
		       strerror(errno));
}

static int machine = -1; /* the network namespace that was left, for netns_visit_machine() */

struct netns netns_enter_private(void)
{
	if (machine < 0)
		machine = netns_here().fd; /* not one that it entered before */
	leave_namespaces(CLONE_NEWNET | CLONE_NEWNS);
	if (mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) < 0)
		broken("cannot keep mounts to itself: %s (%s)", errno_name(errno), strerror(errno));
	mount_here("sysfs", "/sys", MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL);
	mkdir(TAP_NODES, 0755); /* a bare /dev lacks it; whether it is there now, the mount will tell */
	mount_here("tmpfs", TAP_NODES, MS_NOSUID | MS_NOEXEC, "size=64k,mode=700");
	set_sysctl(no_ipv6, "1");
	return netns_here();
}

struct netns netns_new(void)
{
	struct netns before = netns_here(), created;

	leave_namespaces(CLONE_NEWNET);
	set_sysctl(no_ipv6, "1");
	created = netns_here();
	netns_leave(before);
	return created;
}

void netns_switch(struct netns ns)
{
	if (setns(ns.fd, CLONE_NEWNET) < 0)
		broken("cannot switch to another network namespace: %s (%s)", errno_name(errno),
		       strerror(errno));
}

struct netns netns_visit(struct netns ns)
{
	struct netns before = netns_here();

	netns_switch(ns);
	return before;
}

struct netns netns_visit_machine(void)
{
	struct netns before = netns_here();

	/* root of a user namespace may leave the machine, but not come back */
	if (machine >= 0 && setns(machine, CLONE_NEWNET) < 0 && errno != EPERM)
		broken("cannot go back to the machine's network namespace: %s (%s)", errno_name(errno),
		       strerror(errno));
	return before;
}

void netns_leave(struct netns before)
{
	netns_switch(before);
	netns_release(before);
}

void netns_release(struct netns ns)
{
	close(ns.fd);
}

void netns_free_bridges(struct netns ns)
{
	struct netns before = netns_visit(ns);

	for (size_t i = 0; i < sizeof bridge_firewalls / sizeof bridge_firewalls[0]; i++)
		set_sysctl(bridge_firewalls[i], "0");
	netns_leave(before);
}
