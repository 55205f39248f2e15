#include "harness/run/exit_codes.h"
#include "harness/run/complain.h"

static const int conventions[CODES][EXIT_ALL_SKIPPED + 1] = {
	[CODES_PLAIN] = {[EXIT_FAILED] = 1, [EXIT_UNUSABLE] = 2, [EXIT_ALL_SKIPPED] = 4},
	[CODES_KSELFTEST] = {[EXIT_FAILED] = 1, [EXIT_UNUSABLE] = 1, [EXIT_ALL_SKIPPED] = 4},
	[CODES_AUTOMAKE] = {[EXIT_FAILED] = 1, [EXIT_UNUSABLE] = 99, [EXIT_ALL_SKIPPED] = 77},
	[CODES_LTP] = {[EXIT_FAILED] = 1, [EXIT_UNUSABLE] = 2, [EXIT_ALL_SKIPPED] = 32},
};

int exit_code_as(enum exit_codes codes, int code)
{
	return code >= 0 && code <= EXIT_ALL_SKIPPED ? conventions[codes][code] : code;
}
