/* init.c - the guest's first process and only program. */
#include "harness/guest/guest.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/utsname.h>
#include <unistd.h>

int guest_epoll;

void give_up(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	fputs("init: ", stderr);
	vfprintf(stderr, format, arguments);
	fputs("\n", stderr);
	va_end(arguments);
	_exit(1);
}

static void mount_at(const char *type, const char *path)
{
	mkdir(path, 0755);
	if (mount(type, path, type, 0, NULL) && errno != EBUSY)
		give_up("cannot mount %s: %s", path, strerror(errno));
}

static void load(const char *module)
{
	char path[256];
	int file;

	snprintf(path, sizeof path, "/modules/%s", module);
	file = open(path, O_RDONLY | O_CLOEXEC);
	if (file < 0 || (syscall(SYS_finit_module, file, "", 0) && errno != EEXIST))
		give_up("cannot load %s: %s", module, strerror(errno));
	close(file);
}

void load_modules(const char *list)
{
	char path[64], line[128];
	FILE *order;

	snprintf(path, sizeof path, "/modules/%s", list);
	order = fopen(path, "re");
	if (!order)
		give_up("cannot read %s: %s", path, strerror(errno));
	while (fgets(line, sizeof line, order)) {
		line[strcspn(line, "\n")] = '\0';
		load(line);
	}
	fclose(order);
}

static void watch(int fd, void *as)
{
	struct epoll_event event = {.events = EPOLLIN, .data.ptr = as};

	if (epoll_ctl(guest_epoll, EPOLL_CTL_ADD, fd, &event))
		give_up("cannot watch descriptor %d: %s", fd, strerror(errno));
}

static char from_channel, from_links; /* by their addresses epoll's events tell whose they are */

static void greet(void)
{
	struct utsname kernel;

	uname(&kernel);
	channel_open();
	watch(channel_fd(), &from_channel);
	say("hello %d %s\n", GUEST_PROTOCOL, kernel.release);
	channel_flush();
}

static void serve_channel(void)
{
	char *line;

	if (!channel_read())
		greet();
	while ((line = channel_line()))
		serve(line);
}

int main(void)
{
	mount_at("devtmpfs", "/dev");
	mount_at("proc", "/proc");
	mount_at("sysfs", "/sys");
	load_modules("order");
	guest_epoll = epoll_create1(EPOLL_CLOEXEC);
	watch(links_open(), &from_links);
	greet();
	for (;;) {
		struct epoll_event event;

		if (epoll_wait(guest_epoll, &event, 1, -1) < 1)
			continue;
		if (event.data.ptr == &from_channel)
			serve_channel();
		else if (event.data.ptr == &from_links)
			links_read();
		else
			listener_read(event.data.ptr);
		channel_flush();
	}
}
