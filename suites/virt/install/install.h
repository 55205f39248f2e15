/* install.h - what virt-install makes of the command line that tutorials give: real daemons, real QEMUs. */
#ifndef MVC_SUITES_VIRT_INSTALL_INSTALL_H
#define MVC_SUITES_VIRT_INSTALL_INSTALL_H

#include "harness/case/case.h"

void virt_install_add_cases(struct case_list *list);

/* That virt-install is not there, or what libvirt_lacking() says; NULL if nothing is missing. */
const char *virt_install_lacking(void);

#endif
