/* queues: NICs with several queues, of which the guest uses one, some or all, with vnet headers and without.
 *
 *	          WIRE
 *	           |
 *	        parent --- HOST
 *	       /   |   \
 *	GUEST_A GUEST_B GUEST_C
 *	 4, hdr  4       2, hdr       taps each, of which so many are in use as the guest says
 */
#include "suites/virt/qemu/qemu.h"

#include "harness/proof/fence.h"
#include "suites/checks.h"
#include "suites/queue/account.h"
#include "suites/virt/qemu/requirements.h"
#include "suites/virt/qemu/served.h"

#include <linux/if_tun.h>
#include <string.h>

enum { FLOWS = 32, FRAMES = 3, MOST = 4 };

static const struct topology topology = {
	.name = "qemu_queues",
	.wire = WIRE_PLAIN,
	.guests = 3,
	.guest = {{.mode = MODE_BRIDGE}, {.mode = MODE_BRIDGE}, {.mode = MODE_BRIDGE}},
};

static const struct serving serving = {
	.nic = {{NIC_VIRTIO, IFF_VNET_HDR, 4}, {NIC_VIRTIO, 0, 4}, {NIC_VIRTIO, IFF_VNET_HDR, 2}},
};

static const struct queues_row {
	const char *name;
	enum place guest;
	unsigned in_use;
} rows[] = {
	{"header.1_of_4", GUEST_A, 1}, {"header.2_of_4", GUEST_A, 2}, {"header.4_of_4", GUEST_A, 4},
	{"plain.1_of_4", GUEST_B, 1},  {"plain.2_of_4", GUEST_B, 2},  {"plain.4_of_4", GUEST_B, 4},
	{"header.1_of_2", GUEST_C, 1}, {"header.2_of_2", GUEST_C, 2},
};

/* ---- by which queue ---- */

/* How many queues have passed anything on since; *packets is what all of them have. */
static unsigned queues_used(const uint64_t before[MOST], const uint64_t after[MOST], uint64_t *packets)
{
	unsigned used = 0;

	*packets = 0;
	for (size_t i = 0; i < MOST; i++) {
		used += after[i] != before[i];
		*packets += after[i] - before[i];
	}
	return used;
}

static void send_flow(struct testbed *net, enum place from, const struct flows *flows, unsigned flow)
{
	for (unsigned n = 0; n < flows->frames; n++) {
		const struct frame frame = flow_frame(flows, flow, n);

		journal_put_in(net, from, &frame);
	}
}

static places await_flow(struct testbed *net, enum place at, const struct flows *flows, unsigned flow)
{
	places missing = NOWHERE;

	for (unsigned n = 0; n < flows->frames && !missing; n++)
		missing = journal_await(net, AT(at),
					(struct mark){ROLE_PROBE, flow_frame(flows, flow, n).nonce});
	return missing;
}

/* One flow after the other, and what the queues have counted in between. */
static void expect_flows_kept_together(struct testbed *net, struct guest *guest, const struct queues_row *row,
				       const struct flows *flows)
{
	const char *nic = nic_inside(row->guest);
	uint64_t first[MOST] = {0}, before[MOST] = {0}, after[MOST] = {0}, packets;

	expect_number("queues in use", guest_queue_packets(guest, nic, first, MOST), row->in_use);
	memcpy(before, first, sizeof before);
	for (unsigned flow = 0; flow < FLOWS; flow++) {
		send_flow(net, WIRE, flows, flow);
		if (await_flow(net, row->guest, flows, flow))
			break; /* which what came of it all will tell */
		guest_queue_packets(guest, nic, after, MOST);
		expect_number("queues that a flow has come by", queues_used(before, after, &packets), 1);
		expect_number("packets of it by that", packets, FRAMES);
		memcpy(before, after, sizeof before);
	}
	expect_true("several queues have their share, where there are several",
		    row->in_use == 1 || queues_used(first, before, &packets) > 1);
}

/* ---- all that was sent ---- */

/* Frames of one flow are each other's fences: what one queue gives comes in order. */
static void expect_flows_there(struct testbed *net, enum place from, enum place to, const struct flows *flows)
{
	const struct frame last = flow_frame(flows, FLOWS - 1, FRAMES - 1);
	struct account *account = account_open(flows);
	unsigned elsewhere = 0;

	for (unsigned flow = 0; flow < FLOWS && !await_flow(net, to, flows, flow);)
		flow++;
	fence(net, FENCE_FLOOD, from, &last);
	for (size_t i = 0; i < net->journal.count; i++) {
		const struct entry *entry = &net->journal.entries[i];

		if (entry->direction != SEEN || entry->mark.role != ROLE_PROBE)
			continue;
		if (entry->place == to)
			account_enter(account, 0, entry->bytes, entry->length);
		else
			elsewhere++;
	}
	expect_all_of(account, 0, FRAMES);
	expect_number("frames that others have seen", elsewhere, 0);
	must_have_kept_up(net);
	journal_clear(&net->journal);
}
#define expect_flows_there(...) (caller_is(HERE), expect_flows_there(__VA_ARGS__))

static void send_all(struct testbed *net, enum place from, const struct flows *flows)
{
	for (unsigned n = 0; n < FRAMES; n++) {
		for (unsigned flow = 0; flow < FLOWS; flow++) {
			const struct frame frame = flow_frame(flows, flow, n);

			journal_put_in(net, from, &frame);
		}
	}
}

static void queues_in_use(const void *data)
{
	const struct queues_row *row = data;
	struct testbed *net = testbed_shared(&topology);
	struct guest *guest = serve_so(net, &serving)->guest;
	const struct mac own = address_of(row->guest);
	const struct flows in = {.content = CONTENT_UDP4,
				 .count = FLOWS,
				 .frames = FRAMES,
				 .from = STATION_STRANGER,
				 .to = own},
			   out = {.content = CONTENT_UDP4,
				  .count = FLOWS,
				  .frames = FRAMES,
				  .from = own,
				  .to = STATION_UNKNOWN};

	guest_ask(guest, "queues %s %u", nic_inside(row->guest), row->in_use);
	expect_flows_kept_together(net, guest, row, &in);
	expect_flows_there(net, WIRE, row->guest, &in);
	send_all(net, WIRE, &in);
	expect_flows_there(net, WIRE, row->guest, &in);
	send_all(net, row->guest, &out);
	expect_flows_there(net, row->guest, WIRE, &out);
}

void virt_qemu_add_queues(struct case_list *list)
{
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		const struct testcase testcase = {
			.requirement = &QEMU_QUEUE_01,
			.run = queues_in_use,
			.data = &rows[i],
			.summary = "32 flows come in and go out by the queues that the guest uses, of those "
				   "that its NIC has",
			.shares = &topology,
			.mode = topology_mode(&topology),
			.stands_in_s = QEMU_STANDS_IN_S,
		};

		case_add_as(list, &testcase, "virt.qemu.queues.%s", rows[i].name);
	}
}
