/* index_range.h - the indexes that this run's macvtaps have.
 *
 * Left to itself the kernel would give ours small ones, as to a host's own, and devtmpfs has one /dev/tapINDEX for the macvtaps of
 * all namespaces: whoever opens that by its name, as libvirt does, could find one of ours there and take frames from our guests, and
 * we from theirs. What two processes of a run have alike is no harm: nobody here opens one by that name.
 */
#ifndef MVC_CORE_INDEX_RANGE_H
#define MVC_CORE_INDEX_RANGE_H

#include <stdbool.h>

/* One more of the range, another each time in this process, and somewhere else in it than where other processes have begun. The
 * range is drawn at random by the first call of this or the next one, and inherited by children. */
int index_of_this_run(void);

/* Whether that is one of them. */
bool is_index_of_this_run(unsigned long index);

#endif
