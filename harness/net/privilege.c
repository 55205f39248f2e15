#include "harness/net/privilege.h"

#include "harness/core/verdict.h"

#include <errno.h>
#include <linux/capability.h>
#include <sched.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

void capabilities_drop(void)
{
	struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
	const struct __user_cap_data_struct none[_LINUX_CAPABILITY_U32S_3] = {{0}};

	if (syscall(SYS_capset, &header, none) < 0)
		broken("cannot give up capabilities: %s (%s)", errno_name(errno), strerror(errno));
}

void user_namespace_enter(void)
{
	if (unshare(CLONE_NEWUSER | CLONE_NEWNET | CLONE_NEWNS) == 0)
		return;
	if (errno == EINVAL || errno == EPERM || errno == ENOSPC)
		skip("this kernel lets nobody have a user namespace");
	broken("cannot enter a user namespace: %s (%s)", errno_name(errno), strerror(errno));
}
