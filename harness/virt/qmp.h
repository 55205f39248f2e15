/* qmp.h - QEMU's machine protocol (docs/interop/qmp-spec): asks a QEMU, and hears what happens in it. The only user of
 * jansson beside the reports.
 *
 * BROKEN, with QEMU's own words, if it refuses or does not answer; what it says is not believed before it has been understood.
 */
#ifndef MVC_VIRT_QMP_H
#define MVC_VIRT_QMP_H

#include "harness/virt/child_process.h"

#include <jansson.h>
#include <stdbool.h>

enum { QMP_WORDS_SIZE = 256 }; /* octets for a refusal */

struct qmp; /* lives as long as the process */

/* The monitor at the other end of this stream socket, which is its own from now on. It is spoken to only when it is first
 * asked. The machine tells why when it has ended. */
struct qmp *qmp_new(int socket, const struct child_process *machine);

/* Executes a command; arguments may be NULL, and are taken over. What it returns is the caller's (json_decref). */
json_t *qmp_execute(struct qmp *qmp, const char *command, json_t *arguments);

/* The same; NULL if QEMU refuses, and why in its words, cut to fit. "" with a result. */
json_t *try_qmp_execute(struct qmp *qmp, const char *command, json_t *arguments, char words[QMP_WORDS_SIZE]);

/* Returns when QEMU has answered one more command: what it announced before has been heard, as answers and events are in
 * one line. */
void qmp_fence(struct qmp *qmp);

/* Waits for an event of this name whose data has this text under that key, and takes it out of those that have come; key may be
 * NULL. At most patience(); false if there was none. */
bool qmp_await_event(struct qmp *qmp, const char *name, const char *key, const char *text);

/* Forgets the events that QEMU has announced by now. */
void qmp_forget_events(struct qmp *qmp);

/* How many it has announced by now and nobody has taken out, of this name and with this text under that key. */
unsigned qmp_count_events(struct qmp *qmp, const char *name, const char *key, const char *text);

/* Called with every command before it is given; what it returns is given instead, without arguments if it is another. NULL in the
 * product; the project's own tests put a saboteur here, as in proof/testbed.h. */
extern const char *(*qmp_sabotage)(const char *command);

/* ---- what machines are told ---- */

void qmp_set_link(struct qmp *qmp, const char *device, bool up);
void qmp_reset(struct qmp *qmp);
void qmp_stop(struct qmp *qmp);
void qmp_continue(struct qmp *qmp);

#endif
