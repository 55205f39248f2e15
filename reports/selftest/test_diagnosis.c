/* A diagnosis as people and programs see it. */
#include "harness/selftest/selftest.h"
#include "reports/diagnosis.h"
#include "reports/selftest/tools.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FOLDER          SOURCE_DIR "/reports/selftest"
#define SCHEMA          FOLDER "/../doctor.schema.json"
#define SCHEMA_OF_FILES FOLDER "/../domain.schema.json"
#define PYTHON          "PATH=/usr/bin:$PATH python3 -B"

static void add(struct diagnosis *diagnosis, const char *id, enum severity severity, const char *subject,
		const char *what)
{
	CU_ASSERT_TRUE(
		diagnosis_add(diagnosis, &(struct diagnosis_finding){id, severity, strdup(subject),
								     strdup(what), strdup("It matters."),
								     strdup("first\nsecond"), NULL}));
}

static void add_parent(struct diagnosis *diagnosis, const char *name, bool ready)
{
	CU_ASSERT_TRUE(diagnosis_add_parent(diagnosis, &(struct diagnosed_parent){.name = strdup(name),
										  .kind = strdup(""),
										  .driver = strdup("igb"),
										  .index = 2,
										  .mtu = 1500,
										  .children = 1,
										  .ready = ready}));
}

static struct diagnosis sample(enum wanted wanted)
{
	struct diagnosis diagnosis = {
		.kernel = strdup("6.12.0"), .privileged = true, .host_ready = true, .wanted = wanted};

	add(&diagnosis, "guests.host", SEVERITY_NOTE, "", "A note.");
	add_parent(&diagnosis, "eth0", true);
	add(&diagnosis, "link.down", SEVERITY_STOPS, "eth\033\xff", "eth1 is down\033[2J.");
	add_parent(&diagnosis, "eth\033\xff", false);
	add(&diagnosis, "filter.unicast", SEVERITY_UNSEEN, "eth0", "Nobody knows.");
	return diagnosis;
}

static void add_interface(struct diagnosis *diagnosis, const char *name, bool judged, bool ready)
{
	CU_ASSERT_TRUE(diagnosis_add_interface(
		diagnosis, &(struct diagnosed_interface){.name = strdup(name),
							 .place = strdup("vm\033.xml:7"),
							 .parent = strdup("eth0"),
							 .mode = strdup(judged ? "bridge" : ""),
							 .address = strdup("52:54:00:00:00:01"),
							 .model = strdup("virtio"),
							 .judged = judged,
							 .ready = ready}));
}

static struct diagnosis sample_of_files(void)
{
	struct diagnosis diagnosis = sample(EVERY_INTERFACE);

	CU_ASSERT_TRUE(diagnosis_add(&diagnosis,
				     &(struct diagnosis_finding){"word.mode", SEVERITY_STOPS, strdup("net0"),
								 strdup("No mode."), strdup("It matters."),
								 strdup(""), strdup("vm\033.xml:7")}));
	add_interface(&diagnosis, "net0", true, false);
	add_interface(&diagnosis, "net1", false, true);
	add_interface(&diagnosis, "net2", true, true);
	return diagnosis;
}

/* What a writer writes, freed by the caller. */
static char *text_of(const struct diagnosis *diagnosis, enum detail detail)
{
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	CU_ASSERT_PTR_NOT_NULL_FATAL(out);
	diagnosis_text(out, diagnosis, detail);
	fclose(out);
	return text;
}

static void is_brief_for_people(void)
{
	static const char expected[] = "Linux 6.12.0: guests on macvtap can be served on eth0.\n"
				       "\n"
				       "eth0: ready (igb, MTU 1500, 1 child)\n"
				       "\n"
				       "eth\\x1b\\xff: NOT READY (igb, MTU 1500, 1 child)\n"
				       "  stops   eth1 is down\\x1b[2J.\n"
				       "          It matters.\n"
				       "          > first\n"
				       "          > second\n"
				       "\n"
				       "this host:\n"
				       "  note    A note.\n"
				       "          > first\n"
				       "          > second\n"
				       "\n"
				       "not seen (-v says why): filter.unicast of eth0\n";
	struct diagnosis diagnosis = sample(ANY_PARENT);
	char *text = text_of(&diagnosis, BRIEF);

	CU_ASSERT_STRING_EQUAL(text, expected);
	if (strcmp(text, expected) != 0)
		fprintf(stderr, "%s", text);
	free(text);
	diagnosis_free(&diagnosis);
}

