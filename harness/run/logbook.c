#include "harness/run/logbook.h"
#include "harness/core/cleanup.h"
#include "harness/core/verdict.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>

/* ---- lines ---- */

static void put_field(FILE *lines, const char *field)
{
	for (const char *c = field ? field : ""; *c; c++) {
		switch (*c) {
		case '\t':
			fputs("\\t", lines);
			break;
		case '\n':
			fputs("\\n", lines);
			break;
		case '\\':
			fputs("\\\\", lines);
			break;
		default:
			putc(*c, lines);
		}
	}
}

static void put_line(FILE *lines, const char *event, const char *const *fields, size_t count)
{
	fputs(event, lines);
	for (size_t i = 0; i < count; i++) {
		putc('\t', lines);
		put_field(lines, fields[i]);
	}
	putc('\n', lines);
}

#define PUT_LINE(lines, event, ...)                                                                          \
	put_line(lines, event, (const char *const[]){__VA_ARGS__},                                           \
		 sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *))

struct number {
	char text[24];
};

static struct number number(uint64_t value)
{
	struct number number;

	snprintf(number.text, sizeof(number.text), "%llu", (unsigned long long)value);
	return number;
}

/* Lines are put together in memory and written at once. */
struct lines {
	char *text; /* owned */
	size_t size;
	FILE *stream;
};

static void lines_open(struct lines *lines)
{
	lines->stream = open_memstream(&lines->text, &lines->size);
	if (!lines->stream)
		broken("out of memory for the logbook");
}

static void lines_write(struct logbook *logbook, struct lines *lines)
{
	ssize_t written;

	fclose(lines->stream);
	written = logbook->error ? 0 : write(logbook->fd, lines->text, lines->size);
	if (!logbook->error && written != (ssize_t)lines->size)
		logbook->error = written < 0 ? errno : ENOSPC;
	free(lines->text);
}

/* ---- files ---- */

static int refuse(const char *path, int code, char *error, size_t size)
{
	snprintf(error, size, "cannot write %s: %s (%s); name another folder with --results", path,
		 errno_name(code), strerror(code));
	return -1;
}

/* A lock that ends with the process, and that its children do not have. */
static int lock(int fd, const char *path, char *error, size_t size)
{
	struct flock other = {.l_type = F_WRLCK, .l_whence = SEEK_SET};

	if (!fcntl(fd, F_SETLK, &other))
		return 0;
	if (errno != EACCES && errno != EAGAIN)
		return refuse(path, errno, error, size);
	fcntl(fd, F_GETLK, &other);
	snprintf(error, size, "%s is in use by another run (process %d); name another folder with --results",
		 path, other.l_pid);
	return -1;
}

static int open_locked(struct logbook *logbook, const char *path, char *error, size_t size)
{
	*logbook = (struct logbook){.path = strdup(path)};
	if (!logbook->path)
		broken("out of memory for the logbook");
	logbook->fd = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
	if (logbook->fd < 0)
		return refuse(path, errno, error, size);
	return lock(logbook->fd, path, error, size);
}

static int begin_session(struct logbook *logbook, const struct run_identity *identity, char *error,
			 size_t size)
{
	struct lines lines;

	lines_open(&lines);
	if (identity)
		PUT_LINE(lines.stream, "logbook", "1", identity->version, identity->kernel,
			 identity->selection, identity->repeats, identity->seed);
	PUT_LINE(lines.stream, "session", boot_id());
	lines_write(logbook, &lines);
	if (logbook->error)
		return refuse(logbook->path, logbook->error, error, size);
	logbook->disk = disk_copy_begin(logbook->fd);
	return 0;
}

int logbook_begin(struct logbook *logbook, const char *path, const struct run_identity *identity, char *error,
		  size_t size)
{
	if (open_locked(logbook, path, error, size))
		return -1;
	if (ftruncate(logbook->fd, 0))
		return refuse(path, errno, error, size);
	return begin_session(logbook, identity, error, size);
}

/* Where the last whole line ends. */
static off_t whole_lines(int fd)
{
	char last;
	off_t end = lseek(fd, 0, SEEK_END);

	while (end > 0 && (pread(fd, &last, 1, end - 1) != 1 || last != '\n'))
		end--;
	return end;
}

int logbook_continue(struct logbook *logbook, const char *path, char *error, size_t size)
{
	if (open_locked(logbook, path, error, size))
		return -1;
	if (ftruncate(logbook->fd, whole_lines(logbook->fd)))
		return refuse(path, errno, error, size);
	return begin_session(logbook, NULL, error, size);
}

/* ---- events ---- */

void logbook_starting(struct logbook *logbook, const struct begin_entry *entries, size_t count)
{
	struct lines lines;

	lines_open(&lines);
	for (size_t i = 0; i < count; i++)
		PUT_LINE(lines.stream, "begin", entries[i].id, number(entries[i].repeat).text);
	lines_write(logbook, &lines);
	disk_copy_refresh(logbook->disk);
}

void logbook_ended(struct logbook *logbook, const struct result *result)
{
	struct lines lines;

	lines_open(&lines);
	for (size_t i = 0; i < result->finding_count; i++)
		PUT_LINE(lines.stream, "finding", result->findings[i].file,
			 number(result->findings[i].line).text, result->findings[i].text);
	PUT_LINE(lines.stream, "end", result->id, number(result->repeat).text, verdict_name(result->verdict),
		 number(result->checks).text, number(result->duration_ns).text, result->reason,
		 result->output, result->pcapng, result->enter);
	lines_write(logbook, &lines);
}

void logbook_close(struct logbook *logbook)
{
	int error = disk_copy_end(STEAL(logbook->disk, NULL));

	if (!logbook->error)
		logbook->error = error;
	close(logbook->fd);
	free(STEAL(logbook->path, NULL));
}

const char *boot_id(void)
{
	static char id[64];
	AUTO_FCLOSE FILE *file = id[0] ? NULL : fopen("/proc/sys/kernel/random/boot_id", "re");

	if (file && fgets(id, sizeof(id), file))
		id[strcspn(id, "\n")] = '\0';
	return id[0] ? id : "?";
}
