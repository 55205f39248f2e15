#include "suites/link/requirements.h"

LINK_REQUIREMENTS(DEFINE_REQUIREMENT)

const struct requirement *const link_requirements[] = {LINK_REQUIREMENTS(LIST_REQUIREMENT)};
