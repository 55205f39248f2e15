/* diagnosis_text.c - a diagnosis for people: the answer first, then parent by parent what is in the way, with what to type. */
#include "reports/diagnosis.h"
#include "reports/text.h"

#include <stdlib.h>
#include <string.h>

enum { WIDTH = 110 };

/* ---- lines ---- */

/* One line, fit for a terminal, broken between words; what follows the first line is indented. */
static void print_wrapped(FILE *out, const char *first, const char *text, size_t indent)
{
	char *safe = NULL;
	size_t size, column;
	FILE *stream = open_memstream(&safe, &size);

	if (!stream)
		return;
	text_for_terminal(stream, text);
	fclose(stream);
	column = (size_t)fprintf(out, "%s", first);
	for (const char *word = safe; *word; word += strspn(word, " ")) {
		size_t length = strcspn(word, " ");

		if (column + length > WIDTH)
			column = (size_t)fprintf(out, "\n%*s", (int)indent - 1, "") - 1;
		column += (size_t)fprintf(out, word == safe ? "%.*s" : " %.*s", (int)length, word);
		word += length;
	}
	fputc('\n', out);
	free(safe);
}

/* Lines to type are not broken. */
static void print_remedy(FILE *out, const char *remedy)
{
	while (*remedy) {
		size_t length = strcspn(remedy, "\n");
		char *line = strndup(remedy, length);

		fputs("          > ", out);
		if (line)
			text_for_terminal(out, line);
		fputc('\n', out);
		free(line);
		remedy += length + (remedy[length] == '\n');
	}
}

static void print_finding(FILE *out, const struct diagnosis_finding *finding, enum detail detail)
{
	char first[64];

	snprintf(first, sizeof first, "  %-6s  ", severity_name(finding->severity));
	print_wrapped(out, first, finding->what, 10);
	if (detail == ALL_OF_IT || finding->severity < SEVERITY_NOTE)
		print_wrapped(out, "          ", finding->why, 10);
	print_remedy(out, finding->remedy);
	if (detail == ALL_OF_IT)
		fprintf(out, "          (%s)\n", finding->id);
}

/* ---- parts ---- */

static bool is_parent(const struct diagnosis *diagnosis, const char *name)
{
	for (size_t i = 0; i < diagnosis->parent_count; i++) {
		const char *parent = diagnosis->parents[i].name;

		if (parent && !strcmp(parent, name))
			return true;
	}
	return false;
}

static bool is_interface(const struct diagnosis *diagnosis, const char *name)
{
	for (size_t i = 0; i < diagnosis->interface_count; i++) {
		const char *interface = diagnosis->interfaces[i].name;

		if (interface && !strcmp(interface, name))
			return true;
	}
	return false;
}

/* Findings of that severity about this parent or interface; about whatever is neither, if it is NULL. */
static void print_findings(FILE *out, const struct diagnosis *diagnosis, const char *subject,
			   enum severity severity, enum detail detail)
{
	for (size_t i = 0; i < diagnosis->finding_count; i++) {
		const struct diagnosis_finding *finding = &diagnosis->findings[i];
		bool concerned = subject ? !strcmp(finding->subject, subject)
					 : !is_parent(diagnosis, finding->subject) &&
						   !is_interface(diagnosis, finding->subject);

		if (concerned && finding->severity == severity)
			print_finding(out, finding, detail);
	}
}

static void print_about(FILE *out, const struct diagnosis *diagnosis, const char *subject, enum detail detail)
{
	enum severity last = detail == ALL_OF_IT ? SEVERITY_UNSEEN : SEVERITY_NOTE;

	for (enum severity severity = 0; severity <= last; severity++)
		print_findings(out, diagnosis, subject, severity, detail);
}

static void print_parent(FILE *out, const struct diagnosis *diagnosis, const struct diagnosed_parent *parent,
			 enum detail detail)
{
	const char *kind = *parent->kind ? parent->kind : parent->driver;

	fputc('\n', out);
	text_for_terminal(out, parent->name);
	fprintf(out, ": %s (%s%sMTU %u, %zu child%s)\n", parent->ready ? "ready" : "NOT READY", kind,
		*kind ? ", " : "", parent->mtu, parent->children, parent->children == 1 ? "" : "ren");
	print_about(out, diagnosis, parent->name, detail);
}

