/* exit_codes.h - what an exit code means to whoever started the program: there are several conventions. */
#ifndef MVC_RUN_EXIT_CODES_H
#define MVC_RUN_EXIT_CODES_H

/* In the order of the words that --exit-codes takes. */
enum exit_codes {
	CODES_PLAIN,     /* 0 passed, 1 failed, 2 undecided or unusable, 4 all skipped */
	CODES_KSELFTEST, /* 0, 1, 1, 4: 2 would be a failure that was expected */
	CODES_AUTOMAKE,  /* 0, 1, 99, 77; autopkgtest and Meson know 77, too */
	CODES_LTP,       /* 0, 1 (TFAIL), 2 (TBROK), 32 (TCONF) */
	CODES,
};

/* One of enum exit_code in that convention; what is none of them (128 and a signal) stays as it is. */
int exit_code_as(enum exit_codes codes, int code);

#endif
