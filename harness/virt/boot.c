#include "harness/virt/boot.h"

#include "harness/core/cleanup.h"
#include "harness/core/cpus.h"
#include "harness/core/guest_folder.h"
#include "harness/core/verdict.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/inotify.h>
#include <unistd.h>

static bool guest_has(const char *file)
{
	char path[4096];

	return snprintf(path, sizeof path, "%s/%s", guest_folder(), file) < (int)sizeof path &&
	       !access(path, R_OK);
}

const char *boot_lacking(void)
{
	if (!guest_folder())
		return "no guest to boot: --guest DIR, or scripts/run --virt";
	if (!guest_has("kernel") || !guest_has("initramfs"))
		return "no kernel or no initramfs in the folder of --guest: scripts/guest DIR makes them";
	return NULL;
}

/* ---- turns ---- */

/* Who holds the lock of one of these has a turn: they are there anyway, and may be on a disk that nobody can write to. Who is
 * next to get one has that of their folder. */
static const char *const turns[] = {"kernel", "initramfs"};

enum { TURNS = sizeof turns / sizeof turns[0] };

static int open_in_folder(const char *name)
{
	char path[4096];
	int file;

	snprintf(path, sizeof path, "%s/%s", guest_folder(), name);
	file = open(path, O_RDONLY | O_CLOEXEC);
	if (file < 0)
		broken("cannot open %s: %s (%s)", path, errno_name(errno), strerror(errno));
	return file;
}

static size_t count_turns(void)
{
	const size_t cpus = cpus_allowed();

	return cpus < TURNS ? cpus : TURNS;
}

/* Tells when somebody lets go of one of them. */
static int watch_turns(void)
{
	const int watch = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
	char path[4096];

	for (size_t i = 0; i < TURNS && watch >= 0; i++) {
		snprintf(path, sizeof path, "%s/%s", guest_folder(), turns[i]);
		if (inotify_add_watch(watch, path, IN_CLOSE) < 0)
			broken("cannot watch %s: %s (%s)", path, errno_name(errno), strerror(errno));
	}
	if (watch < 0)
		broken("cannot watch %s: %s (%s)", guest_folder(), errno_name(errno), strerror(errno));
	return watch;
}

/* A file is said to be closed a moment before its lock is let go (fs/file_table.c: __fput), so who has heard it may have to look
 * once more. */
static void wait_for_change(int watch)
{
	enum { LOOK_AGAIN_MS = 50 };
	char events[4096];

	poll(&(struct pollfd){watch, POLLIN, 0}, 1, LOOK_AGAIN_MS);
	while (read(watch, events, sizeof events) > 0)
		;
}

/* One of the files, locked. */
static int first_free(const int files[TURNS], size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (!flock(files[i], LOCK_EX | LOCK_NB))
			return files[i];
		if (errno != EWOULDBLOCK)
			broken("cannot lock %s: %s (%s)", turns[i], errno_name(errno), strerror(errno));
	}
	return -1;
}

int boot_turn(void)
{
	AUTO_CLOSE int next = open_in_folder("."), watch = -1;
	int files[TURNS], turn;

	if (flock(next, LOCK_EX) < 0)
		broken("cannot lock %s: %s (%s)", guest_folder(), errno_name(errno), strerror(errno));
	watch = watch_turns();
	for (size_t i = 0; i < TURNS; i++)
		files[i] = open_in_folder(turns[i]);
	while ((turn = first_free(files, count_turns())) < 0)
		wait_for_change(watch);
	for (size_t i = 0; i < TURNS; i++) {
		if (files[i] != turn)
			close(files[i]);
	}
	return turn;
}
