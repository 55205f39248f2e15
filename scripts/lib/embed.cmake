# embed.cmake - makes a C file of texts that are part of the program (harness/run/shipped.h):
#   cmake -DOUT=shipped.c -DEXPECTATIONS=FILE "-DREPRODUCERS=FILE|FILE" -P embed.cmake

include(${CMAKE_CURRENT_LIST_DIR}/array.cmake)

set(code "/* made by scripts/lib/embed.cmake */\n#include \"harness/run/shipped.h\"\n\n#include <stddef.h>\n\n")
array_of(${EXPECTATIONS} expectations array)
string(APPEND code "${array}"
	"const struct shipped_file shipped_expectations = {\"fixtures/expectations\", expectations};\n\n")

string(REPLACE "|" ";" reproducers "${REPRODUCERS}")
set(count 0)
foreach(path IN LISTS reproducers)
	get_filename_component(name ${path} NAME_WE)
	array_of(${path} reproducer_${count} array)
	string(APPEND code "${array}")
	string(APPEND table "\t{\"${name}\", reproducer_${count}},\n")
	math(EXPR count "${count} + 1")
endforeach()
string(APPEND code "const struct shipped_file shipped_reproducers[] = {\n${table}\t{NULL, NULL},\n};\n")
file(WRITE ${OUT} "${code}")
