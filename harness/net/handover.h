/* handover.h - a descriptor given away by a message between processes (SCM_RIGHTS, unix(7)). */
#ifndef MVC_NET_HANDOVER_H
#define MVC_NET_HANDOVER_H

/* Sends the descriptor, and closes it here. The socket where it can be had. BROKEN on failure. */
int handover_send(int descriptor);

/* Takes what was sent. BROKEN if there is nothing. */
int handover_receive(int socket);

#endif
