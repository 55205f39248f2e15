/* vhost_worker.h - the thread that serves a vhost, which is the kernel's own before Linux 6.4 and one of the owner's since. */
#ifndef MVC_NET_VHOST_WORKER_H
#define MVC_NET_VHOST_WORKER_H

/* Keeps the workers of vhosts that this process owns on the CPUs that it may use itself. One that is its own thread is there
 * already; the kernel's own are looked for in /proc, and left alone where they are not shown. */
void vhost_workers_stay_here(void);

#endif
