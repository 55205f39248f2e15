#include "harness/selftest/selftest.h"
#include "reports/file.h"
#include "reports/selftest/tools.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

static char error[512];

static int open_report(struct report_file *file, const char *path)
{
	error[0] = '\0';
	return report_file_open(file, path, error, sizeof(error));
}

static int commit(struct report_file *file)
{
	return report_file_commit(file, error, sizeof(error));
}

static void check_content(const char *path, const char *wanted)
{
	char *content = content_of(path);

	CU_ASSERT_STRING_EQUAL(content, wanted);
	free(content);
}

/* The whole line: what, where, which errno by name, and what would be right. */
static void check_error(const char *path, const char *why)
{
	char line[1024];

	snprintf(line, sizeof(line), "cannot write %s: %s", path, why);
	if (strcmp(error, line))
		printf("\nwanted %s\ngot    %s\n", line, error);
	CU_ASSERT_STRING_EQUAL(error, line);
}

static void check_refused(const char *path, const char *why)
{
	struct report_file file;

	CU_ASSERT_EQUAL(open_report(&file, path), -1);
	CU_ASSERT_PTR_NULL(file.stream);
	check_error(path, why);
}

static void folder_is_made_and_file_appears_whole(void)
{
	const char *path = scratch("new/and/deep/report.xml");
	struct report_file file;

	CU_ASSERT_EQUAL_FATAL(open_report(&file, path), 0);
	fputs("all of it", file.stream);
	fflush(file.stream);
	CU_ASSERT_EQUAL(access(path, F_OK), -1); /* not before it is complete */
	CU_ASSERT_EQUAL(commit(&file), 0);
	CU_ASSERT_PTR_NULL(file.stream);
	check_content(path, "all of it");
	CU_ASSERT_EQUAL(names_in(scratch("new/and/deep")), 1);
}

static void plain_name_goes_to_the_current_folder(void)
{
	struct report_file file;
	char *before = getcwd(NULL, 0);

	mkdir(scratch("current"), 0700);
	CU_ASSERT_EQUAL_FATAL(chdir(scratch("current")), 0);
	CU_ASSERT_EQUAL_FATAL(open_report(&file, "report.xml"), 0);
	CU_ASSERT_EQUAL(commit(&file), 0);
	CU_ASSERT_EQUAL(names_in("."), 1);
	CU_ASSERT_EQUAL(access("report.xml", F_OK), 0);
	CU_ASSERT_EQUAL(chdir(before), 0);
	free(before);
}

static void abandoned_report_leaves_the_old_one(void)
{
	const char *path = scratch("abandoned/report.xml");
	struct report_file file;

	mkdir(scratch("abandoned"), 0700);
	write_content(path, "old");
	CU_ASSERT_EQUAL_FATAL(open_report(&file, path), 0);
	fputs("half of", file.stream);
	CU_ASSERT_EQUAL(names_in(scratch("abandoned")), 2);
	report_file_abandon(&file);
	report_file_abandon(&file); /* giving up what was given up is nothing */
	check_content(path, "old");
	CU_ASSERT_EQUAL(names_in(scratch("abandoned")), 1);
}

static mode_t mode_of(const char *path)
{
	struct stat info;

	CU_ASSERT_EQUAL_FATAL(stat(path, &info), 0);
	return info.st_mode & 07777;
}

static void replaced_file_keeps_its_mode(void)
{
	const char *path = scratch("mode/report.xml"), *fresh = scratch("mode/fresh.xml");
	mode_t mask = umask(027);
	struct report_file file;

	mkdir(scratch("mode"), 0700);
	write_content(path, "old");
	chmod(path, 0604);
	CU_ASSERT_EQUAL_FATAL(open_report(&file, path), 0);
	CU_ASSERT_EQUAL(commit(&file), 0);
	CU_ASSERT_EQUAL(mode_of(path), 0604);
	CU_ASSERT_EQUAL_FATAL(open_report(&file, fresh), 0);
	CU_ASSERT_EQUAL(commit(&file), 0);
	CU_ASSERT_EQUAL(mode_of(fresh), 0640);
	umask(mask);
}

static void symbolic_link_is_followed(void)
{
	const char *target = scratch("linked/target.xml"), *path = scratch("by-name.xml");
	struct report_file file;
	struct stat info;

	mkdir(scratch("linked"), 0700);
	write_content(target, "old");
	CU_ASSERT_EQUAL_FATAL(symlink("linked/target.xml", path), 0);
	CU_ASSERT_EQUAL_FATAL(open_report(&file, path), 0);
	fputs("new", file.stream);
	CU_ASSERT_EQUAL(commit(&file), 0);
	check_content(target, "new");
	CU_ASSERT(!lstat(path, &info) && S_ISLNK(info.st_mode));
}

