#include "suites/virt/qemu/requirements.h"

VIRT_QEMU_REQUIREMENTS(DEFINE_REQUIREMENT)

const struct requirement *const virt_qemu_requirements[] = {VIRT_QEMU_REQUIREMENTS(LIST_REQUIREMENT)};
