/* site.h - where cases about libvirt stand: a parent without children, and a libvirtd in its namespace. And the words that they
 * are written in.
 *
 *	      WIRE
 *	       |
 *	      p0 ------- HOST
 *	       |
 *	   libvirtd puts its macvtaps here
 */
#ifndef MVC_SUITES_VIRT_LIBVIRT_SITE_H
#define MVC_SUITES_VIRT_LIBVIRT_SITE_H

#include "fixtures/bare.h"
#include "harness/proof/testbed.h"
#include "harness/virt/libvirtd.h"
#include "suites/checks.h"

#define PARENT "p0"
#define DOMAIN "guest1" /* of a case that has one */
#define OTHER  "guest2"

/* What users write. */
#define DIRECT(...) "<interface type='direct'>" __VA_ARGS__ "</interface>"
#define VIRTIO      "<model type='virtio'/>"
#define BRIDGED     "<source dev='p0' mode='bridge'/>"

struct site {
	struct testbed *net;
	struct libvirtd *libvirtd;
};

/* The testbed that all its cases share (case/case.h). */
#define SITE (&bare_unwatched)

struct site site(void);

/* The site with a domain, DOMAIN, that has these devices. FAIL and the end of the case if libvirt does not start it. */
struct site site_with(const char *devices, enum domain_start start);

/* What libvirt says to a domain of this name with these devices. */
struct reply try_start(struct site *site, const char *name, const char *devices, enum domain_start start);

/* The name that the host's device of the domain's interface has, counted from 1, and its address, as libvirt describes them.
 * The device's name is the caller's to free. */
char *device_of_interface(struct site *site, const char *domain, unsigned interface);
struct mac mac_of_interface(struct site *site, const char *domain, unsigned interface);

/* libvirt's answers: yes, and no with words that have these in them. */
void expect_done(const char *what, struct reply reply);
void expect_denied(const char *what, struct reply reply, const char *words);
#define expect_done(...)   (caller_is(HERE), expect_done(__VA_ARGS__))
#define expect_denied(...) (caller_is(HERE), expect_denied(__VA_ARGS__))

void expect_text(const char *what, const char *got, const char *wanted);
#define expect_text(...) (caller_is(HERE), expect_text(__VA_ARGS__))

#endif
