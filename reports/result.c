#include "reports/result.h"

#include <stdlib.h>
#include <string.h>

static const char *const verdict_names[VERDICTS] = {
	[VERDICT_PASS] = "PASS",     [VERDICT_FAIL] = "FAIL",       [VERDICT_SKIP] = "SKIP",
	[VERDICT_BROKEN] = "BROKEN", [VERDICT_TIMEOUT] = "TIMEOUT", [VERDICT_CRASH] = "CRASH",
	[VERDICT_XFAIL] = "XFAIL",   [VERDICT_XPASS] = "XPASS",
};

const char *verdict_name(enum verdict verdict)
{
	return verdict_names[verdict];
}

size_t run_count(const struct run *run, enum verdict verdict)
{
	size_t count = 0;

	for (size_t i = 0; i < run->count; i++)
		count += run->results[i].verdict == verdict;
	return count;
}

static void free_findings(struct result *result)
{
	for (size_t i = 0; i < result->finding_count; i++) {
		free(result->findings[i].file);
		free(result->findings[i].text);
	}
	free(result->findings);
}

static void free_packets(struct result *result)
{
	for (size_t i = 0; i < result->packet_count; i++) {
		free(result->packets[i].place);
		free(result->packets[i].comment);
		free(result->packets[i].bytes);
	}
	free(result->packets);
}

void result_free(struct result *result)
{
	char *const texts[] = {
		result->id,     result->requirement, result->sentence,  result->source,    result->reason,
		result->output, result->pcapng,      result->known_bug, result->known_fix, result->enter,
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		free(texts[i]);
	free_findings(result);
	free_packets(result);
	*result = (struct result){0};
}

int verdict_is_trouble(enum verdict verdict)
{
	return verdict == VERDICT_FAIL || verdict == VERDICT_BROKEN || verdict == VERDICT_TIMEOUT ||
	       verdict == VERDICT_CRASH;
}

int result_is_a_cases(const struct result *result)
{
	return strncmp(result->id, "harness.", strlen("harness.")) && strcmp(result->id, "preflight");
}
