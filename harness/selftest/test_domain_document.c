/* Libvirt's files: what is read of those that users have, and what is said, and not done, about those that nobody should. */
#include "harness/domain/document.h"
#include "harness/domain/xml_stream.h"
#include "harness/selftest/selftest.h"

#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FIXTURES SOURCE_DIR "/fixtures/domains/"

/* ---- files as users have them ---- */

static const char *or_dash(const struct value *value)
{
	return value->text ? value->text : "-";
}

/* Line, type, parent, mode, address, model, driver, queues, trust, network, target. */
static void print_interface(FILE *out, const struct xml_interface *interface)
{
	fprintf(out, "%u %s %s %s %s %s %s %s %s %s %s\n", interface->line, or_dash(&interface->type),
		or_dash(&interface->dev), or_dash(&interface->mode), or_dash(&interface->address),
		or_dash(&interface->model), or_dash(&interface->driver), or_dash(&interface->queues),
		or_dash(&interface->trust), or_dash(&interface->network), or_dash(&interface->target));
}

static void print_document(FILE *out, const struct document *document)
{
	static const char *const kinds[] = {"domain", "network", "interface"};

	fprintf(out, "%s %s %s %s %s\n", kinds[document->kind], or_dash(&document->type),
		or_dash(&document->name), or_dash(&document->vcpus), or_dash(&document->forward));
	for (size_t i = 0; i < document->interface_count; i++)
		print_interface(out, &document->interfaces[i]);
	for (size_t i = 0; i < document->pool_count; i++)
		fprintf(out, "%u %s\n", document->pool[i].line, or_dash(&document->pool[i]));
	for (size_t i = 0; i < document->portgroup_count; i++)
		fprintf(out, "%u %s %s %s\n", document->portgroups[i].line,
			or_dash(&document->portgroups[i].name), or_dash(&document->portgroups[i].is_default),
			or_dash(&document->portgroups[i].trust));
}

static const struct {
	const char *file, *text;
} understood[] = {
	{"virt-install.xml", "domain kvm web1 2 -\n"
			     "29 direct p0 bridge 52:54:00:6b:1a:01 virtio - - - - -\n"},
	{"virt-manager.xml", "domain kvm desktop 2 -\n"
			     "10 direct p0 vepa 52:54:00:6b:1a:04 e1000e - - - - macvtap3\n"
			     "17 direct p0 vepa 52:54:00:6b:1a:05 virtio - - - - -\n"},
	{"dumpxml-live.xml", "domain kvm mail 4 -\n"
			     "15 direct p0 bridge 52:54:00:6b:1a:02 virtio vhost 4 yes lan macvtap0\n"
			     "24 bridge - - 52:54:00:6b:1a:03 virtio - - - - vnet4\n"},
	{"kubevirt.xml", "domain kvm default_testvm 1 -\n"
			 "12 ethernet - - 02:00:00:6b:1a:06 virtio-non-transitional - - - - net1\n"},
	{"network-user.xml", "domain kvm edge 1 -\n"
			     "9 network - - 52:54:00:6b:1a:07 virtio - - - functions -\n"
			     "14 network - - 52:54:00:6b:1a:08 virtio - - - lan -\n"},
	{"network-bridge.xml", "network - lan - bridge\n4 p0\n6 plain yes -\n7 trusted - yes\n"},
	{"network-passthrough.xml", "network - functions - passthrough\n5 p0\n6 p1\n"},
	{"interface.xml", "interface - - - -\n1 direct p0 - - - - - - - -\n"},
	/* what it asks for is not included */
	{"xinclude.xml", "domain - - - -\n"},
};

static void reads_what_users_have(void)
{
	for (size_t i = 0; i < sizeof understood / sizeof understood[0]; i++) {
		char path[256], error[512], text[2048] = "";
		struct document document;
		FILE *out = fmemopen(text, sizeof text, "w");

		snprintf(path, sizeof path, FIXTURES "%s", understood[i].file);
		if (document_read(&document, path, error, sizeof error)) {
			fprintf(stderr, "%s\n", error);
			CU_FAIL("a file that is in order is refused");
			fclose(out);
			continue;
		}
		print_document(out, &document);
		fclose(out);
		if (strcmp(text, understood[i].text) != 0)
			fprintf(stderr, "%s: not\n%sbut\n%s", understood[i].file, understood[i].text, text);
		CU_ASSERT_STRING_EQUAL(text, understood[i].text);
		document_free(&document);
	}
}

