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
	void (*octets)(uint8_t *octets, size_t length); /* read from a tap */
};

extern const struct lie *lie;

/* What a case is to be told of this number, and of this errno. */
uint64_t told(uint64_t value);
int told_error(int error);

/* These octets become what a case is to be told of them. */
void tell_octets(void *octets, size_t length);

#endif
