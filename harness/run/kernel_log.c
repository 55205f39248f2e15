#include "harness/run/kernel_log.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* How the first line of a report is known. */
static const char *const trouble[] = {
	"WARNING: ",
	"BUG: ",
	"kernel BUG at ",
	"Oops: ",
	"Oops - ",
	"Internal error: ",
	"general protection fault",
	"Unable to handle kernel",
	"KASAN: ",
	"KCSAN: ",
	"UBSAN: ",
	"possible circular locking dependency",
	"possible recursive locking",
	"inconsistent lock state",
	"suspicious RCU usage",
	"rcu: INFO: ",
	"INFO: rcu",
	"refcount_t: ",
	"unregister_netdevice: waiting for",
	"blocked for more than", /* hung task */
	"Kernel panic",
};

/* What stands in a line that ends in the process's name and number, "macvtap-conform/4711". */
static const char *const named[] = {"CPU#", "by task ", "held by ", "is trying to acquire lock"};

struct kernel_log kernel_log_open(const char *path)
{
	struct kernel_log log = {.fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)};

	if (log.fd >= 0)
		lseek(log.fd, 0, SEEK_END);
	return log;
}

/* 0 if no process can have that number. */
static pid_t pid_of(const char *digits)
{
	long number = strtol(digits, NULL, 10);

	return number > 0 && number <= INT_MAX ? (pid_t)number : 0;
}

/* A process name may hold slashes, so the number is behind the last one. */
static pid_t pid_behind_slash(const char *text)
{
	const char *slash = strrchr(text, '/');

	return slash && isdigit((unsigned char)slash[1]) ? pid_of(slash + 1) : 0;
}

static pid_t pid_in(const char *text)
{
	const char *pid = strstr(text, "PID: ");

	if (pid)
		return pid_of(pid + strlen("PID: "));
	for (size_t i = 0; i < sizeof(named) / sizeof(named[0]); i++)
		if (strstr(text, named[i]))
			return pid_behind_slash(text);
	return 0;
}

static enum line_kind kind_of(const char *text)
{
	if (strstr(text, "---[ end "))
		return LINE_END;
	for (size_t i = 0; i < sizeof(trouble) / sizeof(trouble[0]); i++)
		if (strstr(text, trouble[i]))
			return LINE_TROUBLE;
	return LINE_PLAIN;
}

int kernel_line_parse(const char *record, struct kernel_line *line)
{
	const char *text = strchr(record, ';');
	char *comma;
	unsigned long priority = strtoul(record, &comma, 10);

	/* The facility is above the three bits of the level; the kernel's own is 0, and nobody else may use
	 * it. */
	if (!text || *comma != ',' || priority >> 3)
		return 0;
	snprintf(line->text, sizeof(line->text), "%.*s", (int)strcspn(text + 1, "\n"), text + 1);
	line->kind = kind_of(line->text);
	line->pid = pid_in(line->text);
	return 1;
}

int kernel_log_next(struct kernel_log *log, struct kernel_line *line)
{
	char record[8192];
	ssize_t count;

	if (log->fd < 0)
		return 0;
	for (;;) {
		count = read(log->fd, record, sizeof(record) - 1);
		if (count > 0) {
			record[count] = '\0';
			if (kernel_line_parse(record, line))
				return 1;
		} else if (count < 0 && errno == EPIPE) {
			log->lost++;
		} else if (count == 0 || errno != EINTR) {
			return 0;
		}
	}
}
