/* probe.c - whether the kernel has macvtap: by making one, for neither a list of modules nor the kernel's configuration
 * tells. In a process of its own with namespaces of its own, which go with it, whatever ends it. */
#include "harness/core/cleanup.h"
#include "harness/core/clock.h"
#include "harness/doctor/host.h"
#include "harness/net/attribute.h"
#include "harness/net/netns.h"
#include "harness/net/tap.h"
#include "harness/net/uevent.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/if_tun.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/wait.h>

/* devtmpfs puts the nodes of all namespaces in one folder, by their indices: this one's is out of everybody's way, and
 * another doctor's at the same time is another. */
enum { INDEX_BASE = 0x7f000000 };

/* ---- in the process ---- */

/* As root, or else as root of a user namespace of its own. */
static bool enter_namespaces(void)
{
	const int flags = CLONE_NEWNET | CLONE_NEWNS;

	if (unshare(flags) < 0 && unshare(CLONE_NEWUSER | flags) < 0)
		return false;
	return mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0;
}

/* Any Ethernet device will do. */
static bool make_parent(struct links *links)
{
	static const char *const kinds[] = {"veth", "dummy", "bridge"};

	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
		const struct attribute one_queue[] = {
			NUMBER32(OF_DEVICE, IFLA_NUM_TX_QUEUES, 1),
			NUMBER32(OF_DEVICE, IFLA_NUM_RX_QUEUES, 1),
		};

		if (!try_link_request(links, REQUEST_CREATE, "p0", kinds[i], one_queue, 2).error)
			return true;
	}
	return false;
}

static struct answer make_macvtap(struct links *links, int index)
{
	struct link_facts *parent = link_facts(links, "p0");
	struct attribute attributes[] = {
		NUMBER32(OF_DEVICE, IFLA_LINK, fact_index(parent)),
		{OF_HEADER, 0, sizeof index, &index},
		NUMBER32(OF_DRIVER, IFLA_MACVLAN_MODE, MODE_BRIDGE),
	};
	struct answer answer = try_link_request(links, REQUEST_CREATE, "mvt0", "macvtap", attributes,
						sizeof attributes / sizeof attributes[0]);

	link_facts_free(parent);
	return answer;
}

static bool has_queue_length(struct links *links)
{
	struct link_facts *child = link_facts(links, "mvt0");
	bool has = fact_is_given(child, OF_DRIVER, IFLA_MACVLAN_BC_QUEUE_LEN_USED);

	link_facts_free(child);
	return has;
}

/* The numbers of the tap's node, from the event that announces it: it has been told before the request was answered. */
static dev_t announced_tap(struct uevents *events)
{
	struct uevent event;

	while (uevent_next(events, &event)) {
		if (!strcmp(uevent_value(&event, "SUBSYSTEM"), "macvtap"))
			return makedev((unsigned)strtoul(uevent_value(&event, "MAJOR"), NULL, 10),
				       (unsigned)strtoul(uevent_value(&event, "MINOR"), NULL, 10));
	}
	return 0;
}

static void open_node(dev_t device, struct probe *probe)
{
	static const char node[] = "/dev/node";
	int features = 0;
	AUTO_CLOSE int fd = -1;

	/* a /dev of its own, over the one that has been looked at: it is there on every machine */
	if (mount("tmpfs", "/dev", "tmpfs", MS_NOSUID | MS_NOEXEC, "size=64k,mode=700") < 0 ||
	    mknod(node, S_IFCHR | S_IRUSR | S_IWUSR, device) < 0)
		return;
	fd = open(node, O_RDWR | O_NONBLOCK | O_CLOEXEC);
	probe->node = fd < 0 ? errno : 0;
	if (fd < 0 || try_tap_number(fd, TUNGETFEATURES, &features))
		return;
	probe->vnet_header = features & IFF_VNET_HDR;
	probe->multi_queue = features & IFF_MULTI_QUEUE;
}

static bool is_node_in_dev(const char *dev, int index, dev_t device)
{
	char path[PATH_MAX];
	struct stat status;

	snprintf(path, sizeof path, "%s/tap%d", dev, index);
	return stat(path, &status) == 0 && S_ISCHR(status.st_mode) && status.st_rdev == device;
}

static void try_everything(const struct roots *roots, int index, struct probe *probe)
{
	struct uevents *events;
	struct links *links;
	dev_t device;

	if (!enter_namespaces()) {
		probe->state = PROBE_NO_NAMESPACE;
		return;
	}
	events = uevents_open(netns_here());
	links = links_of(netns_here());
	if (!make_parent(links)) {
		probe->state = PROBE_NO_PARENT;
		return;
	}
	probe->macvtap = make_macvtap(links, index);
	if (!probe->macvtap.error) {
		device = announced_tap(events);
		probe->major = major(device);
		probe->node_in_dev = is_node_in_dev(roots->dev, index, device);
		probe->queue_length = has_queue_length(links);
		open_node(device, probe);
	}
	probe->state = PROBE_DONE;
}

/* Whatever else it has to say is said by the probe not having come to its end. */
static void be_silent(void)
{
	int null = open("/dev/null", O_WRONLY | O_CLOEXEC);

	if (null >= 0)
		dup2(null, STDERR_FILENO);
}

/* ---- around it ---- */

static void wait_for(pid_t process)
{
	AUTO_CLOSE int fd = (int)syscall(SYS_pidfd_open, process, 0);
	struct pollfd poll_end = {.fd = fd, .events = POLLIN};

	/* a kernel whose lock of links is stuck answers nobody: that must not stop what else there is to say; but many wait
	 * for that lock on a busy host */
	if (fd < 0 || poll(&poll_end, 1, ms_until(now() + 6 * patience())) != 1)
		kill(process, SIGKILL);
	waitpid(process, NULL, 0);
}

struct probe probe_kernel(const struct roots *roots)
{
	struct probe result = {.state = PROBE_DIED, .node = -1};
	struct probe *shared =
		mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	pid_t process;

	if (shared == MAP_FAILED)
		return result;
	*shared = result;
	fflush(NULL);
	process = fork();
	if (process == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		be_silent();
		try_everything(roots, INDEX_BASE + getpid(), shared);
		_exit(EXIT_SUCCESS);
	}
	if (process > 0) {
		wait_for(process);
		result = *shared;
	}
	munmap(shared, sizeof *shared);
	return result;
}
