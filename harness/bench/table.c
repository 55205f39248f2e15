#include "harness/bench/table.h"

#include "harness/bench/measure.h"
#include "harness/core/verdict.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>

/* An Ethernet frame as long as the MTU allows, and one of 44 of them as a guest's TCP hands it over: 1460 octets of payload
 * each behind 54 of headers. A round
 * trip is one of the shortest that hold a mark (frame/frame.h). */
#define WHOLE   .length = 1514, .window = 60
#define PACKET  .length = 54 + 44 * 1460, .segment = 1460, .vnet_header = true, .window = 8
#define SHORT   .length = 66, .window = 1
#define HEADER  .vnet_header = true
#define QUEUES  .queues = 2
#define ONE     .queues = 1
#define WIRE(n) .id = "guest-to-wire." n, .route = GUEST_TO_WIRE
#define PEER(n) .id = "guest-to-guest." n, .route = GUEST_TO_GUEST
#define FLOW    .quantity = THROUGHPUT
#define TRIP    .quantity = LATENCY

/* clang-format off */
static const struct contender contenders[] = {
	/* name           mode            wire  guest    by the wire only */
	{"tap-in-bridge", 0,             {true, true},  false},
	{"bridge",        MODE_BRIDGE,   {true, true},  false},
	{"vepa",          MODE_VEPA,     {true, true},  true},
	{"private",       MODE_PRIVATE,  {true, false}, false},
	{"passthru",      MODE_PASSTHRU, {true, false}, false},
	{"source",        MODE_SOURCE,   {true, true},  true},
};

const struct measure bench_measures[] = {
	{WIRE("frames"),         FLOW, WHOLE,  ONE,            .summary = "guest to wire, frames of 1514 octets"},
	{WIRE("frames.queues"),  FLOW, WHOLE,  QUEUES,         .summary = "guest to wire, frames of 1514 octets, 2 queues"},
	{WIRE("gso"),            FLOW, PACKET, ONE,            .summary = "guest to wire, vnet header, GSO frames of 44 x 1460 octets"},
	{WIRE("gso.queues"),     FLOW, PACKET, QUEUES,         .summary = "guest to wire, vnet header, GSO frames of 44 x 1460 octets, 2 queues"},
	{WIRE("latency"),        TRIP, SHORT,  ONE,            .summary = "guest to wire and back, frames of 66 octets"},
	{WIRE("latency.vnet"),   TRIP, SHORT,  ONE,    HEADER, .summary = "guest to wire and back, frames of 66 octets, vnet header"},
	{PEER("frames"),         FLOW, WHOLE,  ONE,            .summary = "guest to guest, frames of 1514 octets"},
	{PEER("frames.queues"),  FLOW, WHOLE,  QUEUES,         .summary = "guest to guest, frames of 1514 octets, 2 queues"},
	{PEER("gso"),            FLOW, PACKET, ONE,            .summary = "guest to guest, vnet header, GSO frames of 44 x 1460 octets"},
	{PEER("gso.queues"),     FLOW, PACKET, QUEUES,         .summary = "guest to guest, vnet header, GSO frames of 44 x 1460 octets, 2 queues"},
	{PEER("latency"),        TRIP, SHORT,  ONE,            .summary = "guest to guest and back, frames of 66 octets"},
	{PEER("latency.vnet"),   TRIP, SHORT,  ONE,    HEADER, .summary = "guest to guest and back, frames of 66 octets, vnet header"},
};
/* clang-format on */

const size_t bench_measure_count = sizeof bench_measures / sizeof bench_measures[0];

enum {
	CONTENDERS = sizeof contenders / sizeof contenders[0],
	CELLS_MAX = CONTENDERS * sizeof bench_measures / sizeof bench_measures[0],
};

/* Not what is right or wrong, but the runner wants each case to have a sentence that it is about. */
static const struct requirement sentence = {
	"BENCH", "A frame takes its way, and the way takes its time.", "CLOCK_MONOTONIC", "", NULL,
};

const char *contender_name(const struct contender *contender)
{
	return contender->name;
}

bool contender_is_baseline(const struct contender *contender)
{
	return contender == contenders;
}

const struct bench_cell *bench_cells(size_t *count)
{
	static struct bench_cell cells[CELLS_MAX];
	struct bench_numbers *numbers = mmap(NULL, sizeof(*numbers) * CELLS_MAX, PROT_READ | PROT_WRITE,
					     MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	if (numbers == MAP_FAILED)
		broken("out of memory for what is to be measured");
	*count = 0;
	for (size_t m = 0; m < bench_measure_count; m++)
		for (size_t c = 0; c < CONTENDERS; c++)
			if (contenders[c].does[bench_measures[m].route]) {
				cells[*count] = (struct bench_cell){&contenders[c], &bench_measures[m],
								    &numbers[*count]};
				++*count;
			}
	return cells;
}

struct testcase bench_case(const struct bench_cell *cell)
{
	char *id;

	if (asprintf(&id, "%s.%s", cell->contender->name, cell->measure->id) < 0)
		broken("out of memory for an id");
	return (struct testcase){
		.id = id,
		.requirement = &sentence,
		.run = measure_cell,
		.data = cell,
		.summary = cell->measure->summary,
	};
}
