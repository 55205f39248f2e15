# bench.sh - sourced by bench-run: runs with their time, figures beside their budgets.
# shellcheck shell=bash
#
# Times are whole microseconds, figures whole thousandths of their unit: the shell counts in integers.
# shellcheck disable=SC2154,SC2034 # root is bench-run's; over, run, took and median are for it

over=0
helpers=()

begin() {
	((EUID == 0)) || { echo "bench-run: needs root: sudo ./scripts/bench-run" >&2 && exit 2; }
	"$root/scripts/install-deps" build bench
	ground=$(mktemp -d)
	trap 'end_helpers; rm -rf "$ground"' EXIT
	run=("$program" run --results "$ground/results")
	if ! build_product >"$ground/out" 2>&1; then
		tail -n 40 "$ground/out" >&2
		exit 2
	fi
	echo "Linux $(uname -r), $(nproc) cores, load $(cut -d ' ' -f 1 /proc/loadavg)"
}

end_helpers() {
	((${#helpers[@]} == 0)) || kill "${helpers[@]}" 2>/dev/null || true
	helpers=()
}

# measured_run COMMAND... - leaves the output in $ground/out and the microseconds in took.
measured_run() {
	local began=${EPOCHREALTIME/./}
	if ! "$@" >"$ground/out" 2>&1; then
		tail -n 20 "$ground/out" >&2
		echo "bench-run: '$*' did not pass: nothing to measure" >&2
		exit 1
	fi
	took=$((${EPOCHREALTIME/./} - began))
}

# median_run TIMES COMMAND... - the median of so many runs, in median.
median_run() {
	local times=$1 turn all=()
	shift
	for ((turn = 0; turn < times; turn++)); do
		measured_run "$@"
		all+=("$took")
	done
	mapfile -t all < <(printf '%s\n' "${all[@]}" | sort -n)
	median=${all[times / 2]}
}

# summary_number cases|checks - off the last run's summary: "500 cases: 500 passed in 1.2 s (4000 checks)".
summary_number() {
	local number
	number=$(grep -E '^([0-9]+ runs of )?[0-9]+ cases?: ' "$ground/out" | grep -oE "[0-9]+ ${1%s}" | cut -d ' ' -f 1)
	echo "${number:?the summary of the run says nothing of $1}"
}

decimal() {
	printf '%d.%02d' $(($1 / 1000)) $(($1 % 1000 / 10))
}

# budget LIMIT UNIT THOUSANDTHS WHAT
budget() {
	local verdict=PASS
	(($3 <= $1 * 1000)) || verdict=over
	[[ $verdict = PASS ]] || over=1
	printf '%-4s  %8s %-5s (budget %s)  %s\n' "$verdict" "$(decimal "$3")" "$2" "$1" "$4"
}

# remark UNIT THOUSANDTHS WHAT - a figure without a budget.
remark() {
	printf '      %8s %-5s %s\n' "$(decimal "$2")" "$1" "$3"
}
