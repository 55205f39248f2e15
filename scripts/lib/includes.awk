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
	}
}

function check(kind, text,   i)
{
	for (i = 1; i <= rules; i++)
		if (of_kind[i] == kind && file ~ inside[i] && file !~ except[i] && text ~ forbidden[i])
			report(number, because[i])
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
	while ((getline file) > 0) {
		number = 0
		path = root "/" file
		while ((getline line < path) > 0) {
			number++
			if (line ~ /^[ \t]*#[ \t]*include/ && file !~ /\/selftest\//) {
				sub(/^[^<"]*[<"]/, "", line)
				sub(/[>"].*/, "", line)
				check("include", line)
			} else
				check("text", code_of(line))
		}
		close(path)
		if (number > longest)
			report(longest, "more than " longest " lines: what are its two purposes?")
	}
	exit bad
}
