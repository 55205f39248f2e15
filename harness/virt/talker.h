/* talker.h - who speaks in lines at the other end of a socket: a guest, QEMU's monitor.
 */
#ifndef MVC_VIRT_TALKER_H
#define MVC_VIRT_TALKER_H

#include "harness/core/clock.h"
#include "harness/virt/child_process.h"

#include <stdbool.h>
#include <stddef.h>

struct talker {
	const char *name, *machine_name; /* as sentences begin: "the guest", "the guest's machine" */
	int socket;
	const struct child_process
		*machine;   /* whose last words are quoted when it has ended; NULL: nobody's */
	char *room;         /* the owner's, for a line and what else comes with it */
	size_t size, count; /* of the room; of it, what has been heard and is no line yet */
	void (*hear)(void *listener, char *line, size_t length); /* a line; a zero is where its newline was */
	void *listener;
};

/* Hears all that has been said. BROKEN if the machine has ended, or a line does not fit into the room. */
void talker_hear(struct talker *talker);

/* Waits for anything that is said, and hears it. False once the deadline has passed. */
bool talker_await(struct talker *talker, nanoseconds deadline);

/* BROKEN: the machine has ended. */
_Noreturn void talker_gone(const struct talker *talker);

#endif
