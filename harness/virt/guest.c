#include "harness/virt/guest.h"

#include "harness/core/clock.h"
#include "harness/core/text.h"
#include "harness/core/verdict.h"
#include "harness/net/lie.h"
#include "harness/virt/talker.h"

#include <errno.h>
#include <inttypes.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
	BOOT_S = 60,   /* on metal; half a second with its help, two without */
	ANSWER_S = 15, /* to any request */
	WORDS_SIZE = 512,
	QUOTED = 60, /* characters of a line that is not understood */
};

void (*guest_sabotage)(char *request, size_t size);

struct guest {
	struct talker self;
	char in[GUEST_LINE_MAX];
	char out[GUEST_LINE_MAX];
	unsigned boots, boots_awaited;
	unsigned links_heard;
	char release[64];
	struct {
		bool awaited;
		int error; /* 0: ok */
		char words[WORDS_SIZE];
	} answer;
	char nic[NIC_NAME_SIZE]; /* what guest_nic() has found last */
	struct guest_listener *listeners;
};

/* ---- hearing ---- */

static void hear_hello(struct guest *guest, const struct guest_line *line)
{
	if (line->version != GUEST_PROTOCOL)
		broken("the guest speaks version %u of its protocol, this program %d; make it anew: "
		       "scripts/guest",
		       line->version, GUEST_PROTOCOL);
	snprintf(guest->release, sizeof guest->release, "%s", line->words);
	guest->boots++;
	guest->listeners = NULL;
}

static void hear_answer(struct guest *guest, const struct guest_line *line)
{
	if (!guest->answer.awaited)
		broken("the guest answers what it was not asked: '%.60s'", line->words);
	guest->answer.awaited = false;
	guest->answer.error = line->kind == LINE_NO ? line->error : 0;
	snprintf(guest->answer.words, sizeof guest->answer.words, "%s", line->words);
}

static void hand_out(const struct guest *guest, const struct guest_line *line)
{
	for (struct guest_listener *listener = guest->listeners; listener; listener = listener->next) {
		if (!strcmp(listener->nic, line->nic))
			listener->hear(listener->data, line);
	}
}

static void hear_line(void *listener, char *text, size_t length)
{
	struct guest *guest = listener;
	struct guest_line line;
	char quoted[QUOTED + 1];

	(void)length;
	snprintf(quoted, sizeof quoted, "%.*s", QUOTED, text);
	if (!guest_line_parse(text, &line))
		broken("the guest says what is not of its protocol: '%s'", quoted);
	switch (line.kind) {
	case LINE_HELLO:
		return hear_hello(guest, &line);
	case LINE_OK:
	case LINE_NO:
		return hear_answer(guest, &line);
	case LINE_FRAME:
	case LINE_LOST:
		return hand_out(guest, &line);
	case LINE_LINK:
		guest->links_heard++;
	}
}

struct guest *guest_new(int socket, const struct child_process *machine)
{
	struct guest *guest = calloc(1, sizeof *guest);

	if (!guest)
		broken("out of memory for a guest");
	guest->self = (struct talker){.name = "the guest",
				      .machine_name = "the guest's machine",
				      .socket = socket,
				      .machine = machine,
				      .room = guest->in,
				      .size = sizeof guest->in,
				      .hear = hear_line,
				      .listener = guest};
	return guest;
}

int guest_fd(const struct guest *guest)
{
	return guest->self.socket;
}

void guest_hear(struct guest *guest)
{
	talker_hear(&guest->self);
}

/* ---- waiting ---- */

void guest_await_boot(struct guest *guest)
{
	nanoseconds deadline = now() + stretched(BOOT_S * NS_PER_S);

	while (guest->boots == guest->boots_awaited) {
		if (!talker_await(&guest->self, deadline))
			broken("the guest has not booted within %.0f s", BOOT_S * slowness());
	}
	guest->boots_awaited = guest->boots;
}

/* ---- asking ---- */

/* The guest may have to be heard before it listens. */
static void say_all(struct guest *guest, const char *octets, size_t count)
{
	nanoseconds deadline = now() + stretched(ANSWER_S * NS_PER_S);
	struct pollfd socket = {.fd = guest->self.socket, .events = POLLIN | POLLOUT};

	while (count) {
		ssize_t sent = send(guest->self.socket, octets, count, MSG_DONTWAIT | MSG_NOSIGNAL);

		if (sent < 0 && errno != EAGAIN && errno != EINTR)
			talker_gone(&guest->self);
		if (sent > 0) {
			octets += sent;
			count -= (size_t)sent;
			continue;
		}
		if (poll(&socket, 1, ms_until(deadline)) == 0)
			broken("the guest does not listen");
		if (socket.revents & POLLIN)
			guest_hear(guest);
	}
}

