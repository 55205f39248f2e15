#include "harness/doctor/doctor.h"
#include "harness/run/command.h"
#include "harness/run/complain.h"
#include "harness/run/diagnose.h"

/* Those that were named, or else all that somebody would choose. */
static void examine_parents(const struct host *host, const struct options *options,
			    struct diagnosis *diagnosis)
{
	const char *name;
	size_t place = 0;

	for (size_t i = 0; i < options->word_count; i++)
		doctor_examine_parent(host, options->words[i], diagnosis);
	while (!options->word_count && (name = host_next_parent(host, &place)))
		doctor_examine_parent(host, name, diagnosis);
}

static int complain_of_name(const struct host *host, const char *name)
{
	char devices[1024];

	host_list_devices(host, devices, sizeof(devices));
	return complain("doctor: there is no device '%s' in this network namespace; there are %s", name,
			devices);
}

int command_doctor(const struct options *options)
{
	struct host *host = host_look();
	struct diagnosis diagnosis = diagnosis_begin(host, options->word_count ? EVERY_PARENT : ANY_PARENT);
	int code = 0;

	for (size_t i = 0; i < options->word_count && !code; i++) {
		if (!host_has_device(host, options->words[i]))
			code = complain_of_name(host, options->words[i]);
	}
	if (!code) {
		doctor_examine_host(host, &diagnosis);
		doctor_remind_of_guests(host, &diagnosis);
		examine_parents(host, options, &diagnosis);
		code = show_diagnosis("doctor", options, &diagnosis);
	}
	if (!code)
		code = diagnosis_is_ready(&diagnosis) ? EXIT_ALL_PASSED : EXIT_FAILED;
	diagnosis_free(&diagnosis);
	host_free(host);
	return code;
}
