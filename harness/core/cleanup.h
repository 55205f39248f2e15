/* cleanup.h - owners by attribute: one macro per type, and one word to hand a value out.
 *
 * Only for what must go before the process ends. A case is a process of its own: memory and descriptors that
 * live as long as the case need no owner.
 */
#ifndef MVC_CORE_CLEANUP_H
#define MVC_CORE_CLEANUP_H

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define DEFINE_AUTO(name, type, empty, release)                                                              \
	static inline void auto_##name(type *owned)                                                          \
	{                                                                                                    \
		if (*owned != (empty))                                                                       \
			release(*owned);                                                                     \
	}

DEFINE_AUTO(close, int, -1, close)
DEFINE_AUTO(fclose, FILE *, NULL, fclose)

static inline void auto_free(void *owned)
{
	free(*(void **)owned);
}

#define AUTO_CLOSE  __attribute__((cleanup(auto_close)))
#define AUTO_FCLOSE __attribute__((cleanup(auto_fclose)))
#define AUTO_FREE   __attribute__((cleanup(auto_free)))

/* Takes the value out of its owner, leaving the empty value behind. */
#define STEAL(owner, empty)                                                                                  \
	__extension__({                                                                                      \
		__typeof__(owner) stolen_ = (owner);                                                         \
		(owner) = (empty);                                                                           \
		stolen_;                                                                                     \
	})

#endif
