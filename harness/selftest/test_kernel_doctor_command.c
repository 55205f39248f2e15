/* The doctor's command line: what comes where, and what is said of bad input. */
#include "harness/selftest/invoke.h"
#include "harness/selftest/selftest.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char folder[] = "/tmp/mvc-doctor-XXXXXX";

static const char *in_folder(const char *name)
{
	static char path[128];

	snprintf(path, sizeof path, "%s/%s", folder, name);
	return path;
}

static void expect_refused(const char *const *arguments, const char *words)
{
	const struct invoked *doctor = invoke(PROGRAM, arguments);

	CU_ASSERT_EQUAL(doctor->code, 2);
	CU_ASSERT_STRING_EQUAL(doctor->out, "");
	CU_ASSERT_EQUAL(lines_in(doctor->err), 1);
	if (!strstr(doctor->err, words)) {
		fprintf(stderr, "not '%s', but '%s'\n", words, doctor->err);
		CU_FAIL("other words");
	}
}

static void says_which_devices_there_are_instead(void)
{
	expect_refused((const char *const[]){"doctor", "nosuch0", NULL},
		       "there is no device 'nosuch0' in this network namespace; there are lo");
	expect_refused((const char *const[]){"doctor", "lo", "nosuch0", NULL}, "'nosuch0'");
	expect_refused((const char *const[]){"doctor", "--json", "", NULL}, "no device ''");
}

static void text_and_json_say_the_same(void)
{
	char option[256];
	const struct invoked *doctor;
	json_t *root, *finding;
	size_t index;

	snprintf(option, sizeof option, "--json=%s", in_folder("doctor.json"));
	doctor = invoke(PROGRAM, (const char *const[]){"doctor", "lo", option, NULL});
	CU_ASSERT_EQUAL(doctor->code, 1);
	CU_ASSERT_STRING_EQUAL(doctor->err, "");
	CU_ASSERT_PTR_NOT_NULL(strstr(doctor->out, "\nlo: NOT READY ("));
	CU_ASSERT_PTR_NOT_NULL(strstr(doctor->out, "lo is the loopback device."));
	root = json_load_file(in_folder("doctor.json"), 0, NULL);
	CU_ASSERT_TRUE(json_is_false(json_object_get(root, "ready")));
	json_array_foreach(json_object_get(root, "findings"), index, finding)
	{
		if (!strcmp(json_string_value(json_object_get(finding, "severity")), "stops"))
			CU_ASSERT_STRING_EQUAL(json_string_value(json_object_get(finding, "id")),
					       "parent.loopback");
	}
	CU_ASSERT_TRUE(index > 0);
	json_decref(root);
	unlink(in_folder("doctor.json"));
}

/* What cannot be written leaves nothing behind, neither half a file nor a verdict. */
static void says_where_it_cannot_write(void)
{
	char option[256];
	const struct invoked *doctor;

	CU_ASSERT_EQUAL(symlink("/dev/full", in_folder("full")), 0);
	snprintf(option, sizeof option, "--json=%s/full/doctor.json", folder);
	doctor = invoke(PROGRAM, (const char *const[]){"doctor", "lo", option, NULL});
	CU_ASSERT_EQUAL(doctor->code, 2);
	CU_ASSERT_EQUAL(lines_in(doctor->err), 1);
	CU_ASSERT_PTR_NOT_NULL(strstr(doctor->err, "doctor: cannot write "));
	unlink(in_folder("full"));
	CU_ASSERT_EQUAL(rmdir(folder), 0);
}

static const struct selftest tests[] = {
	{"says which devices there are instead", says_which_devices_there_are_instead},
	{"text and JSON say the same", text_and_json_say_the_same},
	{"says where it cannot write", says_where_it_cannot_write},
};

int main(void)
{
	if (!mkdtemp(folder)) {
		perror(folder);
		return 1;
	}
	return selftest_main("kernel_doctor_command", tests, sizeof tests / sizeof tests[0]);
}
