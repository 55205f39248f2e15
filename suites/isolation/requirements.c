#include "suites/isolation/requirements.h"

ISOLATION_REQUIREMENTS(DEFINE_REQUIREMENT)
MODEL_REQUIREMENTS(DEFINE_REQUIREMENT)

const struct requirement *const isolation_requirements[] = {ISOLATION_REQUIREMENTS(LIST_REQUIREMENT)};
const struct requirement *const model_requirements[] = {MODEL_REQUIREMENTS(LIST_REQUIREMENT)};
