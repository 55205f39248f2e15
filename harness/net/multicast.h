/* multicast.h - the host's own IPv4 stack as a sender of multicast, which it loops back to itself. */
#ifndef MVC_NET_MULTICAST_H
#define MVC_NET_MULTICAST_H

#include <stdbool.h>
#include <stddef.h>

/* A socket that sends by this device of the calling thread's namespace; lives as long as the process. BROKEN on failure. */
int multicast_socket(const char *device);

/* Sends the octets to the group of all hosts, at the socket's own port. BROKEN on failure. */
void multicast_send(int fd, const void *bytes, size_t length);

/* Whether the next thing that has come back, without waiting, is just these octets. */
bool multicast_came_back(int fd, const void *bytes, size_t length);

#endif
