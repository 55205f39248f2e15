/* disk_copy.c - by the kernel's asynchronous fdatasync(2). A thread would do, but a process that runs on two CPUs pays for
 * it at every fork: both have to forget what they know of its memory.
 */
#include "harness/run/disk_copy.h"

#include "harness/core/verdict.h"

#include <errno.h>
#include <linux/aio_abi.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum { IN_FLIGHT_MAX = 64 };

struct disk_copy {
	int fd;
	aio_context_t context; /* 0: the kernel has none to give, and writers wait for the disk */
	int error;
};

static void note(struct disk_copy *copy, int error)
{
	if (!copy->error)
		copy->error = error;
}

static void wait_for_disk(struct disk_copy *copy)
{
	if (fdatasync(copy->fd))
		note(copy, errno);
}

/* What has come of earlier ones. */
static void collect(struct disk_copy *copy)
{
	struct io_event events[IN_FLIGHT_MAX];
	long count = syscall(SYS_io_getevents, copy->context, 0L, (long)IN_FLIGHT_MAX, events,
			     &(struct timespec){0});

	for (long i = 0; i < count; i++) {
		if (events[i].res < 0)
			note(copy, (int)-events[i].res);
	}
}

struct disk_copy *disk_copy_begin(int fd)
{
	struct disk_copy *copy = calloc(1, sizeof(*copy));

	if (!copy)
		broken("out of memory for the logbook");
	copy->fd = fd;
	if (syscall(SYS_io_setup, (unsigned)IN_FLIGHT_MAX, &copy->context))
		copy->context = 0;
	return copy;
}

void disk_copy_refresh(struct disk_copy *copy)
{
	struct iocb request = {.aio_lio_opcode = IOCB_CMD_FDSYNC, .aio_fildes = (unsigned)copy->fd};
	struct iocb *requests[] = {&request};

	if (copy->context)
		collect(copy);
	if (!copy->context || syscall(SYS_io_submit, copy->context, 1L, requests) != 1)
		wait_for_disk(copy);
}

int disk_copy_end(struct disk_copy *copy)
{
	int error;

	wait_for_disk(copy);
	if (copy->context) {
		collect(copy);
		syscall(SYS_io_destroy, copy->context);
	}
	error = copy->error;
	free(copy);
	return error;
}
