#include "reports/matrix.h"
#include "reports/text.h"

#include <stdlib.h>
#include <string.h>

/* From keeping apart to letting through; a word that is not here comes behind those that are. */
static const struct {
	const char *mode, *heading;
} known_modes[] = {
	{"private", "private"},
	{"vepa", "vepa"},
	{"bridge", "bridge"},
	{"source", "source"},
	{"nodst", "source nodst"},
	{"passthru", "passthru"},
	{"nopromisc", "passthru nopromisc"},
	{"mixed", "mixed modes"},
};

enum { KNOWN_MODES = sizeof(known_modes) / sizeof(known_modes[0]) };

const enum verdict by_weight[VERDICTS] = {
	VERDICT_CRASH, VERDICT_FAIL,  VERDICT_TIMEOUT, VERDICT_BROKEN,
	VERDICT_XPASS, VERDICT_XFAIL, VERDICT_PASS,    VERDICT_SKIP,
};

const char *mode_heading(const char *mode)
{
	for (size_t i = 0; i < KNOWN_MODES; i++)
		if (!strcmp(mode, known_modes[i].mode))
			return known_modes[i].heading;
	return *mode ? mode : "any mode";
}

/* ---- cells ---- */

unsigned cell_total(const struct cell *cell)
{
	unsigned total = 0;

	for (size_t i = 0; i < VERDICTS; i++)
		total += cell->counts[i];
	return total;
}

enum verdict cell_verdict(const struct cell *cell)
{
	for (size_t i = 0; i < VERDICTS; i++)
		if (cell->counts[by_weight[i]])
			return by_weight[i];
	return VERDICT_SKIP;
}

static size_t weight_of(enum verdict verdict)
{
	size_t weight = 0;

	while (weight < VERDICTS && by_weight[weight] != verdict)
		weight++;
	return weight;
}

static void take_worst(struct cell *cell, const struct result *result)
{
	if (result && (!cell->worst || weight_of(result->verdict) < weight_of(cell->worst->verdict)))
		cell->worst = result;
}

void cell_add(struct cell *sum, const struct cell *cell)
{
	for (size_t i = 0; i < VERDICTS; i++)
		sum->counts[i] += cell->counts[i];
	take_worst(sum, cell->worst);
}

/* ---- columns ---- */

static int has_mode(const struct run *run, const char *mode)
{
	for (size_t i = 0; i < run->count; i++)
		if (!strcmp(text_or(run->results[i].mode, ""), mode))
			return 1;
	return 0;
}

static size_t column_of(const struct matrix *matrix, const char *mode)
{
	for (size_t i = 0; i < matrix->mode_count; i++)
		if (!strcmp(matrix->modes[i], mode))
			return i;
	return matrix->mode_count;
}

/* Known ones in their order, others as they come, and no mode last; if there are more than columns, the last takes all
 * that have none of their own. */
static void find_modes(struct matrix *matrix, const struct run *run)
{
	for (size_t i = 0; i < KNOWN_MODES; i++)
		if (has_mode(run, known_modes[i].mode))
			matrix->modes[matrix->mode_count++] = known_modes[i].mode;
	for (size_t i = 0; i < run->count && matrix->mode_count < MATRIX_MODES - 1; i++) {
		const char *mode = text_or(run->results[i].mode, "");

		if (*mode && column_of(matrix, mode) == matrix->mode_count)
			matrix->modes[matrix->mode_count++] = mode;
	}
	for (size_t i = 0; i < run->count; i++) {
		if (column_of(matrix, text_or(run->results[i].mode, "")) < matrix->mode_count)
			continue;
		matrix->modes[matrix->mode_count++] = "";
		return;
	}
}

/* ---- rows ---- */

static int is_row(const struct matrix_row *row, const char *suite, size_t length, const char *behaviour)
{
	return row->suite_length == length && !memcmp(row->suite, suite, length) &&
	       !strcmp(row->behaviour, behaviour);
}

