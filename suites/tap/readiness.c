/* readiness: what poll(2) and epoll(7) say of a tap. */
#include "suites/tap/tap.h"

#include "suites/tap/bench.h"
#include "suites/tap/requirements.h"

enum { WRITABLE = POLLOUT | POLLWRNORM, READABLE = POLLIN | POLLRDNORM };

static void level(const void *data)
{
	struct bench bench = bench_plain();

	(void)data;
	expect_number("poll of an empty tap", tap_readiness(bench.a), WRITABLE);
	send_number(&bench, 1);
	send_number(&bench, 2);
	settle_ring(&bench);
	expect_number("poll with two frames", tap_readiness(bench.a), WRITABLE | READABLE);
	expect_frame(&bench, 1);
	expect_number("poll with one frame", tap_readiness(bench.a), WRITABLE | READABLE);
	expect_frame(&bench, 2);
	expect_number("poll after the last", tap_readiness(bench.a), WRITABLE);
}

static void edges(const void *data)
{
	struct bench bench = bench_plain();
	int epoll = tap_watch(bench.a, EPOLLIN | EPOLLET);

	(void)data;
	expect_number("epoll of an empty tap", tap_watched(epoll), 0);
	send_number(&bench, 1);
	settle_ring(&bench);
	expect_number("epoll after a frame", tap_watched(epoll), EPOLLIN);
	expect_number("epoll without another", tap_watched(epoll), 0);
	send_number(&bench, 2);
	settle_ring(&bench);
	expect_number("epoll after another", tap_watched(epoll), EPOLLIN);
	expect_frame(&bench, 1);
	expect_number("epoll after one has been read", tap_watched(epoll), 0);
}

static void levels(const void *data)
{
	struct bench bench = bench_plain();
	int epoll = tap_watch(bench.a, EPOLLIN | EPOLLRDNORM);

	(void)data;
	expect_number("epoll of an empty tap", tap_watched(epoll), 0);
	send_number(&bench, 1);
	settle_ring(&bench);
	expect_number("epoll after a frame", tap_watched(epoll), EPOLLIN | EPOLLRDNORM);
	expect_number("epoll once more", tap_watched(epoll), EPOLLIN | EPOLLRDNORM);
	expect_frame(&bench, 1);
	expect_number("epoll after it has been read", tap_watched(epoll), 0);
}

static void while_detached(const void *data)
{
	struct bench bench = bench_plain();

	(void)data;
	tap_set_queue(bench.a, IFF_DETACH_QUEUE);
	send_number(&bench, 1);
	settle_ring(&bench);
	expect_number("poll of a detached tap", tap_readiness(bench.a), WRITABLE);
	tap_set_queue(bench.a, IFF_ATTACH_QUEUE);
	send_number(&bench, 2);
	settle_ring(&bench);
	expect_number("poll of an attached one", tap_readiness(bench.a), WRITABLE | READABLE);
}

/* clang-format off */
static const struct testcase cases[] = {
	{.id = "tap.poll.level",    .requirement = &TAP_POLL_01, .run = level,          .shares = &bare_unwatched, .summary = "poll before, between and after two frames"},
	{.id = "tap.poll.detached", .requirement = &TAP_POLL_01, .run = while_detached, .shares = &bare_unwatched, .summary = "poll of a tap that is detached and attached again"},
	{.id = "tap.epoll.level",   .requirement = &TAP_POLL_01, .run = levels,         .shares = &bare_unwatched, .summary = "level-triggered epoll before and after a frame"},
	{.id = "tap.epoll.edge",    .requirement = &TAP_POLL_02, .run = edges,          .shares = &bare_unwatched, .summary = "edge-triggered epoll of two frames"},
	{.id = NULL},
};
/* clang-format on */

void tap_add_readiness(struct case_list *list)
{
	case_add_all(list, cases);
}
