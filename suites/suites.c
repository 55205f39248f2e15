/* suites.c - what this program can prove. A suite is added here and nowhere else. */
#include "harness/case/case.h"
#include "suites/isolation/isolation.h"
#include "suites/isolation/requirements.h"

const struct suite suites[] = {
	{"isolation", isolation_add_cases, isolation_requirements, ISOLATION_REQUIREMENT_COUNT},
	{"model", model_add_cases, model_requirements, MODEL_REQUIREMENT_COUNT},
	{.name = NULL},
};
