# kernel-verdict.sh - sourced: what has become of a guest, in one line, and the code for it.
# shellcheck shell=bash
# shellcheck disable=SC2154,SC2034 # job, console, hung, results: scripts/kernel's; code, crashed: kernel-run.sh's

readonly code_failed=1 code_no_boot=3

# Cases that the logbook has beginning but not ending.
cases_running() {
	[[ -e $results/logbook && -s $job/started ]] || return 0
	awk -F '\t' '
		$1 == "begin" { running[$2 " " $3] = $2 }
		$1 == "end" { delete running[$2 " " $3] }
		END { for (key in running) print running[key] }' "$results/logbook" | sort
}

# "while CASE ran", or how it was otherwise.
while_what() {
	local running
	mapfile -t running < <(cases_running)
	case ${#running[@]} in
	0) echo "while no case ran" ;;
	1) echo "while ${running[0]} ran" ;;
	*) echo "while these ran: ${running[*]}; to tell which it was: -- --jobs 1" ;;
	esac
}

# The line of the console that says best what went wrong.
last_words() {
	local pattern
	for pattern in 'BUG: .*' 'kernel BUG at .*' 'Oops: .*' 'general protection fault.*' 'Kernel panic.*'; do
		grep -aoE -m 1 "$pattern" "$console" | tr -d '\r' && return
	done
}

say_verdict() {
	echo "kernel: Linux $(cat "$job/started" 2>/dev/null || echo "$name"): $1"
	echo "        console: $console"
}

out_of_memory() {
	grep -qaE 'Out of memory: Killed process|oom-kill:|System is deadlocked on memory' "$console"
}

# Sets code, and crashed if the same run can go on in another boot.
judge_guest() {
	crashed=
	if [[ -s $job/exit ]]; then
		code=$(<"$job/exit")
		((code == 137)) || return 0
		say_verdict "out of memory $(while_what); give it more than $memory MiB: --memory"
		code=$code_failed
	elif [[ ! -s $job/started ]]; then
		say_verdict "did not boot${hung:+ within $hung s}: $(last_words || tail -n 1 "$console")"
		code=$code_no_boot
	else
		code=$code_failed
		[[ -z $(cases_running) ]] || crashed=yes
		if grep -qaE 'System is deadlocked on memory' "$console" || { [[ -n $hung ]] && out_of_memory; }; then
			say_verdict "out of memory $(while_what); give it more than $memory MiB: --memory"
		elif grep -qa 'Kernel panic' "$console"; then
			say_verdict "panicked $(while_what): $(last_words)"
		elif [[ -n $hung ]]; then
			say_verdict "hung for $hung s $(while_what)"
		else
			say_verdict "ended without a word $(while_what)"
		fi
	fi
}
