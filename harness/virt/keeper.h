/* keeper.h - the process that keeps a libvirtd: pid 1 of pid and mount namespaces in which the daemon and all it starts live.
 *
 * However the process that has started the keeper ends, the keeper ends with it (PR_SET_PDEATHSIG), and with pid 1 the kernel
 * ends everything in its namespace: no daemon, guest or mount stays. Meanwhile it reaps what has lost its parent, makes tap
 * nodes (tap_nodes.h), and starts the daemon anew when asked to. It stays in the network namespace of who started it.
 *
 *	the case -------- keeper (pid 1) ---- libvirtd
 *	   |                  |--- qemu             a guest outlives its daemon, not its keeper
 *	   |  /run, in common |
 *
 * In there /dev, /etc/libvirt and what lies below /var are its own; /run is the case's, which has made it its own before, so
 * that the daemon's socket and a guest's serial lines are found by both.
 */
#ifndef MVC_VIRT_KEEPER_H
#define MVC_VIRT_KEEPER_H

#include <sys/types.h>

#define KEEPER_LOG   "/run/libvirtd.log"  /* what daemon and keeper say */
#define KEEPER_CACHE "/run/libvirt-cache" /* becomes /var/cache/libvirt */

struct keeper {
	pid_t pid;
	int orders; /* a socket; -1 once it has ended */
};

/* Starts a keeper, which starts the program, with a listening socket to be handed to it as systemd does (sd_listen_fds(3)); the
 * caller closes its own. BROKEN on failure to start the keeper; that the daemon fails shows by the socket: nobody listens any
 * more, and KEEPER_LOG says why. Not to be called by a process with threads. */
struct keeper keeper_start(const char *program, int listener);

enum keeper_order {
	DAEMON_ANEW = 'a',   /* ended as an administrator would (SIGTERM), and started again */
	DAEMON_KILLED = 'k', /* SIGKILL, and started again */
};

/* Returns when the old daemon has ended and the new one has been started. BROKEN if the keeper is not there. */
void keeper_order(struct keeper *keeper, enum keeper_order order);

#endif
