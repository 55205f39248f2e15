/* selftest.h - what every test program of the project itself has in common: a list of CUnit tests and a main(). */
#ifndef MVC_SELFTEST_H
#define MVC_SELFTEST_H

#include <CUnit/CUnit.h>
#include <stddef.h>

struct selftest {
	const char *name;
	void (*run)(void);
};

/* Runs them all and prints CUnit's own report; returns main()'s exit code: 0 if every assertion held, else 1. */
int selftest_main(const char *program, const struct selftest *tests, size_t count);

#define SELFTEST_MAIN(program, tests)                                                                        \
	int main(void)                                                                                       \
	{                                                                                                    \
		return selftest_main(program, tests, sizeof(tests) / sizeof(tests)[0]);                      \
	}

#endif
