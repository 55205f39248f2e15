/* Somebody else's opinion (tshark's dissectors) of what the kernel cuts and sums, and with it of the reference that the suite
 * offload compares it with: no checksum is bad, segments follow each other without a gap, and the payloads put together again
 * are what was sent. On the running kernel; the packets are written as those of a failed case are. */
#include "harness/core/cleanup.h"
#include "harness/selftest/selftest.h"
#include "reports/pcapng.h"
#include "reports/selftest/tools.h"
#include "suites/offload/judge.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct vnet_vector *const vectors[] = {
/* clang-format off */
#define LIST_VECTOR(name) &vector_##name,
	VALID_VECTORS(LIST_VECTOR)
#undef LIST_VECTOR
	/* clang-format on */
};

enum { VECTORS = sizeof vectors / sizeof vectors[0], PACKETS_MAX = 2048 };

/* What was sent, and where its pieces are in the file: the first of them, counted from 0. */
static struct {
	char *payload; /* in hexadecimal digits */
	size_t first, count;
} passages[VECTORS];

static struct packet packets[PACKETS_MAX];
static size_t packet_count;

/* ---- sending ---- */

static char *hexadecimal(const uint8_t *bytes, size_t length)
{
	char *text = malloc(2 * length + 1);

	if (!text)
		abort();
	text[0] = '\0';
	for (size_t i = 0; i < length; i++)
		snprintf(text + 2 * i, 3, "%02x", bytes[i]);
	return text;
}

/* The octets are the journal's, which nobody clears. */
static void keep(const struct arrival *arrival, enum place place)
{
	if (packet_count == PACKETS_MAX)
		abort();
	packets[packet_count] = (struct packet){.time_ns = packet_count + 1,
						.place = (char *)place_name(place),
						.comment = (char *)"",
						.length = arrival->length,
						.bytes = (uint8_t *)arrival->bytes};
	packet_count++;
}

static void let_pass(struct testbed *net, size_t i, enum place from, enum place to)
{
	const struct sent *sent = packet_from(from, bench_address(to), vectors[i]);
	struct arrivals arrivals;
	struct layout layout;

	CU_ASSERT_FATAL(layout_of_frame(sent->bytes, sent->length, &layout));
	free(passages[i].payload);
	passages[i].payload = hexadecimal(sent->bytes + layout.payload, sent->length - layout.payload);
	passages[i].first = packet_count;
	CU_ASSERT_EQUAL_FATAL(packet_send(net, sent).error, 0);
	arrivals = arrived(net, to, fences_send(net, from, AT(to)));
	passages[i].count = arrivals.count;
	for (size_t k = 0; k < arrivals.count; k++)
		keep(arrivals.frame[k], to);
}

static void let_all_pass(const struct setting *setting, enum place from, enum place to)
{
	struct testbed *net = bench_set(setting);

	packet_count = 0;
	for (size_t i = 0; i < VECTORS; i++)
		let_pass(net, i, from, to);
}

/* ---- asking ---- */

struct opinion {
	int bad, good; /* checksums of the frame */
	bool is_tcp;
	uint32_t sequence;
	char *payload; /* in the line it was read from */
};

/* One of tshark's lines: the statuses of checksums (0: bad, 1: good), sequence number, payload; "" for what is not there. */
static struct opinion opinion_of(char *line)
{
	struct opinion opinion = {.payload = line};
	char *field;

	line[strcspn(line, "\n")] = '\0';
	for (int i = 0; i < 3; i++) {
		field = strsep(&line, "|");
		opinion.bad += !strcmp(field, "0");
		opinion.good += !strcmp(field, "1");
	}
	field = strsep(&line, "|");
	opinion.is_tcp = *field;
	opinion.sequence = (uint32_t)strtoul(field, NULL, 10);
	opinion.payload = strsep(&line, "|");
	if (!*opinion.payload)
		opinion.payload = strsep(&line, "|");
	return opinion;
}

static FILE *ask_tshark(const char *path)
{
	AUTO_FREE char *command = NULL;
	FILE *answers;

	if (asprintf(&command,
		     "tshark -n -r %s -o ip.check_checksum:TRUE -o tcp.check_checksum:TRUE "
		     "-o udp.check_checksum:TRUE -T fields -E separator='|' -e ip.checksum.status "
		     "-e tcp.checksum.status -e udp.checksum.status -e tcp.seq_raw -e tcp.payload -e "
		     "udp.payload "
		     "2>/dev/null",
		     path) < 0)
		abort();
	answers = popen(command, "r");
	CU_ASSERT_PTR_NOT_NULL_FATAL(answers);
	return answers;
}

