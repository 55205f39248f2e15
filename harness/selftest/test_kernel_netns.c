/* Namespaces: private while they live, and gone with the process. */
#include "harness/net/link.h"
#include "harness/net/netns.h"
#include "harness/selftest/selftest.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* What a process that has left the machine sees. */
struct view {
	uint64_t inside, further,
		afterwards; /* namespaces: entered, made, and where it is after making one */
	unsigned devices_at_first, devices, nodes, inet6_addresses;
	bool finds_p0;
};

struct guest {
	pid_t pid;
	int stay; /* an octet ends the process */
	struct view view;
};

static unsigned entries(const char *path)
{
	DIR *folder = opendir(path);
	unsigned count = 0;

	while (folder && readdir(folder))
		count++;
	if (folder)
		closedir(folder);
	return count - 2;
}

static unsigned lines(const char *path)
{
	FILE *file = fopen(path, "re");
	unsigned count = 0;

	for (int c; file && (c = getc(file)) != EOF;)
		count += c == '\n';
	if (file)
		fclose(file);
	return count;
}

static uint64_t ino_of(const char *path)
{
	struct stat status;

	return stat(path, &status) ? 0 : status.st_ino;
}

static struct view look_around(void)
{
	struct netns inside = netns_enter_private(), further;
	struct view view = {.inside = inside.ino, .devices_at_first = entries("/sys/class/net")};
	struct links *links = links_of(inside);

	further = netns_new();
	veth_create(links, &(struct veth){
				   .name = "p0",
				   .address = mac("02:00:00:00:00:01"),
				   .there = further,
				   .peer_name = "w0",
				   .peer_address = mac("02:00:00:00:00:02"),
			   });
	link_set_up(links, "p0");
	link_set_up(links_of(further), "w0");
	link_wait_running(links, "p0");
	view.further = further.ino;
	view.afterwards = ino_of("/proc/self/ns/net");
	view.devices = entries("/sys/class/net");
	view.finds_p0 = !access("/sys/class/net/p0", F_OK);
	view.nodes = entries(TAP_NODES);
	view.inet6_addresses = lines("/proc/net/if_inet6");
	return view;
}

static struct guest start(void)
{
	int view[2], stay[2];
	struct guest guest = {0};
	char octet;

	CU_ASSERT_FATAL(!pipe2(view, O_CLOEXEC) && !pipe2(stay, O_CLOEXEC));
	guest.pid = fork();
	if (guest.pid == 0) {
		close(stay[1]);
		guest.view = look_around();
		if (write(view[1], &guest.view, sizeof guest.view) < 0)
			_exit(1);
		_exit(read(stay[0], &octet, 1) == 1 ? 0 : 1);
	}
	close(view[1]);
	close(stay[0]);
	CU_ASSERT_FATAL(read(view[0], &guest.view, sizeof guest.view) == sizeof guest.view);
	close(view[0]);
	guest.stay = stay[1];
	return guest;
}

static void stop(struct guest guest)
{
	int status = -1;

	CU_ASSERT_EQUAL(write(guest.stay, "", 1), 1);
	close(guest.stay);
	CU_ASSERT_EQUAL(waitpid(guest.pid, &status, 0), guest.pid);
	CU_ASSERT_EQUAL(status, 0);
}

/* Processes in that network namespace. */
static unsigned inhabitants(uint64_t ino)
{
	DIR *folder = opendir("/proc");
	unsigned count = 0;

	for (struct dirent *entry; folder && (entry = readdir(folder));) {
		char path[300];

		snprintf(path, sizeof path, "/proc/%s/ns/net", entry->d_name);
		count += atoi(entry->d_name) > 0 && ino_of(path) == ino;
	}
	closedir(folder);
	return count;
}

static void every_namespace_is_another(void)
{
	struct guest one = start(), two = start();
	uint64_t machine = ino_of("/proc/self/ns/net");

	CU_ASSERT_NOT_EQUAL(one.view.inside, machine);
	CU_ASSERT_NOT_EQUAL(one.view.further, machine);
	CU_ASSERT_NOT_EQUAL(one.view.further, one.view.inside);
	CU_ASSERT_NOT_EQUAL(one.view.inside, two.view.inside);
	CU_ASSERT_EQUAL(one.view.afterwards, one.view.inside);
	stop(one);
	stop(two);
}

static void sysfs_shows_nothing_but_its_own_devices(void)
{
	struct guest guest = start();

	CU_ASSERT_TRUE(guest.view.finds_p0);
	CU_ASSERT_EQUAL(guest.view.devices, guest.view.devices_at_first + 1);
	CU_ASSERT_TRUE(access("/sys/class/net/p0", F_OK));
	CU_ASSERT_EQUAL(guest.view.nodes, 0);
	stop(guest);
}

static void nothing_talks_on_its_own(void)
{
	struct guest guest = start();

	CU_ASSERT_EQUAL(guest.view.inet6_addresses, 0);
	stop(guest);
}

static void a_namespace_ends_with_its_process(void)
{
	unsigned mounts = lines("/proc/self/mountinfo"), devices = entries("/sys/class/net");
	unsigned nodes = entries(TAP_NODES);
	struct guest guest = start();

	CU_ASSERT_EQUAL(inhabitants(guest.view.inside), 1);
	CU_ASSERT_EQUAL(lines("/proc/self/mountinfo"), mounts);
	stop(guest);
	CU_ASSERT_EQUAL(inhabitants(guest.view.inside), 0);
	CU_ASSERT_EQUAL(lines("/proc/self/mountinfo"), mounts);
	CU_ASSERT_EQUAL(entries("/sys/class/net"), devices);
	CU_ASSERT_EQUAL(entries(TAP_NODES), nodes);
}

static const struct selftest tests[] = {
	{"every namespace is another", every_namespace_is_another},
	{"sysfs shows nothing but its own devices", sysfs_shows_nothing_but_its_own_devices},
	{"nothing talks on its own", nothing_talks_on_its_own},
	{"a namespace ends with its process", a_namespace_ends_with_its_process},
};

SELFTEST_MAIN("kernel_netns", tests)
