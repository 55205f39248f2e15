#include "harness/run/environment.h"
#include "harness/core/cleanup.h"
#include "harness/core/verdict.h"
#include "harness/run/kernel_config.h"

#include <dlfcn.h>
#include <gnu/libc-version.h>
#include <stdarg.h>
#include <unistd.h>

static unsigned long read_taint(void)
{
	AUTO_FCLOSE FILE *file = fopen("/proc/sys/kernel/tainted", "re");
	unsigned long taint = 0;

	if (file && fscanf(file, "%lu", &taint) != 1)
		taint = 0;
	return taint;
}

static char *join(int argc, char **argv)
{
	size_t size;
	char *text;
	FILE *stream = open_memstream(&text, &size);

	if (!stream)
		broken("out of memory for the command line");
	for (int i = 0; i < argc; i++)
		fprintf(stream, "%s%s", i ? " " : "", argv[i]);
	fclose(stream);
	return text;
}

struct environment environment_before(int argc, char **argv)
{
	struct environment environment = {
		.taint_before = read_taint(),
		.cpus = sysconf(_SC_NPROCESSORS_ONLN),
		.command = join(argc, argv),
	};

	uname(&environment.machine);
	return environment;
}

static void add(struct environment *environment, const char *name, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
static void add(struct environment *environment, const char *name, const char *format, ...)
{
	size_t count = environment->property_count++;
	va_list arguments;
	char *value;

	va_start(arguments, format);
	if (vasprintf(&value, format, arguments) < 0)
		value = NULL;
	va_end(arguments);
	environment->properties = reallocarray(environment->properties, count + 1, sizeof(struct property));
	if (!value || !environment->properties)
		broken("out of memory for the properties of the report");
	environment->properties[count] = (struct property){name, value};
}

/* Asked by name: their headers are the link layer's and the capture port's alone, and the runner must not
 * need what it runs cases about. What is not linked in has no version. */
static void add_libraries(struct environment *environment)
{
	const char *(*pcap)(void) = (const char *(*)(void))dlsym(RTLD_DEFAULT, "pcap_lib_version");
	const int *major = dlsym(RTLD_DEFAULT, "nl_ver_maj"), *minor = dlsym(RTLD_DEFAULT, "nl_ver_min");
	const int *micro = dlsym(RTLD_DEFAULT, "nl_ver_mic");

	if (pcap)
		add(environment, "libpcap", "%s", pcap());
	const char *(*jansson)(void) = (const char *(*)(void))dlsym(RTLD_DEFAULT, "jansson_version_str");
	const char *const *xml = dlsym(RTLD_DEFAULT, "xmlParserVersion");

	if (major && minor && micro)
		add(environment, "libnl", "%d.%d.%d", *major, *minor, *micro);
	if (jansson)
		add(environment, "jansson", "%s", jansson());
	if (xml)
		add(environment, "libxml2", "%s", *xml);
	add(environment, "cunit", "%s", MVC_CUNIT_VERSION);
	add(environment, "libc", "glibc %s", gnu_get_libc_version());
}

static void add_config(struct environment *environment)
{
	const struct kernel_option *option = kernel_config(environment->machine.release);

	if (!option)
		add(environment, "kernel.config", "unknown");
	for (; option && option->name; option++)
		add(environment, option->name, "%s", option->value);
}

void environment_after(struct environment *environment, const struct options *options, size_t jobs)
{
	const struct utsname *machine = &environment->machine;

	environment->taint_after = read_taint();
	add(environment, "version", "%s", MVC_VERSION);
	add(environment, "command", "%s", environment->command);
	add(environment, "hostname", "%s", *machine->nodename ? machine->nodename : "localhost");
	add(environment, "kernel.release", "%s", machine->release);
	add(environment, "kernel.version", "%s", machine->version);
	add(environment, "kernel.taint.before", "%lu", environment->taint_before);
	add(environment, "kernel.taint.after", "%lu", environment->taint_after);
	add(environment, "machine", "%s", machine->machine);
	add(environment, "cpus", "%ld", environment->cpus);
	add(environment, "euid", "%u", geteuid());
	add(environment, "jobs", "%zu", jobs);
	add(environment, "expectations", "%s",
	    options->no_expectations ? "none"
	    : options->expect        ? options->expect
				     : "shipped");
	if (options->seed)
		add(environment, "shuffle", "%llu", (unsigned long long)options->seed);
	if (options->shard)
		add(environment, "shard", "%s", options->shard);
	add_libraries(environment);
	add_config(environment);
}

void environment_free(struct environment *environment)
{
	for (size_t i = 0; i < environment->property_count; i++)
		free(environment->properties[i].value);
	free(environment->properties);
	free(environment->command);
}
