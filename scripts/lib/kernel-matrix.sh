# kernel-matrix.sh - sourced: the suite on several kernels at a time, and what comes of it side by side.
# shellcheck shell=bash
# shellcheck disable=SC2154 # here, root, program, give_up: scripts/kernel's

# Lines of scripts/kernels, "NAME KERNEL PART" each.
known_kernels() {
	sed -E '/^#/d; /^$/d; s/ *\| */ /g' "$here/kernels"
}

# Sets names and kernels from the arguments: names of scripts/kernels, kernels by themselves, or nothing for all.
choose_columns() {
	local word line
	names=() kernels=()
	(($#)) || mapfile -t known < <(known_kernels | cut -d ' ' -f 1)
	(($#)) || set -- "${known[@]}"
	for word; do
		line=$(known_kernels | awk -v name="$word" '$1 == name')
		if [[ -n $line ]]; then
			read -r name kernel _ <<<"$line"
		elif [[ $word = *:* || $word = running ]]; then
			name=${word//[^a-zA-Z0-9.-]/-} kernel=$word
		else
			give_up "'$word' is neither a name in scripts/kernels nor a kernel such as debian:bookworm"
		fi
		names+=("$name") kernels+=("$kernel")
	done
}

# One after the other: they share apt's lists. What cannot be had is said in a line, and is no column, unless it was asked for.
fetch_columns() {
	local turn
	for turn in "${!kernels[@]}"; do
		[[ ${kernels[turn]} != running ]] || continue
		if (cached_kernel "${kernels[turn]}"); then
			[[ -z ${tell-} ]] || printf '%-9s %s\n' "${names[turn]}" "$(paste -sd ' ' "$(entry_of "${kernels[turn]}")/packages")"
		elif [[ -n ${asked-} ]]; then
			exit 2
		else
			echo "${names[turn]}: not to be had here, and left out"
			unset "names[turn]" "kernels[turn]"
		fi
	done
}

# One kernel, in the background; its code is left in a file.
run_column() {
	local name=$1 kernel=$2 folder=$results/$1 ended=0
	shift 2
	if [[ $kernel = running ]]; then
		"$program" run --no-progress --results "$folder" "$@" >"$folder/output" 2>&1 || ended=$?
	else
		"$here/kernel" run --kernel "$kernel" --program "$program" -- --results "$folder" "$@" >"$folder/output" 2>&1 ||
			ended=$?
	fi
	echo "$ended" >"$folder/code"
}

# Its last words, in one line: what the run counted, or why there was none. Then what went wrong, a line each.
tell_column() {
	local name=$1 folder=$results/$1 words
	words=$(grep -E '^([0-9]+ runs of )?[0-9]+ cases?: ' "$folder/output" | tail -n 1 || true)
	[[ -n $words ]] || words=$(grep -vE '^(fetching| )' "$folder/output" | tail -n 1 || true)
	printf '%-9s %s\n' "$name" "${words:-nothing was said}"
	grep -E '^(kernel: Linux|FAIL|BROKEN|XPASS) ' "$folder/output" | sed 's/^/          /' || true
}

# As many at a time as there are CPUs.
run_columns() {
	local turn running=0
	for turn in "${!names[@]}"; do
		rm -rf "${results:?}/${names[turn]}"
		mkdir -p "$results/${names[turn]}"
		if ((running >= at_a_time)); then
			wait -n || true
			((running -= 1))
		fi
		{ run_column "${names[turn]}" "${kernels[turn]}" "$@" && tell_column "${names[turn]}"; } &
		((running += 1))
	done
	wait
}

# Sets code to that of the worst: 1 if a kernel failed or went down, else 2 if something could not be decided.
worst_code() {
	local name ended
	code=0
	for name in "${names[@]}"; do
		ended=$(cat "$results/$name/code" 2>/dev/null || echo 2)
		case $ended in
		0 | 4) ;;
		1 | 3) code=1 ;;
		*) ((code)) || code=2 ;;
		esac
	done
}

# The JUnit reports in one, with the kernel before the name of each suite. A kernel without a report is a suite that could
# not be run.
merge_junit() {
	local name
	echo '<?xml version="1.0" encoding="UTF-8"?>'
	echo '<testsuites name="macvtap-conform on several kernels">'
	for name in "${names[@]}"; do
		if [[ -s $results/$name/junit.xml ]]; then
			sed -e '/^<?xml/d; /^<\/\?testsuites/d' \
				-e "s/^  <testsuite name=\"/&linux-$name./" \
				-e "s/^\(    <testcase name=\"[^\"]*\" classname=\"\)macvtap-conform\./\1linux-$name./" "$results/$name/junit.xml"
		else
			printf '  <testsuite name="linux-%s.kernel" tests="1" failures="0" errors="1">\n' "$name"
			printf '    <testcase name="boots" classname="linux-%s.kernel">\n' "$name"
			printf '      <error message="%s"/>\n    </testcase>\n  </testsuite>\n' \
				"$(tail -n 1 "$results/$name/output" | tr -d '\000-\037' | sed 's/&/\&amp;/g; s/</\&lt;/g; s/"/\&quot;/g')"
		fi
	done
	echo '</testsuites>'
}

write_reports() {
	local name found=()
	merge_junit >"$results/junit.xml.new" && mv "$results/junit.xml.new" "$results/junit.xml"
	for name in "${names[@]}"; do
		[[ ! -s $results/$name/results.json ]] || found+=("$results/$name/results.json")
	done
	((${#found[@]} == 0)) || "$program" report html "${found[@]}" -o "$results/kernels.html" || code=2
}

run_matrix() {
	mkdir -p "$results" 2>/dev/null || give_up "cannot write to $results; say another folder: --results"
	results=$(cd "$results" && pwd -P)
	run_columns "$@"
	worst_code
	write_reports
	check_skips "$#"
	echo "reports: $results/junit.xml, $results/kernels.html"
}
