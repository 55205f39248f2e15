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
