/* The format is that of the IETF's pcapng draft: blocks, each with options, in the byte order of this
 * machine. */
#include "reports/pcapng.h"
#include "reports/file.h"
#include "reports/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum block_type {
	SECTION_HEADER = 0x0a0d0d0a,
	INTERFACE_DESCRIPTION = 1,
	ENHANCED_PACKET = 6,
};

enum option_code {
	END_OF_OPTIONS = 0,
	COMMENT = 1,
	SHB_APPLICATION = 4,
	IF_NAME = 2,
	IF_TSRESOL = 9,
	EPB_FLAGS = 2,
};

#define BYTE_ORDER_MAGIC      0x1a2b3c4dU
#define LINKTYPE_ETHERNET     1
#define NANOSECONDS           9  /* if_tsresol: 10 to the minus ninth */
#define INBOUND               1U /* epb_flags */
#define OUTBOUND              2U
#define LONGEST_OPTION        0xffff
#define LONGEST_PACKET        262144 /* readers refuse a file with a longer one */
#define LENGTH_OF_EVERY_BLOCK 12U    /* type, length, and length again */

/* The body of a block, gathered so that its length can be written before it. */
struct block {
	enum block_type type;
	FILE *body; /* NULL without memory */
	char *octets;
	size_t length;
};

static void put_u16(FILE *out, unsigned value)
{
	uint16_t number = (uint16_t)value;

	fwrite(&number, sizeof(number), 1, out);
}

static void put_u32(FILE *out, uint32_t value)
{
	fwrite(&value, sizeof(value), 1, out);
}

/* Everything in a block begins at a multiple of four octets. */
static void put_padded(FILE *out, const void *octets, size_t length)
{
	static const char nothing[4];

	fwrite(octets, 1, length, out);
	fwrite(nothing, 1, -length & 3, out);
}

static void put_option(FILE *out, enum option_code code, const void *value, size_t length)
{
	put_u16(out, code);
	put_u16(out, (unsigned)length);
	put_padded(out, value, length);
}

static void put_text_option(FILE *out, enum option_code code, const char *text)
{
	put_option(out, code, text, text_cut(text, LONGEST_OPTION));
}

/* -1 without memory, when there is nothing to put into the block. */
static int block_begin(struct block *block, enum block_type type)
{
	*block = (struct block){.type = type};
	block->body = open_memstream(&block->octets, &block->length);
	return block->body ? 0 : -1;
}

static int block_end(struct block *block, FILE *out)
{
	uint32_t length;
	int failed;

	put_option(block->body, END_OF_OPTIONS, "", 0);
	failed = fclose(block->body);
	if (!failed) {
		length = (uint32_t)block->length + LENGTH_OF_EVERY_BLOCK;
		put_u32(out, block->type);
		put_u32(out, length);
		fwrite(block->octets, 1, block->length, out);
		put_u32(out, length);
	}
	free(block->octets);
	return failed ? -1 : 0;
}

/* What this file is about, for whoever opens it without having seen the report. Freed by the caller. */
static char *about(const struct result *result)
{
	char *text = NULL;
	size_t length;
	FILE *out = open_memstream(&text, &length);

	if (!out)
		return NULL;
	fprintf(out, "%s  %s\n", verdict_name(result->verdict), result->id);
	if (result->requirement)
		fprintf(out, "%s: %s\n", result->requirement, text_or(result->sentence, ""));
	if (result->source)
		fprintf(out, "source: %s\n", result->source);
	fprintf(out, "again: macvtap-conform %s%s", result_again(result), result->id);
	return fclose(out) ? NULL : text;
}

static int put_section(FILE *out, const struct result *result)
{
	char *comment = about(result);
	struct block block;

	if (!comment || block_begin(&block, SECTION_HEADER)) {
		free(comment);
		return -1;
	}
	put_u32(block.body, BYTE_ORDER_MAGIC);
	put_u16(block.body, 1); /* version 1.0 */
	put_u16(block.body, 0);
	put_u32(block.body, UINT32_MAX); /* length of the section: until the end of the file */
	put_u32(block.body, UINT32_MAX);
	put_text_option(block.body, COMMENT, comment);
	put_text_option(block.body, SHB_APPLICATION, "macvtap-conform " MVC_VERSION);
	free(comment);
	return block_end(&block, out);
}

static int put_interface(FILE *out, const char *place)
{
	static const uint8_t resolution = NANOSECONDS;
	struct block block;

	if (block_begin(&block, INTERFACE_DESCRIPTION))
		return -1;
	put_u16(block.body, LINKTYPE_ETHERNET);
	put_u16(block.body, 0);
	put_u32(block.body, 0); /* frames are not cut */
	put_text_option(block.body, IF_NAME, place);
	put_option(block.body, IF_TSRESOL, &resolution, sizeof(resolution));
	return block_end(&block, out);
}

static int put_packet(FILE *out, const struct packet *packet, uint32_t interface)
{
	uint32_t length = (uint32_t)packet->length, flags = packet->put_in ? OUTBOUND : INBOUND;
	uint32_t there = (uint32_t)(packet->length - packet->cut);
	uint32_t kept = there < LONGEST_PACKET ? there : LONGEST_PACKET;
	struct block block;

	if (block_begin(&block, ENHANCED_PACKET))
		return -1;
	put_u32(block.body, interface);
	put_u32(block.body, (uint32_t)(packet->time_ns >> 32));
	put_u32(block.body, (uint32_t)packet->time_ns);
	put_u32(block.body, kept);
	put_u32(block.body, length);
	put_padded(block.body, packet->bytes, kept);
	if (packet->comment)
		put_text_option(block.body, COMMENT, packet->comment);
	put_option(block.body, EPB_FLAGS, &flags, sizeof(flags));
	return block_end(&block, out);
}

/* The first packet of each place brings its interface. */
static const struct packet *first_at(const struct result *result, const char *place)
{
	const struct packet *packet = result->packets;

	while (strcmp(packet->place, place))
		packet++;
	return packet;
}

/* Interfaces are numbered in the order in which their places first appear. */
static uint32_t interface_of(const struct result *result, const char *place)
{
	const struct packet *first = first_at(result, place);
	uint32_t number = 0;

	for (const struct packet *packet = result->packets; packet < first; packet++)
		number += first_at(result, packet->place) == packet;
	return number;
}

static int put_result(FILE *out, const struct result *result)
{
	const struct packet *packets = result->packets;
	int failed = put_section(out, result);

	for (size_t i = 0; i < result->packet_count && !failed; i++)
		if (first_at(result, packets[i].place) == &packets[i])
			failed = put_interface(out, packets[i].place);
	for (size_t i = 0; i < result->packet_count && !failed; i++)
		failed = put_packet(out, &packets[i], interface_of(result, packets[i].place));
	return failed;
}

int pcapng_write(const struct result *result, const char *path, char *error, size_t size)
{
	struct report_file file;

	if (report_file_open(&file, path, error, size))
		return -1;
	if (put_result(file.stream, result)) {
		snprintf(error, size, "cannot write %s: out of memory; give this process more", path);
		report_file_abandon(&file);
		return -1;
	}
	return report_file_commit(&file, error, size);
}
