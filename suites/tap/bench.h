/* bench.h - where the tap suite works, and its checks.
 *
 *	     parent (no ports on wire and host)
 *	     |    |
 *	     A    B         bridge children: what is written to B's tap for A's address is read from A's
 *
 * A's tap is the one under test, as fresh as open(2) made it, non-blocking. B's is the other end, without vnet header.
 */
#ifndef MVC_SUITES_TAP_BENCH_H
#define MVC_SUITES_TAP_BENCH_H

#include "fixtures/bare.h"
#include "harness/case/case.h"
#include "harness/core/verdict.h"
#include "harness/net/attribute.h"
#include "harness/net/tap.h"
#include "harness/proof/testbed.h"
#include "suites/checks.h"

#include <errno.h>
#include <linux/if_tun.h>
#include <linux/ioctl.h>
#include <poll.h>
#include <stdint.h>

enum {
	PLAIN = IFF_TAP | IFF_NO_PI,
	WITH_HEADER = PLAIN | IFF_VNET_HDR,
	HEADER = 10, /* octets of struct virtio_net_hdr */
	FRAME = 60,  /* octets of a frame, unless said otherwise */
	LONGEST = 2048,
};

#define DEVICE_A "mvtA"
#define DEVICE_B "mvtB"

struct bench {
	struct testbed *net;
	int a, b; /* taps; b is -1 on a bench without B */
};

/* A alone, which is up. */
struct bench bench_alone(void);

/* A and B. */
struct bench bench_pair(void);

/* The same, A's tap without vnet header, and a ring that holds so many frames. */
struct bench bench_plain(void);
struct bench bench_ring(uint32_t length);

/* A and B on another testbed without children, and A's tap as fresh as ever; 0: the ring's default length. */
struct bench bench_on(const struct topology *topology, uint32_t ring);

/* ---- frames ---- */

/* B's n-th frame for A: any n is another one. Returns octets, FRAME of them or as many as asked for, LONGEST at most. */
const uint8_t *frame_number(unsigned n, size_t length);

/* Writes it to B. */
void send_number(const struct bench *bench, unsigned n);

/* Everything sent to A so far has reached its ring or never will: B's frame to itself, later on the same way, has been read
 * from B. */
void settle_ring(const struct bench *bench);

/* ---- checks, beside those of suites/checks.h ---- */

/* A call that must fail so, and one that must return so many octets. */
void expect_refusal(const char *what, struct transfer got, int error);
void expect_length(const char *what, struct transfer got, size_t wanted);

/* What was read is the beginning of what was sent. */
void expect_octets(const char *what, const uint8_t *got, const uint8_t *wanted, size_t length);

/* The next frame read from a tap without vnet header is that one, whole; waits for it. */
void expect_frame_at(const char *what, int tap, unsigned n);
#define expect_frame(bench, n) expect_frame_at("A's next frame", (bench)->a, n)

/* A's ring is empty, all that is on the way having arrived. */
void expect_empty(const struct bench *bench);

#define expect_refusal(...)  (caller_is(HERE), expect_refusal(__VA_ARGS__))
#define expect_length(...)   (caller_is(HERE), expect_length(__VA_ARGS__))
#define expect_octets(...)   (caller_is(HERE), expect_octets(__VA_ARGS__))
#define expect_frame_at(...) (caller_is(HERE), expect_frame_at(__VA_ARGS__))
#define expect_empty(...)    (caller_is(HERE), expect_empty(__VA_ARGS__))

/* ---- tables of cases ---- */

/* Adds "PREFIX.NAME": a row is a case, which shares that testbed or, if it is NULL, none. The row's first member must be
 * its name. */
void add_row(struct case_list *list, const char *prefix, const struct requirement *requirement,
	     void (*run)(const void *row), const void *row, const char *summary,
	     const struct topology *shares);
#define ADD_ROWS_ON(shares, list, prefix, requirement, run, rows, summary)                                   \
	for (size_t i_ = 0; i_ < sizeof(rows) / sizeof((rows)[0]); i_++)                                     \
	add_row(list, prefix, requirement, run, &(rows)[i_], summary, shares)

/* Rows on benches; and rows that leave more behind than what is on a bench, each of which needs a process of its own. */
#define ADD_ROWS(...)       ADD_ROWS_ON(&bare_unwatched, __VA_ARGS__)
#define ADD_ROWS_APART(...) ADD_ROWS_ON(NULL, __VA_ARGS__)

#endif
