/* complain.h - bad input and failures of the harness itself: one line on standard error. */
#ifndef MVC_RUN_COMPLAIN_H
#define MVC_RUN_COMPLAIN_H

/* What the process ends with. Known to CI systems: they do not change. */
enum exit_code {
	EXIT_ALL_PASSED = 0,  /* some may have been skipped */
	EXIT_FAILED = 1,      /* FAIL, TIMEOUT or CRASH */
	EXIT_UNUSABLE = 2,    /* bad input, an error of the harness, or BROKEN and nothing worse */
	EXIT_ALL_SKIPPED = 4, /* nothing to decide here */
};

/* "macvtap-conform: " and the sentence, on standard error. Returns EXIT_UNUSABLE. */
int complain(const char *sentence, ...) __attribute__((format(printf, 1, 2)));

#endif
