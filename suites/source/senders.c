#include "suites/source/senders.h"

#include <string.h>

#undef create_listening
#undef expect_reply
#undef expect_list

size_t senders(const char *word, struct mac list[SENDERS_MAX])
{
	size_t count = 0;

	for (; word[count]; count++)
		list[count] = sender(word[count]);
	return count;
}

void create_listening(struct testbed *net, const char *device, const char *word)
{
	struct mac list[SENDERS_MAX];
	struct macvtap macvtap = {
		.name = device,
		.parent = "p0",
		.mode = MODE_SOURCE,
		.sources = list,
		.source_count = senders(word, list),
	};

	macvtap_create(net->host, &macvtap);
}

void expect_reply(struct answer answer, int error, const char *text)
{
	if (answer.error != error)
		fail("the kernel answers %s%s%s instead of %s",
		     answer.error ? errno_name(answer.error) : "yes", answer.text[0] ? ", " : "", answer.text,
		     error ? errno_name(error) : "yes");
	else if (text && strcmp(answer.text, text))
		fail("the kernel's words are \"%s\" instead of \"%s\"", answer.text, text);
	else
		passed();
}

static size_t times(const struct mac *list, size_t count, struct mac address)
{
	size_t found = 0;

	for (size_t i = 0; i < count; i++)
		found += mac_equal(list[i], address);
	return found;
}

void expect_list(struct testbed *net, const char *device, const char *word)
{
	struct link_facts *facts = link_facts(net->host, device);
	uint64_t claimed = fact_number(facts, OF_DRIVER, IFLA_MACVLAN_MACADDR_COUNT);
	struct mac list[2 * SENDERS_MAX];
	size_t told = listed_sources(facts, list, sizeof list / sizeof list[0]), expected = strlen(word);

	if (claimed != expected)
		fail("%s is said to have %llu senders on its list instead of %zu", device,
		     (unsigned long long)claimed, expected);
	else if (told != expected)
		fail("%zu senders are told of %s instead of %zu", told, device, expected);
	else
		passed();
	for (const char *letter = word; told == expected && *letter; letter++) {
		size_t found = times(list, told, sender(*letter));

		if (found != 1)
			fail("%s lists %s %zu times instead of once", device,
			     mac_to_text(sender(*letter)).text, found);
		else
			passed();
	}
	link_facts_free(facts);
}
