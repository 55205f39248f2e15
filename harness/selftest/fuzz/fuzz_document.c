/* Libvirt's files: whatever is taken has records with lines, and no more of them than there may be. */
#include "harness/domain/document.h"
#include "harness/selftest/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *octets, size_t size)
{
	struct document document;
	char error[512];

	if (document_parse(&document, FUZZED_NAME, (const char *)octets, size, error, sizeof error)) {
		must_be_a_line(error);
		return 0;
	}
	must_hold(document.line > 0, "an outermost element has a line");
	must_hold(document.interface_count <= DOCUMENT_INTERFACES, "interfaces are bounded");
	must_hold(document.pool_count <= DOCUMENT_PARENTS, "a pool is bounded");
	for (size_t i = 0; i < document.interface_count; i++)
		must_hold(document.interfaces[i].line > 0, "an interface has a line");
	document_free(&document);
	return 0;
}
