/* kernel_cases.c - the real runner with cases that take down the kernel it runs on: what scripts/kernel makes of that is seen
 * by scripts/lib/kernel-prove.sh. They do nothing outside a guest of scripts/kernel.
 */
#include "harness/case/case.h"
#include "harness/core/cleanup.h"
#include "harness/core/verdict.h"
#include "harness/run/command.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define REQUIREMENTS(R)                                                                                      \
	R(GUEST_01, "A guest that goes down is noticed, and who was at it.", "scripts/kernel", "")

REQUIREMENTS(DECLARE_REQUIREMENT)
REQUIREMENTS(DEFINE_REQUIREMENT)
static const struct requirement *const requirements[] = {REQUIREMENTS(LIST_REQUIREMENT)};

enum { A_MEBIBYTE = 1 << 20 };

static void write_to(const char *path, const char *text)
{
	AUTO_CLOSE int fd = open(path, O_WRONLY | O_CLOEXEC);

	if (fd < 0 || write(fd, text, strlen(text)) < 0)
		broken("cannot write to %s", path);
}

/* The first process is guest.sh there. */
static void only_in_a_guest(void)
{
	AUTO_CLOSE int fd = open("/proc/1/cmdline", O_RDONLY | O_CLOEXEC);
	char line[4096] = "";
	ssize_t length = read(fd, line, sizeof line - 1);

	for (ssize_t i = 0; i < length; i++) {
		if (!line[i])
			line[i] = ' ';
	}
	if (!strstr(line, "/guest.sh "))
		skip("this is no guest that may go down");
}

static void pass(const void *data)
{
	(void)data;
	passed();
}

static void panic(const void *data)
{
	(void)data;
	only_in_a_guest();
	write_to("/proc/sysrq-trigger", "c");
	broken("the kernel lives on");
}

/* As if the kernel let nobody run any more: the runner cannot even end what has passed its deadline. */
static void hang(const void *data)
{
	(void)data;
	only_in_a_guest();
	kill(getppid(), SIGSTOP);
	for (;;)
		pause();
}

/* Everybody else is ended before it is. */
static void eat_memory(const void *data)
{
	(void)data;
	only_in_a_guest();
	write_to("/proc/self/oom_score_adj", "-1000");
	for (;;) {
		char *piece = malloc(A_MEBIBYTE);

		if (piece)
			memset(piece, 1, A_MEBIBYTE);
	}
}

/* clang-format off */
static const struct testcase all[] = {
	{.id = "guest.before", .requirement = &GUEST_01, .run = pass,       .summary = "passes"},
	{.id = "guest.panic",  .requirement = &GUEST_01, .run = panic,      .summary = "crashes the kernel"},
	{.id = "guest.hang",   .requirement = &GUEST_01, .run = hang,       .summary = "stops the runner"},
	{.id = "guest.memory", .requirement = &GUEST_01, .run = eat_memory, .summary = "takes all memory"},
	{.id = "guest.after", .requirement = &GUEST_01, .run = pass,       .summary = "passes"},
};
/* clang-format on */

static void add_all(struct case_list *list)
{
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		case_add(list, &all[i]);
}

const struct suite suites[] = {
	{"guest", add_all, requirements, sizeof(requirements) / sizeof(requirements[0]), NULL},
	{.name = NULL},
};

int main(int argc, char **argv)
{
	return program(argc, argv);
}
