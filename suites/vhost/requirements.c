#include "suites/vhost/requirements.h"

VHOST_REQUIREMENTS(DEFINE_REQUIREMENT)

const struct requirement *const vhost_requirements[] = {VHOST_REQUIREMENTS(LIST_REQUIREMENT)};
