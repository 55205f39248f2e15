/* checks.h - what every suite checks: one number, one errno, one answer. FAIL names what was found, and instead of what. What
 * only one suite looks at has a word of that suite's own.
 */
#ifndef MVC_SUITES_CHECKS_H
#define MVC_SUITES_CHECKS_H

#include "harness/core/verdict.h"
#include "harness/net/link.h"

#include <stdbool.h>
#include <stdint.h>

/* 0 stands for success. */
void expect_error(const char *what, int got, int wanted);
void expect_number(const char *what, uint64_t got, uint64_t wanted);
void expect_true(const char *what, bool held);
void expect_mac(const char *what, struct mac got, struct mac wanted);

/* What the kernel says to a request: yes; no, for this reason, and in these words (NULL: whatever they are, "": none); the
 * one if the errno is 0, else the other. */
void expect_accepted(const char *what, struct answer answer);
void expect_refused(const char *what, struct answer answer, int error, const char *text);
void expect_answer(const char *what, struct answer answer, int error);

#define expect_error(...)    (caller_is(HERE), expect_error(__VA_ARGS__))
#define expect_number(...)   (caller_is(HERE), expect_number(__VA_ARGS__))
#define expect_true(...)     (caller_is(HERE), expect_true(__VA_ARGS__))
#define expect_mac(...)      (caller_is(HERE), expect_mac(__VA_ARGS__))
#define expect_accepted(...) (caller_is(HERE), expect_accepted(__VA_ARGS__))
#define expect_refused(...)  (caller_is(HERE), expect_refused(__VA_ARGS__))
#define expect_answer(...)   (caller_is(HERE), expect_answer(__VA_ARGS__))

#define COUNT_OF(array) (sizeof(array) / sizeof(array)[0])

#endif