static void tells_of_interfaces(void)
{
	static const char expected[] =
		"Linux 6.12.0: 1 of 2 interfaces WILL NOT WORK here as things are.\n"
		"\n"
		"net0 (vm\\x1b.xml:7): WILL NOT WORK, bridge on eth0, 52:54:00:00:00:01, virtio\n"
		"  stops   No mode.\n"
		"          It matters.\n"
		"\n"
		"net1 (vm\\x1b.xml:7): not judged on eth0, 52:54:00:00:00:01, virtio\n"
		"\n"
		"net2 (vm\\x1b.xml:7): works, bridge on eth0, 52:54:00:00:00:01, virtio\n"
		"\n"
		"eth0: ready (igb, MTU 1500, 1 child)\n";
	struct diagnosis diagnosis = sample_of_files();
	char *text = text_of(&diagnosis, BRIEF);

	CU_ASSERT(!strncmp(text, expected, strlen(expected)));
	if (strncmp(text, expected, strlen(expected)) != 0)
		fprintf(stderr, "%s", text);
	CU_ASSERT_EQUAL(diagnosis_judged(&diagnosis), 2);
	CU_ASSERT_FALSE(diagnosis_is_ready(&diagnosis));
	diagnosis.interfaces[0].ready = true;
	CU_ASSERT(diagnosis_is_ready(&diagnosis));
	diagnosis.host_ready = false;
	CU_ASSERT_FALSE(diagnosis_is_ready(&diagnosis));
	free(text);
	diagnosis_free(&diagnosis);
}

static void tells_all_if_asked(void)
{
	struct diagnosis diagnosis = sample(EVERY_PARENT);
	char *text = text_of(&diagnosis, ALL_OF_IT);

	CU_ASSERT_PTR_NOT_NULL(strstr(text, "CANNOT"));
	CU_ASSERT_PTR_NOT_NULL(strstr(text, "  unseen  Nobody knows.\n          It matters.\n"));
	CU_ASSERT_PTR_NOT_NULL(strstr(text, "(filter.unicast)"));
	CU_ASSERT_PTR_NULL(strstr(text, "not seen"));
	free(text);
	diagnosis_free(&diagnosis);
}

/* Words go to the next line whole, and no line is longer than a wide terminal. */
static void breaks_long_sentences_between_words(void)
{
	struct diagnosis diagnosis = {.kernel = strdup("6.12.0"), .host_ready = true};
	char sentence[400] = "", *text, *line;
	size_t words = 0;

	while (strlen(sentence) + 12 < sizeof sentence)
		strcat(sentence, "elephantine ");
	add(&diagnosis, "guests.host", SEVERITY_NOTE, "", sentence);
	text = text_of(&diagnosis, BRIEF);
	for (line = strtok(text, "\n"); line; line = strtok(NULL, "\n")) {
		CU_ASSERT_TRUE(strlen(line) <= 110);
		CU_ASSERT_TRUE(line[strlen(line) - 1] != ' ' || strlen(line) < 20);
		for (const char *word = line; (word = strstr(word, "elephantine")); word++)
			words++;
	}
	CU_ASSERT_EQUAL(words, strlen(sentence) / strlen("elephantine "));
	free(text);
	diagnosis_free(&diagnosis);
}

static void one_parent_is_enough_unless_named(void)
{
	struct diagnosis diagnosis = sample(ANY_PARENT);

	CU_ASSERT_TRUE(diagnosis_is_ready(&diagnosis));
	diagnosis.wanted = EVERY_PARENT;
	CU_ASSERT_FALSE(diagnosis_is_ready(&diagnosis));
	diagnosis.wanted = ANY_PARENT;
	diagnosis.host_ready = false;
	CU_ASSERT_FALSE(diagnosis_is_ready(&diagnosis));
	diagnosis.host_ready = true;
	diagnosis.parents[0].ready = false;
	CU_ASSERT_FALSE(diagnosis_is_ready(&diagnosis));
	CU_ASSERT_EQUAL(diagnosis_count(&diagnosis, SEVERITY_UNSEEN, "eth0"), 1);
	CU_ASSERT_EQUAL(diagnosis_count(&diagnosis, SEVERITY_UNSEEN, ""), 0);
	CU_ASSERT_EQUAL(diagnosis_count(&diagnosis, SEVERITY_UNSEEN, NULL), 1);
	diagnosis_free(&diagnosis);
}

