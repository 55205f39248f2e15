/* libvirtd_connection.h - between the files that speak to the daemon. Cases ask libvirtd.h. */
#ifndef MVC_VIRT_LIBVIRTD_CONNECTION_H
#define MVC_VIRT_LIBVIRTD_CONNECTION_H

#include "harness/virt/keeper.h"
#include "harness/virt/libvirt_api.h"
#include "harness/virt/libvirtd.h"

struct libvirtd {
	const struct libvirt_api *api;
	virConnectPtr connection; /* NULL: there is no daemon yet */
	struct keeper keeper;
};

#endif
