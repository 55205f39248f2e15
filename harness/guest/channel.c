/* channel.c - lines in and out, over a virtio port or a tty. */
#include "harness/guest/guest.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/netlink.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <termios.h>
#include <unistd.h>

static struct {
	int fd;
	char in[GUEST_LINE_MAX];
	size_t in_count, in_used;
	char out[2 * GUEST_LINE_MAX];
	size_t out_count;
} channel = {.fd = -1};

int channel_fd(void)
{
	return channel.fd;
}

/* ---- opening ---- */

/* The tty that the command line names; false if it names none. */
static bool tty_of_command_line(char *path, size_t size)
{
	char line[2048] = "", *word, *rest = line;
	FILE *file = fopen("/proc/cmdline", "re");

	if (!file || !fgets(line, sizeof line, file))
		give_up("cannot read /proc/cmdline: %s", strerror(errno));
	fclose(file);
	while ((word = strsep(&rest, " \n"))) {
		if (strncmp(word, GUEST_CHANNEL_OPTION, strlen(GUEST_CHANNEL_OPTION)) != 0)
			continue;
		snprintf(path, size, "/dev/%s", word + strlen(GUEST_CHANNEL_OPTION));
		return true;
	}
	return false;
}

static bool is_named_for_us(const char *port)
{
	char path[PATH_MAX], name[64] = "";
	FILE *file;

	snprintf(path, sizeof path, "/sys/class/virtio-ports/%s/name", port);
	file = fopen(path, "re");
	if (!file)
		return false;
	if (!fgets(name, sizeof name, file))
		name[0] = '\0';
	fclose(file);
	name[strcspn(name, "\n")] = '\0';
	return !strcmp(name, GUEST_CHANNEL);
}

static bool find_port(char *path, size_t size)
{
	DIR *folder = opendir("/sys/class/virtio-ports");
	const struct dirent *entry;
	bool found = false;

	while (folder && !found && (entry = readdir(folder))) {
		if (entry->d_name[0] == '.' || !is_named_for_us(entry->d_name))
			continue;
		snprintf(path, size, "/dev/%s", entry->d_name);
		found = access(path, F_OK) == 0;
	}
	if (folder)
		closedir(folder);
	return found;
}

/* The device tells of its ports when it gets to it: each has a node made, and only later is given a name, which the kernel then
 * announces as a change (drivers/char/virtio_console.c, VIRTIO_CONSOLE_PORT_NAME). */
static void wait_for_port(char *path, size_t size)
{
	const struct sockaddr_nl kernel = {.nl_family = AF_NETLINK, .nl_groups = 1};
	char event[4096];
	int events = socket(AF_NETLINK, SOCK_DGRAM | SOCK_CLOEXEC, NETLINK_KOBJECT_UEVENT);

	if (events < 0 || bind(events, (const struct sockaddr *)&kernel, sizeof kernel))
		give_up("cannot listen to the kernel's announcements: %s", strerror(errno));
	while (!find_port(path, size)) {
		/* too many at a time (ENOBUFS) have been announced, too */
		if (recv(events, event, sizeof event, 0) <= 0 && errno != ENOBUFS)
			give_up("cannot wait for a virtio port: %s", strerror(errno));
	}
	close(events);
}

/* Octets as they are: a tty is not to add or echo any. */
static void make_raw(int tty)
{
	struct termios settings;

	if (tcgetattr(tty, &settings))
		give_up("the channel is no tty: %s", strerror(errno));
	cfmakeraw(&settings);
	cfsetspeed(&settings, B115200);
	tcsetattr(tty, TCSANOW, &settings);
}

void channel_open(void)
{
	char path[PATH_MAX];
	bool is_tty = tty_of_command_line(path, sizeof path);

	if (channel.fd >= 0)
		close(channel.fd);
	if (!is_tty)
		wait_for_port(path, sizeof path);
	channel.fd = open(path, O_RDWR | O_NOCTTY | O_CLOEXEC);
	if (channel.fd < 0)
		give_up("cannot open the channel %s: %s", path, strerror(errno));
	if (is_tty)
		make_raw(channel.fd);
	channel.in_count = channel.in_used = channel.out_count = 0;
}

/* ---- lines in ---- */

bool channel_read(void)
{
	ssize_t count;

	memmove(channel.in, channel.in + channel.in_used, channel.in_count - channel.in_used);
	channel.in_count -= channel.in_used;
	channel.in_used = 0;
	if (channel.in_count ==
	    sizeof channel.in) { /* no line is that long: whoever says it is not our host */
		channel.in_count = 0;
		no(E2BIG, "a line has %d octets at most", GUEST_LINE_MAX);
	}
	count = read(channel.fd, channel.in + channel.in_count, sizeof channel.in - channel.in_count);
	if (count > 0)
		channel.in_count += (size_t)count;
	return count > 0 || (count < 0 && (errno == EINTR || errno == EAGAIN));
}

char *channel_line(void)
{
	char *line = channel.in + channel.in_used;
	char *end = memchr(line, '\n', channel.in_count - channel.in_used);

	if (!end)
		return NULL;
	*end = '\0';
	channel.in_used = (size_t)(end + 1 - channel.in);
	return line;
}

/* ---- lines out ---- */

void channel_flush(void)
{
	size_t done = 0;

	while (done < channel.out_count) {
		ssize_t count = write(channel.fd, channel.out + done, channel.out_count - done);

		if (count < 0 && errno == EINTR)
			continue;
		if (count <= 0)
			break; /* nobody listens: what follows is for whoever comes next */
		done += (size_t)count;
	}
	channel.out_count = 0;
}

static void make_room(size_t room)
{
	if (channel.out_count + room > sizeof channel.out)
		channel_flush();
}

void say(const char *format, ...)
{
	va_list arguments;
	int length;

	make_room(4096);
	va_start(arguments, format);
	length = vsnprintf(channel.out + channel.out_count, 4096, format, arguments);
	va_end(arguments);
	channel.out_count += length < 4096 ? (size_t)length : 4095;
}

void say_hex(const uint8_t *octets, size_t count)
{
	static const char digits[] = "0123456789abcdef";

	make_room(2 * count + 1);
	for (size_t i = 0; i < count; i++) {
		channel.out[channel.out_count++] = digits[octets[i] >> 4];
		channel.out[channel.out_count++] = digits[octets[i] & 15];
	}
}
