/* vhost_owner.h - other processes and vhosts: one that owns a vhost and can be killed, one that meddles with another's. */
#ifndef MVC_NET_VHOST_OWNER_H
#define MVC_NET_VHOST_OWNER_H

#include "harness/net/vhost_nic.h"

#include <sys/types.h>

/* A process whose NIC has this tap as its backend, which it has by inheritance; returns when it has. It does nothing more, and
 * ends with the case at the latest. BROKEN if it could not. */
pid_t vhost_owner_start(int tap, const struct vhost_manner *manner);

/* Ends it by SIGKILL and returns when it has ended; all that it had is released by then. */
void vhost_owner_kill(pid_t owner);

/* A request by a child of this process, which has inherited the descriptor and nothing else of an owner's rights; its argument
 * is zeros. 0 or errno, as told. */
int try_vhost_request_elsewhere(int vhost, unsigned long request);

#endif
