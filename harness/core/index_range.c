#include "harness/core/index_range.h"

#include "harness/core/own_pid.h"
#include "harness/core/verdict.h"

#include <errno.h>
#include <stdint.h>
#include <sys/random.h>

/* Above all that a host counts up to from 1; so many ranges, of so many indexes each. */
enum { ABOVE = 1 << 30, RANGES = 1 << 14, INDEXES = 1 << 16 };

static uint32_t random_number(void)
{
	uint32_t number;

	if (getrandom(&number, sizeof number, 0) < 0)
		broken("no random number: %s", errno_name(errno));
	return number;
}

static unsigned first_of_this_run(void)
{
	static unsigned first;

	if (!first)
		first = ABOVE + random_number() % RANGES * INDEXES;
	return first;
}

int index_of_this_run(void)
{
	static pid_t drawn_by;
	static uint32_t next;

	if (drawn_by != own_pid())
		next = random_number();
	drawn_by = own_pid();
	return (int)(first_of_this_run() + next++ % INDEXES);
}

bool is_index_of_this_run(unsigned long index)
{
	return index >= first_of_this_run() && index < first_of_this_run() + INDEXES;
}
