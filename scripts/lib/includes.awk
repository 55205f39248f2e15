# includes.awk - reads file names below root; prints file:line: why for what the RULES and TEXT_RULES of
# scripts/check-includes forbid. Exit code 1 if there was anything.

function report(line, why)
{
	printf "%s:%d: %s\n", file, line, why
	bad = 1
}

# Columns stand between " | ", so that a | inside a pattern needs no escape; "-" excepts no file.
function read_rules(table, kind,   lines, columns, count, i)
{
	count = split(table, lines, "\n")
	for (i = 1; i <= count; i++) {
		if (split(lines[i], columns, " +[|] +") != 5)
			continue
		rules++
		of_kind[rules] = kind
		inside[rules] = columns[1]
		except[rules] = columns[2] == "-" ? "^$" : columns[2]
		forbidden[rules] = columns[3]
		because[rules] = columns[4]
		any[kind] = any[kind] (any[kind] ? "|" : "") "(" columns[3] ")"
	}
}

# The rules for this file, once for all of its lines.
function choose_rules(   i)
{
	chosen["include"] = chosen["text"] = 0
	for (i = 1; i <= rules; i++)
		if (file ~ inside[i] && file !~ except[i])
			choice[of_kind[i], ++chosen[of_kind[i]]] = i
}

# One pattern that is always the same goes first: some awks compile anew whenever it is another one.
function check_include(text)
{
	if (text ~ any_include)
		check("include", text)
}

function check_text(text)
{
	if (text ~ any_text)
		check("text", text)
}

function check(kind, text,   i)
{
	for (i = 1; i <= chosen[kind]; i++)
		if (text ~ forbidden[choice[kind, i]])
			report(number, because[choice[kind, i]])
}

# Without comments of one line; those of several lines begin with " *" here.
function code_of(line)
{
	gsub(/\/\*.*\*\//, "", line)
	sub(/\/\*.*|\/\/.*/, "", line)
	return line ~ /^[ \t]*\*( |$)/ ? "" : line
}

BEGIN {
	read_rules(ENVIRON["RULES"], "include")
	read_rules(ENVIRON["TEXT_RULES"], "text")
	any_include = any["include"]
	any_text = any["text"]
	while ((getline file) > 0) {
		number = 0
		path = root "/" file
		choose_rules()
		while ((getline line < path) > 0) {
			number++
			if (line ~ /^[ \t]*#[ \t]*include/ && file !~ /\/selftest\//) {
				sub(/^[^<"]*[<"]/, "", line)
				sub(/[>"].*/, "", line)
				check_include(line)
			} else
				check_text(code_of(line))
		}
		close(path)
		if (number > longest)
			report(longest, "more than " longest " lines: what are its two purposes?")
	}
	exit bad
}