/* Reports of one name by processes of one number, as in containers that share a folder, do not meet half-way.
 */
static void name_in_use_is_left_alone(void)
{
	const char *path = scratch("twice/report.xml");
	struct report_file one, other;

	CU_ASSERT_EQUAL_FATAL(open_report(&one, path), 0);
	CU_ASSERT_EQUAL_FATAL(open_report(&other, path), 0);
	CU_ASSERT_STRING_NOT_EQUAL(one.temporary, other.temporary);
	fputs("one", one.stream);
	fputs("other", other.stream);
	CU_ASSERT_EQUAL(commit(&one), 0);
	check_content(path, "one");
	CU_ASSERT_EQUAL(commit(&other), 0);
	check_content(path, "other");
}

static void device_is_written_to_and_not_replaced(void)
{
	const char *path = scratch("pipe");
	struct report_file file;
	struct stat info;
	char got[8] = "";
	int reader;

	CU_ASSERT_EQUAL_FATAL(mkfifo(path, 0600), 0);
	reader = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	CU_ASSERT_EQUAL_FATAL(open_report(&file, path), 0);
	fputs("piped", file.stream);
	CU_ASSERT_EQUAL(commit(&file), 0);
	CU_ASSERT_EQUAL(read(reader, got, sizeof(got)), 5);
	CU_ASSERT_STRING_EQUAL(got, "piped");
	CU_ASSERT(!stat(path, &info) && S_ISFIFO(info.st_mode));
	close(reader);
}

/* On a mount point nothing can be renamed: the machine's own device is safe from whatever the code under test
 * does. */
static void full_device_is_an_error(void)
{
	const char *path = scratch("full-device");
	struct report_file file;
	struct stat info;

	CU_ASSERT_EQUAL_FATAL(own_mounts(), 0);
	write_content(path, "");
	CU_ASSERT_EQUAL_FATAL(mount("/dev/full", path, NULL, MS_BIND, NULL), 0);
	CU_ASSERT_EQUAL_FATAL(open_report(&file, path), 0);
	for (unsigned i = 0; i < 100000; i++)
		fputs("more than a buffer ", file.stream);
	CU_ASSERT_EQUAL(commit(&file), -1);
	check_error(path,
		    "ENOSPC (No space left on device); free some space, or name a folder on another file "
		    "system");
	CU_ASSERT(!stat(path, &info) && S_ISCHR(info.st_mode));
	CU_ASSERT_EQUAL(umount(path), 0);
}

static void path_that_is_none_is_refused(void)
{
	char path[300], name[270];

	write_content(scratch("file"), "");
	mkdir(scratch("folder"), 0700);
	memset(name, 'n', sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	snprintf(path, sizeof(path), "/tmp/%s", name);
	symlink("circle", scratch("circle"));
	check_refused("", "ENOENT (No such file or directory); name a file");
	check_refused(scratch("folder"), "EISDIR (Is a directory); that is a folder: name a file in it");
	check_refused(scratch("nothing/"), "EISDIR (Is a directory); that is a folder: name a file in it");
	check_refused(scratch("file/report.xml"), "ENOTDIR (Not a directory); a part of the path is a file: "
						  "name a path whose parts are folders");
	check_refused(scratch("file/more/report.xml"),
		      "ENOTDIR (Not a directory); a part of the path is a file: name a path whose parts are "
		      "folders");
	check_refused(path, "ENAMETOOLONG (File name too long); name a shorter path");
	check_refused(scratch("circle/report.xml"), "ELOOP (Too many levels of symbolic links); name a path "
						    "without a circle of symbolic links");
	CU_ASSERT_EQUAL(access(scratch("nothing"), F_OK), -1);
}

/* Root may write anywhere: it becomes nobody for this one. */
static void folder_of_others_is_refused(void)
{
	const char *folder = scratch("locked");
	uid_t user = geteuid();

	mkdir(folder, 0500);
	chmod(scratch(""), 0755);
	if (!user)
		CU_ASSERT_EQUAL_FATAL(seteuid(65534), 0);
	check_refused(scratch("locked/report.xml"),
		      "EACCES (Permission denied); name a folder that you may write to");
	check_refused(scratch("locked/deep/report.xml"),
		      "EACCES (Permission denied); name a folder that you may write to");
	if (!user)
		CU_ASSERT_EQUAL_FATAL(seteuid(user), 0);
	CU_ASSERT_EQUAL(names_in(folder), 0);
}

static void read_only_disk_leaves_the_old_report(void)
{
	const char *disk = scratch("read-only"), *path = scratch("read-only/report.xml");

	CU_ASSERT_EQUAL_FATAL(own_mounts(), 0);
	mkdir(disk, 0700);
	CU_ASSERT_EQUAL_FATAL(mount("disk", disk, "tmpfs", 0, "size=64k"), 0);
	write_content(path, "old");
	CU_ASSERT_EQUAL_FATAL(mount("disk", disk, "tmpfs", MS_REMOUNT | MS_RDONLY, ""), 0);
	check_refused(path, "EROFS (Read-only file system); name a folder on a file system that is mounted "
			    "for writing");
	check_refused(
		scratch("read-only/deep/report.xml"),
		"EROFS (Read-only file system); name a folder on a file system that is mounted for writing");
	check_content(path, "old");
	CU_ASSERT_EQUAL(names_in(disk), 1);
	CU_ASSERT_EQUAL(umount(disk), 0);
}

/* Whether the disk is full at the first octet or at the last. */
static void full_disk_leaves_the_old_report(void)
{
	static const size_t sizes[] = {10, 5000, 1 << 20};
	const char *disk = scratch("full"), *path = scratch("full/report.xml");

	CU_ASSERT_EQUAL_FATAL(own_mounts(), 0);
	mkdir(disk, 0700);
	CU_ASSERT_EQUAL_FATAL(mount("disk", disk, "tmpfs", 0, "size=4k"), 0);
	write_content(path, "old, and the whole of its one page");
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		struct report_file file;

		CU_ASSERT_EQUAL_FATAL(open_report(&file, path), 0);
		for (size_t written = 0; written < sizes[i]; written++)
			fputc('x', file.stream);
		CU_ASSERT_EQUAL(commit(&file), -1);
		check_error(path, "ENOSPC (No space left on device); free some space, or name a folder on "
				  "another file system");
		check_content(path, "old, and the whole of its one page");
		CU_ASSERT_EQUAL(names_in(disk), 1);
	}
	CU_ASSERT_EQUAL(umount(disk), 0);
}

