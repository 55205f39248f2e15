/* virsh.h - libvirt's own command line, as users type it, against the daemon of this process. */
#ifndef MVC_VIRT_VIRSH_H
#define MVC_VIRT_VIRSH_H

#include "harness/virt/program_run.h"

/* What virsh would need and is not there, as a reason to skip; NULL if nothing is missing. Static storage. */
const char *virsh_lacking(void);

/* Runs it with these words, which end with NULL: VIRSH("start", "guest1"). BROKEN if it cannot be started. */
struct said virsh(const char *const *words);
#define VIRSH(...) virsh((const char *const[]){__VA_ARGS__, NULL})

/* The name of a file with this XML, for virsh to read: static storage, and the file is there until the next call. What libvirt is
 * given can be sabotaged here as in libvirtd.h. */
const char *virsh_file(const char *xml);

#endif
