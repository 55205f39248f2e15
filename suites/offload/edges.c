/* edges: headers at the edge of what means something, and beyond, written by GUEST_A to its sibling, which takes everything.
 *
 * What kernels may do differently is told apart from what they must do by a word of its own.
 */
#include "suites/offload/offload.h"

#include "suites/offload/judge.h"
#include "suites/offload/requirements.h"

enum outcome {
	PASSES,        /* whole, or cut where the sibling does not take it */
	REFUSED,       /* EINVAL, and nothing arrives */
	GONE,          /* refused or not: nothing arrives */
	MAY_PASS,      /* refused, or it passes */
	MAY_BE_ODD,    /* refused, vanished, or it passes whole or cut */
	IN_ANY_PIECES, /* it passes, in one or more, of the size it says or of 8 */
	PASSES_ANYHOW, /* whole or cut */
};

struct edge_row {
	const struct requirement *requirement;
	const struct vnet_vector *vector;
	enum outcome outcome;
};

/* clang-format off */
static const struct edge_row edges[] = {
	{&OFF_LEN_01,  &vector_hdr_len_0,            PASSES},
	{&OFF_LEN_01,  &vector_hdr_len_1,            PASSES},
	{&OFF_LEN_01,  &vector_hdr_len_14,           PASSES},
	{&OFF_LEN_01,  &vector_hdr_len_short,        PASSES},
	{&OFF_LEN_01,  &vector_hdr_len_whole,        PASSES},
	{&OFF_LEN_01,  &vector_hdr_len_beyond,       REFUSED},
	{&OFF_LEN_01,  &vector_hdr_len_65535,        REFUSED},

	{&OFF_POS_01,  &vector_csum_last,            PASSES},
	{&OFF_POS_01,  &vector_csum_last_alone,      PASSES},
	{&OFF_POS_01,  &vector_csum_beyond_by_1,     REFUSED},
	{&OFF_POS_01,  &vector_csum_half,            REFUSED},
	{&OFF_POS_01,  &vector_csum_at_end,          REFUSED},
	{&OFF_POS_01,  &vector_csum_behind,          REFUSED},
	{&OFF_POS_01,  &vector_csum_start_65535,     REFUSED},
	{&OFF_POS_01,  &vector_csum_offset_65535,    REFUSED},
	{&OFF_POS_01,  &vector_csum_both_65535,      REFUSED},
	{&OFF_POS_01,  &vector_csum_wraps_to_0,      REFUSED},
	{&OFF_POS_01,  &vector_csum_wraps_to_1,      REFUSED},
	{&OFF_POS_01,  &vector_csum_short_frame,     REFUSED},
	{&OFF_POS_02,  &vector_csum_start_0,         REFUSED},
	{&OFF_POS_02,  &vector_csum_start_14,        REFUSED},
	{&OFF_POS_02,  &vector_csum_start_19,        REFUSED},
	{&OFF_POS_03,  &vector_csum_start_20,        MAY_PASS},
	{&OFF_POS_03,  &vector_csum_start_33,        MAY_PASS},

	{&OFF_FLAG_01, &vector_flags_data_valid,     PASSES},
	{&OFF_FLAG_01, &vector_flags_rsc,            PASSES},
	{&OFF_FLAG_01, &vector_flags_unknown,        PASSES},
	{&OFF_FLAG_01, &vector_flags_all,            PASSES},
	{&OFF_FLAG_02, &vector_flags_wrong_checksum, PASSES},

	{&OFF_TYPE_01, &vector_type_2,               REFUSED},
	{&OFF_TYPE_01, &vector_type_6,               REFUSED},
	{&OFF_TYPE_01, &vector_type_7f,              REFUSED},
	{&OFF_TYPE_01, &vector_type_ecn_alone,       REFUSED},
	{&OFF_TYPE_01, &vector_type_ecn_and_2,       REFUSED},
	{&OFF_TYPE_01, &vector_type_tunnel4,         REFUSED},
	{&OFF_TYPE_01, &vector_type_tunnel6,         REFUSED},
	{&OFF_TYPE_01, &vector_type_tunnels,         REFUSED},

	{&OFF_SIZE_01, &vector_size_0,               REFUSED},
	{&OFF_SIZE_01, &vector_size_65535,           REFUSED},
	{&OFF_SIZE_02, &vector_size_65534,           PASSES},
	{&OFF_SIZE_02, &vector_size_as_payload,      PASSES},
	{&OFF_SIZE_03, &vector_size_1,               IN_ANY_PIECES},
	{&OFF_SIZE_03, &vector_size_7,               IN_ANY_PIECES},
	{&OFF_WHOLE_01, &vector_size_8,              PASSES},

	{&OFF_FIT_01,  &vector_tcp4_csum_offset_6,   REFUSED},
	{&OFF_FIT_01,  &vector_tcp6_csum_offset_6,   REFUSED},
	{&OFF_FIT_02,  &vector_tcp4_csum_start_39,   GONE},
	{&OFF_FIT_02,  &vector_tcp6_csum_start_39,   GONE},
	{&OFF_FIT_01,  &vector_tcp4_in_udp,          REFUSED},
	{&OFF_FIT_02,  &vector_tcp4_in_udp_complete, GONE},
	{&OFF_FIT_02,  &vector_tcp4_in_ip6,          GONE},
	{&OFF_FIT_02,  &vector_tcp6_in_ip4,          GONE},
	{&OFF_FIT_02,  &vector_tcp6_in_ip4_complete, GONE},
	{&OFF_FIT_02,  &vector_tcp4_in_arp,          GONE},
	{&OFF_FIT_02,  &vector_tcp4_in_nothing,      GONE},
	{&OFF_FIT_02,  &vector_udp_in_tcp,           GONE},
	{&OFF_FIT_02,  &vector_udp_in_tcp_complete,  GONE},
	{&OFF_FIT_02,  &vector_uso_in_tcp,           GONE},
	{&OFF_FIT_03,  &vector_tcp4_cut_short,       REFUSED},
	{&OFF_FIT_03,  &vector_tcp4_offset_4,        GONE},
	{&OFF_FIT_03,  &vector_tcp4_offset_15,       GONE},
	{&OFF_FIT_04,  &vector_uso_complete,         REFUSED},
	{&OFF_FIT_04,  &vector_uso_csum_offset_16,   REFUSED},
	{&OFF_FIT_04,  &vector_uso_ecn,              REFUSED},
	{&OFF_FIT_04,  &vector_uso_129,              REFUSED},

	{&OFF_TYPE_02, &vector_partial_ethertype_0,  PASSES},
	{&OFF_TYPE_02, &vector_tcp4_ethertype_0,     MAY_BE_ODD},
	{&OFF_TAG_02,  &vector_tcp4_two_tags,        PASSES_ANYHOW},
	{&OFF_LIMIT_01, &vector_tcp4_65549,          PASSES_ANYHOW},
};
/* clang-format on */

