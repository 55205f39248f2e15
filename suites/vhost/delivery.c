/* delivery: the rows of the isolation suite in which GUEST_A has a part, on plain wires, with every guest behind vhost. */
#include "suites/vhost/vhost.h"

#include "suites/isolation/retold.h"
#include "suites/vhost/bench.h"
#include "suites/vhost/requirements.h"

static struct row rows[RETOLD_MAX];

static void delivered(const void *data)
{
	const struct row *row = data;
	struct testbed *net;

	need_vhost();
	net = testbed_shared(row->topology);
	serve_by_vhost(net, testbed_places(net), &usual_way);
	row_check(net, row);
}

void vhost_add_delivery(struct case_list *list)
{
	const struct retelling retelling = {
		.prefix = "vhost.delivery",
		.requirement = &VHOST_DELIVERY,
		.run = delivered,
		.summary = "the isolation suite's row of that name, its guests behind vhost",
	};

	retold_add_cases(&retelling, rows, list);
}
