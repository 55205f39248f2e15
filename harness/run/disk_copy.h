/* disk_copy.h - keeps what is on disk of a file close behind what has been written to it, while the writer goes on.
 *
 * The disk is waited for elsewhere: a runner that did so would keep every case waiting with it.
 */
#ifndef MVC_RUN_DISK_COPY_H
#define MVC_RUN_DISK_COPY_H

struct disk_copy;

/* The descriptor stays the caller's, and open until disk_copy_end(). */
struct disk_copy *disk_copy_begin(int fd);

/* What has been written by now is put on disk: now, or as soon as what is under way is done. Does not wait. */
void disk_copy_refresh(struct disk_copy *copy);

/* For poll(2): readable when something is done, and disk_copy_serve() is to be called. -1 if it never is. */
int disk_copy_fd(const struct disk_copy *copy);
void disk_copy_serve(struct disk_copy *copy);

/* Little more is to come. What the kernel has lent for this takes it two grace periods to take back: meanwhile the caller may do
 * something else, as long as it is no fork(2). */
void disk_copy_wind_down(struct disk_copy *copy);

/* Waits until all that has been written is on disk. 0, or errno of the first time that failed. */
int disk_copy_end(struct disk_copy *copy);

#endif
