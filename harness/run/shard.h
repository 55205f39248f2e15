/* shard.h - a part of a run: I of N, the same cases on every machine and in every order.
 *
 * Which shard a case is in follows from its id and N alone, so that a case added elsewhere moves no other. Rows of a table
 * share testbeds, so that a table (the id without its last part) is not scattered row by row, but in quarters:
 *
 *	quarter = mix(FNV-1a(id)) mod 4
 *	shard   = mix(FNV-1a(table, quarter as one octet)) mod N
 *
 * FNV-1a is the one of 64 bits, mix() the finalizer of SplitMix64: FNV alone leaves too much order in its low bits.
 */
#ifndef MVC_RUN_SHARD_H
#define MVC_RUN_SHARD_H

#include "harness/run/select.h"
#include "reports/result.h"

#define SHARDS_MAX 10000

/* "3/8", or "auto": what Slurm, Kubernetes, GitLab or Bazel say in the environment. 0, or -1 with one line in error. */
int shard_parse(const char *text, struct shard *shard, char *error, size_t size);

/* Leaves the shard's cases in the selection, and notes what was selected before. */
void shard_select(struct shard *shard, const struct catalogue *catalogue, struct selection *selection);

/* Which shard of so many, from 1, a case is in. */
unsigned shard_of(const char *id, unsigned count);

#endif
