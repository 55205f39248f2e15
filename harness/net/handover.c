#include "harness/net/handover.h"

#include "harness/core/verdict.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

union rights {
	char octets[CMSG_SPACE(sizeof(int))];
	struct cmsghdr alignment;
};

/* One octet goes along: a message of nothing but rights is none. */
static struct msghdr message_with(struct iovec *octet, union rights *rights)
{
	return (struct msghdr){
		.msg_iov = octet,
		.msg_iovlen = 1,
		.msg_control = rights->octets,
		.msg_controllen = sizeof rights->octets,
	};
}

int handover_send(int descriptor)
{
	struct iovec octet = {"", 1};
	union rights rights = {.octets = {0}};
	struct msghdr message = message_with(&octet, &rights);
	struct cmsghdr *header = CMSG_FIRSTHDR(&message);
	int ends[2];

	*header = (struct cmsghdr){CMSG_LEN(sizeof descriptor), SOL_SOCKET, SCM_RIGHTS};
	memcpy(CMSG_DATA(header), &descriptor, sizeof descriptor);
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) < 0 || sendmsg(ends[0], &message, 0) < 0)
		broken("cannot send a descriptor: %s (%s)", errno_name(errno), strerror(errno));
	close(ends[0]);
	close(descriptor);
	return ends[1];
}

int handover_receive(int socket)
{
	char received;
	struct iovec octet = {&received, 1};
	union rights rights;
	struct msghdr message = message_with(&octet, &rights);
	struct cmsghdr *header;
	int descriptor;

	if (recvmsg(socket, &message, MSG_CMSG_CLOEXEC) < 0)
		broken("cannot receive a descriptor: %s (%s)", errno_name(errno), strerror(errno));
	header = CMSG_FIRSTHDR(&message);
	if (!header || header->cmsg_type != SCM_RIGHTS)
		broken("a message came without the descriptor that was sent");
	memcpy(&descriptor, CMSG_DATA(header), sizeof descriptor);
	return descriptor;
}
