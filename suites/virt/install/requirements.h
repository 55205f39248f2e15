/* requirements.h - what virt-install owes to whoever asks it for a direct interface. Each line as in the other suites'. */
#ifndef MVC_SUITES_VIRT_INSTALL_REQUIREMENTS_H
#define MVC_SUITES_VIRT_INSTALL_REQUIREMENTS_H

#include "harness/case/requirement.h"

/* clang-format off */
#define VIRT_INSTALL_REQUIREMENTS(NAME) \
	NAME(VI_NETWORK_01, \
	     "--network type=direct,source=PARENT,source_mode=MODE becomes an interface on that parent in that mode: in the XML that is printed, in the domain that runs, and in the kernel.", \
	     "virt-install(1): --network; formatdomain: Direct attachment to physical interface", "") \
	NAME(VI_NETWORK_02, \
	     "What else is said of the interface - address, trust, driver, queues - stands in the XML as libvirt's documents name it, and holds for the domain that runs.", \
	     "virt-install(1): --network; virtinst/devices/interface.py", "") \
	NAME(VI_REFUSE_01, \
	     "A mode or a parent that cannot be is refused by libvirt, whose words virt-install passes on; of the domain nothing stays.", \
	     "virt-install(1); libvirt's answer to virDomainCreateXML", "") \
	NAME(VI_REFUSE_02, \
	     "An address that another domain has is refused, unless --check says that it may be.", \
	     "virt-install(1): --check (mac_in_use)", "") \
	NAME(VI_REFUSE_03, \
	     "A word that --network does not know is an error that names it.", \
	     "virt-install(1): --network; virtinst/cli.py", "")

/* clang-format on */

VIRT_INSTALL_REQUIREMENTS(DECLARE_REQUIREMENT)

#define COUNT_REQUIREMENT(...) +1
enum { VIRT_INSTALL_REQUIREMENT_COUNT = 0 VIRT_INSTALL_REQUIREMENTS(COUNT_REQUIREMENT) };
extern const struct requirement *const virt_install_requirements[VIRT_INSTALL_REQUIREMENT_COUNT];
#undef COUNT_REQUIREMENT

#endif
