/* refusals: what a tap is not, and where it does not follow a pointer. */
#include "suites/tap/tap.h"

#include "suites/tap/bench.h"
#include "suites/tap/requirements.h"

#include <asm/ioctls.h>
#include <linux/sockios.h>
#include <net/if.h>
#include <signal.h>

struct request_row {
	const char *name;
	unsigned long request;
};

static void refused(const void *data)
{
	const struct request_row *row = data;
	struct bench bench = bench_alone();
	char argument[256] = {0};

	expect_error(row->name, try_tap_request(bench.a, row->request, argument), EINVAL);
}

/* clang-format off */
static const struct request_row strangers[] = {
	{"tunsetnocsum",       TUNSETNOCSUM},
	{"tunsetdebug",        TUNSETDEBUG},
	{"tunsetpersist",      TUNSETPERSIST},
	{"tunsetowner",        TUNSETOWNER},
	{"tunsetgroup",        TUNSETGROUP},
	{"tunsetlink",         TUNSETLINK},
	{"tunsettxfilter",     TUNSETTXFILTER},
	{"tunattachfilter",    TUNATTACHFILTER},
	{"tundetachfilter",    TUNDETACHFILTER},
	{"tungetfilter",       TUNGETFILTER},
	{"tungetsndbuf",       TUNGETSNDBUF},
	{"tunsetifindex",      TUNSETIFINDEX},
	{"tunsetsteeringebpf", TUNSETSTEERINGEBPF},
	{"tunsetfilterebpf",   TUNSETFILTEREBPF},
	{"tunsetcarrier",      TUNSETCARRIER},
	{"tungetdevnetns",     TUNGETDEVNETNS},
	{"siocgskns",          SIOCGSKNS},
	{"siocgifname",        SIOCGIFNAME},
	{"siocgifindex",       SIOCGIFINDEX},
	{"siocgifflags",       SIOCGIFFLAGS},
	{"siocgifmtu",         SIOCGIFMTU},
	{"siocoutq",           SIOCOUTQ},
	{"fionread",           FIONREAD},
};

static const struct request_row pointers[] = {
	{"tunsetiff",       TUNSETIFF},
	{"tungetiff",       TUNGETIFF},
	{"tunsetqueue",     TUNSETQUEUE},
	{"tungetfeatures",  TUNGETFEATURES},
	{"tunsetsndbuf",    TUNSETSNDBUF},
	{"tunsetvnethdrsz", TUNSETVNETHDRSZ},
	{"tungetvnethdrsz", TUNGETVNETHDRSZ},
	{"tunsetvnetle",    TUNSETVNETLE},
	{"tungetvnetle",    TUNGETVNETLE},
	{"siocgifhwaddr",   SIOCGIFHWADDR},
	{"siocsifhwaddr",   SIOCSIFHWADDR},
};
/* clang-format on */

static void astray(const void *data)
{
	const struct request_row *row = data;
	struct bench bench = bench_alone();
	struct tap_identity identity;

	expect_error(row->name, try_tap_request(bench.a, row->request, NULL), EFAULT);
	expect_error("TUNGETIFF afterwards", try_tap_identity(bench.a, &identity), 0);
	expect_number("the flags afterwards", identity.flags, WITH_HEADER);
}

static void no_socket_no_file(const void *data)
{
	struct bench bench = bench_alone();

	(void)data;
	expect_true("the tap is a character device", tap_is_character_device(bench.a));
	expect_error("lseek", try_tap_seek(bench.a), ESPIPE);
	expect_error("ftruncate", try_tap_truncate(bench.a), EINVAL);
	expect_error("fsync", try_tap_sync(bench.a), EINVAL);
	expect_error("listen", try_tap_listen(bench.a), ENOTSOCK);
}

static bool is_pending(int number)
{
	sigset_t pending;

	sigpending(&pending);
	return sigismember(&pending, number);
}

/* All or nothing: who is refused FIOASYNC is not told by F_GETFL that signals will come, and none comes. */
static void signals(const void *data)
{
	struct bench bench = bench_plain();
	sigset_t blocked;
	int on = 1, error;
	bool asked;

	(void)data;
	sigemptyset(&blocked);
	sigaddset(&blocked, SIGIO);
	sigprocmask(SIG_BLOCK, &blocked, NULL);
	error = try_tap_request(bench.a, FIOASYNC, &on);
	asked = tap_asks_for_signals(bench.a);
	expect_error("FIOASYNC, by what F_GETFL says", error, asked ? 0 : ENOTTY);
	send_number(&bench, 1);
	expect_frame(&bench, 1);
	expect_true("SIGIO came if F_GETFL says that it does", is_pending(SIGIO) == asked);
}

/* clang-format off */
static const struct testcase cases[] = {
	{.id = "tap.not_a_file", .requirement = &TAP_KIND,   .run = no_socket_no_file, .shares = &bare_unwatched, .summary = "fstat, lseek, ftruncate, fsync and listen on a tap"},
	{.id = "tap.signals",    .requirement = &TAP_SIGNAL, .run = signals,           .summary = "SIGIO is asked for, and a frame arrives"},
	{.id = NULL},
};
/* clang-format on */

void tap_add_refusals(struct case_list *list)
{
	case_add_all(list, cases);
	ADD_ROWS(list, "tap.unknown", &TAP_UNKNOWN, refused, strangers,
		 "an ioctl(2) that is not for macvtap");
	ADD_ROWS(list, "tap.astray", &TAP_ASTRAY, astray, pointers, "an ioctl(2) with a NULL argument");
}
