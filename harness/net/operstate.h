/* operstate.h - whether a device is fit for use, as its driver sees it (RFC 2863: ifOperStatus). */
#ifndef MVC_NET_OPERSTATE_H
#define MVC_NET_OPERSTATE_H

#include "harness/net/link.h"

#include <linux/if.h> /* IF_OPER_* */

/* Returns when the kernel says that the device's state is this one, told so by its announcements; after patience()
 * otherwise. The state it has then. */
uint64_t link_await_operstate(struct links *links, const char *name, uint64_t wanted);

/* The same for any state but this one. */
uint64_t link_await_other_operstate(struct links *links, const char *name, uint64_t unwanted);

/* Returns true when the kernel has announced that there is no device of this name any more; false after patience(). */
bool link_await_gone(struct links *links, const char *name);

#endif
