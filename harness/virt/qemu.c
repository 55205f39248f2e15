#include "harness/virt/qemu.h"

#include "harness/core/guest_folder.h"
#include "harness/core/verdict.h"
#include "harness/virt/accelerator.h"
#include "harness/virt/boot.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define PROGRAM "qemu-system-x86_64"

enum { ARGUMENTS_MAX = 64, DESCRIPTORS_MAX = QEMU_NICS_MAX * QEMU_QUEUES_MAX + 2 };

/* A command line as it grows, and what is handed over with it. */
struct command {
	char *words[ARGUMENTS_MAX + 1];
	size_t count;
	int descriptors[DESCRIPTORS_MAX];
	size_t descriptor_count;
};

static void add(struct command *command, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void add(struct command *command, const char *format, ...)
{
	va_list arguments;
	int length;

	va_start(arguments, format);
	length = command->count < ARGUMENTS_MAX
			 ? vasprintf(&command->words[command->count++], format, arguments)
			 : -1;
	va_end(arguments);
	if (length < 0)
		broken("the command line of " PROGRAM " does not fit");
}

static void hand_over(struct command *command, int descriptor)
{
	if (command->descriptor_count == DESCRIPTORS_MAX)
		broken("too many descriptors for " PROGRAM);
	command->descriptors[command->descriptor_count++] = descriptor;
}

/* ---- its command line ---- */

static void add_machine(struct command *command)
{
	add(command, PROGRAM);
	add(command, "-nodefaults");
	add(command, "-no-user-config");
	add(command, "-display");
	add(command, "none");
	add(command, "-M");
	add(command, "q35");
	add(command, "-accel");
	add(command, "%s", accelerator());
	add(command, "-m");
	add(command, "128");
	add(command, "-kernel");
	add(command, "%s/kernel", guest_folder());
	add(command, "-initrd");
	add(command, "%s/initramfs", guest_folder());
	add(command, "-append");
	add(command, GUEST_KERNEL_ARGUMENTS);
	/* what the kernel says is among the last words of a machine that has ended */
	add(command, "-serial");
	add(command, "file:/dev/stdout");
}

static void add_channel(struct command *command, int descriptor)
{
	hand_over(command, descriptor);
	add(command, "-chardev");
	add(command, "socket,id=channel,fd=%d", descriptor);
	add(command, "-device");
	add(command, "virtio-serial-pci");
	add(command, "-device");
	add(command, "virtserialport,chardev=channel,name=" GUEST_CHANNEL);
}

static void add_monitor(struct command *command, int descriptor)
{
	hand_over(command, descriptor);
	add(command, "-chardev");
	add(command, "socket,id=monitor,fd=%d", descriptor);
	add(command, "-mon");
	add(command, "chardev=monitor,mode=control");
}

static void add_nic(struct command *command, const struct qemu_nic *nic, size_t number)
{
	static const char *const models[] = {[NIC_VIRTIO] = "virtio-net-pci", [NIC_E1000E] = "e1000e"};
	char fds[128], queues[64] = "";
	size_t length = 0;

	for (unsigned i = 0; i < nic->queues; i++) {
		hand_over(command, nic->taps[i]);
		length += (size_t)snprintf(fds + length, sizeof fds - length, "%s%d", i ? ":" : "",
					   nic->taps[i]);
	}
	/* a pair of interrupts a queue, one for changes of its configuration and one for the control queue */
	if (nic->queues > 1)
		snprintf(queues, sizeof queues, ",mq=on,vectors=%u", 2 * nic->queues + 2);
	add(command, "-netdev");
	add(command, "tap,id=net%zu,%s=%s%s", number, nic->queues > 1 ? "fds" : "fd", fds,
	    nic->model == NIC_VIRTIO && served_by_vhost() ? ",vhost=on" : "");
	add(command, "-device");
	add(command, "%s,id=nic%zu,netdev=net%zu,mac=%s,romfile=%s", models[nic->model], number, number,
	    mac_to_text(nic->address).text, queues);
}

/* ---- starting ---- */

const char *qemu_lacking(void)
{
	const char *lack = boot_lacking();

	if (lack)
		return lack;
	return has_program(PROGRAM) ? NULL : PROGRAM " is not installed";
}

static void make_pair(int ends[2])
{
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends))
		broken("no sockets for " PROGRAM ": %s (%s)", errno_name(errno), strerror(errno));
}

struct qemu *qemu_start(const struct qemu_nic *nics, size_t count)
{
	struct command command = {0};
	struct qemu *qemu = calloc(1, sizeof *qemu);
	const int turn = boot_turn();
	int channel[2], monitor[2];

	if (!qemu)
		broken("out of memory for " PROGRAM);
	make_pair(channel);
	make_pair(monitor);
	add_machine(&command);
	add_channel(&command, channel[1]);
	add_monitor(&command, monitor[1]);
	for (size_t i = 0; i < count; i++)
		add_nic(&command, &nics[i], i);
	qemu->process = child_start(command.words, command.descriptors, command.descriptor_count);
	close(channel[1]);
	close(monitor[1]);
	for (size_t i = 0; i < command.count; i++)
		free(command.words[i]);
	qemu->guest = guest_new(channel[0], &qemu->process);
	qemu->qmp = qmp_new(monitor[0], &qemu->process);
	guest_await_boot(qemu->guest);
	close(turn);
	return qemu;
}

void qemu_kill(struct qemu *qemu)
{
	child_end(&qemu->process);
}
