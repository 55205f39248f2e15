#include "suites/virt/install/requirements.h"

VIRT_INSTALL_REQUIREMENTS(DEFINE_REQUIREMENT)

const struct requirement *const virt_install_requirements[] = {VIRT_INSTALL_REQUIREMENTS(LIST_REQUIREMENT)};
