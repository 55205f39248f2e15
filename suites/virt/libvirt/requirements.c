#include "suites/virt/libvirt/requirements.h"

VIRT_LIBVIRT_REQUIREMENTS(DEFINE_REQUIREMENT)

const struct requirement *const virt_libvirt_requirements[] = {VIRT_LIBVIRT_REQUIREMENTS(LIST_REQUIREMENT)};
