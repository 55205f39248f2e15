#include "harness/virt/accelerator.h"

#include "harness/core/verdict.h"
#include "harness/virt/keeper_rooms.h"

#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

static bool is_kvm(void)
{
	const char *asked = getenv("MVC_ACCEL");

	if (!asked || !strcmp(asked, "tcg"))
		return false;
	if (strcmp(asked, "kvm") != 0)
		broken("MVC_ACCEL is '%.20s', and can be tcg or kvm", asked);
	if (!keeper_has_kvm())
		broken("MVC_ACCEL is kvm, and this machine has no processor and no /dev/kvm for it; say tcg");
	return true;
}

const char *accelerator(void)
{
	return is_kvm() ? "kvm" : "tcg";
}

const char *domain_type(void)
{
	return is_kvm() ? "kvm" : "qemu";
}

bool vhost_serves_guests(void)
{
	return is_kvm() && !access("/dev/vhost-net", R_OK | W_OK);
}

bool served_by_vhost(void)
{
	struct utsname kernel;

	if (!vhost_serves_guests() || uname(&kernel))
		return false;
	served_by("vhost", kernel.release);
	return true;
}
