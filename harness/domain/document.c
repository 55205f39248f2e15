/* document.c - the octets of a file. */
#include "harness/domain/document.h"

#include "harness/core/cleanup.h"
#include "harness/core/verdict.h"
#include "harness/domain/xml_stream.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>

static int refuse(const char *path, int code, char *error, size_t size)
{
	snprintf(error, size, "cannot read %s: %s (%s); name a file of libvirt's, or - for standard input",
		 path, errno_name(code), strerror(code));
	return -1;
}

int document_read(struct document *document, const char *path, char *error, size_t size)
{
	const bool is_input = !strcmp(path, "-");
	AUTO_FCLOSE FILE *file = is_input ? fdopen(dup(STDIN_FILENO), "r") : fopen(path, "re");
	AUTO_FREE char *octets = NULL;
	struct stat status;
	size_t length;

	if (!file || fstat(fileno(file), &status))
		return refuse(path, errno, error, size);
	if (S_ISDIR(status.st_mode))
		return refuse(path, EISDIR, error, size);
	octets = malloc(XML_FILE_LIMIT + 1);
	if (!octets)
		broken("out of memory for a libvirt document");
	length = fread(octets, 1, XML_FILE_LIMIT + 1, file);
	if (ferror(file))
		return refuse(path, errno, error, size);
	return document_parse(document, is_input ? "<standard input>" : path, octets, length, error, size);
}