/* What was lost in between stays lost, even if the end of the file can be written again. */
static void disk_that_was_full_for_a_while_leaves_the_old_report(void)
{
	const char *disk = scratch("while"), *path = scratch("while/report.xml"),
		   *filler = scratch("while/filler");
	char page[4096];
	struct report_file file;

	CU_ASSERT_EQUAL_FATAL(own_mounts(), 0);
	mkdir(disk, 0700);
	CU_ASSERT_EQUAL_FATAL(mount("disk", disk, "tmpfs", 0, "size=4k"), 0);
	memset(page, 'x', sizeof(page) - 1);
	page[sizeof(page) - 1] = '\0';
	write_content(filler, page);
	CU_ASSERT_EQUAL_FATAL(open_report(&file, path), 0);
	fputs("lost", file.stream);
	CU_ASSERT_EQUAL(fflush(file.stream), EOF);
	CU_ASSERT_EQUAL(unlink(filler), 0);
	CU_ASSERT_EQUAL(commit(&file), -1);
	check_error(path, "EIO (Input/output error); name a file on another file system");
	CU_ASSERT_EQUAL(names_in(disk), 0);
	CU_ASSERT_EQUAL(umount(disk), 0);
}

static void folder_that_went_away_is_an_error(void)
{
	const char *path = scratch("gone/report.xml");
	struct report_file file;

	CU_ASSERT_EQUAL_FATAL(open_report(&file, path), 0);
	CU_ASSERT_EQUAL(unlink(file.temporary), 0);
	CU_ASSERT_EQUAL(rmdir(scratch("gone")), 0);
	CU_ASSERT_EQUAL(commit(&file), -1);
	check_error(path, "ENOENT (No such file or directory); name a file");
}

static const struct selftest tests[] = {
	{"a folder is made, and the file appears whole", folder_is_made_and_file_appears_whole},
	{"a plain name goes to the current folder", plain_name_goes_to_the_current_folder},
	{"an abandoned report leaves the old one", abandoned_report_leaves_the_old_one},
	{"a replaced file keeps its mode", replaced_file_keeps_its_mode},
	{"a symbolic link is followed", symbolic_link_is_followed},
	{"a name in use is left alone", name_in_use_is_left_alone},
	{"a device is written to and not replaced", device_is_written_to_and_not_replaced},
	{"a full device is an error", full_device_is_an_error},
	{"a path that is none is refused", path_that_is_none_is_refused},
	{"a folder of others is refused", folder_of_others_is_refused},
	{"a read-only disk leaves the old report", read_only_disk_leaves_the_old_report},
	{"a full disk leaves the old report", full_disk_leaves_the_old_report},
	{"a disk that was full for a while leaves the old report",
	 disk_that_was_full_for_a_while_leaves_the_old_report},
	{"a folder that went away is an error", folder_that_went_away_is_an_error},
};

SELFTEST_MAIN("reports/file", tests)
