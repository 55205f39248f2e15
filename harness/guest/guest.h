/* guest.h - the tiny guest: an init of its own, which serves one line after the other. What is said is in protocol.h.
 *
 *	init.c      mounts, modules, the loop
 *	channel.c   lines in and out
 *	request.c   the table of verbs
 *	nic.c       what a NIC is told and asked
 *	frames.c    frames in and out
 *
 * It is linked statically, needs nothing but the kernel, and is nobody's library: it has one thread and one of everything.
 * Whoever cannot go on says so on the console and stops; a panic is what the host then sees of it.
 */
#ifndef MVC_GUEST_GUEST_H
#define MVC_GUEST_GUEST_H

#include "harness/guest/protocol.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Says it on the console and ends, which panics the kernel. */
_Noreturn void give_up(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Loads the modules of a list in /modules: a name a line, each behind what it needs. One that is there already stays. */
void load_modules(const char *list);

/* ---- channel.c ---- */

/* Opens the channel: the tty that the kernel's command line names, or the virtio port. Waits until there is one. */
void channel_open(void);

int channel_fd(void);

/* Reads what there is. False once the host has gone; channel_open() then waits for another. */
bool channel_read(void);

/* The next whole line, without its end; NULL if there is none. The caller may write in it until the next call. */
char *channel_line(void);

/* Adds to what is to be said; a '\n' ends a line. */
void say(const char *format, ...) __attribute__((format(printf, 1, 2)));
void say_hex(const uint8_t *octets, size_t count);

/* Says it now. */
void channel_flush(void);

/* ---- request.c ---- */

/* Serves the request of this line: says its answer. */
void serve(char *line);

/* The answer to a request that was not served. Returns false. */
bool no(int error, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Hexadecimal digits, an even number of them, to octets. How many octets, or -1 if it is anything else or too much. */
long octets_of(const char *digits, uint8_t *octets, size_t room);

/* A decimal number from 0 on to this. False if it is anything else. */
bool number_of(const char *word, unsigned long most, unsigned long *number);

/* "on" or "off", or any other two words. */
bool choice_of(const char *word, const char *yes, const char *no, bool *choice);

/* ---- verbs: they say their answer; words are those behind the verb ---- */

void nic_list(char **words);
void nic_state(char **words);
void nic_counters(char **words);
void nic_up(char **words);
void nic_down(char **words);
void nic_mac(char **words);
void nic_join(char **words);
void nic_leave(char **words);
void nic_promisc(char **words);
void nic_allmulti(char **words);
void nic_vlan(char **words);
void nic_queues(char **words);
void nic_queued(char **words);
void nic_listen(char **words);
void frame_send(char **words);
void frame_burst(char **words);

/* ---- frames.c ---- */

/* Opens or closes the packet socket of this NIC. 0 or errno. */
int listener_open(const char *nic, int index);
int listener_close(const char *nic);

/* Watched, besides the channel: fds for epoll(7) are added by whoever opens them. */
extern int guest_epoll;

/* Says all frames that have come in at the listener that epoll names so. */
struct listener;
void listener_read(struct listener *listener);

/* ---- nic.c ---- */

/* Opens the socket by which the kernel tells of links; says what it tells. */
int links_open(void);
void links_read(void);

#endif
