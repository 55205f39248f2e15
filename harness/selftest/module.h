/* module.h - the kernel's modules that nothing asks for by itself. */
#ifndef MVC_SELFTEST_MODULE_H
#define MVC_SELFTEST_MODULE_H

/* Has the program that the kernel itself asks load the module, with one parameter or none (NULL). Whether it is there now shows in
 * what it makes. */
void module_load(const char *name, const char *parameter);

#endif
