#include "suites/filter/requirements.h"

FILTER_REQUIREMENTS(DEFINE_REQUIREMENT)
FILTER_UNTESTED(DEFINE_UNTESTED)

const struct requirement *const filter_requirements[] = {FILTER_REQUIREMENTS(LIST_REQUIREMENT)
								 FILTER_UNTESTED(LIST_REQUIREMENT)};
