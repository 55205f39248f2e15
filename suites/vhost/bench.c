#include "suites/vhost/bench.h"

#include "harness/core/clock.h"
#include "harness/proof/fence.h"

#include <limits.h>
#include <poll.h>
#include <string.h>

#undef expect_numbers
#undef expect_each_once

const struct way usual_way = {.name = "usual"};

/* ---- ports ---- */

/* Those that stand for guests already: a testbed made anew has others. */
static const struct port *served[PLACES];

static void serve(struct testbed *net, enum place guest, const struct way *way)
{
	if (way->unlimited)
		tap_set_number(port_fd(net->port[guest]), TUNSETSNDBUF, INT_MAX);
	net->port[guest] = port_vhost(net->port[guest], &way->manner, way->headers);
	served[guest] = net->port[guest];
}

void serve_by_vhost(struct testbed *net, places guests, const struct way *way)
{
	for (enum place guest = GUEST_A; guest <= GUEST_D; guest++) {
		if ((guests & AT(guest)) && net->port[guest] && net->port[guest] != served[guest])
			serve(net, guest, way);
	}
}

/* ---- NICs ---- */

int tap_with_header(struct testbed *net, enum place guest)
{
	int tap = port_fd(net->port[guest]);

	tap_set_flags(tap, IFF_TAP | IFF_NO_PI | IFF_VNET_HDR);
	tap_set_number(tap, TUNSETVNETHDRSZ, NIC_HEADER);
	return tap;
}

struct vhost_nic *nic_behind(struct testbed *net, enum place guest, const struct vhost_manner *manner)
{
	struct vhost_nic *nic = vhost_nic_new(manner);

	vhost_nic_connect(nic, tap_with_header(net, guest));
	return nic;
}

/* ---- numbered frames ---- */

struct series series_from(struct testbed *net, enum place from, enum place to)
{
	static uint64_t next = 1;

	(void)net;
	next += NUMBERS_MAX;
	return (struct series){.from = from == WIRE ? STATION_STRANGER : address_of(from),
			       .to = address_of(to),
			       .first = next};
}

static struct frame frame_of(const struct series *series, unsigned n)
{
	return (struct frame){
		.src = series->from, .dst = series->to, .length = NUMBERED, .nonce = series->first + n};
}

const uint8_t *numbered(const struct series *series, unsigned n)
{
	static uint8_t octets[NUMBERED_WITH_HEADER];
	const struct frame frame = frame_of(series, n);

	memset(octets, 0, NIC_HEADER);
	frame_render(&frame, octets + NIC_HEADER, NUMBERED);
	return octets;
}

void send_numbers(struct testbed *net, enum place from, const struct series *series, unsigned first,
		  unsigned last)
{
	for (unsigned n = first; n < last; n++)
		port_send(net->port[from], numbered(series, n) + NIC_HEADER, NUMBERED);
}

void put_numbers(struct vhost_nic *nic, const struct series *series, unsigned first, unsigned last)
{
	for (unsigned n = first; n < last; n++)
		vhost_nic_put(nic, numbered(series, n), NUMBERED_WITH_HEADER);
	vhost_nic_publish(nic);
}

/* ---- ledgers ---- */

static bool is_fence(const uint8_t *octets, size_t length)
{
	struct mark mark;

	return frame_find_mark(octets, length, &mark) && mark.role == ROLE_FENCE;
}

void ledger_enter(struct ledger *ledger, const struct series *series, const uint8_t *octets, size_t length)
{
	char reasons[200];
	struct mark mark;
	struct frame frame;

	if (is_fence(octets, length))
		return;
	if (ledger->count == NUMBERS_MAX || !frame_find_mark(octets, length, &mark) ||
	    mark.nonce < series->first || mark.nonce >= series->first + NUMBERS_MAX) {
		ledger->strange++;
		return;
	}
	frame = frame_of(series, (unsigned)(mark.nonce - series->first));
	ledger->strange += !frame_equals(&frame, octets, length, reasons, sizeof reasons);
	ledger->number[ledger->count++] = (unsigned)(mark.nonce - series->first);
}

