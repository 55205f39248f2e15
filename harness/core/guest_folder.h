/* guest_folder.h - where the guest to boot is, as the command line says: run --guest DIR. */
#ifndef MVC_CORE_GUEST_FOLDER_H
#define MVC_CORE_GUEST_FOLDER_H

/* Before any case runs; the text stays the caller's. */
void guest_folder_set(const char *folder);

/* Has a kernel and an initramfs, made by scripts/guest; NULL if there is none. */
const char *guest_folder(void);

#endif
