#include "harness/run/expectations.h"
#include "harness/core/cleanup.h"
#include "harness/core/verdict.h"

#include <errno.h>
#include <fnmatch.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define FILE_LIMIT (4L << 20) /* nobody writes more by hand */
#define GLOB_CHARS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.*?[]!"
#define HEX_DIGITS "0123456789abcdef"
#define LINUS      "https://git.kernel.org/linus/"
#define BLANKS     " \t\r"

enum field { CASE, KERNELS, REASON, FIX, FIELDS };

static const char *const field_names[FIELDS] = {"CASE", "KERNELS", "REASON", "FIX"};

struct parser {
	const char *name;
	unsigned line;
	char *error;
	size_t size;
};

__attribute__((format(printf, 2, 3))) static bool bad(const struct parser *parser, const char *format, ...)
{
	va_list arguments;
	int length = snprintf(parser->error, parser->size, "%s:%u: ", parser->name, parser->line);

	if (length < 0 || (size_t)length >= parser->size)
		return false;
	va_start(arguments, format);
	vsnprintf(parser->error + length, parser->size - (size_t)length, format, arguments);
	va_end(arguments);
	return false;
}

static void *enough(void *memory)
{
	if (!memory)
		broken("out of memory for expectations; give this process more");
	return memory;
}

static char *trimmed(char *text)
{
	size_t length;

	text += strspn(text, BLANKS);
	for (length = strlen(text); length && strchr(BLANKS, text[length - 1]);)
		text[--length] = '\0';
	return text;
}

/* ---- fields ---- */

/* What "*" stands for has no ranges. */
static bool parse_ranges(const struct parser *parser, const char *text, const char *of,
			 struct kernel_range **ranges, size_t *count)
{
	AUTO_FREE char *copy = enough(strdup(text));
	char *rest = copy, *part;

	if (!strcmp(text, "*"))
		return true;
	while ((part = strsep(&rest, ","))) {
		struct kernel_range range;

		part = trimmed(part);
		if (!kernel_range_parse(part, &range))
			return bad(parser,
				   "'%.60s' is no range of %s; write * for all, or 6.4..6.12.116, "
				   "6.4.., ..6.1, 6.6, the lower end first",
				   part, of);
		*ranges = enough(reallocarray(*ranges, *count + 1, sizeof(**ranges)));
		(*ranges)[(*count)++] = range;
	}
	return true;
}

static bool parse_fix(const struct parser *parser, const char *text, struct expectation *expectation)
{
	size_t length = strlen(text);
	int made;

	if (!strcmp(text, "unreported"))
		made = asprintf(&expectation->fix, "unreported");
	else if (!strncmp(text, "https://", 8) && text[8] && !strpbrk(text, BLANKS))
		made = asprintf(&expectation->fix, "reported, see %s", text);
	else if (length > 2 && text[0] == '"' && strchr(text + 1, '"') == text + length - 1)
		made = asprintf(&expectation->fix, "fixed by %s", text);
	else if (length >= 12 && length <= 40 && text[strspn(text, HEX_DIGITS)] == '\0')
		made = asprintf(&expectation->fix, "fixed by %.12s, see " LINUS "%s", text, text);
	else
		return bad(parser,
			   "'%.60s' is no FIX; write the commit in 12 to 40 digits or its title in "
			   "\"quotes\", the "
			   "report as https://..., or unreported",
			   text);
	enough(made < 0 ? NULL : expectation->fix);
	return true;
}

static bool parse_reproducer(const struct parser *parser, const char *text, struct expectation *expectation)
{
	if (!*text || strpbrk(text, BLANKS "/"))
		return bad(parser, "'%.60s' names no reproducer; write reproducer=NAME, of NAME.sh", text);
	expectation->reproducer = text;
	return true;
}

static bool parse_software(const struct parser *parser, const char *name, const char *text,
			   struct expectation *expectation)
{
	if (expectation->software)
		return bad(parser, "versions of %s beside those of %s; a line is about one of them", name,
			   expectation->software);
	expectation->software = name;
	expectation->versions = text;
	return parse_ranges(parser, text, "versions", &expectation->software_ranges,
			    &expectation->software_range_count);
}

static bool parse_key(const struct parser *parser, char *text, struct expectation *expectation)
{
	static const char *const software[] = {"libvirt", "qemu", "vhost"};
	char *value = strchr(text, '=');
	const size_t length = value ? (size_t)(value++ - text) : 0;

	if (length == strlen("reproducer") && !strncmp(text, "reproducer", length))
		return parse_reproducer(parser, value, expectation);
	for (size_t i = 0; i < sizeof(software) / sizeof(software[0]); i++)
		if (length == strlen(software[i]) && !strncmp(text, software[i], length))
			return parse_software(parser, software[i], value, expectation);
	return bad(parser,
		   "'%.60s' is not known here; what may follow the FIX is reproducer=NAME, libvirt=VERSIONS, "
		   "qemu=VERSIONS or vhost=VERSIONS",
		   text);
}

static bool parse_fields(const struct parser *parser, char *const fields[FIELDS],
			 struct expectation *expectation)
{
	for (enum field field = 0; field < FIELDS; field++)
		if (!*fields[field])
			return bad(parser, "the %s is empty; write CASE | KERNELS | REASON | FIX",
				   field_names[field]);
	if (fields[CASE][strspn(fields[CASE], GLOB_CHARS)])
		return bad(parser, "'%.60s' is no id and no glob over ids; see macvtap-conform list",
			   fields[CASE]);
	expectation->glob = fields[CASE];
	expectation->kernels = fields[KERNELS];
	expectation->reason = fields[REASON];
	return parse_ranges(parser, fields[KERNELS], "kernels", &expectation->ranges,
			    &expectation->range_count) &&
	       parse_fix(parser, fields[FIX], expectation);
}