static void enter_behind_header(struct ledger *ledger, const struct series *series, const uint8_t *octets,
				size_t length)
{
	if (length < NIC_HEADER)
		ledger->strange++;
	else
		ledger_enter(ledger, series, octets + NIC_HEADER, length - NIC_HEADER);
}

void ledger_take(struct ledger *ledger, const struct series *series, struct vhost_nic *nic)
{
	struct vhost_frame frame;

	while (vhost_nic_take(nic, &frame))
		enter_behind_header(ledger, series, frame.octets, frame.length);
}

void ledger_read(struct ledger *ledger, const struct series *series, int tap)
{
	uint8_t octets[2048];
	struct transfer got;

	for (got = try_tap_read(tap, octets, sizeof octets); !got.error;
	     got = try_tap_read(tap, octets, sizeof octets))
		enter_behind_header(ledger, series, octets, got.length);
}

void ledger_see(struct ledger *ledger, const struct series *series, struct port *port)
{
	struct sighting seen;

	while (port_receive(port, &seen))
		ledger_enter(ledger, series, seen.bytes, seen.length);
}

static void wait_for(int fd, nanoseconds deadline)
{
	struct pollfd readable = {.fd = fd, .events = POLLIN};

	poll(&readable, 1, ms_until(deadline));
}

void ledger_await(struct ledger *ledger, const struct series *series, struct vhost_nic *nic, size_t count)
{
	nanoseconds deadline = now() + patience();

	for (ledger_take(ledger, series, nic); ledger->count < count && now() < deadline;
	     ledger_take(ledger, series, nic))
		wait_for(vhost_nic_fd(nic), deadline);
}

void ledger_await_port(struct ledger *ledger, const struct series *series, struct port *port, size_t count)
{
	nanoseconds deadline = now() + patience();

	for (ledger_see(ledger, series, port); ledger->count < count && now() < deadline;
	     ledger_see(ledger, series, port))
		wait_for(port_fd(port), deadline);
	if (port_lost(port))
		broken("frames were lost before they could be looked at");
}

void expect_numbers(const char *what, const struct ledger *ledger, unsigned first, unsigned last)
{
	size_t right = 0;

	while (right < ledger->count && ledger->number[right] == first + right)
		right++;
	if (ledger->strange)
		fail("%s: %zu frames are not as they were sent", what, ledger->strange);
	else if (right < ledger->count)
		fail("%s: frame %zu of %zu is number %u instead of %zu", what, right + 1, ledger->count,
		     ledger->number[right], first + right);
	else if (ledger->count != last - first)
		fail("%s: %zu frames instead of %u", what, ledger->count, last - first);
	else
		passed();
}

void expect_each_once(const char *what, const struct ledger *ledger, unsigned count)
{
	static bool seen[NUMBERS_MAX];
	size_t twice = 0, beyond = 0;

	memset(seen, 0, sizeof seen);
	for (size_t i = 0; i < ledger->count; i++) {
		const unsigned number = ledger->number[i];

		beyond += number >= count;
		twice += seen[number];
		seen[number] = true;
	}
	if (ledger->strange || twice || beyond)
		fail("%s: %zu are not as they were sent, %zu came twice, %zu were never sent", what,
		     ledger->strange, twice, beyond);
	else if (ledger->count != count)
		fail("%s: %zu frames instead of %u", what, ledger->count, count);
	else
		passed();
}

void ledger_join(struct ledger *ledger, const struct ledger *other)
{
	ledger->strange += other->strange;
	for (size_t i = 0; i < other->count && ledger->count < NUMBERS_MAX; i++)
		ledger->number[ledger->count++] = other->number[i];
}

void settle_rings(struct testbed *net, enum place sender)
{
	const struct frame last = {.src = STATION_FENCE,
				   .dst = STATION_UNKNOWN,
				   .ethertype = ETHERTYPE_FENCE,
				   .role = ROLE_FENCE,
				   .nonce = fresh_nonce()};

	journal_put_in(net, sender, &last);
	if (journal_await(net, AT(sender == WIRE ? HOST_IGNORES : WIRE),
			  (struct mark){ROLE_FENCE, last.nonce}))
		broken("what was sent behind the frames does not arrive");
}
