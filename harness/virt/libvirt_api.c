#include "harness/virt/libvirt_api.h"

#include "harness/core/verdict.h"

#include <dlfcn.h>
#include <stddef.h>

static struct libvirt_api api;

static void *library(const char *name)
{
	void *handle = dlopen(name, RTLD_NOW | RTLD_LOCAL);

	if (!handle)
		skip("libvirt is not installed");
	return handle;
}

static void find(void *handle, const char *name, void *function)
{
	void *found = dlsym(handle, name);

	if (!found)
		skip("this libvirt is too old: it lacks a function");
	*(void **)function = found;
}

const struct libvirt_api *libvirt_api(void)
{
	void *libvirt, *libvirt_qemu;

	if (api.virConnectOpen)
		return &api;
	libvirt = library("libvirt.so.0");
	libvirt_qemu = library("libvirt-qemu.so.0");
#define FIND(result, name, parameters) find(libvirt, #name, &api.name);
	LIBVIRT_FUNCTIONS(FIND)
#undef FIND
#define FIND(result, name, parameters) find(libvirt_qemu, #name, &api.name);
	LIBVIRT_QEMU_FUNCTIONS(FIND)
#undef FIND
	return &api;
}
