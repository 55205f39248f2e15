#include "suites/change/requirements.h"

CHANGE_REQUIREMENTS(DEFINE_REQUIREMENT)
CHANGE_UNTESTED(DEFINE_UNTESTED)

const struct requirement *const change_requirements[] = {CHANGE_REQUIREMENTS(LIST_REQUIREMENT)
								 CHANGE_UNTESTED(LIST_REQUIREMENT)};
