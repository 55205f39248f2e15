/* fuzz.h - what fuzzers have in common. A file may be refused, with one line that says why; nothing may break. */
#ifndef MVC_FUZZ_H
#define MVC_FUZZ_H

#include <stddef.h>
#include <stdint.h>

#define FUZZED_NAME "fuzzed"

/* What libFuzzer calls. */
int LLVMFuzzerTestOneInput(const uint8_t *octets, size_t size);

/* Ends the program, which libFuzzer takes for a find, unless the sentence is one line that begins with the file's name. */
void must_be_a_line(const char *error);

/* Ends the program with the sentence unless it holds. */
void must_hold(int holds, const char *sentence);

#endif
