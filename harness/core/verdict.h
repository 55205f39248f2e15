/* verdict.h - how a piece of a case says that it is over, and whom it blames.
 *
 * The words are those of README.md: FAIL blames the kernel, BROKEN blames the test or the machine, SKIP says
 * that there is nothing to decide here. A case never handles an error: whatever cannot do its part calls
 * broken() and the case ends there. The functions are implemented by the assertion recorder
 * (harness/case/recorder.c), so that the layers below need to know neither CUnit nor the runner.
 *
 * The place that is blamed is the caller's: every verb a suite calls is wrapped in a macro that notes it, as in
 *
 *	#define set_mode(...) (caller_is(HERE), set_mode(__VA_ARGS__))
 *
 * (a function-like macro is not expanded again inside itself, so the function keeps its name).
 */
#ifndef MVC_CORE_VERDICT_H
#define MVC_CORE_VERDICT_H

#include <stdbool.h>

struct where {
	const char *file; /* static storage */
	unsigned line;
};

#define HERE ((struct where){__FILE__, __LINE__})

/* Notes the place in the suite that is responsible for what follows. */
void caller_is(struct where where);

/* The place noted last; {"", 0} when none has been. */
struct where caller(void);

/* Ends the case: it could not be decided. One sentence: what, where, which errno by name (see errno_name). */
_Noreturn void broken(const char *sentence, ...) __attribute__((format(printf, 1, 2)));

/* Ends the case: this kernel or machine lacks what the case needs. The reason is constant text: it must not
 * contain anything that varies from run to run. */
_Noreturn void skip(const char *reason, ...) __attribute__((format(printf, 1, 2)));

/* Records that the kernel did not do what it must. The case goes on, so that one run tells everything. */
void fail(const char *sentence, ...) __attribute__((format(printf, 1, 2)));

/* Counts one thing that was checked and held. */
void passed(void);

/* Notes what else than the kernel serves this case, and those that this process runs after it: "libvirt", "9.0.0". A bug may be
 * known of some versions of it alone (run/expectations.h). Nothing outside of a case. */
void served_by(const char *software, const char *version);

/* From now on this process, forked by a case, is none itself: what is broken it says on standard error, and ends. */
void verdict_on_stderr(void);

/* The symbolic name of an errno value ("EINVAL"); static storage; "errno 4711" is never returned but "E?" is. */
const char *errno_name(int error);

#endif
