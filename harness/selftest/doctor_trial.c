#include "harness/selftest/doctor_trial.h"

#include "harness/core/cleanup.h"
#include "harness/core/verdict.h"
#include "harness/net/devices.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

static _Noreturn void die(const char *what)
{
	perror(what);
	exit(1);
}

static char *read_all(int fd)
{
	char *text = NULL;
	size_t size = 0;
	AUTO_FCLOSE FILE *stream = fdopen(fd, "r");
	bool is_empty = stream && getdelim(&text, &size, '\0', stream) < 0;

	if (!stream || (is_empty && ferror(stream)))
		die("reading what the doctor says");
	if (!is_empty)
		return text;
	free(text); /* nothing has been written to it */
	return strdup("");
}

static _Noreturn void become_doctor(const char *parent, int out)
{
	dup2(out, STDOUT_FILENO);
	execl(PROGRAM, PROGRAM, "doctor", "--json", parent, (char *)NULL);
	die(PROGRAM);
}

static int ended(pid_t process)
{
	int status;

	if (waitpid(process, &status, 0) < 0)
		die("waitpid");
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/* In the doctor's place, or in a process of its own. */
static pid_t start_doctor(const char *parent, int *out)
{
	int ends[2];
	pid_t process;

	fflush(NULL);
	if (pipe2(ends, O_CLOEXEC) || (process = fork()) < 0)
		die("fork");
	if (process == 0)
		become_doctor(parent, ends[1]);
	close(ends[1]);
	*out = ends[0];
	return process;
}

static _Noreturn void build_and_become(void (*build)(void), const char *parent, int out)
{
	netns_enter_private();
	build();
	become_doctor(parent, out);
}

struct examined examine_setup(void (*build)(void), const char *parent)
{
	struct examined examined = {0};
	int ends[2];
	pid_t process;

	fflush(NULL);
	if (pipe2(ends, O_CLOEXEC) || (process = fork()) < 0)
		die("fork");
	if (process == 0)
		build_and_become(build, parent, ends[1]);
	close(ends[1]);
	examined.process = process;
	examined.text = read_all(ends[0]);
	examined.code = ended(process);
	examined.json = json_loads(examined.text, 0, NULL);
	return examined;
}

/* ---- before and after ---- */

/* What a doctor could have changed of the devices here. Their operational states settle in the kernel's own time. */
static void print_devices(FILE *out)
{
	struct devices devices;
	int error = devices_here(&devices);

	if (error)
		broken("the kernel lists no devices: %s", errno_name(error));
	for (size_t i = 0; i < devices.count; i++) {
		const struct device *device = &devices.at[i];
		const uint8_t *octet = device->address.octet;

		fprintf(out, "%d %s %x %u %u %02x%02x%02x%02x%02x%02x\n", device->index, device->name,
			device->flags, device->mtu, device->promiscuity, octet[0], octet[1], octet[2],
			octet[3], octet[4], octet[5]);
	}
	devices_free(&devices);
}

static _Noreturn void build_and_compare(void (*build)(void), const int outs[3])
{
	FILE *before, *after;
	int doctor, code;
	pid_t process;

	netns_enter_private();
	build();
	before = fdopen(outs[0], "w");
	after = fdopen(outs[2], "w");
	if (!before || !after)
		die("fdopen");
	print_devices(before);
	process = start_doctor(NULL, &doctor);
	AUTO_FREE char *text = read_all(doctor);

	code = ended(process);
	if (write(outs[1], text, strlen(text)) < 0)
		die("write");
	print_devices(after);
	fflush(NULL);
	_exit(code);
}

struct examined examine_setup_twice(void (*build)(void))
{
	struct examined examined = {0};
	int ins[3], outs[3];
	pid_t process;

	fflush(NULL);
	for (int i = 0; i < 3; i++) {
		int ends[2];

		if (pipe2(ends, O_CLOEXEC))
			die("pipe2");
		ins[i] = ends[0];
		outs[i] = ends[1];
	}
	process = fork();
	if (process < 0)
		die("fork");
	if (process == 0)
		build_and_compare(build, outs);
	for (int i = 0; i < 3; i++)
		close(outs[i]);
	examined.before = read_all(ins[0]);
	examined.text = read_all(ins[1]);
	examined.after = read_all(ins[2]);
	examined.code = ended(process);
	examined.json = json_loads(examined.text, 0, NULL);
	return examined;
}

/* ---- looking ---- */

void examined_free(struct examined *examined)
{
	json_decref(examined->json);
	free(examined->text);
	free(examined->before);
	free(examined->after);
	*examined = (struct examined){0};
}

const char *text_of(const json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));

	return text ? text : "";
}

const json_t *finding_of(const struct examined *examined, const char *id, const char *severity,
			 const char *subject)
{
	const json_t *findings = json_object_get(examined->json, "findings"), *finding;

	for (size_t i = 0; i < json_array_size(findings); i++) {
		finding = json_array_get(findings, i);
		if (!strcmp(text_of(finding, "id"), id) && !strcmp(text_of(finding, "severity"), severity) &&
		    !strcmp(text_of(finding, "subject"), subject))
			return finding;
	}
	return NULL;
}
