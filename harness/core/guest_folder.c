#include "harness/core/guest_folder.h"

#include <stddef.h>

static const char *chosen;

void guest_folder_set(const char *folder)
{
	chosen = folder;
}

const char *guest_folder(void)
{
	return chosen;
}
