/* request.c - the table of verbs, and how their words are read. */
#include "harness/guest/guest.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/reboot.h>
#include <unistd.h>

/* ---- answers ---- */

bool no(int error, const char *format, ...)
{
	char sentence[256];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(sentence, sizeof sentence, format, arguments);
	va_end(arguments);
	say("no %s %s\n", strerrorname_np(error) ? strerrorname_np(error) : "EIO", sentence);
	return false;
}

/* ---- words ---- */

static int digit_of(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return -1;
}

long octets_of(const char *digits, uint8_t *octets, size_t room)
{
	size_t count = strlen(digits) / 2;

	if (strlen(digits) % 2 || count > room)
		return -1;
	for (size_t i = 0; i < count; i++) {
		int high = digit_of(digits[2 * i]), low = digit_of(digits[2 * i + 1]);

		if (high < 0 || low < 0)
			return -1;
		octets[i] = (uint8_t)(high << 4 | low);
	}
	return (long)count;
}

bool number_of(const char *word, unsigned long most, unsigned long *number)
{
	char *end;

	if (word[0] < '0' || word[0] > '9')
		return no(EINVAL, "'%.40s' is no number", word);
	errno = 0;
	*number = strtoul(word, &end, 10);
	if (*end || errno || *number > most)
		return no(EINVAL, "'%.40s' is no number up to %lu", word, most);
	return true;
}

bool choice_of(const char *word, const char *yes, const char *other, bool *choice)
{
	*choice = !strcmp(word, yes);
	return *choice || !strcmp(word, other) ||
	       no(EINVAL, "'%.40s' is neither %s nor %s", word, yes, other);
}

/* ---- verbs of the guest itself ---- */

static void say_again(char **words)
{
	say("ok");
	for (; *words; words++)
		say(" %s", *words);
	say("\n");
}

static void reboot_at_once(char **words)
{
	(void)words;
	say("ok\n");
	channel_flush();
	reboot(RB_AUTOBOOT);
}

static void power_off(char **words)
{
	(void)words;
	say("ok\n");
	channel_flush();
	reboot(RB_POWER_OFF);
}

/* clang-format off */
static const struct {
	const char *name;
	int words; /* behind it; -1: as many as there are */
	void (*serve)(char **words);
} verbs[] = {
	{"nics",     0, nic_list},
	{"state",    1, nic_state},
	{"counters", 1, nic_counters},
	{"up",       1, nic_up},
	{"down",     1, nic_down},
	{"mac",      2, nic_mac},
	{"join",     2, nic_join},
	{"leave",    2, nic_leave},
	{"promisc",  2, nic_promisc},
	{"allmulti", 2, nic_allmulti},
	{"vlan",     3, nic_vlan},
	{"queues",   2, nic_queues},
	{"queued",   1, nic_queued},
	{"listen",   2, nic_listen},
	{"send",     3, frame_send},
	{"burst",    4, frame_burst},
	{"echo",    -1, say_again},
	{"reboot",   0, reboot_at_once},
	{"off",      0, power_off},
};
/* clang-format on */

static int split(char *line, char *words[GUEST_WORDS_MAX + 1])
{
	int count = 0;
	char *word;

	while ((word = strsep(&line, " "))) {
		if (!*word)
			continue;
		if (count == GUEST_WORDS_MAX)
			return -1;
		words[count++] = word;
	}
	words[count] = NULL;
	return count;
}

void serve(char *line)
{
	char *words[GUEST_WORDS_MAX + 1];
	int count = split(line, words);

	if (count < 1) {
		no(EINVAL, "a request has 1 to %d words", GUEST_WORDS_MAX);
		return;
	}
	for (size_t i = 0; i < sizeof verbs / sizeof verbs[0]; i++) {
		if (strcmp(verbs[i].name, words[0]) != 0)
			continue;
		if (verbs[i].words >= 0 && verbs[i].words != count - 1)
			no(EINVAL, "%s wants %d words", words[0], verbs[i].words);
		else
			verbs[i].serve(words + 1);
		return;
	}
	no(ENOSYS, "there is no verb '%.40s'", words[0]);
}
