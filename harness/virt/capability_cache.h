/* capability_cache.h - what libvirt has found out of this machine's QEMU, kept from one daemon to the next: finding it out takes
 * seconds, reading it none. libvirt itself sees whether it still holds (of which QEMU and libvirt it was, and when).
 *
 * Kept in the folder of the guest's kernel (--guest DIR), libvirt-cache; where that cannot be written to, nothing is kept.
 */
#ifndef MVC_VIRT_CAPABILITY_CACHE_H
#define MVC_VIRT_CAPABILITY_CACHE_H

/* Copies what was kept to where the next daemon looks (KEEPER_CACHE). */
void capability_cache_fill(void);

/* Keeps what a daemon that answers has written there. Of several at once the last one counts. */
void capability_cache_keep(void);

#endif
