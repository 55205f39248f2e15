#include "harness/core/verdict.h"

#include <string.h>

const char *errno_name(int error)
{
	const char *name = strerrorname_np(error);

	return name ? name : "E?";
}
