#!/bin/bash
# kernel-prove.sh FOLDER - sees that each way in which a guest can go down is told, and who was at it, by cases that take down
# the kernel they run on. Says in a line why it cannot when there is no kernel to be had.
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd -P)
folder=$1
kernel=uml:bookworm
failed=0

# told CODE PATTERN ARGUMENT... - one run: its exit code, and what it must say.
told() {
	local wanted=$1 pattern=$2 ended=0
	shift 2
	rm -rf "$folder/run"
	"$here/kernel" run --kernel "$kernel" --program "$here/../build/release/harness/selftest/kernel_cases" "$@" \
		>"$folder/output" 2>&1 || ended=$?
	if ((ended == wanted)) && grep -qE "$pattern" "$folder/output" && [[ $wanted = 2 || -s $folder/run/console.log ]]; then
		echo "ok: $pattern"
	else
		echo "FAILED: exit code $ended, must be $wanted, and '$pattern' must be said:"
		sed 's/^/  /' "$folder/output"
		failed=1
	fi
}

has_case() {
	grep -q "$1" "$folder/run/junit.xml" || { echo "FAILED: $1 is not in the JUnit report" && failed=1; }
}

mkdir -p "$folder"
if ! "$here/kernel" fetch --cached "$kernel" >"$folder/output" 2>&1; then
	echo "no guest: $(tail -n 1 "$folder/output")"
	exit
fi
results=(-- --results "$folder/run" --no-expectations --jobs 1)
told 0 '^2 passed, 0 failed' "${results[@]}" guest.before guest.after
told 1 'panicked while guest.panic ran: Kernel panic.*sysrq' "${results[@]}" guest.before guest.panic guest.after
has_case 'the machine went down while this case ran'
has_case 'name="after"'
told 1 'hung for [0-9]+ s while guest.hang ran' --hang 5 "${results[@]}" guest.hang guest.after
told 1 'out of memory while guest.memory ran; give it more than 128 MiB' --memory 128 "${results[@]}" guest.memory
told 3 'did not boot: Kernel panic' --append 'init=/nothing' "${results[@]}" guest.before
told 2 'a user-mode-linux has no cards' --nic e1000e "${results[@]}" guest.before
told 2 "'no:kernel' is not" --kernel no:kernel "${results[@]}" guest.before
exit $failed
