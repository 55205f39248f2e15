/* check_filter.c - what a parent lets in for its children. Whether a driver can filter by several addresses is a flag of
 * the kernel's own (IFF_UNICAST_FLT) that it shows to nobody; but one that cannot becomes promiscuous as soon as a child
 * with an address of its own is up, and that is a number to be read. */
#include "harness/doctor/checks.h"
#include "harness/doctor/children.h"

#include <linux/if.h>
#include <string.h>

enum { DEFAULT_QUEUE = 1000 /* MACVLAN_DEFAULT_BC_QUEUE_LEN, drivers/net/macvlan.c */ };

struct children {
	size_t up;        /* with an address of their own to be let in */
	bool promiscuous; /* one of them wants everything */
	uint32_t queue;   /* what the parent's broadcast queue holds; 0 if not known */
};

static void count_child(struct children *children, const struct device *child, const struct device *parent)
{
	if (child->broadcast_queue)
		children->queue = child->broadcast_queue;
	if (!(child->flags & IFF_UP) || !memcmp(&child->address, &parent->address, sizeof child->address))
		return;
	children->up++;
	children->promiscuous |= child->mode == MODE_PASSTHRU || child->promiscuity;
}

static struct children children_of(const struct exam *exam)
{
	struct children children = {0};
	struct child child = {0};

	while (next_child(exam->host, exam->parent->device, &child))
		count_child(&children, child.device, exam->parent->device);
	return children;
}

/* Whoever asked for promiscuity by ip-link(8) shows in the flags; a capture shows nowhere but in the number. */
void look_at_unicast_filter(struct exam *exam)
{
	const struct device *parent = exam->parent->device;
	struct children children = children_of(exam);

	if (!(parent->flags & IFF_UP) || !children.up || children.promiscuous ||
	    (parent->flags & IFF_PROMISC))
		unseen(exam,
		       "Whether {parent} can filter by several addresses is not known as long as no guest is "
		       "on it.",
		       "ip -d link show {parent}    # promiscuity, once the first guest runs: 0 if it can");
	else if (parent->promiscuity)
		found(exam, &(struct evidence){.number = parent->promiscuity});
}

void look_at_broadcast_queue(struct exam *exam)
{
	uint32_t queue = children_of(exam).queue;

	if (queue && queue < DEFAULT_QUEUE)
		found(exam, &(struct evidence){.number = queue});
}
