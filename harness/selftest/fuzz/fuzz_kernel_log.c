/* Records of the kernel's log: what is taken is one line, and names no process that cannot be. */
#include "harness/run/kernel_log.h"
#include "harness/selftest/fuzz/fuzz.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *octets, size_t size)
{
	struct kernel_line line = {.pid = -1};
	char record[8192];

	if (size >= sizeof record)
		return 0;
	memcpy(record, octets, size);
	record[size] = '\0';
	if (!kernel_line_parse(record, &line))
		return 0;
	must_hold(memchr(line.text, '\0', sizeof line.text) != NULL, "a line has an end");
	must_hold(!strchr(line.text, '\n'), "a line is one line");
	must_hold(line.pid >= 0, "a process has a number");
	must_hold(line.kind <= LINE_END, "a line has a kind");
	return 0;
}
