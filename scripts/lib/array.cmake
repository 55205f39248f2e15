# array.cmake - included: files as C arrays.

# The octets of a file as a C array of this name, with a zero behind them.
function(array_of path name result)
	file(READ ${path} octets HEX)
	string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," octets "${octets}")
	string(REGEX REPLACE "(................................................................................)" "\\1\n\t"
		octets "${octets}")
	set(${result} "static const char ${name}[] = {\n\t${octets}0,\n};\n\n" PARENT_SCOPE)
endfunction()
