#include "suites/isolation/table.h"

#include "harness/core/verdict.h"
#include "harness/proof/delivery.h"
#include "harness/proof/filter.h"

#include <stdio.h>
#include <stdlib.h>

const struct table *const tables[] = {
	private_tables, vepa_tables,    bridge_tables, source_tables, passthru_tables,
	mixed_tables,   parents_tables, kinds_tables,  spoof_tables,  NULL,
};

struct frame row_frame(const struct row *row, const struct groups *groups)
{
	return sentence_frame(row->topology, groups, row->delivery.from, row->delivery.to, row->tagging,
			      row->carries);
}

/* A row speaks of filters that tell its group from all others. The children for whom that is not so on the testbed at
 * hand, and no others, may rightly get what they would get had they joined. */
static places by_confusion(const struct row *row, const struct groups *groups)
{
	struct groups told_apart = *groups;
	struct frame frame = row_frame(row, groups);
	enum place from = place_of_sender(row->delivery.from);

	told_apart.lets_through = NOWHERE;
	return model_receivers(row->topology, from, &frame, groups) &
	       ~model_receivers(row->topology, from, &frame, &told_apart);
}

/* A row speaks of kernels that let no flood return to bridge children. What others give them besides. */
static places by_return(const struct row *row, const struct groups *groups)
{
	struct groups kept_away = *groups;
	struct frame frame = row_frame(row, groups);
	enum place from = place_of_sender(row->delivery.from);

	kept_away.returns_to_bridge = false;
	return model_receivers(row->topology, from, &frame, groups) &
	       ~model_receivers(row->topology, from, &frame, &kept_away);
}

places row_expects(const struct row *row, const struct groups *groups)
{
	struct frame frame = row_frame(row, groups);
	places at = row->delivery.at;

	if (groups->returns_to_bridge)
		at |= by_return(row, groups);
	if (is_in_a_vlan(&frame))
		at = as_host_sees_tagged(at);
	return groups->lets_through ? at | by_confusion(row, groups) : at;
}

static bool is_doubled(const struct row *row, const struct groups *groups)
{
	const struct frame frame = row_frame(row, groups);

	return model_doubles(row->topology, place_of_sender(row->delivery.from), &frame, groups);
}

/* What the row's groups come to on the testbed at hand. */
static struct groups groups_at(struct testbed *net, const struct row *row)
{
	struct groups groups = {.lets_through = NOWHERE};

	if (is_drawn_group(row->delivery.to))
		groups = groups_of(net);
	groups.returns_to_bridge = floods_return_to_bridge();
	if (is_reserved_group(row->delivery.to))
		groups.lets_through = filter_lets_through(net, row_frame(row, &groups).dst);
	return groups;
}

/* Whoever has had a flood on its way out gets it twice when it returns: that is not what a row can say. */
void row_check(struct testbed *net, const struct row *row)
{
	const struct groups groups = groups_at(net, row);
	const struct frame frame = row_frame(row, &groups);

	if (is_doubled(row, &groups))
		skip("this kernel lets floods return to bridge children");
	expect_delivery(net, place_of_sender(row->delivery.from), &frame, row_expects(row, &groups));
}

/* Whether the chance of a child's hash filter doubles a reserved group, which no row expects anybody to hear. */
static bool is_doubled_by_chance(struct testbed *net, const struct row *row)
{
	struct groups groups;

	if (!floods_return_to_bridge() || !is_reserved_group(row->delivery.to))
		return false;
	groups = groups_at(net, row);
	return is_doubled(row, &groups);
}

/* Children that are made anew have other filters. */
void row_run(const void *data)
{
	enum { DRAWS = 8 };
	const struct row *row = data;
	struct testbed *net = testbed_shared(row->topology);

	for (unsigned draw = 0; draw < DRAWS && is_doubled_by_chance(net, row); draw++) {
		testbed_build(row->topology); /* as if a case had changed them */
		net = testbed_build(row->topology);
	}
	row_check(net, row);
}

/* ---- cases out of rows ---- */

static void add_row(const struct table *table, const struct row *row, struct case_list *list)
{
	const struct delivery *delivery = &row->delivery;
	const char *from = sender_word(delivery->from), *to = destination_word(delivery->to);
	const char *wire = wire_name(row->topology->wire);
	const char *tag = row->tagging == UNTAGGED ? "" : tagging_word(row->tagging);
	char summary[256], behaviour[64], at[128];

	snprintf(summary, sizeof summary, "%s, %s wire: %s to %s, %s, carrying %s: %s", row->topology->name,
		 wire, from, to, tagging_word(row->tagging), carried_word(row->carries),
		 places_to_text(row_expects(row, &(struct groups){.lets_through = NOWHERE}), at, sizeof at));
	snprintf(behaviour, sizeof behaviour, "%s to %s", from, to);
	case_add_as(list,
		    &(struct testcase){.requirement = delivery->requirement,
				       .run = row_run,
				       .data = row,
				       .shares = row->topology,
				       .mode = topology_mode(row->topology),
				       .behaviour = behaviour,
				       .summary = summary},
		    "isolation.%s.%s_to_%s%s%s", table->name, from, to, *tag ? "." : "", tag);
}

void table_add_cases(const struct table *table, struct case_list *list)
{
	/* lives as long as the program, as the list does */
	struct row *row = calloc(table->count * TAGGINGS, sizeof *row);

	if (!row)
		broken("out of memory for the rows of %s", table->name);
	for (enum tagging tagging = UNTAGGED; tagging < TAGGINGS; tagging++) {
		if (!(table->taggings & TRIED(tagging)))
			continue;
		for (size_t i = 0; i < table->count; i++, row++) {
			*row = (struct row){table->topology, table->rows[i], tagging, table->carries};
			add_row(table, row, list);
		}
	}
}
