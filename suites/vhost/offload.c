/* offload: what is left to be cut or summed up goes through vhost as through write(2) and read(2): the vectors of the offload suite,
 * served in every way that a guest may be.
 */
#include "suites/vhost/vhost.h"

#include "suites/offload/judge.h"
#include "suites/vhost/bench.h"
#include "suites/vhost/requirements.h"

enum { LONG_BUFFER = 68 << 10, SHORT_BUFFER = 256 };

#define VERSION_1 FEATURE(VIRTIO_F_VERSION_1)
#define MERGEABLE FEATURE(VIRTIO_NET_F_MRG_RXBUF)
#define USUAL     (VERSION_1 | MERGEABLE)
#define INDIRECTS FEATURE(VIRTIO_RING_F_INDIRECT_DESC)

/* A header by itself, as old drivers have it; one that ends in the middle, and pieces of single octets. */
static const uint16_t header_alone[] = {12, 0}, short_header_alone[] = {10, 0},
		      crumbs[] = {1, 2, 8, 1, 5, 1, 1, 7, 20, 1, 100, 0};

/* clang-format off */
#define WAYS(W) \
	W(usual,            .features = USUAL) \
	W(legacy,           .features = INDIRECTS, .buffer = LONG_BUFFER, .descriptors = 16, .pieces = short_header_alone) \
	W(legacy_mergeable, .features = MERGEABLE) \
	W(whole_buffers,    .features = VERSION_1, .buffer = LONG_BUFFER, .descriptors = 32) \
	W(short_buffers,    .features = USUAL, .buffer = SHORT_BUFFER, .descriptors = 1024) \
	W(header_alone,     .features = USUAL, .pieces = header_alone) \
	W(crumbs,           .features = USUAL, .pieces = crumbs) \
	W(indirect,         .features = USUAL | INDIRECTS, .chain = INDIRECT, .pieces = crumbs) \
	W(event_index,      .features = USUAL | FEATURE(VIRTIO_RING_F_EVENT_IDX)) \
	W(wraps,            .features = USUAL, .first_index = 65530)

/* A testbed for each way, so that what shares one is served alike. */
#define PAIR(name_) \
	.name = "vhost_" #name_, .wire = WIRE_PLAIN, .guests = 2, .vnet = true, \
	.guest = {{.mode = MODE_BRIDGE}, {.mode = MODE_BRIDGE}}
#define DEFINE_PAIR(name, ...) static const struct topology pair_##name = {PAIR(name)};
WAYS(DEFINE_PAIR)
static const struct topology pair_batched = {PAIR(batched)}, pair_made_by_vhost = {PAIR(made_by_vhost)};
/* clang-format on */

struct served {
	const struct topology *topology;
	struct way way;
};

#define WAY(name_, ...) {&pair_##name_, {#name_, {__VA_ARGS__}, HEADERS_SHOWN, false}},
static const struct served ways[] = {
	WAYS(WAY){&pair_batched, {"batched", {.features = USUAL}, HEADERS_SHOWN, true}},
};

/* vhost makes the headers itself: nothing can be left undone. */
static const struct served made_by_vhost = {
	&pair_made_by_vhost,
	{"made_by_vhost", {.features = USUAL | FEATURE(VHOST_NET_F_VIRTIO_NET_HDR)}, HEADERS_HIDDEN, false}};

/* ---- the bench ---- */

static struct vnet_manner manner_of(const struct way *way)
{
	const uint64_t features = way->manner.features;

	if (way->headers == HEADERS_HIDDEN)
		return (struct vnet_manner){.plain = true};
	return (struct vnet_manner){
		.size = features & USUAL ? NIC_HEADER : VNET_HEADER_SIZE,
		.order = features & VERSION_1 ? VNET_LITTLE : VNET_NATIVE,
	};
}

static struct testbed *bench_served(const struct served *served)
{
	const struct setting setting = {
		.topology = served->topology,
		.a = {manner_of(&served->way), TAKES_BY_DEFAULT},
		.b = {.takes = TAKES_BY_DEFAULT},
	};
	struct testbed *net;

