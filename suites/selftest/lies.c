#include "suites/selftest/lies.h"

#include <errno.h>

/* ---- answers to requests ---- */

static void accept_all(struct answer *answer)
{
	*answer = (struct answer){0};
}

static void refuse_all(struct answer *answer)
{
	*answer = (struct answer){.error = EPERM};
}

/* Where a case asks for things that it only needs, before it comes to what it is about: these are granted. */
#define REFUSE_BUT_FIRST(count)                                                                              \
	static void refuse_but_first_##count(struct answer *answer)                                          \
	{                                                                                                    \
		static unsigned asked;                                                                       \
                                                                                                             \
		if (asked++ >= count)                                                                        \
			refuse_all(answer);                                                                  \
	}
REFUSE_BUT_FIRST(1)
REFUSE_BUT_FIRST(2)
REFUSE_BUT_FIRST(3)
REFUSE_BUT_FIRST(4)

/* The right requests, but for another reason. */
static void refuse_otherwise(struct answer *answer)
{
	if (answer->error)
		answer->error = answer->error == ENOTTY ? EXDEV : ENOTTY;
}

static void say_nothing(struct answer *answer)
{
	answer->text[0] = '\0';
}

/* ---- numbers ---- */

static uint64_t one_more(uint64_t value)
{
	return value + 1;
}

static uint64_t nothing(uint64_t value)
{
	(void)value;
	return 0;
}

/* What is said to be there is not, and the other way round. */
static uint64_t opposite(uint64_t value)
{
	return !value;
}

/* ---- errors of system calls ---- */

static int no_error(int error)
{
	(void)error;
	return 0;
}

static int not_permitted(int error)
{
	(void)error;
	return EPERM;
}

static int other_error(int error)
{
	return error == EXDEV ? ENOTTY : error ? EXDEV : 0;
}

/* Where something will be missing, waiting for it is wasted; where not, a busy machine is to be borne with. */
#define SHORT (100 * NS_PER_MS)
#define LONG  (1 * NS_PER_S)

#define LIE(name_, ...)                                                                                      \
	{                                                                                                    \
		.name = name_, .patience = LONG, .lie = &(const struct lie)                                  \
		{                                                                                            \
			__VA_ARGS__                                                                          \
		}                                                                                            \
	}
#define DEED(patience_, ...)                                                                                 \
	{                                                                                                    \
		.patience = patience_, .sabotage = &(const struct sabotage)                                  \
		{                                                                                            \
			__VA_ARGS__                                                                          \
		}                                                                                            \
	}

/* clang-format off */
const struct treatment treatments[] = {
	LIE("accepts all requests",         .answer = accept_all),
	LIE("refuses all requests",         .answer = refuse_all),
	LIE("numbers are one more",         .number = one_more),
	LIE("numbers are zero",             .number = nothing),
	LIE("numbers are the opposite",     .number = opposite),
	LIE("all calls succeed",            .error = no_error),
	LIE("all calls are refused",        .error = not_permitted),
	DEED(LONG,  .deed = ALTER,  .place = GUEST_A),
	DEED(SHORT, .deed = LOSE,   .place = GUEST_A),
	DEED(LONG,  .deed = ALTER,  .place = WIRE),
	DEED(SHORT, .deed = LOSE,   .place = WIRE),
	DEED(LONG,  .deed = ALTER,  .place = GUEST_B),
	DEED(SHORT, .deed = LOSE,   .place = GUEST_B),
	DEED(LONG,  .deed = ALTER,  .place = HOST),
	DEED(SHORT, .deed = LOSE,   .place = HOST),
	DEED(LONG,  .deed = DOUBLE, .place = GUEST_A),
	DEED(LONG,  .deed = DOUBLE, .place = WIRE),
	DEED(LONG,  .deed = REORDER, .place = GUEST_A),
	DEED(LONG,  .deed = SCATTER, .place = GUEST_A),
	DEED(LONG,  .deed = GATHER,  .place = GUEST_A),
	DEED(LONG,  .deed = LEAK,   .from = WIRE, .place = GUEST_A),
	DEED(LONG,  .deed = LEAK,   .from = WIRE, .place = GUEST_B),
	DEED(LONG,  .deed = LEAK,   .from = GUEST_A, .place = WIRE),
	DEED(LONG,  .deed = CHANGE_MODE, .mode = MODE_PRIVATE),
	DEED(LONG,  .deed = CHANGE_MODE, .mode = MODE_BRIDGE),
	DEED(LONG,  .deed = CHANGE_MODE, .mode = MODE_SOURCE),
	DEED(LONG,  .deed = FORGET_SOURCES),
	LIE("refuses all but the first",    .answer = refuse_but_first_1),
	LIE("refuses all but the first 2",  .answer = refuse_but_first_2),
	LIE("refuses all but the first 3",  .answer = refuse_but_first_3),
	LIE("refuses all but the first 4",  .answer = refuse_but_first_4),
	LIE("refuses for other reasons",    .answer = refuse_otherwise),
	LIE("says nothing with it",         .answer = say_nothing),
	LIE("calls fail otherwise",         .error = other_error),
};
/* clang-format on */

const size_t treatment_count = sizeof treatments / sizeof treatments[0];