/* ---- lines ---- */

/* A carriage return is none, unless it ends the line: within one, a terminal would write over what stands before it. */
static bool is_text(const char *line, size_t length)
{
	if (length && line[length - 1] == '\r')
		length--;
	for (size_t i = 0; i < length; i++)
		if (((unsigned char)line[i] < ' ' && line[i] != '\t') || line[i] == 0x7f)
			return false;
	return true;
}

static bool parse_line(const struct parser *parser, char *line, struct expectation *expectation)
{
	char *fields[FIELDS], *field;
	size_t count = 0;

	while (count < FIELDS && (field = strsep(&line, "|")))
		fields[count++] = trimmed(field);
	if (count < FIELDS)
		return bad(parser, "%zu field%s; there must be four: CASE | KERNELS | REASON | FIX", count,
			   count == 1 ? "" : "s");
	if (!parse_fields(parser, fields, expectation))
		return false;
	while ((field = strsep(&line, "|")))
		if (!parse_key(parser, trimmed(field), expectation))
			return false;
	return true;
}

/* The line gets room whatever becomes of it: what it owns is freed with the rest. */
static bool take_line(const struct parser *parser, char *line, struct expectations *expectations)
{
	struct expectation *expectation;

	line = trimmed(line);
	if (!*line || *line == '#')
		return true;
	expectations->at =
		enough(reallocarray(expectations->at, expectations->count + 1, sizeof(*expectations->at)));
	expectation = &expectations->at[expectations->count++];
	*expectation = (struct expectation){.line = parser->line};
	return parse_line(parser, line, expectation);
}

int expectations_parse(struct expectations *expectations, const char *name, const char *text, size_t length,
		       char *error, size_t size)
{
	struct parser parser = {.name = name, .error = error, .size = size};
	char *line, *next, *end;

	*expectations = (struct expectations){.name = name, .text = enough(malloc(length + 1))};
	line = expectations->text;
	end = line + length;
	memcpy(line, text, length);
	*end = '\0';
	for (; line < end; line = next) {
		char *feed = memchr(line, '\n', (size_t)(end - line));
		size_t span = (size_t)((feed ? feed : end) - line);

		parser.line++;
		next = line + span + 1;
		if (!is_text(line, span) && !bad(&parser, "an octet that is no text; write plain UTF-8"))
			break;
		line[span] = '\0';
		if (!take_line(&parser, line, expectations))
			break;
	}
	if (line < end)
		expectations_free(expectations);
	return line < end ? -1 : 0;
}

static int refuse(const char *path, int code, char *error, size_t size)
{
	snprintf(error, size, "cannot read %s: %s (%s); name a file of expectations", path, errno_name(code),
		 strerror(code));
	return -1;
}

int expectations_read(struct expectations *expectations, const char *path, char *error, size_t size)
{
	AUTO_FCLOSE FILE *file = fopen(path, "re");
	AUTO_FREE char *text = NULL;
	size_t length;
	struct stat status;

	if (!file || fstat(fileno(file), &status))
		return refuse(path, errno, error, size);
	if (S_ISDIR(status.st_mode))
		return refuse(path, EISDIR, error, size);
	text = enough(malloc(FILE_LIMIT + 1));
	length = fread(text, 1, FILE_LIMIT + 1, file);
	if (ferror(file))
		return refuse(path, errno, error, size);
	if (length > FILE_LIMIT)
		return refuse(path, EFBIG, error, size);
	return expectations_parse(expectations, path, text, length, error, size);
}

void expectations_free(struct expectations *expectations)
{
	for (size_t i = 0; i < expectations->count; i++) {
		free(expectations->at[i].fix);
		free(expectations->at[i].ranges);
		free(expectations->at[i].software_ranges);
	}
	free(expectations->at);
	free(expectations->text);
	*expectations = (struct expectations){0};
}

/* ---- asking ---- */

static bool is_within(const struct kernel_range *ranges, size_t count, const struct kernel_version *version)
{
	for (size_t i = 0; i < count; i++)
		if (kernel_range_has(&ranges[i], version))
			return true;
	return !count;
}

bool expectation_concerns(const struct expectation *expectation, const struct kernel_version *kernel)
{
	return is_within(expectation->ranges, expectation->range_count, kernel);
}

/* What served is told as "NAME VERSION, NAME VERSION". */
static bool concerns_server(const struct expectation *expectation, const char *served_by)
{
	const char *at = expectation->software ? strstr(served_by, expectation->software) : NULL;
	struct kernel_version version;

	if (!expectation->software)
		return true;
	at = at ? at + strlen(expectation->software) : "";
	return *at == ' ' && kernel_version_of(at + 1, "", &version) &&
	       is_within(expectation->software_ranges, expectation->software_range_count, &version);
}

const struct expectation *expectations_find(const struct expectations *expectations, const char *id,
					    const struct kernel_version *kernel, const char *served_by)
{
	for (size_t i = 0; i < expectations->count; i++) {
		const struct expectation *expectation = &expectations->at[i];

		if (!fnmatch(expectation->glob, id, 0) &&
		    (!kernel || expectation_concerns(expectation, kernel)) &&
		    (!served_by || concerns_server(expectation, served_by)))
			return expectation;
	}
	return NULL;
}
