#include "suites/flood/requirements.h"

FLOOD_REQUIREMENTS(DEFINE_REQUIREMENT)
FLOOD_UNTESTED(DEFINE_UNTESTED)

const struct requirement *const flood_requirements[] = {FLOOD_REQUIREMENTS(LIST_REQUIREMENT)
								FLOOD_UNTESTED(LIST_REQUIREMENT)};
