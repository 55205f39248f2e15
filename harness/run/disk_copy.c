/* disk_copy.c - by the kernel's asynchronous fdatasync(2). A thread would do, but a process that runs on two CPUs pays for
 * it at every fork: both have to forget what they know of its memory.
 *
 * Never two at once: the second would hold the page that the writer wants to write to while it waits for the first.
 */
#include "harness/run/disk_copy.h"

#include "harness/core/verdict.h"

#include <errno.h>
#include <linux/aio_abi.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <sys/syscall.h>
#include <unistd.h>

struct disk_copy {
	int fd;
	int done;              /* an eventfd */
	aio_context_t context; /* 0: the kernel has none to give, and writers wait for the disk */
	bool under_way, stale; /* stale: more has been written since what is under way began */
	int error;
	bool winding_down;
	pthread_t winder;
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

struct disk_copy *disk_copy_begin(int fd)
{
	struct disk_copy *copy = calloc(1, sizeof(*copy));

	if (!copy)
		broken("out of memory for the logbook");
	copy->fd = fd;
	copy->done = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	if (copy->done < 0 || syscall(SYS_io_setup, 1U, &copy->context))
		copy->context = 0;
	return copy;
}

static void submit(struct disk_copy *copy)
{
	struct iocb request = {
		.aio_lio_opcode = IOCB_CMD_FDSYNC,
		.aio_fildes = (unsigned)copy->fd,
		.aio_flags = IOCB_FLAG_RESFD,
		.aio_resfd = (unsigned)copy->done,
	};
	struct iocb *requests[] = {&request};

	copy->stale = false;
	copy->under_way = copy->context && syscall(SYS_io_submit, copy->context, 1L, requests) == 1;
	if (!copy->under_way)
		wait_for_disk(copy);
}

void disk_copy_refresh(struct disk_copy *copy)
{
	if (copy->under_way)
		copy->stale = true;
	else
		submit(copy);
}

int disk_copy_fd(const struct disk_copy *copy)
{
	return copy->done;
}

/* What is under way has been done, or is waited for. */
static void take_done(struct disk_copy *copy)
{
	struct io_event event;

	if (syscall(SYS_io_getevents, copy->context, 1L, 1L, &event, NULL) == 1 && event.res < 0)
		note(copy, (int)-event.res);
	copy->under_way = false;
}

void disk_copy_serve(struct disk_copy *copy)
{
	uint64_t count;

	if (!copy->under_way || read(copy->done, &count, sizeof(count)) < 0)
		return;
	take_done(copy);
	if (copy->stale)
		submit(copy);
}

static void *give_back(void *context)
{
	syscall(SYS_io_destroy, (aio_context_t)context);
	return NULL;
}

void disk_copy_wind_down(struct disk_copy *copy)
{
	const aio_context_t context = copy->context;

	if (!context)
		return;
	if (copy->under_way)
		take_done(copy);
	copy->context = 0;
	copy->winding_down = !pthread_create(&copy->winder, NULL, give_back, (void *)context);
	if (!copy->winding_down)
		give_back((void *)context);
}

int disk_copy_end(struct disk_copy *copy)
{
	int error;

	disk_copy_wind_down(copy);
	wait_for_disk(copy);
	if (copy->winding_down)
		pthread_join(copy->winder, NULL);
	if (copy->done >= 0)
		close(copy->done);
	error = copy->error;
	free(copy);
	return error;
}
