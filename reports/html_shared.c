#include "reports/html_parts.h"
#include "reports/text.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct look looks[VERDICTS] = {
	[VERDICT_PASS] = {"✓", "p", "passed"},
	[VERDICT_FAIL] = {"✗", "f", "failed"},
	[VERDICT_SKIP] = {"–", "s", "skipped"},
	[VERDICT_BROKEN] = {"?", "b", "broken"},
	[VERDICT_TIMEOUT] = {"!", "f", "timed out"},
	[VERDICT_CRASH] = {"!", "f", "crashed"},
	[VERDICT_XFAIL] = {"≈", "k", "known"},
	[VERDICT_XPASS] = {"↑", "x", "passed, against expectation"},
};

struct look look_of(enum verdict verdict)
{
	return looks[verdict];
}

int deserves_article(enum verdict verdict)
{
	return verdict != VERDICT_PASS && verdict != VERDICT_SKIP;
}

void put_badge(struct html *html, enum verdict verdict)
{
	html_open(html, "span");
	html_attribute(html, "class", "badge %s", looks[verdict].class);
	html_open(html, "span");
	html_attribute(html, "aria-hidden", "true");
	html_textf(html, "%s ", looks[verdict].glyph);
	html_close(html);
	html_text(html, verdict_name(verdict));
	html_close(html);
}

int open_link_to(struct html *html, const struct shown_run *shown, const struct result *result)
{
	if (!shown->in_full[result - shown->run->results])
		return 0;
	html_open(html, "a");
	html_attribute(html, "href", "#r%u-%s.%u", shown->number, result->id, result->repeat);
	return 1;
}

void open_scroller(struct html *html, const char *label)
{
	html_open_class(html, "div", "scroll");
	html_attribute(html, "role", "region");
	html_attribute(html, "tabindex", "0");
	html_attribute(html, "aria-label", "%s", label);
}

/* ---- links ---- */

static int stays_in_url(char character)
{
	return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
	       (character >= '0' && character <= '9') || (character && strchr("-._~/", character));
}

static void put_url(FILE *out, const char *path)
{
	for (; *path; path++) {
		if (stays_in_url(*path))
			fputc(*path, out);
		else
			fprintf(out, "%%%02X", (unsigned char)*path);
	}
}

/* How many octets of both paths are folders that they share. */
static size_t shared(const char *folder, const char *path)
{
	size_t common = 0;

	for (size_t i = 0;; i++) {
		if ((!folder[i] || folder[i] == '/') && path[i] == '/')
			common = i;
		if (!folder[i] || folder[i] != path[i])
			return common;
	}
}

char *link_between(const char *folder, const char *path)
{
	char *real = realpath(path, NULL), *url = NULL;
	size_t size, common;
	FILE *out = open_memstream(&url, &size);

	if (out && real && folder) {
		common = shared(folder, real);
		for (const char *rest = folder + common; *rest; rest++)
			if (rest[0] == '/' && rest[1])
				fputs("../", out);
		put_url(out, real + common + 1);
	} else if (out) {
		/* Or a colon in its first part would make a scheme of it, and two slashes a host. */
		fputs(*path == '/' ? "/" : "./", out);
		put_url(out, path + strspn(path, "/"));
	}
	free(real);
	return out && !fclose(out) ? url : NULL;
}

char *capture_of(const struct shown_run *shown, const struct result *result)
{
	const char *name = strrchr(result->pcapng, '/');
	const char *slash = shown->file ? strrchr(shown->file, '/') : NULL;
	char *beside;

	if (!shown->file || !access(result->pcapng, F_OK))
		return strdup(result->pcapng);
	if (asprintf(&beside, "%.*s/pcap/%s", slash ? (int)(slash - shown->file) : 1,
		     slash ? shown->file : ".", name ? name + 1 : result->pcapng) < 0)
		return NULL;
	if (!access(beside, F_OK))
		return beside;
	free(beside);
	return strdup(result->pcapng);
}
