/* The kernel's configuration: an option of ours has a value that fits its place, whatever the lines are. */
#include "harness/run/kernel_config.h"
#include "harness/selftest/fuzz/fuzz.h"

#include <stdio.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *octets, size_t size)
{
	struct kernel_option options[] = {
		{"kernel.config.MACVTAP", "n"}, {"kernel.config.HZ", "n"}, {NULL, ""}};
	FILE *file = size ? fmemopen((void *)(uintptr_t)octets, size, "r") : NULL;
	char line[512];

	if (!file)
		return 0;
	while (fgets(line, sizeof line, file))
		kernel_config_line(options, line);
	fclose(file);
	for (struct kernel_option *option = options; option->name; option++) {
		must_hold(memchr(option->value, '\0', sizeof option->value) != NULL, "a value has an end");
		must_hold(!strpbrk(option->value, "\r\n"), "a value is within its line");
	}
	must_hold(!*options[2].value, "what ends the list stays as it is");
	return 0;
}
