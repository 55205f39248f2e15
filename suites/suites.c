/* suites.c - what this program can prove. A suite is added here and nowhere else. */
#include "harness/case/case.h"
#include "suites/filter/filter.h"
#include "suites/filter/requirements.h"
#include "suites/isolation/isolation.h"
#include "suites/isolation/requirements.h"
#include "suites/link/link.h"
#include "suites/link/requirements.h"
#include "suites/source/requirements.h"
#include "suites/source/source.h"

const struct suite suites[] = {
	{"isolation", isolation_add_cases, isolation_requirements, ISOLATION_REQUIREMENT_COUNT},
	{"model", model_add_cases, model_requirements, MODEL_REQUIREMENT_COUNT},
	{"source", source_add_cases, source_requirements, SOURCE_REQUIREMENT_COUNT},
	{"link", link_add_cases, link_requirements, LINK_REQUIREMENT_COUNT},
	{"filter", filter_add_cases, filter_requirements, FILTER_REQUIREMENT_COUNT},
	{.name = NULL},
};