/* The pieces of one vector: all of the payload, in order, nothing twice. */
static void hear_about(FILE *answers, size_t i)
{
	const char *left = passages[i].payload;
	uint32_t due = 0;
	AUTO_FREE char *line = NULL;
	size_t room = 0, wrong = 0;
	int good = 0;

	for (size_t k = 0; k < passages[i].count; k++) {
		struct opinion opinion;
		size_t digits;

		CU_ASSERT_FATAL(getline(&line, &room, answers) > 0);
		opinion = opinion_of(line);
		digits = strlen(opinion.payload);
		good += opinion.good;
		wrong += opinion.bad > 0;
		wrong += opinion.is_tcp && k > 0 && opinion.sequence != due;
		wrong += strncmp(left, opinion.payload, digits) != 0;
		left += digits < strlen(left) ? digits : strlen(left);
		due = opinion.sequence + (uint32_t)(digits / 2);
	}
	CU_ASSERT_EQUAL(wrong, 0);
	CU_ASSERT_EQUAL(*left, '\0');
	CU_ASSERT(good > 0);
	if (wrong || *left || !good)
		printf("\n    %s: %zu wrong frames of %zu, %zu digits missing, %d good checksums\n",
		       vectors[i]->name, wrong, passages[i].count, strlen(left), good);
}

static void hear_about_all(void)
{
	const char *path = scratch("passages.pcapng");
	const struct result result = {.id = (char *)"offload",
				      .requirement = (char *)"",
				      .sentence = (char *)"",
				      .source = (char *)"",
				      .packets = packets,
				      .packet_count = packet_count};
	char error[256] = "";
	FILE *answers;

	need("tshark --version", "tshark");
	CU_ASSERT_EQUAL_FATAL(pcapng_write(&result, path, error, sizeof error), 0);
	printf("\n    %zu frames ", packet_count);
	answers = ask_tshark(path);
	for (size_t i = 0; i < VECTORS; i++)
		hear_about(answers, i);
	CU_ASSERT_EQUAL(pclose(answers), 0);
}

/* ---- where ---- */

static struct setting finished;

static void what_a_sibling_is_given(void)
{
	finished = usual;
	finished.b.takes = TAKES_NOTHING;
	let_all_pass(&finished, GUEST_A, GUEST_B);
	hear_about_all();
}

static void what_leaves_by_the_wire(void)
{
	finished = usual;
	finished.parent = PARENT_DOES_NOTHING;
	let_all_pass(&finished, GUEST_A, WIRE);
	hear_about_all();
}

static void what_comes_from_the_wire(void)
{
	finished = usual;
	finished.a.takes = TAKES_NOTHING;
	let_all_pass(&finished, WIRE, GUEST_A);
	hear_about_all();
}

/* It has an opinion: one bit of one checksum, and one octet of another payload. */
static void it_would_have_noticed(void)
{
	const struct sent *sent;
	struct layout layout;
	uint8_t *bytes;
	char *answer;

	let_all_pass(&finished, WIRE, GUEST_A);
	sent = packet_from(WIRE, bench_address(GUEST_A), vectors[0]);
	CU_ASSERT_FATAL(layout_of_frame(sent->bytes, sent->length, &layout));
	bytes = packets[0].bytes;
	bytes[layout.transport + checksum_position(&layout)] ^= 4;
	packets[1].bytes[layout.payload] ^= 4;
	packet_count = 2;
	CU_ASSERT_EQUAL_FATAL(pcapng_write(&(struct result){.id = (char *)"offload",
							    .requirement = (char *)"",
							    .sentence = (char *)"",
							    .source = (char *)"",
							    .packets = packets,
							    .packet_count = packet_count},
					   scratch("spoilt.pcapng"), (char[256]){""}, 256),
			      0);
	answer = output_of(NULL,
			   "tshark -n -r %s -o tcp.check_checksum:TRUE -T fields -e tcp.checksum.status "
			   "2>/dev/null",
			   scratch("spoilt.pcapng"));
	CU_ASSERT_STRING_EQUAL(answer, "0\n0\n");
	free(answer);
}

static const struct selftest tests[] = {
	{"of what a sibling is given that takes nothing undone", what_a_sibling_is_given},
	{"of what leaves by a parent that does nothing", what_leaves_by_the_wire},
	{"of what comes from the wire to who takes nothing undone", what_comes_from_the_wire},
	{"it would have noticed", it_would_have_noticed},
};

SELFTEST_MAIN("suites.kernel_second_opinion", tests)