/* A piece of its size, or of 8: the vector that arrived. */
static const struct sent *in_pieces_of_8(const struct sent *packet)
{
	static struct vnet_vector of_8;
	static struct sent copy;

	of_8 = *packet->vector;
	of_8.header.gso_size = 8;
	copy = *packet;
	copy.vector = &of_8;
	return &copy;
}

static bool arrived_in_pieces_of_8(struct arrivals arrivals)
{
	return arrivals.count == 1 ? arrivals.frame[0]->header.gso_size == 8
				   : arrivals.count > 1 && arrivals.frame[0]->length == 54 + 8;
}

static void expect_outcome(struct testbed *net, const struct sent *packet, enum outcome outcome)
{
	struct mark fence = fences_send(net, GUEST_A, AT(GUEST_B, WIRE));
	struct arrivals at_b = arrived(net, GUEST_B, fence), at_wire = arrived(net, WIRE, fence);
	enum form form = form_for(packet->vector, bench_takes(GUEST_B));

	expect_form(net, WIRE, at_wire, packet, NOT_AT_ALL);
	if (outcome == IN_ANY_PIECES || outcome == PASSES_ANYHOW || outcome == MAY_BE_ODD)
		form = WHOLE_OR_CUT;
	if (outcome == IN_ANY_PIECES && arrived_in_pieces_of_8(at_b))
		packet = in_pieces_of_8(packet);
	if (outcome == GONE || outcome == REFUSED || (outcome == MAY_BE_ODD && !at_b.count))
		form = NOT_AT_ALL;
	expect_form(net, GUEST_B, at_b, packet, form);
}

static bool may_be_refused(enum outcome outcome)
{
	return outcome == GONE || outcome == MAY_PASS || outcome == MAY_BE_ODD;
}

static void at_the_edge(const void *data)
{
	const struct edge_row *row = data;
	struct testbed *net = bench_set(&usual);
	const struct sent *packet;
	struct transfer transfer;
	enum outcome outcome = row->outcome;

	bench_needs(row->vector);
	packet = packet_from(GUEST_A, ADDRESS_GUEST_B, row->vector);
	transfer = packet_send(net, packet);
	if (may_be_refused(outcome) && transfer.error == EINVAL)
		outcome = REFUSED;
	if (!expect_written(transfer, packet, outcome == REFUSED ? EINVAL : 0))
		return;
	expect_outcome(net, packet, outcome);
	/* and the next one passes as ever */
	expect_passage(net, &vector_tcp4_plain,
		       &(struct passage){.from = GUEST_A, .to = GUEST_B, .at_b = WHOLE});
}

void offload_add_edges(struct case_list *list)
{
	for (size_t i = 0; i < sizeof edges / sizeof edges[0]; i++) {
		const struct testcase testcase = {
			.requirement = edges[i].requirement,
			.run = at_the_edge,
			.data = &edges[i],
			.summary = "GUEST_A writes it to GUEST_B, then an ordinary packet",
			.shares = &offload_pair};

		case_add_as(list, &testcase, "offload.edge.%s", edges[i].vector->name);
	}
}
