/* membership.h - groups joined as programs join them: by a socket, for as long as it is open. */
#ifndef MVC_NET_MEMBERSHIP_H
#define MVC_NET_MEMBERSHIP_H

#include "harness/frame/mac.h"

/* Joins by a packet socket (PACKET_ADD_MEMBERSHIP) on a device of the calling thread's namespace. Returns the socket. BROKEN
 * on failure. */
int packet_membership(const char *name, struct mac group);

/* Lets the device be promiscuous, or hear every group, the same way. */
int packet_membership_all_frames(const char *name);
int packet_membership_all_groups(const char *name);

/* Joins by an IPv4 socket (IP_ADD_MEMBERSHIP) the first of the addresses that are this group to Ethernet (RFC 1112 6.4). */
int ip_membership(const char *name, struct mac group);

void membership_end(int fd);

#endif
