#include "harness/virt/virsh.h"

#include "harness/core/cleanup.h"
#include "harness/core/verdict.h"
#include "harness/virt/child_process.h"
#include "harness/virt/libvirtd.h"

#include <errno.h>
#include <stddef.h>
#include <string.h>

#define PROGRAM "virsh"
#define FILE_OF "/run/virsh.xml" /* the case's own /run (libvirtd.h) */

enum { WORDS_MAX = 32 };

const char *virsh_lacking(void)
{
	return has_program(PROGRAM) ? NULL : PROGRAM " is not installed";
}

struct said virsh(const char *const *words)
{
	const char *all[WORDS_MAX + 1] = {PROGRAM, "-c", LIBVIRT_URI};
	size_t count = 3;

	for (; *words; words++) {
		if (count == WORDS_MAX)
			broken("too many words for " PROGRAM);
		all[count++] = *words;
	}
	return program_run(all);
}

const char *virsh_file(const char *xml)
{
	AUTO_FCLOSE FILE *file = fopen(FILE_OF, "we");

	if (!file || fputs(xml_sabotage ? xml_sabotage(xml) : xml, file) < 0 || fflush(file))
		broken("cannot write %s: %s (%s)", FILE_OF, errno_name(errno), strerror(errno));
	return FILE_OF;
}
