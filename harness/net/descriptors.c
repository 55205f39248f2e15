#include "harness/net/descriptors.h"

#include "harness/core/verdict.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

static int open_null_device(void)
{
	return open("/dev/null", O_RDWR | O_CLOEXEC);
}

static int make_file(void)
{
	return memfd_create("file", MFD_CLOEXEC);
}

static int make_pipe(void)
{
	int ends[2];

	return pipe2(ends, O_CLOEXEC) < 0 ? -1 : ends[0];
}

static int make_eventfd(void)
{
	return eventfd(0, EFD_CLOEXEC);
}

static int make_udp_socket(void)
{
	return socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
}

static int make_raw_ip_socket(void)
{
	return socket(AF_INET, SOCK_RAW | SOCK_CLOEXEC, IPPROTO_UDP);
}

static int make_packet_socket(void)
{
	return socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, 0);
}

static int make_cooked_socket(void)
{
	return socket(AF_PACKET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
}

int descriptor_of(enum descriptor_kind kind)
{
	static int (*const make[DESCRIPTOR_KINDS])(void) = {
		[A_NULL_DEVICE] = open_null_device,
		[A_FILE] = make_file,
		[A_PIPE] = make_pipe,
		[AN_EVENTFD] = make_eventfd,
		[A_UDP_SOCKET] = make_udp_socket,
		[A_RAW_IP_SOCKET] = make_raw_ip_socket,
		[A_PACKET_SOCKET] = make_packet_socket,
		[A_COOKED_SOCKET] = make_cooked_socket,
	};
	int fd = make[kind]();

	if (fd < 0)
		broken("cannot have a descriptor that is no tap: %s (%s)", errno_name(errno),
		       strerror(errno));
	return fd;
}
