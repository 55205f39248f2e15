#include "reports/file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct {
	int code;
	const char *remedy;
} remedies[] = {
	{EACCES, "name a folder that you may write to"},
	{EPERM, "name a folder that you may write to"},
	{EROFS, "name a folder on a file system that is mounted for writing"},
	{ENOSPC, "free some space, or name a folder on another file system"},
	{EDQUOT, "free some space, or name a folder on another file system"},
	{ENOTDIR, "a part of the path is a file: name a path whose parts are folders"},
	{EISDIR, "that is a folder: name a file in it"},
	{ENOENT, "name a file"},
	{ENAMETOOLONG, "name a shorter path"},
	{ELOOP, "name a path without a circle of symbolic links"},
};

/* Says what went wrong with which file and what would be right; returns -1. */
static int complain(int code, const char *path, char *error, size_t size)
{
	const char *name = strerrorname_np(code);
	const char *remedy = "name a file on another file system";

	for (size_t i = 0; i < sizeof(remedies) / sizeof(remedies[0]); i++)
		if (remedies[i].code == code)
			remedy = remedies[i].remedy;
	snprintf(error, size, "cannot write %s: %s (%s); %s", path, name ? name : "E?", strerror(code),
		 remedy);
	return -1;
}

/* 0, or errno. */
static int make_folders_of(const char *path)
{
	char *part = strdup(path);
	int code = 0;

	if (!part)
		return ENOMEM;
	for (char *slash = strchr(part + 1, '/'); slash && !code; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		if (mkdir(part, 0777) && errno != EEXIST)
			code = errno;
		*slash = '/';
	}
	free(part);
	return code;
}

/* Opens a new file beside the path. A name in use is the leftover of a run that was killed, or another run's:
 * the next one is tried. The descriptor, or -1 with errno. */
static int open_beside(struct report_file *file)
{
	const char *slash = strrchr(file->path, '/');
	int folder = slash ? (int)(slash + 1 - file->path) : 0;
	int fd = -1;

	for (unsigned attempt = 0; attempt < 1000; attempt++) {
		free(file->temporary);
		if (asprintf(&file->temporary, "%.*s.%s.%d-%u", folder, file->path, file->path + folder,
			     (int)getpid(), attempt) < 0) {
			file->temporary = NULL;
			return -1;
		}
		fd = open(file->temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
		if (fd >= 0 || errno != EEXIST)
			break;
	}
	return fd;
}

static int open_whole(struct report_file *file, const struct stat *old)
{
	int code = make_folders_of(file->path), fd;

	if (code)
		return code;
	fd = open_beside(file);
	if (fd < 0) {
		code = errno;
		free(file->temporary); /* it is not ours to remove */
		file->temporary = NULL;
		return code;
	}
	if (!old || !fchmod(fd, old->st_mode & 0777))
		file->stream = fdopen(fd, "w");
	if (file->stream)
		return 0;
	code = errno;
	close(fd);
	return code;
}

/* /dev/stdout, a pipe or another device is written to as it is: renaming onto it would replace the device. */
static int open_device(struct report_file *file)
{
	file->stream = fopen(file->path, "we");
	return file->stream ? 0 : errno;
}

static int open_path(struct report_file *file, const char *path)
{
	size_t length = strlen(path);
	struct stat old;
	int exists = !stat(path, &old);
	int regular = exists && S_ISREG(old.st_mode);

	if (!length)
		return ENOENT;
	if ((exists && S_ISDIR(old.st_mode)) || path[length - 1] == '/')
		return EISDIR;
	/* Through a symbolic link the report goes to where it points. */
	file->path = regular ? realpath(path, NULL) : strdup(path);
	if (!file->path)
		return errno;
	if (exists && !regular)
		return open_device(file);
	return open_whole(file, regular ? &old : NULL);
}

int report_file_open(struct report_file *file, const char *path, char *error, size_t size)
{
	int code;

	*file = (struct report_file){0};
	code = open_path(file, path);
	if (!code)
		return 0;
	report_file_abandon(file);
	return complain(code, path, error, size);
}

/* 0, or errno of the first thing that went wrong. */
static int flush_and_close(struct report_file *file)
{
	FILE *stream = file->stream;
	int code = 0;

	file->stream = NULL;
	errno = 0;
	/* What could not be written earlier stays in the buffer: flushing it again tells why. */
	if (fflush(stream) || ferror(stream))
		code = errno ? errno : EIO;
	if (!code && file->temporary && fsync(fileno(stream)))
		code = errno;
	if (fclose(stream) && !code)
		code = errno;
	return code;
}

int report_file_commit(struct report_file *file, char *error, size_t size)
{
	int code = flush_and_close(file);

	if (!code && file->temporary && rename(file->temporary, file->path))
		code = errno;
	if (code) {
		complain(code, file->path, error, size);
	} else {
		free(file->temporary); /* it has become the report */
		file->temporary = NULL;
	}
	report_file_abandon(file);
	return code ? -1 : 0;
}

void report_file_abandon(struct report_file *file)
{
	if (file->stream)
		fclose(file->stream);
	if (file->temporary)
		unlink(file->temporary);
	free(file->temporary);
	free(file->path);
	*file = (struct report_file){0};
}
