#include "suites/filter/kinds.h"

#include "fixtures/bare.h"
#include "fixtures/duo.h"
#include "fixtures/solo.h"

#include <stdio.h>

static const struct kind kinds[] = {
	{"private", MODE_PRIVATE, 0, &duo_private[WIRE_PLAIN]},
	{"vepa", MODE_VEPA, 0, &duo_vepa[WIRE_PLAIN]},
	{"bridge", MODE_BRIDGE, 0, &duo_bridge[WIRE_PLAIN]},
	{"source", MODE_SOURCE, 0, &duo_source[WIRE_PLAIN]},
	{"nodst", MODE_SOURCE, FLAG_NODST, &duo_nodst[WIRE_PLAIN]},
	{"passthru", MODE_PASSTHRU, 0, &solo_passthru[WIRE_PLAIN]},
	{"nopromisc", MODE_PASSTHRU, FLAG_NOPROMISC, &solo_nopromisc[WIRE_PLAIN]},
};

enum { KINDS = sizeof kinds / sizeof kinds[0] };

const struct kind *const any_kind = &kinds[2];
const struct kind *const passthru_kind = &kinds[5];
const struct kind *const nopromisc_kind = &kinds[6];

static const struct topology *shared_by(const struct pattern *pattern, const struct kind *kind)
{
	switch (pattern->bed) {
	case BARE:
		return &bare_unwatched;
	case WATCHED:
		return kind->watched;
	case APART:
		break;
	}
	return NULL;
}

static void add_one(const struct pattern *pattern, const struct kind *kind, struct case_list *list)
{
	char summary[200];

	snprintf(summary, sizeof summary, "%s child: %s", kind->word, pattern->summary);
	case_add_as(list,
		    &(struct testcase){.requirement = pattern->requirement,
				       .run = pattern->run,
				       .data = kind,
				       .mode = kind->word,
				       .behaviour = pattern->name,
				       .shares = shared_by(pattern, kind),
				       .summary = summary},
		    "filter.%s.%s", pattern->name, kind->word);
}

void filter_patterns_add(const struct pattern *patterns, struct case_list *list)
{
	for (; patterns->name; patterns++) {
		for (unsigned i = 0; i < KINDS; i++) {
			if (patterns->kinds & 1U << i)
				add_one(patterns, &kinds[i], list);
		}
	}
}

/* ---- on a bare parent ---- */

void add_child(struct testbed *net, const struct kind *kind, enum place guest)
{
	struct mac address = address_of(guest);

	macvtap_create(net->host, &(struct macvtap){
					  .name = device_of(guest),
					  .parent = device_of(HOST),
					  .mode = kind->mode,
					  .flags = kind->flags,
					  .address = kind->mode == MODE_PASSTHRU ? NULL : &address,
				  });
}

void add_child_up(struct testbed *net, const struct kind *kind, enum place guest)
{
	add_child(net, kind, guest);
	link_set_up(net->host, device_of(guest));
}

struct testbed *with_child_up(const struct kind *kind)
{
	struct testbed *net = testbed_build(&bare_unwatched);

	add_child_up(net, kind, GUEST_A);
	return net;
}
