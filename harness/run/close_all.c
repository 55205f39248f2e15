#include "harness/run/close_all.h"

#include <dirent.h>
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

enum {
	CLOSERS_MAX = 32,
	DESCRIPTORS_MAX = 1024,
	FEW = 4,           /* are not worth a thread */
	STACK = 64 * 1024, /* octets */
};

struct closer {
	const int *descriptors;
	unsigned count, step; /* every step-th of them */
};

static unsigned list_from(int first, int *descriptors)
{
	DIR *directory = opendir("/proc/self/fd");
	unsigned count = 0;
	const struct dirent *entry;

	while (directory && count < DESCRIPTORS_MAX && (entry = readdir(directory))) {
		int descriptor = atoi(entry->d_name);

		if (descriptor >= first && descriptor != dirfd(directory))
			descriptors[count++] = descriptor;
	}
	if (directory)
		closedir(directory);
	return count;
}

static void *close_share(void *context)
{
	const struct closer *closer = context;

	for (unsigned i = 0; i < closer->count; i += closer->step)
		close(closer->descriptors[i]);
	return NULL;
}

void close_all_from(int first)
{
	int descriptors[DESCRIPTORS_MAX];
	unsigned count = list_from(first, descriptors), closers = count < CLOSERS_MAX ? count : CLOSERS_MAX;
	struct closer closer[CLOSERS_MAX];
	pthread_t thread[CLOSERS_MAX];
	pthread_attr_t attributes;
	unsigned started = 0;

	if (count <= FEW)
		return;
	pthread_attr_init(&attributes);
	pthread_attr_setstacksize(&attributes, STACK);
	for (; started < closers; started++) {
		closer[started] = (struct closer){descriptors + started, count - started, closers};
		if (pthread_create(&thread[started], &attributes, close_share, &closer[started]))
			break;
	}
	for (unsigned i = 0; i < started; i++)
		pthread_join(thread[i], NULL);
}
