#include "harness/virt/keeper_rooms.h"

#include "harness/core/cleanup.h"
#include "harness/core/verdict.h"
#include "harness/virt/keeper.h"

#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>

#define NEW_DEV "/run/dev"

static void mount_at(const char *path, const char *type, const char *options)
{
	if (mount(type, path, type, MS_NOSUID, options) < 0)
		broken("cannot mount a private %s on %s: %s (%s)", type, path, errno_name(errno),
		       strerror(errno));
}

static void bind(const char *from, const char *path)
{
	if (mount(from, path, NULL, MS_BIND, NULL) < 0)
		broken("cannot put %s in the place of %s: %s (%s)", from, path, errno_name(errno),
		       strerror(errno));
}

static void folder(const char *path)
{
	if (mkdir(path, 0755) < 0 && errno != EEXIST)
		broken("cannot make the folder %s: %s (%s)", path, errno_name(errno), strerror(errno));
}

static void write_file(const char *path, const char *text)
{
	AUTO_FCLOSE FILE *file = fopen(path, "we");

	if (!file || fputs(text, file) < 0 || fflush(file))
		broken("cannot write %s: %s (%s)", path, errno_name(errno), strerror(errno));
}

/* ---- folders and configuration ---- */

/* Everybody is root, and nobody is confined: the namespaces do that. */
static const char qemu_conf[] = "user = \"root\"\n"
				"group = \"root\"\n"
				"dynamic_ownership = 0\n"
				"remember_owner = 0\n"
				"security_driver = \"none\"\n"
				"cgroup_controllers = []\n"
				"namespaces = []\n"
				"stdio_handler = \"file\"\n";

static const char libvirtd_conf[] = "auth_unix_rw = \"none\"\n"
				    "auth_unix_ro = \"none\"\n"
				    "log_outputs = \"3:stderr\"\n";

static void furnish_folders(void)
{
	/* Not each machine has the folders themselves: what does not start as a service comes without. */
	static const char *const above[] = {"/etc/libvirt", "/var/lib", "/var/cache", "/var/log"};
	static const char *const within[] = {"/var/lib/libvirt", "/var/cache/libvirt", "/var/log/libvirt"};

	for (size_t i = 0; i < sizeof above / sizeof above[0]; i++)
		mount_at(above[i], "tmpfs", "mode=755");
	for (size_t i = 0; i < sizeof within / sizeof within[0]; i++)
		folder(within[i]);
	bind(KEEPER_CACHE, "/var/cache/libvirt");
	write_file("/etc/libvirt/qemu.conf", qemu_conf);
	write_file("/etc/libvirt/libvirtd.conf", libvirtd_conf);
}

/* libvirt looks up a user of its own at start, whoever it is told to use, and whether it is there depends on packages. */
static void add_line(const char *path, const char *copy, const char *line)
{
	AUTO_FCLOSE FILE *from = fopen(path, "re"), *to = fopen(copy, "we");
	char octets[4096];
	size_t count;

	if (!from || !to)
		broken("cannot copy %s: %s (%s)", path, errno_name(errno), strerror(errno));
	while ((count = fread(octets, 1, sizeof octets, from)))
		fwrite(octets, 1, count, to);
	fputs(line, to);
	if (fflush(to))
		broken("cannot copy %s: %s (%s)", path, errno_name(errno), strerror(errno));
	bind(copy, path);
}

/* ---- /dev ---- */

bool keeper_has_kvm(void)
{
	AUTO_FCLOSE FILE *file = fopen("/proc/cpuinfo", "re");
	AUTO_FREE char *line = NULL;
	size_t capacity = 0;
	bool able = false;

	while (file && !able && getline(&line, &capacity, file) > 0)
		able = !strncmp(line, "flags", 5) && (strstr(line, " vmx") || strstr(line, " svm"));
	return able && !access("/dev/kvm", F_OK);
}

static void copy_node(const char *name)
{
	char from[PATH_MAX], to[PATH_MAX];
	struct stat status;

	snprintf(from, sizeof from, "/dev/%s", name);
	snprintf(to, sizeof to, NEW_DEV "/%s", name);
	if (stat(from, &status) < 0 && errno == ENOENT)
		return;
	if (mknod(to, status.st_mode, status.st_rdev) < 0 || chmod(to, status.st_mode & 0777) < 0)
		broken("cannot make %s: %s (%s)", to, errno_name(errno), strerror(errno));
}

static void link_at(const char *path, const char *target)
{
	if (symlink(target, path) < 0)
		broken("cannot make %s: %s (%s)", path, errno_name(errno), strerror(errno));
}

static void furnish_dev(void)
{
	static const char *const nodes[] = {"null", "zero", "full", "random", "urandom", "tty", "vhost-net"};

	folder(NEW_DEV);
	mount_at(NEW_DEV, "tmpfs", "mode=755,size=64k");
	for (size_t i = 0; i < sizeof nodes / sizeof nodes[0]; i++)
		copy_node(nodes[i]);
	if (keeper_has_kvm())
		copy_node("kvm");
	link_at(NEW_DEV "/fd", "/proc/self/fd");
	link_at(NEW_DEV "/ptmx", "pts/ptmx");
	folder(NEW_DEV "/shm");
	folder(NEW_DEV "/pts");
	mount_at(NEW_DEV "/shm", "tmpfs", "mode=1777");
	mount_at(NEW_DEV "/pts", "devpts", "newinstance,ptmxmode=0666,mode=620");
	if (mount(NEW_DEV, "/dev", NULL, MS_MOVE, NULL) < 0)
		broken("cannot put another /dev in its place: %s (%s)", errno_name(errno), strerror(errno));
}

void keeper_furnish(void)
{
	furnish_dev();
	mount_at("/proc", "proc", NULL);
	furnish_folders();
	add_line("/etc/passwd", "/run/passwd",
		 "libvirt-qemu:x:64055:64055::/var/lib/libvirt:/usr/sbin/nologin\n");
	add_line("/etc/group", "/run/group", "libvirt-qemu:x:64055:\n");
}
