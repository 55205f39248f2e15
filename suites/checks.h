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

#define expect_error(...)  (caller_is(HERE), expect_error(__VA_ARGS__))
#define expect_number(...) (caller_is(HERE), expect_number(__VA_ARGS__))
#define expect_true(...)   (caller_is(HERE), expect_true(__VA_ARGS__))

#define COUNT_OF(array) (sizeof(array) / sizeof(array)[0])

#endif
