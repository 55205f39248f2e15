/* libvirtd.c - the daemon itself: its beginning, its restarts, and that every case finds it empty. */
#include "harness/virt/libvirtd.h"

#include "harness/core/cleanup.h"
#include "harness/core/guest_folder.h"
#include "harness/core/verdict.h"
#include "harness/virt/capability_cache.h"
#include "harness/virt/keeper.h"
#include "harness/virt/libvirtd_connection.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#define PROGRAM "/usr/sbin/libvirtd"
#define QEMU    "/usr/bin/qemu-system-x86_64"
#define SOCKET  "/run/libvirt/libvirt-sock"

#define GUEST_HERE "/run/guest"

static struct libvirtd standing;

/* ---- beginning ---- */

const char *libvirt_lacking(void)
{
	if (!guest_folder())
		return "no guest to boot: --guest DIR, or scripts/run --virt";
	if (access(PROGRAM, X_OK) < 0)
		return "libvirtd is not installed";
	if (access(QEMU, X_OK) < 0)
		return "qemu-system-x86_64 is not installed";
	return NULL;
}

/* What the daemon and the case have in common: a /run that the machine does not see. The guest's folder is found there, as
 * where it is the daemon may have something else. */
static void own_run(void)
{
	AUTO_CLOSE int folder = open(guest_folder(), O_PATH | O_DIRECTORY | O_CLOEXEC);
	char path[64];

	snprintf(path, sizeof path, "/proc/self/fd/%d", folder);
	if (mount("tmpfs", "/run", "tmpfs", MS_NOSUID | MS_NODEV, "mode=755") < 0)
		broken("cannot mount a private tmpfs on /run: %s (%s)", errno_name(errno), strerror(errno));
	mkdir("/run/libvirt", 0755);
	mkdir(KEEPER_CACHE, 0755);
	mkdir(GUEST_HERE, 0755);
	if (mount(path, GUEST_HERE, NULL, MS_BIND, NULL) < 0)
		broken("cannot have the guest's folder %s in %s: %s (%s)", guest_folder(), GUEST_HERE,
		       errno_name(errno), strerror(errno));
	guest_folder_set(GUEST_HERE);
}

static int listening_socket(void)
{
	const struct sockaddr_un address = {.sun_family = AF_UNIX, .sun_path = SOCKET};
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd < 0 || bind(fd, (const struct sockaddr *)&address, sizeof address) < 0 || listen(fd, 16) < 0)
		broken("cannot listen at %s: %s (%s)", SOCKET, errno_name(errno), strerror(errno));
	return fd;
}

/* The last error that the daemon has logged, which is why it ended if it did; the last line if there was none, "" if it said
 * nothing. */
static void last_words(char *words, size_t size)
{
	AUTO_FCLOSE FILE *file = fopen(KEEPER_LOG, "re");
	char line[512];
	bool erred = false;

	words[0] = '\0';
	while (file && fgets(line, sizeof line, file)) {
		const bool errs = strstr(line, ": error :");

		line[strcspn(line, "\n")] = '\0';
		if (*line && (errs || !erred))
			snprintf(words, size, "%s", line);
		erred |= errs;
	}
}

static void connect_to(struct libvirtd *libvirtd)
{
	char words[512];

	libvirtd->connection = libvirtd->api->virConnectOpen(LIBVIRT_URI);
	if (libvirtd->connection)
		return;
	last_words(words, sizeof words);
	broken("libvirtd does not answer: %s; the last it logged: %s",
	       libvirtd->api->virGetLastErrorMessage(), words);
}

/* 1000000 * major + 1000 * minor + release, as libvirt counts. */
static void note_version(const char *software, unsigned long version)
{
	char text[32];

	snprintf(text, sizeof text, "%lu.%lu.%lu", version / 1000000, version / 1000 % 1000, version % 1000);
	served_by(software, text);
}

static void note_versions(const struct libvirtd *libvirtd)
{
	unsigned long libvirt = 0, qemu = 0;

	if (libvirtd->api->virConnectGetLibVersion(libvirtd->connection, &libvirt) == 0)
		note_version("libvirt", libvirt);
	if (libvirtd->api->virConnectGetVersion(libvirtd->connection, &qemu) == 0)
		note_version("qemu", qemu);
}

/* A refusal is an answer like any other: a case says what it makes of it. */
static void say_nothing(void *data, virErrorPtr error)
{
	(void)data, (void)error;
}

static void begin(struct libvirtd *libvirtd)
{
	int listener;

	own_run();
	capability_cache_fill();
	listener = listening_socket();
	libvirtd->keeper = keeper_start(PROGRAM, listener);
	close(listener);
	libvirtd->api->virSetErrorFunc(NULL, say_nothing);
	connect_to(libvirtd);
	note_versions(libvirtd);
	capability_cache_keep();
}

/* ---- empty again ---- */

static void destroy_domains(const struct libvirtd *libvirtd)
{
	const struct libvirt_api *api = libvirtd->api;
	virDomainPtr *domains = NULL;
	int count = api->virConnectListAllDomains(libvirtd->connection, &domains, 0);

	for (int i = 0; i < count; i++) {
		if (api->virDomainIsActive(domains[i]) == 1)
			api->virDomainDestroy(domains[i]);
		api->virDomainUndefine(domains[i]); /* a transient one is gone, and this does nothing */
		api->virDomainFree(domains[i]);
	}
	free(domains);
	if (count < 0)
		broken("libvirtd does not list its domains: %s", api->virGetLastErrorMessage());
}

static void destroy_networks(const struct libvirtd *libvirtd)
{
	const struct libvirt_api *api = libvirtd->api;
	virNetworkPtr *networks = NULL;
	int count = api->virConnectListAllNetworks(libvirtd->connection, &networks, 0);

	for (int i = 0; i < count; i++) {
		api->virNetworkDestroy(networks[i]);
		api->virNetworkFree(networks[i]);
	}
	free(networks);
	if (count < 0)
		broken("libvirtd does not list its networks: %s", api->virGetLastErrorMessage());
}

void libvirtd_empty(void)
{
	if (!standing.connection)
		return;
	destroy_domains(&standing);
	destroy_networks(&standing);
}

struct libvirtd *libvirtd_standing(void)
{
	const char *lack;

	if (standing.connection) {
		libvirtd_empty();
		return &standing;
	}
	if ((lack = libvirt_lacking()))
		skip("%s", lack);
	standing.api = libvirt_api();
	begin(&standing);
	return &standing;
}

void libvirtd_restart(struct libvirtd *libvirtd, enum libvirtd_restart how)
{
	libvirtd->api->virConnectClose(STEAL(libvirtd->connection, NULL));
	keeper_order(&libvirtd->keeper, how == RESTARTED ? DAEMON_ANEW : DAEMON_KILLED);
	connect_to(libvirtd);
}
