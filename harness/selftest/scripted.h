/* scripted.h - the other end of a line, which says what a test has written down: for whoever hears what may be anything. */
#ifndef MVC_SELFTEST_SCRIPTED_H
#define MVC_SELFTEST_SCRIPTED_H

/* Starts a process that waits for a request, whatever it is, before it says each of these, up to NULL; at one more it hangs up. Our
 * end of the stream socket between us. It ends with the calling process. */
int scripted(const char *const *says);

/* The same, octet by octet. */
int scripted_slowly(const char *const *says);

#endif
