#include "reports/arena.h"

#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

#define USUAL_BLOCK (64UL << 10)

struct arena_block {
	struct arena_block *before;
	size_t used, size;
	alignas(max_align_t) char memory[];
};

static struct arena_block *new_block(struct arena *arena, size_t needed)
{
	size_t size = needed > USUAL_BLOCK ? needed : USUAL_BLOCK;
	struct arena_block *block = calloc(1, sizeof(*block) + size);

	if (!block)
		return NULL;
	block->size = size;
	block->before = arena->last;
	arena->last = block;
	return block;
}

void *arena_take(struct arena *arena, size_t size)
{
	size_t rounded = (size + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);
	struct arena_block *block = arena->last;
	void *memory;

	if (!block || block->size - block->used < rounded)
		block = new_block(arena, rounded);
	if (!block)
		return NULL;
	memory = block->memory + block->used;
	block->used += rounded;
	return memory;
}

char *arena_text(struct arena *arena, const char *text)
{
	size_t size = strlen(text) + 1;
	char *copy = arena_take(arena, size);

	return copy ? memcpy(copy, text, size) : NULL;
}

void arena_join(struct arena *arena, struct arena *other)
{
	struct arena_block *first = other->last;

	if (!first)
		return;
	while (first->before)
		first = first->before;
	first->before = arena->last;
	arena->last = other->last;
	other->last = NULL;
}

void arena_free(struct arena *arena)
{
	while (arena->last) {
		struct arena_block *block = arena->last;

		arena->last = block->before;
		free(block);
	}
}
