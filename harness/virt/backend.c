#include "harness/virt/backend.h"

#include "harness/core/cleanup.h"
#include "harness/core/verdict.h"
#include "harness/net/tap.h"
#include "harness/virt/libvirtd_connection.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <linux/if.h>
#include <linux/if_tun.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/pidfd.h>
#include <sys/stat.h>

DEFINE_AUTO(closedir, DIR *, NULL, closedir)
#define AUTO_CLOSEDIR __attribute__((cleanup(auto_closedir)))

/* ---- the process ---- */

/* libvirt calls its QEMUs by their domains: -name guest=NAME,... */
static bool serves(pid_t pid, const char *domain)
{
	char path[64], wanted[128], words[4096];
	AUTO_FCLOSE FILE *file = NULL;
	size_t length;

	snprintf(path, sizeof path, "/proc/%d/cmdline", pid);
	snprintf(wanted, sizeof wanted, "guest=%s,", domain);
	file = fopen(path, "re");
	length = file ? fread(words, 1, sizeof words - 1, file) : 0;
	words[length] = '\0';
	for (const char *word = words; word < words + length; word += strlen(word) + 1)
		if (!strncmp(word, wanted, strlen(wanted)))
			return true;
	return false;
}

/* QEMU leaves its parent, and becomes a child of pid 1, as the keeper is in there. */
static pid_t qemu_of(const struct libvirtd *libvirtd, const char *domain)
{
	char path[64];
	AUTO_FCLOSE FILE *file = NULL;
	pid_t pid;

	snprintf(path, sizeof path, "/proc/%d/task/%d/children", libvirtd->keeper.pid, libvirtd->keeper.pid);
	file = fopen(path, "re");
	while (file && fscanf(file, "%d", &pid) == 1)
		if (serves(pid, domain))
			return pid;
	broken("no process of the keeper's is the QEMU of %s", domain);
}

/* ---- its descriptors ---- */

static void count_tap(struct backend *backend, int tap, const char *device)
{
	struct ifreq request = {0};
	struct stat status;

	if (ioctl(tap, TUNGETIFF, &request) < 0)
		return;
	if (strcmp(request.ifr_name, device)) {
		backend->other_taps++;
		return;
	}
	if (fstat(tap, &status) < 0)
		broken("cannot look at a tap: %s (%s)", errno_name(errno), strerror(errno));
	if (!backend->taps++) {
		backend->device_number = status.st_rdev;
		backend->flags = (unsigned short)request.ifr_flags;
		ioctl(tap, TUNGETVNETHDRSZ, &backend->header);
	}
	backend->nodes += backend->nodes == 0 || status.st_rdev != backend->device_number;
}

static void count_descriptor(struct backend *backend, int process, const char *folder, const char *number,
			     const char *device)
{
	char path[PATH_MAX], target[PATH_MAX];
	ssize_t length;

	snprintf(path, sizeof path, "%s/%s", folder, number);
	length = readlink(path, target, sizeof target - 1);
	if (length < 0)
		return;
	target[length] = '\0';
	backend->vhosts += !strcmp(target, "/dev/vhost-net");
	if (strstr(target, "/tap")) {
		AUTO_CLOSE int tap = pidfd_getfd(process, atoi(number), 0);

		if (tap >= 0)
			count_tap(backend, tap, device);
	}
}

struct backend backend_of(struct libvirtd *libvirtd, const char *domain, const char *device)
{
	const pid_t pid = qemu_of(libvirtd, domain);
	AUTO_CLOSE int process = pidfd_open(pid, 0);
	struct backend backend = {0};
	const struct dirent *entry;
	char path[64];

	snprintf(path, sizeof path, "/proc/%d/fd", pid);
	AUTO_CLOSEDIR DIR *folder = opendir(path);

	if (process < 0 || !folder)
		broken("cannot look at the QEMU of %s: %s (%s)", domain, errno_name(errno), strerror(errno));
	while ((entry = readdir(folder)))
		if (*entry->d_name != '.')
			count_descriptor(&backend, process, path, entry->d_name, device);
	return backend;
}

void backend_kill(struct libvirtd *libvirtd, const char *domain)
{
	kill(qemu_of(libvirtd, domain), SIGKILL);
}
