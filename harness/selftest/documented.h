/* documented.h - what the doctor and the reader of libvirt's files can find, and the man page. */
#ifndef MVC_SELFTEST_DOCUMENTED_H
#define MVC_SELFTEST_DOCUMENTED_H

#include "harness/doctor/exam.h"

/* Each id once, and each in the man page. */
void expect_documented(const struct check *checks, size_t count);

#endif
