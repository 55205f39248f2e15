#include "harness/net/privilege.h"

#include "harness/core/verdict.h"

#include <errno.h>
#include <linux/capability.h>
#include <sched.h>
#include <stdint.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Bit by bit: these, of those there are. */
static void keep(uint64_t wanted)
{
	struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
	struct __user_cap_data_struct data[_LINUX_CAPABILITY_U32S_3];

	if (syscall(SYS_capget, &header, data) < 0)
		broken("cannot see what capabilities there are: %s (%s)", errno_name(errno), strerror(errno));
	for (size_t i = 0; i < _LINUX_CAPABILITY_U32S_3; i++) {
		uint32_t kept = data[i].effective & (uint32_t)(wanted >> 32 * i);

		data[i] = (struct __user_cap_data_struct){.effective = kept, .permitted = kept};
	}
	if (syscall(SYS_capset, &header, data) < 0)
		broken("cannot give up capabilities: %s (%s)", errno_name(errno), strerror(errno));
}

void capabilities_drop(void)
{
	keep(0);
}

void capabilities_keep_only(unsigned capability)
{
	keep(1ULL << capability);
}

void capabilities_give_up(unsigned capability)
{
	keep(~(1ULL << capability));
}

enum { NOBODY = 65534 };

void become_nobody(void)
{
	if (setresgid(NOBODY, NOBODY, NOBODY) < 0 || setresuid(NOBODY, NOBODY, NOBODY) < 0)
		broken("cannot become nobody: %s (%s)", errno_name(errno), strerror(errno));
}

static void enter(int namespaces)
{
	if (unshare(namespaces) == 0)
		return;
	if (errno == EINVAL || errno == EPERM || errno == ENOSPC)
		skip("this kernel lets nobody have a user namespace");
	broken("cannot enter a user namespace: %s (%s)", errno_name(errno), strerror(errno));
}

void user_namespace_enter(void)
{
	enter(CLONE_NEWUSER | CLONE_NEWNET | CLONE_NEWNS);
}

void user_namespace_enter_alone(void)
{
	enter(CLONE_NEWUSER);
}
