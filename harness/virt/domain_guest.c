#include "harness/virt/domain_guest.h"

#include "harness/core/cleanup.h"
#include "harness/core/verdict.h"
#include "harness/virt/boot.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>

static int channel_of(const char *domain)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	snprintf(address.sun_path, sizeof address.sun_path, DOMAIN_CHANNEL, domain);
	if (fd < 0 || connect(fd, (const struct sockaddr *)&address, sizeof address) < 0)
		broken("cannot reach the guest at %s: %s (%s)", address.sun_path, errno_name(errno),
		       strerror(errno));
	return fd;
}

/* What its console says is what a machine that has ended has said last. */
static struct child_process *console_of(const char *domain)
{
	struct child_process *machine = calloc(1, sizeof *machine);
	char path[64];

	if (!machine)
		broken("out of memory for a guest's console");
	snprintf(path, sizeof path, DOMAIN_CONSOLE, domain);
	machine->output = open(path, O_RDONLY | O_CLOEXEC);
	if (machine->output < 0)
		broken("the guest has no console %s: %s (%s)", path, errno_name(errno), strerror(errno));
	return machine;
}

struct reply try_domain_boot(struct libvirtd *libvirtd, const char *name, const char *xml,
			     struct guest **guest)
{
	AUTO_CLOSE int turn = boot_turn();
	const struct reply reply = try_domain_create(libvirtd, xml, RUNNING);

	(void)turn;
	if (reply.code)
		return reply;
	*guest = guest_new(channel_of(name), console_of(name));
	guest_await_boot(*guest);
	return reply;
}
