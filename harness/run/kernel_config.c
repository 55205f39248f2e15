#include "harness/run/kernel_config.h"

#include <stdio.h>
#include <string.h>
#include <zlib.h>

#define PREFIX "CONFIG_"
#define SHOWN  "kernel.config."

/* Devices that cases are made of; then what changes the kernel's timing, and what makes it notice its own faults. */
static struct kernel_option options[] = {
	{SHOWN "MACVLAN", "n"},    {SHOWN "MACVTAP", "n"},       {SHOWN "VETH", "n"},
	{SHOWN "TUN", "n"},        {SHOWN "BRIDGE", "n"},        {SHOWN "BONDING", "n"},
	{SHOWN "DUMMY", "n"},      {SHOWN "VLAN_8021Q", "n"},    {SHOWN "IFB", "n"},
	{SHOWN "VHOST_NET", "n"},  {SHOWN "BPF_SYSCALL", "n"},   {SHOWN "SMP", "n"},
	{SHOWN "HZ", "n"},         {SHOWN "PREEMPT", "n"},       {SHOWN "PREEMPT_DYNAMIC", "n"},
	{SHOWN "PREEMPT_RT", "n"}, {SHOWN "KASAN", "n"},         {SHOWN "KCSAN", "n"},
	{SHOWN "UBSAN", "n"},      {SHOWN "PROVE_LOCKING", "n"}, {SHOWN "PROVE_RCU", "n"},
	{SHOWN "DEBUG_NET", "n"},  {SHOWN "DEBUG_OBJECTS", "n"}, {NULL, ""},
};

void kernel_config_line(struct kernel_option *ours, const char *line)
{
	size_t length = strcspn(line, "=");

	if (strncmp(line, PREFIX, strlen(PREFIX)) || line[length] != '=')
		return;
	for (struct kernel_option *option = ours; option->name; option++) {
		const char *name = option->name + strlen(SHOWN);

		if (strlen(name) + strlen(PREFIX) != length ||
		    strncmp(line + strlen(PREFIX), name, length - strlen(PREFIX)))
			continue;
		snprintf(option->value, sizeof(option->value), "%.*s",
			 (int)strcspn(line + length + 1, "\r\n"), line + length + 1);
	}
}

/* It may be compressed or not. */
static bool read_config(const char *path)
{
	gzFile file = gzopen(path, "rbe");
	char line[512];

	if (!file)
		return false;
	while (gzgets(file, line, sizeof(line)))
		kernel_config_line(options, line);
	gzclose(file);
	return true;
}

const struct kernel_option *kernel_config(const char *release)
{
	char path[512];

	snprintf(path, sizeof(path), "/boot/config-%s", release);
	return read_config("/proc/config.gz") || read_config(path) ? options : NULL;
}
