/* lie.h - a kernel that says what is not so, for the project's own tests: a case that looks at answers and numbers must
 * be seen to fail when they are wrong.
 *
 * NULL in the product. Every place of the link layer and of the ports that hands a case something the kernel said
 * passes it through here.
 */
#ifndef MVC_NET_LIE_H
#define MVC_NET_LIE_H

#include "harness/net/link.h"

/* What is NULL is told as it is. */
struct lie {
	void (*answer)(struct answer *answer);          /* to a netlink request */
	uint64_t (*number)(uint64_t value);             /* an attribute, a counter, flags, a setting */
	int (*error)(int error);                        /* of a system call on a tap: 0 or errno */
	void (*octets)(uint8_t *octets, size_t length); /* read from a tap, or with a vnet header */
	size_t (*arrivals)(void **arrivals,
			   size_t count); /* frames one after the other; returns how many are left */
};

extern const struct lie *lie;

/* What a case is to be told of this number, and of this errno. */
uint64_t told(uint64_t value);
int told_error(int error);

/* What a case is to be told of the order of what arrived, and how many of them: the first ones of the array. */
size_t tell_arrivals(void **arrivals, size_t count);

/* These octets become what a case is to be told of them. */
void tell_octets(void *octets, size_t length);

#endif
