/* boot.h - what is the same for whoever boots a guest: the folder that it is in (core/guest_folder.h), and whose turn it is. */
#ifndef MVC_VIRT_BOOT_H
#define MVC_VIRT_BOOT_H

/* What the folder lacks, as a reason to skip; NULL if a guest is there to boot. Static storage. */
const char *boot_lacking(void);

/* Waits for a turn to boot, which lasts until what is returned is closed: two at a time if there are two CPUs, whoever starts
 * them, as each takes all of one for that. BROKEN if there is nothing to boot. */
int boot_turn(void);

#endif
