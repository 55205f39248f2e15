#include "suites/isolation/retold.h"

/* The first table of each: that of the plain wire. */
static const struct table *const of_modes[] = {private_tables, vepa_tables, bridge_tables, source_tables,
					       passthru_tables};

static bool concerns_guest_a(const struct delivery *delivery)
{
	return delivery->from == FROM_GUEST_A || delivery->to == TO_GUEST_A || (delivery->at & AT(GUEST_A));
}

static void add_row(const struct retelling *retelling, const struct row *row, const char *table,
		    const struct row *first, struct case_list *list)
{
	const struct testcase testcase = {
		.requirement = retelling->requirement,
		.run = retelling->run,
		.data = row,
		.summary = retelling->summary,
		.shares = first,
		.mode = topology_mode(row->topology),
		.stands_in_s = retelling->stands_in_s,
	};

	case_add_as(list, &testcase, "%s.%s.%s_to_%s", retelling->prefix, table,
		    sender_word(row->delivery.from), destination_word(row->delivery.to));
}

void retold_add_cases(const struct retelling *retelling, struct row rows[RETOLD_MAX], struct case_list *list)
{
	struct row *next = rows;

	for (size_t i = 0; i < sizeof of_modes / sizeof of_modes[0]; i++) {
		const struct table *table = of_modes[i];
		const struct row *first = next;

		for (size_t k = 0; k < table->count && next < rows + RETOLD_MAX; k++) {
			if (!concerns_guest_a(&table->rows[k]))
				continue;
			*next = (struct row){table->topology, table->rows[k], UNTAGGED, table->carries};
			add_row(retelling, next++, table->name, first, list);
		}
	}
}
