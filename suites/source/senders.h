/* senders.h - lists of senders as words: "ab" is the list of the senders A and B. */
#ifndef MVC_SUITES_SOURCE_SENDERS_H
#define MVC_SUITES_SOURCE_SENDERS_H

#include "harness/core/verdict.h"
#include "harness/net/source_list.h"
#include "harness/proof/testbed.h"

/* Octets of the senders, for OCTETS() and SOURCE_ENTRY(). */
#define A 0x02, 0, 0, 0, 0x0c, 'a'
#define B 0x02, 0, 0, 0, 0x0c, 'b'
#define C 0x02, 0, 0, 0, 0x0c, 'c'

enum { SENDERS_MAX = 3 };

static inline struct mac sender(char letter)
{
	return (struct mac){{0x02, 0, 0, 0, 0x0c, (uint8_t)letter}};
}

/* Writes the senders of that word and returns their number. */
size_t senders(const char *word, struct mac list[SENDERS_MAX]);

/* A source-mode child on p0 that lists them; down. */
void create_listening(struct testbed *net, const char *device, const char *word);

/* That the kernel answers so; with these words, if they are not NULL. */
void expect_reply(struct answer answer, int error, const char *text);

/* That the kernel says the child lists just these, in any order. */
void expect_list(struct testbed *net, const char *device, const char *word);

#define create_listening(...) (caller_is(HERE), create_listening(__VA_ARGS__))
#define expect_reply(...)     (caller_is(HERE), expect_reply(__VA_ARGS__))
#define expect_list(...)      (caller_is(HERE), expect_list(__VA_ARGS__))

#endif
