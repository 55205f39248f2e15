/* kernel_config.h - what this kernel was configured with, as far as verdicts may depend on it. */
#ifndef MVC_RUN_KERNEL_CONFIG_H
#define MVC_RUN_KERNEL_CONFIG_H

#include <stdbool.h>

struct kernel_option {
	const char *name; /* "kernel.config.MACVTAP"; NULL ends the list */
	char value[16];   /* "y", "m", a number; "n" if it is not there */
};

/* The options that matter, in a list that ends with one without name; static storage. NULL if this kernel's
 * configuration is neither in /proc/config.gz nor in /boot. */
const struct kernel_option *kernel_config(const char *release);

/* The same of the text of a configuration, line by line: a line is looked at, and its value taken if it is one of ours. */
void kernel_config_line(struct kernel_option *ours, const char *line);

#endif