static void lets_go_of_what_it_cannot_take(void)
{
	struct diagnosis diagnosis = {0};

	CU_ASSERT_FALSE(diagnosis_add(&diagnosis, &(struct diagnosis_finding){"a.b", SEVERITY_NOTE,
									      strdup(""), strdup("what"),
									      NULL, strdup("remedy"), NULL}));
	CU_ASSERT_FALSE(diagnosis_add_parent(&diagnosis, &(struct diagnosed_parent){.name = strdup("eth0")}));
	CU_ASSERT_EQUAL(diagnosis.finding_count + diagnosis.parent_count, 0);
}

/* ---- JSON ---- */

static void write_diagnosis(struct diagnosis diagnosis, const char *path)
{
	FILE *out = fopen(path, "we");

	CU_ASSERT_PTR_NOT_NULL_FATAL(out);
	CU_ASSERT_EQUAL(diagnosis_json(out, &diagnosis), 0);
	fclose(out);
	diagnosis_free(&diagnosis);
}

static int held_against(const char *schema, const char *path)
{
	int status;
	char *wrong = output_of(&status, PYTHON " " FOLDER "/json_valid.py %s %s", schema, path);

	free(wrong);
	return status;
}

static void json_is_as_the_schema_says(void)
{
	const char *path = scratch("doctor.json");

	need(PYTHON " -c 'import jsonschema'", "python3-jsonschema");
	write_diagnosis(sample(ANY_PARENT), path);
	CU_ASSERT_EQUAL(held_against(SCHEMA, path), 0);
	write_diagnosis(sample_of_files(), path);
	CU_ASSERT_EQUAL(held_against(SCHEMA_OF_FILES, path), 0);
	CU_ASSERT_EQUAL(held_against(SCHEMA, path), 1);
}

/* Each edit of what is written makes it something that the schema does not allow. */
static void expect_edits_refused(const char *schema, const char *path, const char *const *edits, size_t count)
{
	const char *edited = scratch("edited.json");
	int status;

	for (size_t i = 0; i < count; i++) {
		free(output_of(&status, "sed '%s' %s >%s && ! cmp -s %s %s", edits[i], path, edited, path,
			       edited));
		CU_ASSERT_EQUAL(status, 0); /* the edit edits */
		CU_ASSERT_EQUAL(held_against(schema, edited), 1);
	}
}

static void schema_refuses_what_is_not_so(void)
{
	static const char *const edits[] = {
		"s/\"version\": 1/\"version\": 2/",
		"s/\"stops\"/\"stop\"/",
		"s/\"ready\": true,/\"ready\": 1,/",
		"s/\"link.down\"/\"link down\"/",
		"s/\"what\": \"A note.\"/\"what\": \"\"/",
		"s/\"index\": 2/\"index\": 0/",
		"s/\"parents\"/\"fathers\"/",
	};
	static const char *const edits_of_files[] = {
		"s/\"interfaces\"/\"cards\"/",
		"s/\"mode\": \"bridge\"/\"mode\": \"passthru\"/",
		"s/xml:7/xml/",
		"s/\"judged\": true/\"judged\": \"yes\"/",
		"s/\"net0\"/\"\"/",
	};
	const char *path = scratch("doctor.json");

	need(PYTHON " -c 'import jsonschema'", "python3-jsonschema");
	write_diagnosis(sample(ANY_PARENT), path);
	expect_edits_refused(SCHEMA, path, edits, sizeof edits / sizeof edits[0]);
	write_diagnosis(sample_of_files(), path);
	expect_edits_refused(SCHEMA_OF_FILES, path, edits_of_files,
			     sizeof edits_of_files / sizeof edits_of_files[0]);
}

static void a_full_disk_is_told(void)
{
	struct diagnosis diagnosis = sample(ANY_PARENT);
	FILE *full = fopen("/dev/full", "we");

	CU_ASSERT_PTR_NOT_NULL_FATAL(full);
	setvbuf(full, NULL, _IONBF, 0);
	CU_ASSERT_EQUAL(diagnosis_json(full, &diagnosis), -1);
	fclose(full);
	diagnosis_free(&diagnosis);
}

static const struct selftest tests[] = {
	{"is brief for people", is_brief_for_people},
	{"tells of interfaces", tells_of_interfaces},
	{"tells all if asked", tells_all_if_asked},
	{"breaks long sentences between words", breaks_long_sentences_between_words},
	{"one parent is enough unless named", one_parent_is_enough_unless_named},
	{"lets go of what it cannot take", lets_go_of_what_it_cannot_take},
	{"JSON is as the schema says", json_is_as_the_schema_says},
	{"schema refuses what is not so", schema_refuses_what_is_not_so},
	{"a full disk is told", a_full_disk_is_told},
};

SELFTEST_MAIN("diagnosis", tests)
