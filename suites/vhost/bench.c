#include "suites/vhost/bench.h"

const struct vhost_manner usual_manner = {.features = 0};

/* Ports that stand for guests already: a testbed made anew has others. */
static const struct port *served[PLACES];

void serve_by_vhost(struct testbed *net, places guests, const struct vhost_manner *manner)
{
	for (enum place guest = GUEST_A; guest <= GUEST_D; guest++) {
		if (!(guests & AT(guest)) || !net->port[guest] || net->port[guest] == served[guest])
			continue;
		net->port[guest] = port_vhost(net->port[guest], manner, HEADERS_HIDDEN);
		served[guest] = net->port[guest];
	}
}
