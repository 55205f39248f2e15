/* vswitch.h - the kernel's part of Open vSwitch, for tests: a datapath and its ports, without any daemon. */
#ifndef MVC_SELFTEST_VSWITCH_H
#define MVC_SELFTEST_VSWITCH_H

/* A datapath of the calling thread's namespace, which goes with that, and its device of the same name. 0, or a positive errno: ENOENT
 * if this kernel has none. */
int vswitch_create(const char *name);

/* Makes the device a port of it. 0, or a positive errno. */
int vswitch_add_port(const char *name, const char *device);

#endif
