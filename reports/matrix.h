/* matrix.h - a run counted by what its cases are of: rows are behaviours, suite by suite, columns are modes. */
#ifndef MVC_REPORTS_MATRIX_H
#define MVC_REPORTS_MATRIX_H

#include "reports/result.h"

#include <stddef.h>

enum { MATRIX_MODES = 16 };

struct cell {
	unsigned counts[VERDICTS];
	const struct result *worst; /* the first of the worst verdict; NULL: no case */
};

struct matrix_row {
	const char *suite; /* its name is the first suite_length octets: the first part of ids */
	size_t suite_length;
	const char *behaviour;
	struct cell cells[MATRIX_MODES]; /* in the order of the matrix's modes */
};

struct matrix {
	const char *modes[MATRIX_MODES]; /* those there are, in a fixed order; "" comes last */
	size_t mode_count;
	struct matrix_row *rows; /* owned; those of a suite follow each other */
	size_t row_count, capacity;
	size_t *places; /* owned; a hash of the rows: index + 1, or 0 */
	size_t place_count;
};

/* 0, or -1 without memory. Results must outlive it. */
int matrix_count(struct matrix *matrix, const struct run *run);
void matrix_free(struct matrix *matrix);

/* Worst first. */
extern const enum verdict by_weight[VERDICTS];

/* "source nodst" for "nodst"; static storage, or the word itself. */
const char *mode_heading(const char *mode);

/* Adds one cell to another. */
void cell_add(struct cell *sum, const struct cell *cell);

unsigned cell_total(const struct cell *cell);

/* The worst verdict of a cell that is not empty: SKIP only if all were skipped. */
enum verdict cell_verdict(const struct cell *cell);

#endif
