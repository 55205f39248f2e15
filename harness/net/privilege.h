/* privilege.h - what the calling process is allowed to do, taken away from it: for cases about who may do what. */
#ifndef MVC_NET_PRIVILEGE_H
#define MVC_NET_PRIVILEGE_H

/* Gives up all capabilities of the calling thread, for good. BROKEN on failure. */
void capabilities_drop(void);

/* Gives up all but one (CAP_*, linux/capability.h), or just this one. */
void capabilities_keep_only(unsigned capability);
void capabilities_give_up(unsigned capability);

/* From now on the process is nobody's and has no capability, whatever it had. */
void become_nobody(void);

/* Gives up those over the machine, and takes all of them over a new user, network and mount namespace. SKIP if the
 * kernel has no user namespaces or allows none. */
void user_namespace_enter(void);

/* The same, but for the network namespace, which stays that of others. */
void user_namespace_enter_alone(void);

#endif
