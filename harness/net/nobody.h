/* nobody.h - the rights of a user without any. */
#ifndef MVC_NET_NOBODY_H
#define MVC_NET_NOBODY_H

/* From now on the process is nobody's and has no capability, whatever it had. */
void become_nobody(void);

#endif
