# steps.sh - sourced: steps with a name, a log, a duration and a verdict, in front or beside the others.
# shellcheck shell=bash
#
#	steps_begin LOG_FOLDER
#	step NAME COMMAND...      runs it now
#	beside NAME COMMAND...    runs it beside the steps that follow
#	join                      waits for those beside
#	steps_end                 the closing line; fails if a step has
#
# A step that fails shows its log and the others go on, so that one run tells everything.

steps_begin() {
	logs=$1
	beside=()
	rm -rf "$logs"
	mkdir -p "$logs"
	trap end_those_beside EXIT
}

step() {
	local name=$1 began=${EPOCHREALTIME/./} log verdict=ok took code
	shift
	log=$logs/${name//[^a-zA-Z0-9]/-}
	# Not as a condition: that would turn -e off in all that the command does.
	set +e
	(
		set -e
		"$@"
	) >"$log.log" 2>&1 </dev/null
	code=$?
	set -e
	((code == 0)) || verdict=FAIL
	took=$(((${EPOCHREALTIME/./} - began) / 100000))
	{
		printf '%-4s %4d.%d s  %s' "$verdict" $((took / 10)) $((took % 10)) "$name"
		[[ ! -s $log.note ]] || printf ': %s' "$(<"$log.note")"
		echo
		((code == 0)) || sed 's/^/  | /' "$log.log"
	} >"$log.said"
	# One write, so that steps beside each other do not mix their lines.
	printf '%s\n' "$(<"$log.said")"
	echo "$verdict" >"$log.verdict"
}

# note WORDS... - what the running step did, in its line.
note() {
	printf '%s' "$*" >"$log.note"
}

beside() {
	set -m # a process group of its own, to be ended as a whole
	step "$@" &
	set +m
	beside+=($!)
}

join() {
	wait "${beside[@]}"
	beside=()
}

end_those_beside() {
	local leader
	for leader in "${beside[@]}"; do
		kill -- "-$leader" 2>/dev/null || true
	done
}

steps_end() {
	local passed failed
	join
	passed=$(grep -lx ok "$logs"/*.verdict | wc -l)
	failed=$(grep -Lx ok "$logs"/*.verdict | wc -l)
	echo
	echo "$passed passed, $failed failed"
	((failed == 0))
}
