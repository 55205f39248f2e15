#include "harness/net/lie.h"

const struct lie *lie;

uint64_t told(uint64_t value)
{
	return lie && lie->number ? lie->number(value) : value;
}

int told_error(int error)
{
	return lie && lie->error ? lie->error(error) : error;
}

void tell_octets(void *octets, size_t length)
{
	if (lie && lie->octets && length)
		lie->octets(octets, length);
}

size_t tell_arrivals(void **arrivals, size_t count)
{
	return lie && lie->arrivals ? lie->arrivals(arrivals, count) : count;
}
