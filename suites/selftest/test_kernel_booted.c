/* The cases about libvirt with a booted guest turn red: when libvirt is told to trust whom the case does not, and the other way
 * round, when frames are lost on their way to the guest, and when numbers are not what they were. Those that share a guest are tried in a
 * row.
 */
#include "harness/case/recorder.h"
#include "harness/net/lie.h"
#include "harness/selftest/proofs.h"
#include "harness/virt/libvirtd.h"
#include "suites/virt/libvirt/libvirt.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct case_list cases;

/* ---- what is done ---- */

/* The text with one thing in place of another, where it stands first; the text itself if it does not. */
static char *with(const char *text, const char *what, const char *by)
{
	const char *found = strstr(text, what);
	char *result;

	if (!found)
		return strdup(text);
	if (asprintf(&result, "%.*s%s%s", (int)(found - text), text, by, found + strlen(what)) < 0)
		abort();
	return result;
}

#define TRUST(yes_or_no, address) "trustGuestRxFilters='" yes_or_no "'><mac address='" address "'"

#define YES   "trustGuestRxFilters='yes'"
#define NO    "trustGuestRxFilters='no'"
#define ADDED "02:00:00:00:00:0d"

/* Of the NICs that cases are about; one for which trust means nothing is made another. */
static const char *the_other_way_round(const char *xml)
{
	if (strstr(xml, "'e1000e'"))
		return with(xml, "'e1000e'", "'virtio'");
	if (strstr(xml, ADDED))
		return strstr(xml, YES) ? with(xml, YES, NO) : with(xml, NO, YES);
	if (strstr(xml, "<network"))
		return with(xml, YES, NO);
	const char *once = with(xml, TRUST("yes", "02:00:00:00:00:0a"), TRUST("no", "02:00:00:00:00:0a"));

	return with(once, TRUST("no", "02:00:00:00:00:0b"), TRUST("yes", "02:00:00:00:00:0b"));
}

/* Of a domain that runs. */
static const char *updated_otherwise(const char *xml)
{
	if (strstr(xml, "<domain"))
		return xml;
	if (strstr(xml, "<link"))
		return with(xml, "state='down'", "state='up'");
	return strstr(xml, YES) ? with(xml, YES, NO) : with(xml, NO, YES);
}

static void turn_round(void)
{
	xml_sabotage = the_other_way_round;
}

static void update_otherwise(void)
{
	xml_sabotage = updated_otherwise;
}

static void let_be(void)
{
	xml_sabotage = NULL;
}

static uint64_t one_more(uint64_t value)
{
	return value + 1;
}

static const struct lie number_lie = {.number = one_more};
static const struct sabotage lost_to_a = {.deed = LOSE, .prey = PROBES, .place = GUEST_A},
			     lost_to_d = {.deed = LOSE, .prey = PROBES, .place = GUEST_D};

/* An e1000e takes two seconds for a carrier. */
enum { SOON_S = 2, LATER_S = 8 };

/* clang-format off */
static const struct proof proofs[] = {
	{"trust the other way round", {"virt.libvirt.trust.!(updated)"}, SOON_S, 0, turn_round, let_be, NULL, NULL},
	{"frames lost to GUEST_A", {"virt.libvirt.trust.[gmp]*.trusted"}, SOON_S, 0, NULL, NULL, &lost_to_a, NULL},
	{"frames lost to GUEST_D, updated otherwise", {"virt.libvirt.plugged.*", "virt.libvirt.trust.updated"}, LATER_S, 0, update_otherwise, let_be, &lost_to_d, NULL},
	{"numbers one too high", {"virt.libvirt.virsh.*"}, SOON_S, 0, NULL, NULL, NULL, &number_lie},
};
/* clang-format on */

static void try_all(void)
{
	struct case_list all = {.count = 0};

	virt_libvirt_add_cases(&all);
	for (size_t i = 0; i < all.count; i++)
		if (all.cases[i].stands_in_s)
			case_add(&cases, &all.cases[i]);
	recorder_register(&cases);
	proofs_try(&cases, proofs, sizeof proofs / sizeof proofs[0]);
}

int main(int argc, char **argv)
{
	return proofs_main(argc, argv, "suites.kernel_booted", try_all);
}
