# embed-html.cmake - makes a C file of the style sheet and the script that are part of each HTML report
# (reports/html_parts.h), with their hashes as a Content-Security-Policy wants them:
#   cmake -DOUT=html_assets.c -DSTYLE=FILE -DSCRIPT=FILE -P embed-html.cmake
include(${CMAKE_CURRENT_LIST_DIR}/array.cmake)

# 64 hexadecimal digits as base64.
function(base64_of hex result)
	set(digits ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/)
	set(text "")
	string(APPEND hex 00) # 32 octets and one more are eleven groups of three
	foreach(group RANGE 10)
		math(EXPR at "6 * ${group}")
		string(SUBSTRING ${hex} ${at} 6 octets)
		foreach(shift 18 12 6 0)
			math(EXPR digit "(0x${octets} >> ${shift}) & 63")
			string(SUBSTRING ${digits} ${digit} 1 character)
			string(APPEND text "${character}")
		endforeach()
	endforeach()
	string(SUBSTRING "${text}" 0 43 text)
	set(${result} "${text}=" PARENT_SCOPE)
endfunction()

set(code "/* made by scripts/lib/embed-html.cmake */\n#include \"reports/html_parts.h\"\n\n")
foreach(asset STYLE SCRIPT)
	string(TOLOWER html_${asset} name)
	array_of(${${asset}} ${name} array)
	string(REPLACE "static const" "const" array "${array}")
	file(SHA256 ${${asset}} hash)
	base64_of(${hash} hash)
	string(APPEND code "${array}const char ${name}_hash[] = \"sha256-${hash}\";\n\n")
endforeach()
file(WRITE ${OUT} "${code}")
