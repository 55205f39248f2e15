/* modes: every pair of modes, asked for while the child is up. */
#include "suites/change/change.h"
#include "suites/change/requirements.h"
#include "suites/change/words.h"

#include <errno.h>
#include <stdio.h>

enum { MODES = 5 };
static const enum mode modes[MODES] = {MODE_PRIVATE, MODE_VEPA, MODE_BRIDGE, MODE_SOURCE, MODE_PASSTHRU};

/* clang-format off */
static const int answers[MODES][MODES] = {
	/* from         to: private vepa    bridge  source  passthru */
	/* private  */    { 0,      0,      0,      0,      EINVAL },
	/* vepa     */    { 0,      0,      0,      0,      EINVAL },
	/* bridge   */    { 0,      0,      0,      0,      EINVAL },
	/* source   */    { 0,      0,      0,      0,      EINVAL },
	/* passthru */    { EINVAL, EINVAL, EINVAL, EINVAL, 0      },
};
/* clang-format on */

struct mode_change {
	enum mode from, to;
	int error;
};

static void change_mode(const void *data)
{
	const struct mode_change *change = data;
	struct testbed *net = bed_with(change->from, 0, UP);
	struct answer answer =
		TRY_CHANGE(net->host, CHILD, NUMBER32(OF_DRIVER, IFLA_MACVLAN_MODE, change->to));

	if (change->error)
		expect_refused("the change", answer, change->error, "");
	else
		expect_accepted("the change", answer);
	expect_number("the mode it is in then", link_number(net->host, CHILD, OF_DRIVER, IFLA_MACVLAN_MODE),
		      change->error ? change->from : change->to);
}

void change_add_modes(struct case_list *list)
{
	static struct mode_change changes[MODES][MODES];
	char summary[96];

	for (size_t from = 0; from < MODES; from++) {
		for (size_t to = 0; to < MODES; to++) {
			struct mode_change *change = &changes[from][to];

			*change = (struct mode_change){modes[from], modes[to], answers[from][to]};
			snprintf(summary, sizeof summary, "a child in mode %s is to be in mode %s: %s",
				 mode_name(change->from), mode_name(change->to),
				 change->error ? "refused" : "allowed");
			case_add_as(
				list,
				&(struct testcase){.requirement = change->error ? &CHG_MODE_02 : &CHG_MODE_01,
						   .run = change_mode,
						   .data = change,
						   .mode = mode_name(change->from),
						   .shares = &bare_unwatched,
						   .summary = summary},
				"change.mode.%s_to_%s", mode_name(change->from), mode_name(change->to));
		}
	}
}
