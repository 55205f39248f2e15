#include "harness/run/close_all.h"

#include <dirent.h>
#include <fcntl.h>
#include <linux/if_tun.h>
#include <linux/major.h>
#include <net/if.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

enum {
	CLOSERS_MAX = 32,
	DESCRIPTORS_MAX = 1024,
	STACK = 64 * 1024, /* octets */
};

struct closer {
	const int *descriptors;
	unsigned count, step; /* every step-th of them */
};

/* Taps, and what else is a device, and packet sockets. */
static bool waits_when_closed(int descriptor)
{
	int domain;
	socklen_t size = sizeof domain;
	struct stat status;

	if (!getsockopt(descriptor, SOL_SOCKET, SO_DOMAIN, &domain, &size))
		return domain == AF_PACKET;
	return !fstat(descriptor, &status) && S_ISCHR(status.st_mode);
}

/* Nothing else that takes this request has a number of its own: /dev/net/tun is one of the miscellaneous. */
static bool is_tap(int descriptor)
{
	struct stat status;
	unsigned features;

	return !fstat(descriptor, &status) && S_ISCHR(status.st_mode) &&
	       major(status.st_rdev) != MISC_MAJOR && !ioctl(descriptor, TUNGETFEATURES, &features);
}

/* Whatever is in its ring, without headers, which may be of any length. */
static void drain(int tap)
{
	struct ifreq plain = {.ifr_flags = IFF_TAP | IFF_NO_PI};
	char octet;

	ioctl(tap, TUNSETIFF, &plain);
	fcntl(tap, F_SETFL, O_NONBLOCK);
	while (read(tap, &octet, sizeof octet) > 0)
		continue;
}

static unsigned list_from(int first, int *descriptors)
{
	DIR *directory = opendir("/proc/self/fd");
	unsigned count = 0;
	const struct dirent *entry;

	while (directory && count < DESCRIPTORS_MAX && (entry = readdir(directory))) {
		int descriptor = atoi(entry->d_name);

		if (descriptor >= first && waits_when_closed(descriptor))
			descriptors[count++] = descriptor;
	}
	if (directory)
		closedir(directory);
	return count;
}

static void *close_share(void *context)
{
	const struct closer *closer = context;

	for (unsigned i = 0; i < closer->count; i += closer->step) {
		if (is_tap(closer->descriptors[i]))
			drain(closer->descriptors[i]);
		close(closer->descriptors[i]);
	}
	return NULL;
}

void close_all_from(int first)
{
	int descriptors[DESCRIPTORS_MAX];
	unsigned count = list_from(first, descriptors), closers = count < CLOSERS_MAX ? count : CLOSERS_MAX;
	struct closer closer[CLOSERS_MAX];
	pthread_t thread[CLOSERS_MAX];
	pthread_attr_t attributes;
	unsigned started = 1; /* the first is this thread */

	if (!count)
		return;
	pthread_attr_init(&attributes);
	pthread_attr_setstacksize(&attributes, STACK);
	for (unsigned i = 0; i < closers; i++)
		closer[i] = (struct closer){descriptors + i, count - i, closers};
	while (started < closers &&
	       !pthread_create(&thread[started], &attributes, close_share, &closer[started]))
		started++;
	close_share(&closer[0]);
	for (unsigned i = 1; i < started; i++)
		pthread_join(thread[i], NULL);
}
