/* interrupts.h - SIGINT, SIGTERM and SIGHUP, as something to poll for. */
#ifndef MVC_RUN_INTERRUPTS_H
#define MVC_RUN_INTERRUPTS_H

/* From now on they do not interrupt, but make this descriptor readable. */
int interrupts_catch(void);

/* The signal that came, or 0 if none has. From then on the signals do again what they always do: a second one
 * ends the program at once. */
int interrupts_take(int fd);

#endif
