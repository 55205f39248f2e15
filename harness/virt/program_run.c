#include "harness/virt/program_run.h"

#include "harness/core/cleanup.h"
#include "harness/core/verdict.h"
#include "harness/net/lie.h"
#include "harness/virt/child_process.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define HOME "/run/home" /* the case's own /run (libvirtd.h) */

struct said program_run(const char *const *words)
{
	static char *text;
	struct child_process child;
	struct said said;

	if (!has_program(words[0]))
		broken("%s cannot be started", words[0]);
	mkdir(HOME, 0700);
	setenv("HOME", HOME, 1);
	setenv("LC_ALL", "C.UTF-8", 1);
	unsetenv("XDG_CACHE_HOME");
	child = child_start((char *const *)words, NULL, 0);
	said.code = (int)told((uint64_t)child_wait(&child));
	free(STEAL(text, NULL));
	said.text = text = child_said(&child);
	close(child.output);
	return said;
}
