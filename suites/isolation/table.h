/* table.h - the language of delivery tables. A table belongs to one testbed; each of its rows is a case:
 *
 *	requirement      from            frame to         arrives at, once, unchanged - and nowhere else
 *	{ &ISO_VEPA_01,  FROM_GUEST_A,   TO_GUEST_B,      AT(WIRE) },
 *
 * Its id is isolation.TABLE.SENDER_to_DESTINATION, with a further part for the tagging if there is one. Rows are
 * written for untagged frames; under a tag the same holds, but that the host has no use for a VLAN (see
 * as_host_sees_tagged()).
 */
#ifndef MVC_SUITES_ISOLATION_TABLE_H
#define MVC_SUITES_ISOLATION_TABLE_H

#include "harness/case/case.h"
#include "harness/proof/testbed.h"
#include "suites/isolation/words.h"

struct delivery {
	const struct requirement *requirement;
	enum sender from;
	enum destination to;
	places at;
};

struct table {
	const char *name; /* part of the ids: [a-z0-9_]+ */
	const struct topology *topology;
	enum carried carries;
	unsigned taggings; /* TRIED(UNTAGGED, VLAN_5) */
	const struct delivery *rows;
	size_t count;
};

#define TRIED_1(a)                    (1u << (a))
#define TRIED_2(a, b)                 (TRIED_1(a) | TRIED_1(b))
#define TRIED_PICK(_1, _2, name, ...) name
#define TRIED(...)                    TRIED_PICK(__VA_ARGS__, TRIED_2, TRIED_1, )(__VA_ARGS__)

#define TABLE(name_, topology_, taggings_, rows_)                                                            \
	{                                                                                                    \
		.name = name_, .topology = &topology_, .taggings = taggings_, .rows = rows_,                 \
		.count = sizeof(rows_) / sizeof(rows_)[0],                                                   \
	}
#define END_OF_TABLES                                                                                        \
	{                                                                                                    \
		.name = NULL                                                                                 \
	}

/* The tables, a file each; every array ends with a table without name. tables[] is all of them and ends with NULL. */
extern const struct table private_tables[], vepa_tables[], bridge_tables[], source_tables[],
	passthru_tables[], mixed_tables[], parents_tables[], kinds_tables[], spoof_tables[];
extern const struct table *const tables[];

/* What a row case has as its data. */
struct row {
	const struct topology *topology;
	struct delivery delivery;
	enum tagging tagging;
	enum carried carries;
};

/* The run function of every row case, and of nothing else: testcase->run == row_run says that data is a struct row. */
void row_run(const void *data);

/* The same on a testbed of the row's topology that is there already. */
void row_check(struct testbed *net, const struct row *row);

/* What the row stands for on a testbed with these groups: the frame, and where it must arrive. */
struct frame row_frame(const struct row *row, const struct groups *groups);
places row_expects(const struct row *row, const struct groups *groups);

/* Adds a case for each row and tagging of the table. */
void table_add_cases(const struct table *table, struct case_list *list);

#endif
