#include "harness/virt/capability_cache.h"

#include "harness/core/cleanup.h"
#include "harness/core/guest_folder.h"
#include "harness/core/verdict.h"
#include "harness/virt/keeper.h"

#include <dirent.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#define USED KEEPER_CACHE "/qemu/capabilities"

DEFINE_AUTO(closedir, DIR *, NULL, closedir)
#define AUTO_CLOSEDIR __attribute__((cleanup(auto_closedir)))

static bool copy_octets(const char *from_path, const char *to_path)
{
	AUTO_FCLOSE FILE *from = fopen(from_path, "re"), *to = fopen(to_path, "we");
	char octets[65536];
	size_t count;

	if (!from || !to)
		return false;
	while ((count = fread(octets, 1, sizeof octets, from)))
		fwrite(octets, 1, count, to);
	return !ferror(from) && !fflush(to) && !ferror(to);
}

/* Whole or not at all, whoever does the same meanwhile. */
static void copy_file(const char *from, const char *to)
{
	AUTO_FREE char *temporary = NULL;

	if (asprintf(&temporary, "%s.%d", to, getpid()) < 0)
		broken("out of memory for the name of a file");
	if (!copy_octets(from, temporary) || rename(temporary, to))
		unlink(temporary);
}

static void copy_all(const char *from, const char *to)
{
	AUTO_CLOSEDIR DIR *folder = opendir(from);
	const struct dirent *entry;

	while (folder && (entry = readdir(folder))) {
		const size_t length = strlen(entry->d_name);
		AUTO_FREE char *source = NULL, *target = NULL;

		if (length < 4 || strcmp(entry->d_name + length - 4, ".xml"))
			continue;
		if (asprintf(&source, "%s/%s", from, entry->d_name) < 0 ||
		    asprintf(&target, "%s/%s", to, entry->d_name) < 0)
			broken("out of memory for the name of a file");
		copy_file(source, target);
	}
}

static void kept_folder(char *path, size_t size)
{
	snprintf(path, size, "%s/libvirt-cache", guest_folder());
}

void capability_cache_fill(void)
{
	char kept[PATH_MAX];

	mkdir(KEEPER_CACHE "/qemu", 0755);
	mkdir(USED, 0755);
	kept_folder(kept, sizeof kept);
	copy_all(kept, USED);
}

void capability_cache_keep(void)
{
	char kept[PATH_MAX];

	kept_folder(kept, sizeof kept);
	mkdir(kept, 0755);
	copy_all(USED, kept);
}
