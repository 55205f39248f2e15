/* vhost.h - /dev/vhost-net as it is: a descriptor and its requests (linux/vhost.h). Whoever only wants a guest's NIC that it
 * serves finds one in vhost_nic.h.
 *
 * What the try_ words return is 0 or a positive errno and has passed through told_error(); the others are for preparation and
 * end the case as BROKEN. Descriptors live as long as the case.
 */
#ifndef MVC_NET_VHOST_H
#define MVC_NET_VHOST_H

#include <linux/vhost.h>
#include <stdint.h>

/* The queues of one instance, by the number that the kernel knows them by; named by what the guest does with them. */
enum vhost_queue { GUEST_RECEIVES, GUEST_SENDS, VHOST_QUEUES };

enum { NO_DESCRIPTOR = -1 }; /* takes away what was given: a backend, an eventfd */

/* That this kernel has no vhost-net, as far as can be seen without opening it; NULL if it has. Static storage. */
const char *vhost_lacking(void);

/* SKIP for that reason. */
void need_vhost(void);

/* Opens it: by /dev/vhost-net, or where that is missing by a node in the case's own TAP_NODES. SKIP if there is none, or if
 * this machine forbids it. */
int vhost_open(void);

int try_vhost_request(int vhost, unsigned long request, const void *argument);

/* VHOST_GET_FEATURES and VHOST_SET_FEATURES. */
int try_vhost_offers(int vhost, uint64_t *features);
int try_vhost_accept(int vhost, uint64_t features);
uint64_t vhost_offers(int vhost);

/* VHOST_SET_OWNER. Its worker stays on the CPUs that the caller is on: frames of one sender keep their order only as long as
 * they go through one CPU's backlog. */
int try_vhost_own(int vhost);

/* Requests about one queue: with a number (VHOST_SET_VRING_NUM, _BASE, VHOST_GET_VRING_BASE), with a descriptor
 * (VHOST_SET_VRING_KICK, _CALL, _ERR, VHOST_NET_SET_BACKEND). A queue may be one that there is not. */
int try_vhost_number(int vhost, unsigned long request, unsigned queue, unsigned *number);
int try_vhost_file(int vhost, unsigned long request, unsigned queue, int fd);

/* VHOST_SET_MEM_TABLE: so many regions, of VHOST_REGIONS_MAX. */
enum { VHOST_REGIONS_MAX = 4 };
int try_vhost_memory(int vhost, const struct vhost_memory_region *regions, unsigned count);

#endif