	need_vhost();
	net = bench_set(&setting);
	serve_by_vhost(net, AT(GUEST_A), &served->way);
	return net;
}

/* ---- passages ---- */

static const struct route {
	const char *name;
	enum place from, to;
} routes[] = {
	{"to_sibling", GUEST_A, GUEST_B},
	{"to_wire", GUEST_A, WIRE},
	{"from_wire", WIRE, GUEST_A},
	{"from_sibling", GUEST_B, GUEST_A},
};

enum { ROUTES = COUNT_OF(routes), WAYS_COUNT = COUNT_OF(ways) };

static const struct vnet_vector *const all_vectors[] = {
/* clang-format off */
#define LIST_VECTOR(name) &vector_##name,
	VALID_VECTORS(LIST_VECTOR)
#undef LIST_VECTOR
	/* clang-format on */
};
static const struct vnet_vector *const some_vectors[] = {
	&vector_tcp4_ecn, &vector_tcp6,         &vector_uso4,
	&vector_tcp4_64k, &vector_udp4_partial, &vector_tcp4_tagged,
};
static const struct vnet_vector *const done_vectors[] = {&vector_tcp4_plain, &vector_udp6_plain};

struct passage_row {
	const struct served *served;
	const struct route *route;
	const struct vnet_vector *vector;
};

static struct passage_row rows[ROUTES * (COUNT_OF(all_vectors) + WAYS_COUNT * COUNT_OF(some_vectors) + 8)];
static size_t row_count;

static void passed_on(const void *data)
{
	const struct passage_row *row = data;
	struct testbed *net = bench_served(row->served);
	enum form form = form_for(row->vector, bench_takes(row->route->to));

	bench_needs(row->vector);
	expect_passage(net, row->vector,
		       &(struct passage){.from = row->route->from,
					 .to = row->route->to,
					 .at_wire = row->route->to == WIRE ? form : NOT_AT_ALL,
					 .at_a = row->route->to == GUEST_A ? form : NOT_AT_ALL,
					 .at_b = row->route->to == GUEST_B ? form : NOT_AT_ALL});
}

static void add_row(struct case_list *list, const struct served *served, const struct route *route,
		    const struct vnet_vector *vector)
{
	struct passage_row *row = &rows[row_count++];
	const struct testcase testcase = {
		.requirement = served == &ways[0] ? &VHOST_OFFLOAD_01 : &VHOST_OFFLOAD_02,
		.run = passed_on,
		.data = row,
		.summary = "a packet of the offload suite's, GUEST_A behind vhost",
		.shares = served->topology,
	};

	*row = (struct passage_row){served, route, vector};
	case_add_as(list, &testcase, "vhost.offload.%s.%s.%s", served->way.name, route->name, vector->name);
}

/* Every vector on all routes in the usual way, some of them on the routes through vhost alone in the others. */
void vhost_add_offload(struct case_list *list)
{
	row_count = 0;
	for (size_t route = 0; route < ROUTES; route++) {
		for (size_t i = 0; i < COUNT_OF(all_vectors) && routes[route].to != WIRE; i++)
			add_row(list, &ways[0], &routes[route], all_vectors[i]);
	}
	for (size_t i = 0; i < COUNT_OF(some_vectors); i++) {
		for (size_t way = 1; way < WAYS_COUNT; way++) {
			add_row(list, &ways[way], &routes[1], some_vectors[i]);
			add_row(list, &ways[way], &routes[3], some_vectors[i]);
		}
	}
	for (size_t route = 0; route < ROUTES; route++) {
		add_row(list, &made_by_vhost, &routes[route], done_vectors[0]);
		add_row(list, &made_by_vhost, &routes[route], done_vectors[1]);
	}
	add_row(list, &made_by_vhost, &routes[2], &vector_tcp4);
	add_row(list, &made_by_vhost, &routes[3], &vector_udp4_partial);
}
