#include "harness/net/nobody.h"

#include "harness/core/verdict.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

enum { NOBODY = 65534 };

void become_nobody(void)
{
	if (setresgid(NOBODY, NOBODY, NOBODY) < 0 || setresuid(NOBODY, NOBODY, NOBODY) < 0)
		broken("cannot become nobody: %s (%s)", errno_name(errno), strerror(errno));
}
