#include "reports/selftest/tools.h"
#include "harness/selftest/selftest.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <sched.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

static char folder[] = "/tmp/mvc-reports-XXXXXX";

static int remove_one(const char *path, const struct stat *info, int kind, struct FTW *walk)
{
	(void)info, (void)kind, (void)walk;
	return remove(path);
}

static void remove_folder(void)
{
	nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS | FTW_MOUNT);
}

const char *scratch(const char *name)
{
	static char paths[16][256];
	static unsigned next;
	static int made;
	char *path = paths[next++ % 16];

	if (!made) {
		if (!mkdtemp(folder)) {
			perror(folder);
			exit(1);
		}
		made = 1;
		atexit(remove_folder);
	}
	snprintf(path, sizeof(paths[0]), "%s/%s", folder, name);
	return path;
}

static char *read_all(FILE *stream)
{
	char *content = NULL, piece[65536];
	size_t size, length;
	FILE *memory = open_memstream(&content, &size);

	while ((length = fread(piece, 1, sizeof(piece), stream)) > 0)
		fwrite(piece, 1, length, memory);
	fclose(memory);
	return content;
}

char *content_of(const char *path)
{
	FILE *stream = fopen(path, "re");
	char *content;

	CU_ASSERT_PTR_NOT_NULL(stream);
	if (!stream)
		return strdup("");
	content = read_all(stream);
	fclose(stream);
	return content;
}

void write_content(const char *path, const char *content)
{
	FILE *stream = fopen(path, "we");

	CU_ASSERT_PTR_NOT_NULL_FATAL(stream);
	fputs(content, stream);
	CU_ASSERT_EQUAL(fclose(stream), 0);
}

size_t names_in(const char *path)
{
	DIR *names = opendir(path);
	size_t count = 0;

	CU_ASSERT_PTR_NOT_NULL(names);
	if (!names)
		return 0;
	for (const struct dirent *name; (name = readdir(names));)
		count += strcmp(name->d_name, ".") && strcmp(name->d_name, "..");
	closedir(names);
	return count;
}

char *output_of(int *status, const char *format, ...)
{
	char *line = NULL, *command = NULL, *output;
	va_list arguments;
	FILE *stream;
	int ended;

	va_start(arguments, format);
	if (vasprintf(&line, format, arguments) < 0 || asprintf(&command, "{ %s; } 2>&1", line) < 0)
		abort();
	va_end(arguments);
	stream = popen(command, "re"); /* NOLINT(cert-env33-c): a shell is wanted, and the words are ours */
	CU_ASSERT_PTR_NOT_NULL_FATAL(stream);
	output = read_all(stream);
	ended = pclose(stream);
	if (status)
		*status = WIFEXITED(ended) ? WEXITSTATUS(ended) : -1;
	free(line);
	free(command);
	return output;
}

void need(const char *command, const char *package)
{
	int status;

	free(output_of(&status, "%s", command));
	if (status)
		printf("\n`%s` does not work here: install %s (scripts/test does)\n", command, package);
	CU_ASSERT_EQUAL_FATAL(status, 0);
}

static void map_root(uid_t user, gid_t group)
{
	const struct {
		const char *path;
		unsigned id;
	} maps[] = {{"/proc/self/uid_map", user}, {"/proc/self/gid_map", group}};

	write_content("/proc/self/setgroups", "deny");
	for (size_t i = 0; i < 2; i++) {
		char map[32];

		snprintf(map, sizeof(map), "0 %u 1", maps[i].id);
		write_content(maps[i].path, map);
	}
}

int own_mounts(void)
{
	static int done;
	uid_t user = geteuid();
	gid_t group = getegid();

	if (done)
		return 0;
	if (unshare(user ? CLONE_NEWUSER | CLONE_NEWNS : CLONE_NEWNS)) {
		printf("\nno mount namespace of our own: %s; run this as root\n", strerror(errno));
		return -1;
	}
	if (user)
		map_root(user, group);
	done = 1;
	return mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL);
}
