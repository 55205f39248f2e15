/* tap_file.c - what a tap answers to calls that every descriptor knows. */
#include "harness/core/verdict.h"
#include "harness/net/lie.h"
#include "harness/net/tap.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

static int flags_of(int tap)
{
	int flags = fcntl(tap, F_GETFL);

	if (flags < 0)
		broken("cannot ask for a tap's flags: %s (%s)", errno_name(errno), strerror(errno));
	return flags;
}

static void set_flags(int tap, int flags)
{
	if (fcntl(tap, F_SETFL, flags) < 0)
		broken("cannot set a tap's flags: %s (%s)", errno_name(errno), strerror(errno));
}

int tap_duplicate(int tap)
{
	int another = fcntl(tap, F_DUPFD_CLOEXEC, 0);

	if (another < 0)
		broken("cannot duplicate a tap's descriptor: %s (%s)", errno_name(errno), strerror(errno));
	return another;
}

void tap_set_blocking(int tap)
{
	set_flags(tap, flags_of(tap) & ~O_NONBLOCK);
}

void tap_set_nonblocking(int tap)
{
	set_flags(tap, flags_of(tap) | O_NONBLOCK);
}

bool tap_asks_for_signals(int tap)
{
	if (fcntl(tap, F_SETOWN, getpid()) < 0)
		broken("cannot have a tap's signals sent here: %s (%s)", errno_name(errno), strerror(errno));
	set_flags(tap, flags_of(tap) | O_ASYNC);
	return flags_of(tap) & O_ASYNC;
}

int try_tap_seek(int tap)
{
	return told_error(lseek(tap, 0, SEEK_SET) < 0 ? errno : 0);
}

int try_tap_truncate(int tap)
{
	return told_error(ftruncate(tap, 0) < 0 ? errno : 0);
}

int try_tap_sync(int tap)
{
	return told_error(fsync(tap) < 0 ? errno : 0);
}

int try_tap_listen(int tap)
{
	return told_error(listen(tap, 1) < 0 ? errno : 0);
}

bool tap_is_character_device(int tap)
{
	struct stat status;

	if (fstat(tap, &status) < 0)
		broken("cannot look at a tap: %s (%s)", errno_name(errno), strerror(errno));
	return told(S_ISCHR(status.st_mode));
}
