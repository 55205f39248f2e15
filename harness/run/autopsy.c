#include "harness/run/autopsy.h"
#include "harness/core/cleanup.h"

#include <fcntl.h>
#include <string.h>

static const char *const files[] = {"syscall", "stack"};

static void add_text(struct output *output, const char *text)
{
	output_add(output, text, strlen(text));
}

static void add_file(pid_t pid, const char *name, struct output *output)
{
	char path[64], bytes[4096];
	AUTO_CLOSE int fd = -1;
	ssize_t count;

	snprintf(path, sizeof(path), "/proc/%d/%s", pid, name);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	count = fd < 0 ? -1 : read(fd, bytes, sizeof(bytes));
	if (count <= 0)
		return; /* not every kernel has, or shows, each of them */
	add_text(output, "--- ");
	add_text(output, path);
	add_text(output, "\n");
	output_add(output, bytes, (size_t)count);
	if (bytes[count - 1] != '\n')
		add_text(output, "\n");
}

void autopsy(pid_t pid, struct output *output)
{
	if (output->count && output->text[output->count - 1] != '\n')
		add_text(output, "\n");
	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++)
		add_file(pid, files[i], output);
}
