/* account.h - what came of numbered frames of many flows: each queue's own account of them.
 *
 * What must hold whatever else happens is a law and not a number: no frame comes twice, none comes altered, and the
 * frames of one flow come out of one queue in the order they were sent (expect_sound).
 */
#ifndef MVC_SUITES_QUEUE_ACCOUNT_H
#define MVC_SUITES_QUEUE_ACCOUNT_H

#include "suites/queue/flows.h"

enum { OUTSIDE = QUEUES_MAX }; /* the place of frames that no queue gave: the child's own stack */

/* A set of queues, and of OUTSIDE, by number. */
typedef uint32_t queue_set;
#define QUEUE(n)      ((queue_set)1 << (n))
#define QUEUES(count) (QUEUE(count) - 1) /* the first so many */

struct account; /* lives as long as the case */

struct account *account_open(const struct flows *flows);

/* Enters all that the queue has now, without waiting. */
void account_read(struct account *account, const struct queues *queues, unsigned queue);

/* The same of every queue that there is. */
void account_read_all(struct account *account, const struct queues *queues);

/* Enters one frame that was seen at a place. */
void account_enter(struct account *account, unsigned place, const uint8_t *octets, size_t length);

/* Which places each flow has come by is forgotten: from here on it may be others. */
void account_forget_places(struct account *account);

/* How many of all frames have come by now. */
unsigned account_count(const struct account *account);

/* Whether that frame of that flow has come. */
bool account_has(const struct account *account, unsigned flow, unsigned n);

/* The law. */
void expect_sound(const struct account *account);

/* Frames first ... last - 1 of every flow have come, and none of them twice. */
void expect_all_of(const struct account *account, unsigned first, unsigned last);

/* Since places were last forgotten, each flow has come by one place alone, which is one of these; and by each of these
 * some flow has come. */
void expect_steered(const struct account *account, queue_set queues);

/* The same, and all flows have come by one place. */
void expect_gathered(const struct account *account, queue_set queues);

/* All that is missing is what was sent of these flows' frames first ... last - 1 while the queue was their place. */
void expect_lost_with(const struct account *account, unsigned queue, unsigned first, unsigned last);

#define expect_sound(...)     (caller_is(HERE), expect_sound(__VA_ARGS__))
#define expect_all_of(...)    (caller_is(HERE), expect_all_of(__VA_ARGS__))
#define expect_steered(...)   (caller_is(HERE), expect_steered(__VA_ARGS__))
#define expect_gathered(...)  (caller_is(HERE), expect_gathered(__VA_ARGS__))
#define expect_lost_with(...) (caller_is(HERE), expect_lost_with(__VA_ARGS__))

#endif
