#include "harness/proof/filter.h"

#include "harness/proof/fence.h"

static struct mac twin_of(struct mac group)
{
	group.octet[0] = 0x03; /* locally administered */
	group.octet[1] = 0x00;
	return group;
}

static places heard_from(struct testbed *net, enum place wire, const struct frame *probe)
{
	struct mark mark = {ROLE_PROBE, probe->nonce};
	places heard = NOWHERE;

	journal_put_in(net, wire, probe);
	if (try_fence(net, FENCE_FLOOD, wire, probe).decided) {
		for (enum place child = GUEST_A; child <= WITNESS; child++) {
			if (journal_sightings(&net->journal, child, mark))
				heard |= AT(child);
		}
	}
	journal_clear(&net->journal);
	return heard;
}

places filter_lets_through(struct testbed *net, struct mac group)
{
	struct frame probe = {.dst = twin_of(group), .src = STATION_STRANGER, .nonce = fresh_nonce()};
	places heard = heard_from(net, WIRE, &probe);

	if (net->port[WIRE_2])
		heard |= heard_from(net, WIRE_2, &probe);
	return heard;
}
