# kernel-skips.sh - sourced: what each kernel skips, and whether that is what is known of it (scripts/kernel-skips).
# shellcheck shell=bash
# shellcheck disable=SC2154,SC2034 # here, names, results, pin: scripts/kernel's; code: for it

# Lines "NAME | NUMBER | REASON" of one kernel's run.
skips_of() {
	awk -F '\t' -v name="$1" '
		$1 == "end" { verdict[$2] = $4; reason[$2] = $7 }
		END { for (id in verdict) if (verdict[id] == "SKIP") count[reason[id]]++
		      for (why in count) printf "%-8s | %3d | %s\n", name, count[why], why }' "$results/$1/logbook" | sort -t '|' -k 3
}

known_skips_of() {
	sed -E '/^#/d; /^$/d' "$here/kernel-skips" | awk -F '|' -v name="$1" '{ own = $1; gsub(/ /, "", own) } own == name'
}

# check_skips ARGUMENTS - of a run of everything, whose arguments are none, on kernels that are always the same.
check_skips() {
	local name
	(($1 == 0)) || return 0
	for name in "${names[@]}"; do
		[[ $name != running && -s $results/$name/logbook ]] || continue
		if [[ -n ${pin-} ]]; then
			pin_skips "$name"
		elif ! diff <(known_skips_of "$name") <(skips_of "$name") >"$results/$name/skips.diff"; then
			echo "$name skips other cases than scripts/kernel-skips says (<), which is right if a suite has changed: matrix --pin"
			sed -n 's/^[<>]/    &/p' "$results/$name/skips.diff"
			((code)) || code=1
		fi
	done
}

pin_skips() {
	local new=$here/kernel-skips.new
	{
		sed -n '/^#/p' "$here/kernel-skips"
		echo
		{
			sed -E '/^#/d; /^$/d' "$here/kernel-skips" | awk -F '|' -v name="$1" '{ own = $1; gsub(/ /, "", own) } own != name'
			skips_of "$1"
		} | sort -t '|' -k 1,1 -s
	} >"$new"
	mv "$new" "$here/kernel-skips"
}
