#include "suites/source/requirements.h"

SOURCE_REQUIREMENTS(DEFINE_REQUIREMENT)

const struct requirement *const source_requirements[] = {SOURCE_REQUIREMENTS(LIST_REQUIREMENT)};
