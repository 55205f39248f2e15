/* check_link.c - a parent's state and settings. */
#include "harness/doctor/checks.h"

#include <linux/if.h>
#include <string.h>

enum { ETHERNET_MTU = 1500 /* what a guest takes for granted: nothing tells it otherwise */ };

void look_at_flags(struct exam *exam)
{
	if (!(exam->parent->device->flags & IFF_UP))
		found(exam, &(struct evidence){0});
}

void look_at_carrier(struct exam *exam)
{
	const struct device *device = exam->parent->device;

	if ((device->flags & IFF_UP) && !device->carrier)
		found(exam, &(struct evidence){0});
}

void look_at_mtu(struct exam *exam)
{
	if (exam->parent->device->mtu < ETHERNET_MTU)
		found(exam, &(struct evidence){.number = exam->parent->device->mtu});
}

/* Frames come over a veth as large as they were sent: there is nothing to put together. */
void look_at_gro(struct exam *exam)
{
	if (!exam->parent->gro && strcmp(exam->parent->device->kind, "veth") != 0)
		found(exam, &(struct evidence){0});
}

void look_at_lro(struct exam *exam)
{
	if (exam->parent->lro)
		found(exam, &(struct evidence){0});
}

void look_at_segmentation(struct exam *exam)
{
	if (!exam->parent->segmentation || !exam->parent->scatter_gather)
		found(exam, &(struct evidence){.word = exam->parent->scatter_gather ? "TCP segmentation (tso)"
										    : "scatter-gather (sg)"});
}

void look_at_vlan_filter(struct exam *exam)
{
	if (exam->parent->vlan_filter)
		found(exam, &(struct evidence){0});
}
