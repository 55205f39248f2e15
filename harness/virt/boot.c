#include "harness/virt/boot.h"

#include "harness/core/guest_folder.h"
#include "harness/core/verdict.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
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

int boot_turn(void)
{
	char path[4096];
	int file;

	snprintf(path, sizeof path, "%s/kernel", guest_folder());
	file = open(path, O_RDONLY | O_CLOEXEC);
	if (file < 0 || flock(file, LOCK_EX) < 0)
		broken("cannot lock %s: %s (%s)", path, errno_name(errno), strerror(errno));
	return file;
}
