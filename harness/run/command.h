/* command.h - what the program does, one function a command. Each returns the exit code. */
#ifndef MVC_RUN_COMMAND_H
#define MVC_RUN_COMMAND_H

#include "harness/run/options.h"

/* argv: as given, for the report. */
int command_run(const struct options *options, int argc, char **argv);
int command_list(const struct options *options);
int command_explain(const struct options *options);
int command_report(const struct options *options);
int command_doctor(const struct options *options);
int command_domain(const struct options *options, int argc, char **argv);
int command_bench(const struct options *options, int argc, char **argv);

/* The whole program: parses and does what is asked for. */
int program(int argc, char **argv);

#endif
