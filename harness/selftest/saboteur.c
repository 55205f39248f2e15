#include "harness/selftest/saboteur.h"

#include "harness/core/verdict.h"
#include "harness/selftest/saboteur_deeds.h"

#include <bpf/bpf.h>
#include <errno.h>
#include <stdio.h>

/* ---- what can be done ---- */

static bool may_leave_its_mode(const struct child *child)
{
	return child && child->mode != MODE_PASSTHRU;
}

static bool would_change_mode(const struct testbed *net, enum mode mode)
{
	for (enum place guest = GUEST_A; guest <= GUEST_D; guest++) {
		if (may_leave_its_mode(child_of(net, guest)) && child_of(net, guest)->mode != mode)
			return true;
	}
	return false;
}

static bool listens_to_somebody(const struct testbed *net)
{
	for (enum place guest = GUEST_A; guest <= GUEST_D; guest++) {
		const struct child *child = child_of(net, guest);

		if (child && child->mode == MODE_SOURCE && child->listens_to)
			return true;
	}
	return false;
}

static bool is_there(const struct testbed *net, enum place place)
{
	return (testbed_places(net) & AT(place)) && !(net->down & AT(place));
}

bool sabotage_applies(const struct testbed *net, const struct sabotage *sabotage)
{
	switch (sabotage->deed) {
	case CHANGE_MODE:
		return would_change_mode(net, sabotage->mode);
	case FORGET_SOURCES:
		return listens_to_somebody(net);
	case LEAK:
		return is_there(net, sabotage->place) && is_there(net, sabotage->from);
	default:
		return is_there(net, sabotage->place);
	}
}

bool sabotage_will_apply(const struct testbed *net, const struct sabotage *sabotage)
{
	return is_done_by_program(sabotage) && sabotage->deed != LEAK && sabotage->place >= GUEST_A &&
	       !(testbed_places(net) & AT(sabotage->place));
}

/* ---- doing it ---- */

static void attach_program(struct testbed *net, const struct sabotage *sabotage)
{
	struct hook at = hook_of(net, sabotage);
	struct program program = {.count = 0};
	LIBBPF_OPTS(bpf_tc_hook, hook, .ifindex = at.index, .attach_point = at.side);
	LIBBPF_OPTS(bpf_tc_opts, options);
	int error;

	compose(&program, net, sabotage);
	options.prog_fd =
		bpf_prog_load(BPF_PROG_TYPE_SCHED_CLS, "saboteur", "GPL", program.insn, program.count, NULL);
	if (options.prog_fd < 0)
		broken("cannot load the saboteur: %s", errno_name(-options.prog_fd));
	libbpf_set_print(NULL);
	error = bpf_tc_hook_create(&hook);
	if (!error ||
	    error == -EEXIST) /* another's program is there already: it passes on what it does not take */
		error = bpf_tc_attach(&hook, &options);
	if (error)
		broken("cannot attach the saboteur: %s", errno_name(-error));
}

/* The fences stay what they are: a child that has become a source-mode one still hears them. */
static void listen_to_fences_only(struct testbed *net, enum place guest)
{
	struct mac fences = STATION_FENCE_LISTED;

	macvtap_edit_sources(net->host, device_of(guest), SOURCES_SET, &fences, 1);
}

static void change_modes(struct testbed *net, enum mode mode)
{
	for (enum place guest = GUEST_A; guest <= GUEST_D; guest++) {
		if (!may_leave_its_mode(child_of(net, guest)) || child_of(net, guest)->mode == mode)
			continue;
		set_mode(net, guest, mode, 0);
		if (mode == MODE_SOURCE)
			listen_to_fences_only(net, guest);
	}
}

static void forget_sources(struct testbed *net)
{
	for (enum place guest = GUEST_A; guest <= GUEST_D; guest++) {
		if (child_of(net, guest) && child_of(net, guest)->mode == MODE_SOURCE)
			listen_to_fences_only(net, guest);
	}
}

void saboteur_attach(struct testbed *net, const struct sabotage *sabotage)
{
	if (is_done_by_program(sabotage))
		attach_program(net, sabotage);
	else if (sabotage->deed == CHANGE_MODE)
		change_modes(net, sabotage->mode);
	else
		forget_sources(net);
}

/* ---- its name ---- */

char *sabotage_to_text(const struct sabotage *sabotage, char *text, size_t size)
{
	static const char *const names[DEEDS] = {
		[LOSE] = "lose",       [DOUBLE] = "double",    [ALTER] = "alter",
		[DEFACE] = "deface",   [LEAK] = "leak",        [REORDER] = "reorder",
		[SCATTER] = "scatter", [GATHER] = "gather",    [SPOIL] = "spoil",
		[FORGET] = "forget",   [CHANGE_MODE] = "mode", [FORGET_SOURCES] = "forget-sources",
	};

	if (is_done_by_program(sabotage))
		snprintf(text, size, "%s@%s", names[sabotage->deed], place_name(sabotage->place));
	else if (sabotage->deed == CHANGE_MODE)
		snprintf(text, size, "%s=%s", names[sabotage->deed], mode_name(sabotage->mode));
	else
		snprintf(text, size, "%s", names[sabotage->deed]);
	return text;
}
