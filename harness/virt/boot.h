/* boot.h - what is the same for whoever boots a guest: the folder that it is in (core/guest_folder.h), and whose turn it is. */
#ifndef MVC_VIRT_BOOT_H
#define MVC_VIRT_BOOT_H

/* What the folder lacks, as a reason to skip; NULL if a guest is there to boot. Static storage. */
const char *boot_lacking(void);

/* Until what it returns is closed, nobody else's guest boots: one after the other, whoever starts them, as each takes all of a
 * CPU for that. BROKEN if there is nothing to boot. */
int boot_turn(void);

#endif