/* ---- files that are refused ---- */

#define MALFORMED "this is no well-formed XML: "
#define DOCTYPE                                                                                              \
	"a document type is declared (<!DOCTYPE>), which libvirt's files never have; nothing of it was read"
#define NOT_LIBVIRTS " is not libvirt's; there are <domain>, <network> and <interface>"

/* Behind MALFORMED the words are libxml2's, which change from version to version: their beginning is enough. */
static const struct {
	const char *file, *complaint;
} refused[] = {
	{"doctype.xml", "2: " DOCTYPE},
	{"external-entity.xml", "1: " DOCTYPE},
	{"external-dtd.xml", "1: " DOCTYPE},
	{"undeclared-entity.xml", "2: " MALFORMED "Entity 'secret' not defined"},
	{"mismatched.xml", "4: " MALFORMED "Opening and ending tag mismatch: interface line 3 and devices"},
	{"truncated.xml", "5: " MALFORMED "AttValue: ' expected"},
	{"twice.xml", "1: " MALFORMED "Attribute type redefined"},
	{"control.xml", "2: " MALFORMED "PCDATA invalid Char value 27"},
	{"latin1.xml", "2: " MALFORMED "Input is not proper UTF-8"},
	{"encoding.xml", "1: " MALFORMED "Unsupported encoding"},
	{"empty.xml", "1: this is no XML: no element begins here"},
	{"yaml.xml", "1: this is no XML: no element begins here"},
	{"page.xml", "1: <html>" NOT_LIBVIRTS},
	{"storage-pool.xml", "1: <pool>" NOT_LIBVIRTS},
	{"of-a-namespace.xml", "2: <an element of a namespace>" NOT_LIBVIRTS},
	{"two-documents.xml", "2: something follows the document's end; a file has one domain, network or "
			      "interface (virt-install: --print-xml 1)"},
};

static void expect_complaint(const char *name, const char *error, const char *complaint)
{
	size_t length = strlen(name);
	bool right = !strncmp(error, name, length) && error[length] == ':' &&
		     !strncmp(error + length + 1, complaint, strlen(complaint)) && !strchr(error, '\n');

	if (!right)
		fprintf(stderr, "not '%s:%s', but '%s'\n", name, complaint, error);
	CU_ASSERT(right);
}

static void refuses_with_file_and_line(void)
{
	for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
		char path[256], error[512] = "nothing";
		struct document document;

		snprintf(path, sizeof path, FIXTURES "refused/%s", refused[i].file);
		CU_ASSERT_EQUAL(document_read(&document, path, error, sizeof error), -1);
		expect_complaint(path, error, refused[i].complaint);
	}
}

/* ---- too much of it ---- */

enum { HUGE_COUNT = 100000 };

static char *text;
static size_t text_length;

static FILE *begin(void)
{
	free(text);
	return open_memstream(&text, &text_length);
}

static void expect_refused(FILE *out, const char *complaint)
{
	char error[512] = "nothing";
	struct document document;

	fclose(out);
	CU_ASSERT_EQUAL(document_parse(&document, "f.xml", text, text_length, error, sizeof error), -1);
	expect_complaint("f.xml", error, complaint);
}

static void repeat(FILE *out, size_t count, const char *octets)
{
	for (size_t i = 0; i < count; i++)
		fputs(octets, out);
}

static void refuses_what_is_too_large(void)
{
	FILE *out = begin();

	fputs("<domain>\n", out);
	repeat(out, XML_FILE_LIMIT, "x");
	fputs("</domain>", out);
	expect_refused(out, "1: larger than 1 MiB, which no domain or network is");
}

static void refuses_what_is_too_deep(void)
{
	FILE *out = begin();

	repeat(out, 1, "<domain>\n");
	repeat(out, XML_DEPTH_LIMIT, "<a>\n");
	expect_refused(out, "65: more than 64 elements within each other");
}

