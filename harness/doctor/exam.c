#include "harness/doctor/exam.h"

#include "harness/core/verdict.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char * or (const char *text, const char *otherwise)
{
	return text ? text : otherwise;
}

static const char *subject_of(const struct exam *exam, const struct evidence *evidence)
{
	if (evidence->subject || exam->subject)
		return or (evidence->subject, exam->subject);
	return exam->parent ? exam->parent->device->name : "";
}

/* Prints what the braces stand for. */
static void print_word(FILE *out, const struct exam *exam, const struct evidence *evidence, const char *word,
		       size_t length)
{
	const struct {
		const char *name, *value;
	} words[] = {
		{"parent", exam->parent ? exam->parent->device->name : "PARENT"},
		{"subject", subject_of(exam, evidence)},
		{"owner", evidence->owner},
		{"word", evidence->word},
	};

	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
		if (strlen(words[i].name) == length && !strncmp(words[i].name, word, length)) {
			fputs(or (words[i].value, ""), out);
			return;
		}
	}
	if (length == strlen("number") && !strncmp("number", word, length))
		fprintf(out, "%ld", evidence->number);
	else
		fprintf(out, "{%.*s}", (int)length, word);
}

/* The text with its braces filled in; NULL if there is no memory. */
static char *filled(const struct exam *exam, const struct evidence *evidence, const char *text)
{
	char *result = NULL;
	size_t size;
	FILE *out = open_memstream(&result, &size);

	while (out && *text) {
		size_t plain = strcspn(text, "{"), word;

		fwrite(text, 1, plain, out);
		text += plain;
		if (!*text)
			break;
		word = strcspn(text + 1, "}");
		print_word(out, exam, evidence, text + 1, word);
		text += word + 2;
	}
	if (out)
		fclose(out);
	return result;
}

static void add(struct exam *exam, struct diagnosis_finding *finding)
{
	if (exam->place && !(finding->place = strdup(exam->place)))
		broken("out of memory for what there is to say of this host");
	if (!diagnosis_add(exam->diagnosis, finding))
		broken("out of memory for what there is to say of this host");
	exam->found++;
	exam->stops += finding->severity == SEVERITY_STOPS;
}

void found(struct exam *exam, const struct evidence *evidence)
{
	const struct check *check = exam->check;

	add(exam, &(struct diagnosis_finding){
			  .id = check->id,
			  .severity = check->severity,
			  .subject = strdup(subject_of(exam, evidence)),
			  .what = filled(exam, evidence, or (evidence->what, check->what)),
			  .why = filled(exam, evidence, check->why),
			  .remedy = filled(exam, evidence, or (evidence->remedy, check->remedy)),
		  });
}

void unseen(struct exam *exam, const char *reason, const char *remedy)
{
	const struct evidence nothing = {0};

	add(exam, &(struct diagnosis_finding){
			  .id = exam->check->id,
			  .severity = SEVERITY_UNSEEN,
			  .subject = strdup(subject_of(exam, &nothing)),
			  .what = filled(exam, &nothing, reason),
			  .why = filled(exam, &nothing, exam->check->why),
			  .remedy = filled(exam, &nothing, remedy),
		  });
}

void examine(struct exam *exam, const struct check *checks, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		size_t before = exam->found;

		exam->check = &checks[i];
		checks[i].look(exam);
		if (exam->found > before && checks[i].sequel == ENOUGH)
			return;
	}
}