/* ", bridge" */
static void print_more(FILE *out, const char *separator, const char *text)
{
	if (!*text)
		return;
	fputs(separator, out);
	text_for_terminal(out, text);
}

static const char *state_of(const struct diagnosis *diagnosis, const struct diagnosed_interface *interface)
{
	if (!interface->judged)
		return "not judged";
	if (!interface->ready)
		return "WILL NOT WORK";
	return diagnosis_count(diagnosis, SEVERITY_LIMITS, interface->name) ? "works with limits" : "works";
}

static void print_interface(FILE *out, const struct diagnosis *diagnosis,
			    const struct diagnosed_interface *interface, enum detail detail)
{
	fputc('\n', out);
	text_for_terminal(out, interface->name);
	fputs(" (", out);
	text_for_terminal(out, interface->place);
	fprintf(out, "): %s", state_of(diagnosis, interface));
	print_more(out, ", ", interface->mode);
	print_more(out, " on ", interface->parent);
	print_more(out, ", ", interface->address);
	print_more(out, ", ", interface->model);
	fputc('\n', out);
	print_about(out, diagnosis, interface->name, detail);
}

static void print_answer_of_files(FILE *out, const struct diagnosis *diagnosis)
{
	size_t judged = diagnosis_judged(diagnosis), ready = 0;

	for (size_t i = 0; i < diagnosis->interface_count; i++)
		ready += diagnosis->interfaces[i].judged && diagnosis->interfaces[i].ready;
	if (!judged)
		fputs("there is no interface in it that would be a macvtap.\n", out);
	else if (diagnosis_is_ready(diagnosis))
		fprintf(out, "%s here.\n", judged == 1 ? "the interface works" : "all interfaces work");
	else if (!diagnosis->host_ready)
		fputs("guests on macvtap CANNOT be served here as things are.\n", out);
	else
		fprintf(out, "%zu of %zu interface%s WILL NOT WORK here as things are.\n", judged - ready,
			judged, judged == 1 ? "" : "s");
}

static void print_answer(FILE *out, const struct diagnosis *diagnosis)
{
	const char *separator = " on ";

	fprintf(out, "Linux %s: ", diagnosis->kernel);
	if (diagnosis->wanted == EVERY_INTERFACE) {
		print_answer_of_files(out, diagnosis);
		return;
	}
	if (!diagnosis_is_ready(diagnosis)) {
		fputs("guests on macvtap CANNOT be served here as things are.\n", out);
		return;
	}
	fputs("guests on macvtap can be served", out);
	for (size_t i = 0; i < diagnosis->parent_count; i++) {
		if (!diagnosis->parents[i].ready)
			continue;
		fputs(separator, out);
		text_for_terminal(out, diagnosis->parents[i].name);
		separator = ", ";
	}
	fputs(".\n", out);
}

/* What was not seen, in one line a subject is enough for: the sentences are for those who ask. */
static void print_unseen(FILE *out, const struct diagnosis *diagnosis)
{
	const char *separator = "\nnot seen (-v says why): ";

	for (size_t i = 0; i < diagnosis->finding_count; i++) {
		const struct diagnosis_finding *finding = &diagnosis->findings[i];

		if (finding->severity != SEVERITY_UNSEEN)
			continue;
		fprintf(out, "%s%s", separator, finding->id);
		if (*finding->subject) {
			fputs(" of ", out);
			text_for_terminal(out, finding->subject);
		}
		separator = ", ";
	}
	if (diagnosis_count(diagnosis, SEVERITY_UNSEEN, NULL))
		fputc('\n', out);
}

void diagnosis_text(FILE *out, const struct diagnosis *diagnosis, enum detail detail)
{
	print_answer(out, diagnosis);
	for (size_t i = 0; i < diagnosis->interface_count; i++)
		print_interface(out, diagnosis, &diagnosis->interfaces[i], detail);
	for (size_t i = 0; i < diagnosis->parent_count; i++)
		print_parent(out, diagnosis, &diagnosis->parents[i], detail);
	fputs("\nthis host:\n", out);
	print_about(out, diagnosis, NULL, detail);
	if (detail == BRIEF)
		print_unseen(out, diagnosis);
}
