/* Expectations: what is taken can be asked for. */
#include "harness/run/expectations.h"
#include "harness/selftest/fuzz/fuzz.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *octets, size_t size)
{
	static const struct kernel_version kernel = {
		.part = {6, 12, 3}, .parts = 3, .candidate = NO_CANDIDATE};
	struct expectations expectations;
	char error[512];

	if (expectations_parse(&expectations, FUZZED_NAME, (const char *)octets, size, error,
			       sizeof(error))) {
		must_be_a_line(error);
		return 0;
	}
	for (size_t i = 0; i < expectations.count; i++) {
		must_hold(*expectations.at[i].reason, "an expectation has a reason");
		must_hold(expectations.at[i].fix && *expectations.at[i].fix, "an expectation has a fix");
	}
	expectations_find(&expectations, "isolation.vepa.guest_a_to_guest_b", &kernel,
			  "libvirt 9.0.0, qemu 7.2.22");
	expectations_free(&expectations);
	return 0;
}
