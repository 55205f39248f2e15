/* diagnose.h - showing a diagnosis, as doctor and domain do. */
#ifndef MVC_RUN_DIAGNOSE_H
#define MVC_RUN_DIAGNOSE_H

#include "harness/run/options.h"
#include "reports/diagnosis.h"

/* As text or JSON, where the options say. 0, or a complaint's exit code. */
int show_diagnosis(const char *command, const struct options *options, const struct diagnosis *diagnosis);

#endif