/* Each attribute is compared with each other one: that takes seconds. */
static void refuses_tags_that_are_too_long(void)
{
	FILE *out = begin();

	fputs("<domain", out);
	for (int i = 0; i < HUGE_COUNT; i++)
		fprintf(out, " a%d=''", i);
	fputs("/>", out);
	expect_refused(out, "1: a tag or a comment of more than 64 KiB; libvirt writes none");
	out = begin();
	fputs("<domain><!--", out);
	repeat(out, HUGE_COUNT, "x");
	fputs("--></domain>", out);
	expect_refused(out, "1: a tag or a comment of more than 64 KiB; libvirt writes none");
}

static void refuses_more_of_a_kind_than_there_can_be(void)
{
	FILE *out = begin();

	fputs("<domain><devices>\n", out);
	repeat(out, DOCUMENT_INTERFACES + 1, "<interface type='direct'/>\n");
	fputs("</devices></domain>", out);
	expect_refused(out, "258: more than 256 interfaces; a guest has no room for as many");
	out = begin();
	fputs("<network>\n<forward mode='bridge'>\n", out);
	repeat(out, DOCUMENT_PARENTS + 1, "<interface dev='p0'/>\n");
	fputs("</forward></network>", out);
	expect_refused(out, "1027: more than 1024 devices to forward to");
}

/* As much as is allowed is read, and bounded. */
static void keeps_no_more_than_it_needs(void)
{
	FILE *out = begin();
	struct document document;
	char error[512];

	fputs("<domain><name>", out);
	repeat(out, HUGE_COUNT, "x");
	fputs("</name></domain>", out);
	fclose(out);
	CU_ASSERT_EQUAL_FATAL(document_parse(&document, "f.xml", text, text_length, error, sizeof error), 0);
	CU_ASSERT_EQUAL(strlen(document.name.text), XML_TEXT_LIMIT);
	document_free(&document);
}

static void refuses_nul(void)
{
	static const char octets[] = "<domain>\n<na\0me/></domain>";
	char error[512] = "nothing";
	struct document document;

	CU_ASSERT_EQUAL(document_parse(&document, "f.xml", octets, sizeof octets - 1, error, sizeof error),
			-1);
	expect_complaint("f.xml", error, "2: " MALFORMED);
}

static void reads_standard_input(void)
{
	int kept = dup(STDIN_FILENO), file = open(FIXTURES "virt-install.xml", O_RDONLY | O_CLOEXEC);
	struct document document;
	char error[512];

	dup2(file, STDIN_FILENO);
	CU_ASSERT_EQUAL_FATAL(document_read(&document, "-", error, sizeof error), 0);
	CU_ASSERT_STRING_EQUAL(document.file, "<standard input>");
	CU_ASSERT_EQUAL(document.interface_count, 1);
	document_free(&document);
	dup2(kept, STDIN_FILENO);
	close(kept);
	close(file);
}

static void says_what_it_cannot_read(void)
{
	struct document document;
	char error[512];

	CU_ASSERT_EQUAL(document_read(&document, "/nonexistent.xml", error, sizeof error), -1);
	CU_ASSERT_STRING_EQUAL(error,
			       "cannot read /nonexistent.xml: ENOENT (No such file or directory); name a "
			       "file of libvirt's, or - for standard input");
	CU_ASSERT_EQUAL(document_read(&document, FIXTURES, error, sizeof error), -1);
	CU_ASSERT_PTR_NOT_NULL(strstr(error, "EISDIR"));
	CU_ASSERT_EQUAL(document_read(&document, "/dev/zero", error, sizeof error), -1);
	CU_ASSERT_STRING_EQUAL(error, "/dev/zero:1: larger than 1 MiB, which no domain or network is");
}

static const struct selftest tests[] = {
	{"reads what users have", reads_what_users_have},
	{"refuses with file and line", refuses_with_file_and_line},
	{"refuses what is too large", refuses_what_is_too_large},
	{"refuses what is too deep", refuses_what_is_too_deep},
	{"refuses tags that are too long", refuses_tags_that_are_too_long},
	{"refuses more of a kind than there can be", refuses_more_of_a_kind_than_there_can_be},
	{"keeps no more than it needs", keeps_no_more_than_it_needs},
	{"refuses NUL", refuses_nul},
	{"reads standard input", reads_standard_input},
	{"says what it cannot read", says_what_it_cannot_read},
};

SELFTEST_MAIN("domain_document", tests)
