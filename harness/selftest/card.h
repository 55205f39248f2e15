/* card.h - network cards of the machine to try things on: of a guest, which has been given them for that. */
#ifndef MVC_SELFTEST_CARD_H
#define MVC_SELFTEST_CARD_H

#include "harness/net/link.h"

/* Takes a card that this driver (its module is loaded) serves out of the machine's first namespace, by the name `name` into the
 * calling thread's, which is another. It is down, and goes back when that namespace ends. BROKEN if there is none left. */
void card_take(const char *driver, const char *name);

#endif
