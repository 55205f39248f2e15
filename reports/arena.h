/* arena.h - memory that is asked for in many small pieces and given back all at once. */
#ifndef MVC_REPORTS_ARENA_H
#define MVC_REPORTS_ARENA_H

#include <stddef.h>

struct arena_block;

struct arena {
	struct arena_block *last; /* owned, with all before it; NULL: empty */
};

/* Zeroed, and aligned for anything; NULL without memory. */
void *arena_take(struct arena *arena, size_t size);

/* A copy of the text; NULL without memory. */
char *arena_text(struct arena *arena, const char *text);

/* Appends all of the other's memory to this one's; the other is empty then. */
void arena_join(struct arena *arena, struct arena *other);

void arena_free(struct arena *arena);

#endif
