/* port_capture.c - a capture on a device, and injection there. The only user of libpcap. */
#include "harness/core/verdict.h"
#include "harness/net/port_kind.h"

#include <errno.h>
#include <linux/if_packet.h>
#include <pcap/pcap.h>
#include <string.h>
#include <sys/socket.h>

enum {
	FRAMES =
		100, /* that must fit the buffer, each in a slot of its own; more pages cost each case time */
	SLOT_HEADER = 128,  /* what the kernel writes before a frame, at most */
	SNAPLEN_MIN = 1920, /* two slots a page: shorter ones would gain little */
	SNAPLEN_SLACK = 8,  /* the tag that libpcap puts back, and another */
	BUFFER_MAX = 16 << 20,
};

struct capture {
	struct port port;
	pcap_t *pcap;
};

static int capture_send(struct port *port, const uint8_t *bytes, size_t length)
{
	struct capture *capture = (struct capture *)port;

	return pcap_inject(capture->pcap, bytes, length) < 0 ? errno : 0;
}

static int capture_receive(struct port *port, struct sighting *sighting)
{
	struct capture *capture = (struct capture *)port;
	struct pcap_pkthdr *header;
	const u_char *bytes;
	int result = pcap_next_ex(capture->pcap, &header, &bytes);

	if (result < 0)
		broken("cannot read the capture on %s: %s", port->device, pcap_geterr(capture->pcap));
	if (result == 0)
		return 0;
	if (header->caplen < header->len)
		broken("the capture on %s was opened for shorter frames than this one of %u octets",
		       port->device, header->len);
	sighting->bytes = bytes;
	sighting->length = header->caplen;
	sighting->addressed = FOR_ME;
	sighting->packet_type = 0;
	return 1;
}

static uint64_t capture_lost(struct port *port)
{
	struct capture *capture = (struct capture *)port;
	struct pcap_stat statistics;

	if (pcap_stats(capture->pcap, &statistics) < 0)
		broken("cannot read the counters of the capture on %s: %s", port->device,
		       pcap_geterr(capture->pcap));
	return statistics.ps_drop;
}

/* The name is the device's; libpcap's own sentence says more than its status. */
static void must(pcap_t *pcap, int status, const char *device)
{
	if (status == PCAP_ERROR_PERM_DENIED)
		broken("cannot capture on %s: permission denied: libpcap needs CAP_NET_RAW", device);
	if (status < 0)
		broken("cannot capture on %s: %s: %s", device, pcap_statustostr(status), pcap_geterr(pcap));
}

static pcap_t *activated(const char *device, int snaplen)
{
	long buffer = (long)FRAMES * (snaplen + SLOT_HEADER);
	char error[PCAP_ERRBUF_SIZE];
	pcap_t *pcap = pcap_create(device, error);

	if (!pcap)
		broken("cannot capture on %s: %s", device, error);
	pcap_set_snaplen(pcap, snaplen);
	pcap_set_promisc(pcap, 0); /* the device under test is to stay as it is */
	pcap_set_immediate_mode(pcap, 1);
	pcap_set_buffer_size(pcap, buffer < BUFFER_MAX ? (int)buffer : BUFFER_MAX);
	must(pcap, pcap_activate(pcap), device);
	must(pcap, pcap_setnonblock(pcap, 1, error), device);
	must(pcap, pcap_setdirection(pcap, PCAP_D_IN), device);
	return pcap;
}

struct port *port_capture(const char *device, size_t longest)
{
	static const struct port_kind kind = {
		.name = "capture",
		.send = capture_send,
		.receive = capture_receive,
		.lost = capture_lost,
		.errors = TELLS_LATE,
	};
	struct capture *capture = port_new(&kind, device, sizeof *capture);
	size_t snaplen = longest + SNAPLEN_SLACK;
	int one = 1;

	capture->pcap = activated(device, snaplen > SNAPLEN_MIN ? (int)snaplen : SNAPLEN_MIN);
	capture->port.fd = pcap_get_selectable_fd(capture->pcap);
	port_buffers(capture->port.fd, 0);
	/* libpcap drops outgoing frames after they took a slot; since 4.20 the kernel can do so before. */
	setsockopt(capture->port.fd, SOL_PACKET, PACKET_IGNORE_OUTGOING, &one, sizeof one);
	return &capture->port;
}
