/* checks.h - what a case wants of lists and counts, beside the checks of suites/checks.h. */
#ifndef MVC_SUITES_FILTER_CHECKS_H
#define MVC_SUITES_FILTER_CHECKS_H

#include "harness/core/verdict.h"
#include "harness/proof/testbed.h"
#include "suites/checks.h"

/* The device of a guest, or the parent (HOST), lists this address beside its own, or does not. */
void expect_listed(struct testbed *net, enum place device, struct mac address);
void expect_unlisted(struct testbed *net, enum place device, struct mac address);

/* It lists so many addresses in all. */
void expect_list_length(struct testbed *net, enum place device, uint64_t length);

/* It counts so many users of a group. */
void expect_users(enum place device, struct mac group, uint64_t users);

/* So many want everything, or every group, of it. */
void expect_promiscuity(struct testbed *net, enum place device, uint64_t count);
void expect_allmulti(struct testbed *net, enum place device, uint64_t count);

/* It has this address of its own. */
void expect_address(struct testbed *net, enum place device, struct mac address);

#define expect_listed(...)      (caller_is(HERE), expect_listed(__VA_ARGS__))
#define expect_unlisted(...)    (caller_is(HERE), expect_unlisted(__VA_ARGS__))
#define expect_list_length(...) (caller_is(HERE), expect_list_length(__VA_ARGS__))
#define expect_users(...)       (caller_is(HERE), expect_users(__VA_ARGS__))
#define expect_promiscuity(...) (caller_is(HERE), expect_promiscuity(__VA_ARGS__))
#define expect_allmulti(...)    (caller_is(HERE), expect_allmulti(__VA_ARGS__))
#define expect_address(...)     (caller_is(HERE), expect_address(__VA_ARGS__))

/* A frame from the place's own address (a stranger's, from the wire) arrives at just these places. */
void expect_frame(struct testbed *net, enum place from, struct mac to, places at);
#define expect_frame(...) (caller_is(HERE), expect_frame(__VA_ARGS__))

#endif
