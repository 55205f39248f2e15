/* disk_copy.h - keeps what is on disk of a file close behind what has been written to it, while the writer goes on.
 *
 * The disk is waited for elsewhere: a runner that did so would keep every case waiting with it.
 */
#ifndef MVC_RUN_DISK_COPY_H
#define MVC_RUN_DISK_COPY_H

struct disk_copy;

/* The descriptor stays the caller's, and open until disk_copy_end(). */
struct disk_copy *disk_copy_begin(int fd);

/* What has been written by now is put on disk next. Does not wait. */
void disk_copy_refresh(struct disk_copy *copy);

/* Waits until all that has been written is on disk. 0, or errno of the first time that failed. */
int disk_copy_end(struct disk_copy *copy);

#endif
