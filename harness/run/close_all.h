/* close_all.h - closing many descriptors at a time.
 *
 * The kernel waits for a grace period whenever it closes a tap or a packet socket, and a process that ends closes its
 * descriptors one after the other. A grace period is everybody's who waits for it, so a process with many of them ends
 * sooner if it waits for all at a time.
 *
 * Taps are read first. A frame that nobody has read keeps the tap that wrote it, so that two which have not read each other's
 * would stay for ever, and with them whatever else is in their rings, and the namespaces it came from (LIFE_NS_05).
 */
#ifndef MVC_RUN_CLOSE_ALL_H
#define MVC_RUN_CLOSE_ALL_H

/* Closes every such descriptor of this process from this one on. For a process that ends: the kernel closes the others then,
 * and whatever cannot be done. */
void close_all_from(int first);

#endif
