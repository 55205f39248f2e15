#include "harness/run/blame.h"
#include "harness/core/cleanup.h"
#include "harness/core/verdict.h"
#include "harness/run/slot.h"

#include <string.h>

#define REPORT_LINES_MAX 100 /* a report without a last line ends here */

struct blame blame_begin(const char *kernel_log)
{
	return (struct blame){.log = kernel_log_open(kernel_log)};
}

/* ---- delivering ---- */

static void accuse(const struct blame *blame, struct slot *slot)
{
	AUTO_FREE char *text = NULL;
	size_t others = blame->suspect_count - 1;
	int length;

	if (blame->culprit || !others)
		length = asprintf(&text, "the kernel logged: %s", blame->first);
	else
		length = asprintf(&text, "the kernel logged, while this and %zu other case%s ran: %s", others,
				  others == 1 ? "" : "s", blame->first);
	if (length < 0)
		broken("out of memory for the kernel's log");
	outcome_finding(&slot->outcome, "", 0, text);
	output_add(&slot->outcome.output, blame->block.text, blame->block.count);
}

static void leave_unclaimed(struct blame *blame)
{
	blame->unclaimed = reallocarray(blame->unclaimed, blame->unclaimed_count + 1, sizeof(char *));
	if (!blame->unclaimed || !(blame->unclaimed[blame->unclaimed_count] = strdup(blame->first)))
		broken("out of memory for the kernel's log");
	blame->unclaimed_count++;
}

static void deliver(struct blame *blame)
{
	if (blame->culprit)
		accuse(blame, blame->culprit);
	else
		for (size_t i = 0; i < blame->suspect_count; i++)
			accuse(blame, blame->suspects[i]);
	if (!blame->suspect_count)
		leave_unclaimed(blame);
	free(output_take(&blame->block));
	blame->first[0] = '\0';
	blame->suspect_count = 0;
	blame->culprit = NULL;
}

/* ---- reading ---- */

static void begin_report(struct blame *blame, const char *line, struct slot *slots, size_t count)
{
	snprintf(blame->first, sizeof(blame->first), "%s", line);
	blame->lines = 0;
	blame->suspects = reallocarray(blame->suspects, count, sizeof(struct slot *));
	if (!blame->suspects)
		broken("out of memory for the kernel's log");
	for (size_t i = 0; i < count; i++)
		if (slot_is_busy(&slots[i]))
			blame->suspects[blame->suspect_count++] = &slots[i];
}

static void find_culprit(struct blame *blame, pid_t pid)
{
	for (size_t i = 0; i < blame->suspect_count && !blame->culprit; i++)
		if (blame->suspects[i]->pid == pid || getpgid(pid) == blame->suspects[i]->pid)
			blame->culprit = blame->suspects[i];
}

static void take_line(struct blame *blame, const struct kernel_line *line, struct slot *slots, size_t count)
{
	/* A second alarming line within a report ("BUG: ...", then "Oops: ...") belongs to it. */
	if (!blame->first[0]) {
		if (line->kind != LINE_TROUBLE)
			return;
		begin_report(blame, line->text, slots, count);
	}
	output_add(&blame->block, line->text, strlen(line->text));
	output_add(&blame->block, "\n", 1);
	if (line->pid)
		find_culprit(blame, line->pid);
	if (line->kind == LINE_END || ++blame->lines == REPORT_LINES_MAX)
		deliver(blame);
}

void blame_read(struct blame *blame, struct slot *slots, size_t count)
{
	struct kernel_line line;

	while (kernel_log_next(&blame->log, &line))
		take_line(blame, &line, slots, count);
}

static bool concerns(const struct blame *blame, const struct slot *slot)
{
	if (blame->culprit)
		return blame->culprit == slot;
	for (size_t i = 0; i < blame->suspect_count; i++)
		if (blame->suspects[i] == slot)
			return true;
	return false;
}

void blame_settle(struct blame *blame, const struct slot *ending)
{
	if (blame->first[0] && (!ending || concerns(blame, ending)))
		deliver(blame);
}