static void request(struct guest *guest, const char *format, va_list arguments)
{
	nanoseconds deadline = now() + stretched(ANSWER_S * NS_PER_S);
	int length = vsnprintf(guest->out, sizeof guest->out - 1, format, arguments);

	if (length < 0 || (size_t)length >= sizeof guest->out - 1)
		broken("a request of %d octets is too long for the guest", length);
	if (guest_sabotage) {
		guest_sabotage(guest->out, sizeof guest->out - 1);
		length = (int)strlen(guest->out);
	}
	guest->out[length] = '\n';
	guest->answer.awaited = true;
	say_all(guest, guest->out, (size_t)length + 1);
	guest->out[length] = '\0';
	while (guest->answer.awaited) {
		if (!talker_await(&guest->self, deadline))
			broken("the guest does not answer '%.60s'", guest->out);
	}
}

int try_guest_ask(struct guest *guest, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	request(guest, format, arguments);
	va_end(arguments);
	return guest->answer.error;
}

const char *guest_ask(struct guest *guest, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	request(guest, format, arguments);
	va_end(arguments);
	if (guest->answer.error)
		broken("the guest refuses '%.60s': %s (%s)", guest->out, errno_name(guest->answer.error),
		       guest->answer.words);
	return guest->answer.words;
}

/* ---- NICs ---- */

/* Its name becomes guest->nic. */
static bool find_nic(struct guest *guest, struct mac address)
{
	char words[WORDS_SIZE], *rest = words, *word;
	struct mac found;

	snprintf(words, sizeof words, "%s", guest_ask(guest, "nics"));
	while ((word = strsep(&rest, " "))) {
		char *is = strchr(word, '=');

		if (!is || !try_mac(is + 1, &found) || !mac_equal(found, address))
			continue;
		*is = '\0';
		snprintf(guest->nic, sizeof guest->nic, "%s", word);
		return true;
	}
	return false;
}

const char *guest_nic(struct guest *guest, struct mac address)
{
	if (!find_nic(guest, address))
		broken("the guest has no NIC %s, but these: %s", mac_to_text(address).text,
		       guest->answer.words);
	return guest->nic;
}

bool guest_has_nic(struct guest *guest, struct mac address)
{
	return find_nic(guest, address);
}

/* Whoever is told of a change looks what it was: a change that came before the question is answered by it. */
static bool await_link(struct guest *guest, bool (*is_so)(struct guest *guest, const void *data),
		       const void *data)
{
	nanoseconds deadline = now() + patience();

	for (;;) {
		unsigned heard = guest->links_heard;

		if (is_so(guest, data))
			return true;
		while (heard == guest->links_heard) {
			if (!talker_await(&guest->self, deadline))
				return is_so(guest, data);
		}
	}
}

static bool has_nic(struct guest *guest, const void *data)
{
	const struct mac *address = data;

	return find_nic(guest, *address);
}

bool guest_await_nic(struct guest *guest, struct mac address)
{
	return await_link(guest, has_nic, &address);
}

struct nic_state guest_nic_state(struct guest *guest, const char *nic)
{
	char words[WORDS_SIZE], *rest = words, *word;
	struct nic_state state = {0};

	snprintf(words, sizeof words, "%s", guest_ask(guest, "state %s", nic));
	while ((word = strsep(&rest, " "))) {
		state.up |= !strcmp(word, "up");
		state.carrier |= !strcmp(word, "carrier");
		state.promisc |= !strcmp(word, "promisc");
		state.allmulti |= !strcmp(word, "allmulti");
		try_mac(word, &state.address);
	}
	return state;
}

size_t guest_queue_packets(struct guest *guest, const char *nic, uint64_t packets[], size_t most)
{
	char words[WORDS_SIZE], *rest = words, *word;
	size_t count = 0, queue;
	uint64_t number;

	snprintf(words, sizeof words, "%s", guest_ask(guest, "queued %s", nic));
	while ((word = strsep(&rest, " "))) {
		if (sscanf(word, "rx%zu=%" SCNu64, &queue, &number) != 2 || queue >= most)
			continue;
		packets[queue] = told(number);
		count = queue >= count ? queue + 1 : count;
	}
	return count;
}

static bool has_carrier(struct guest *guest, const void *data)
{
	return guest_nic_state(guest, data).carrier;
}

static bool has_no_carrier(struct guest *guest, const void *data)
{
	return !guest_nic_state(guest, data).carrier;
}

bool guest_await_carrier(struct guest *guest, const char *nic, bool carrier)
{
	return await_link(guest, carrier ? has_carrier : has_no_carrier, nic);
}

void guest_listen(struct guest *guest, struct guest_listener *listener)
{
	listener->next = guest->listeners;
	guest->listeners = listener;
	guest_ask(guest, "listen %s on", listener->nic);
}