/* Where the row is in the hash, or the empty place where it would be. */
static size_t *find_row(const struct matrix *matrix, const char *suite, size_t length, const char *behaviour)
{
	size_t sum = 0xcbf29ce484222325ULL; /* FNV-1a */

	for (size_t i = 0; i < length; i++)
		sum = (sum ^ (unsigned char)suite[i]) * 0x100000001b3ULL;
	for (const char *c = behaviour; *c; c++)
		sum = (sum ^ (unsigned char)*c) * 0x100000001b3ULL;
	for (;; sum++) {
		size_t *place = &matrix->places[sum & (matrix->place_count - 1)];

		if (!*place || is_row(&matrix->rows[*place - 1], suite, length, behaviour))
			return place;
	}
}

/* At most half of the places of the hash are taken. */
static int make_room(struct matrix *matrix)
{
	size_t capacity = matrix->capacity ? 2 * matrix->capacity : 256;
	struct matrix_row *rows = reallocarray(matrix->rows, capacity, sizeof(*rows));

	if (!rows)
		return -1;
	matrix->rows = rows;
	matrix->capacity = capacity;
	free(matrix->places);
	matrix->place_count = 2 * capacity;
	matrix->places = calloc(matrix->place_count, sizeof(*matrix->places));
	if (!matrix->places)
		return -1;
	for (size_t i = 0; i < matrix->row_count; i++)
		*find_row(matrix, rows[i].suite, rows[i].suite_length, rows[i].behaviour) = i + 1;
	return 0;
}

static struct matrix_row *row_of(struct matrix *matrix, const struct result *result)
{
	const char *behaviour = text_or(result->behaviour, "");
	size_t length = strcspn(result->id, "."), *place;

	if (matrix->row_count == matrix->capacity && make_room(matrix))
		return NULL;
	place = find_row(matrix, result->id, length, behaviour);
	if (!*place) {
		matrix->rows[matrix->row_count++] = (struct matrix_row){
			.suite = result->id, .suite_length = length, .behaviour = behaviour};
		*place = matrix->row_count;
	}
	return &matrix->rows[*place - 1];
}

/* By suite and behaviour. */
static int compare_rows(const void *one, const void *other)
{
	const struct matrix_row *a = one, *b = other;
	int order = memcmp(a->suite, b->suite,
			   a->suite_length < b->suite_length ? a->suite_length : b->suite_length);

	if (!order)
		order = (a->suite_length > b->suite_length) - (a->suite_length < b->suite_length);
	return order ? order : strcmp(a->behaviour, b->behaviour);
}

static int are_together(const struct matrix *matrix)
{
	for (size_t i = 1; i < matrix->row_count; i++) {
		const struct matrix_row *row = &matrix->rows[i];

		if (is_row(row - 1, row->suite, row->suite_length, row[-1].behaviour))
			continue;
		for (size_t k = 0; k + 1 < i; k++)
			if (is_row(&matrix->rows[k], row->suite, row->suite_length,
				   matrix->rows[k].behaviour))
				return 0;
	}
	return 1;
}

int matrix_count(struct matrix *matrix, const struct run *run)
{
	*matrix = (struct matrix){0};
	find_modes(matrix, run);
	for (size_t i = 0; i < run->count; i++) {
		const struct result *result = &run->results[i];
		struct matrix_row *row = row_of(matrix, result);
		size_t column = column_of(matrix, text_or(result->mode, ""));
		struct cell *cell;

		if (!row) {
			matrix_free(matrix);
			return -1;
		}
		cell = &row->cells[column < matrix->mode_count ? column : matrix->mode_count - 1];
		cell->counts[result->verdict]++;
		take_worst(cell, result);
	}
	if (!are_together(matrix)) /* shuffled, or shards of several suites one behind the other */
		qsort(matrix->rows, matrix->row_count, sizeof(*matrix->rows), compare_rows);
	return 0;
}

void matrix_free(struct matrix *matrix)
{
	free(matrix->rows);
	free(matrix->places);
	*matrix = (struct matrix){0};
}
