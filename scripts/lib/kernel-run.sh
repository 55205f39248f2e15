# kernel-run.sh - sourced: a run in a guest, from its arguments to its exit code.
# shellcheck shell=bash
# shellcheck disable=SC2154,SC2034 # how, image, modules, hang, deadlines...: scripts/kernel's
#
#	run_in_guest ARGUMENT...    of `macvtap-conform run`, as if it ran here; the code is in $code afterwards

# No report goes by unseen, a kernel that has one is not to be trusted further, and modules make no links of their own.
readonly kernel_switches=(quiet panic=-1 oops=panic dummy.numdummies=0 bonding.max_bonds=0 ifb.numifbs=0)

# Folders that the run writes to, out of its arguments, made where they are missing. Sets writable, results, arguments, memory,
# cpus and, for a run with guests of its own, virtualizes.
take_arguments() {
	local turn name value file
	results='' virtualizes='' arguments=("$@") writable=("$job")
	for ((turn = 0; turn < ${#arguments[@]}; turn++)); do
		name=${arguments[turn]%%=*} value=${arguments[turn]#*=}
		[[ $name != -- ]] || break
		[[ ${arguments[turn]} = *=* ]] || value=${arguments[turn + 1]-}
		case $name in
		--results) results=$value ;;
		--junit | --json | --ktap) file=$value && writable_folder "$(dirname "$file")" ;;
		--dangerous) alone=yes ;;
		--guest) virtualizes=yes ;;
		-j* | --jobs) jobs=theirs ;;
		esac
	done
	if [[ -z $results ]]; then
		results=$root/results
		arguments=(--results "$results" "${arguments[@]}")
	fi
	[[ -z $virtualizes || $how = qemu ]] ||
		give_up "--guest: a user-mode-linux can have no guests of its own; say --kernel debian:SUITE"
	check_nics
	[[ -n $memory ]] || memory=${virtualizes:+2500}
	: "${memory:=512}"
	[[ -n $cpus ]] || cpus=$(best_cpus)
	# Who is to be blamed must have been alone.
	[[ -z ${alone-} || -n ${jobs-} ]] || arguments=(--jobs 1 "${arguments[@]}")
	[[ -t 1 ]] || arguments=(--no-progress "${arguments[@]}")
	writable_folder "$results"
	results=$(cd "$results" && pwd -P)
}

writable_folder() {
	local folder
	mkdir -p "$1" 2>/dev/null || give_up "cannot write to $1; say another folder"
	folder=$(cd "$1" && pwd -P)
	[[ $folder != / ]] || give_up "the root of the file system is no folder for reports; say another one"
	writable+=("$folder")
}

make_job() {
	job=$(mktemp -d "${TMPDIR:-/tmp}/kernel.XXXXXX")
	cp "$here"/lib/guest*.sh "$job/"
	echo "$modules" >"$job/modules"
	{ stty size <&1 2>/dev/null || echo 0 80; } | cut -d ' ' -f 2 >"$job/columns"
}

# write_job ARGUMENT... - what the guest runs.
write_job() {
	printf '%s\n' "${writable[@]}" | sort -u >"$job/writable"
	mapfile -t writable <"$job/writable"
	printf '%s\n' "$root" "$PWD" "$job" ${modules:+"$modules"} >"$job/needed"
	rm -f "$job"/{started,exit,slowness,virtualizes}
	[[ -z $virtualizes ]] || : >"$job/virtualizes"
	{
		[[ -z ${MVC_SLOWNESS-} ]] || printf 'export MVC_SLOWNESS=%q\n' "$MVC_SLOWNESS"
		if [[ -n $selftest ]]; then
			printf 'cd %q && exec %q' "$PWD" "$selftest"
			((${#theirs[@]} == 0)) || printf ' %q' "${theirs[@]}"
		else
			printf 'cd %q && exec %q run' "$PWD" "$program"
			printf ' %q' "$@"
		fi
		echo
	} >"$job/job.sh"
}

# Its output goes through a pipe: a guest must not have the terminal itself. UML makes itself a session of its own, which is
# why the guest leaves its number behind: it keeps it when it becomes what it is.
start_guest() {
	kernel_arguments=("${kernel_switches[@]}" "${appended[@]}")
	{ echo "$BASHPID" >"$job/pid" && "become_$how" 2>>"$console" </dev/null; } > >(exec cat) &
	guest=$!
}

end_guest() {
	[[ -n ${guest-} ]] || return 0
	local leader
	leader=$(cat "$job/pid" 2>/dev/null || echo "$guest")
	kill -KILL -- "$leader" "-$leader" 2>/dev/null || true
	wait "$guest" 2>/dev/null || true
	guest=
}

# Seconds without a word in the logbook after which nothing more is to be expected: a case that hangs is ended at its deadline,
# which is stretched, and then there would be one. A case whose machine boots first has 240 s more (harness/virt/qemu.h).
patience() {
	local slowness=1 deadline=30
	[[ -z $virtualizes ]] || deadline=270
	if [[ ! -s $job/started ]]; then
		echo "$boot_deadline"
	else
		[[ ! -s $job/slowness ]] || slowness=$(cut -d . -f 1 "$job/slowness")
		echo "${hang:-$((60 + deadline * slowness))}"
	fi
}

# Waits for the guest to end, and ends it when it has not moved for too long. Sets hung then.
await_guest() {
	local signs last='' since=$SECONDS
	hung=
	exec {tick}<> <(:)
	while kill -0 "$guest" 2>/dev/null; do
		signs=$(stat -c %s "$results/logbook" "$job/started" 2>/dev/null || true)
		[[ $signs = "$last" ]] || { last=$signs since=$SECONDS; }
		if ((SECONDS - since > $(patience))); then
			hung=$((SECONDS - since))
			break
		fi
		read -r -t 0.2 -u "$tick" || true
	done
	exec {tick}>&-
	end_guest
}

# Boots until the run is through: after a crash that a case is to blame for, the next boot goes on behind that case.
run_in_guest() {
	local boots=0 worst=0 theirs=("$@")
	make_job
	[[ -z $selftest ]] || set -- --results "$root/results/selftest"
	take_arguments "$@"
	console=$results/console.log
	: >"$console" || give_up "cannot write to $console"
	while :; do
		write_job "${arguments[@]}"
		start_guest
		await_guest
		judge_guest
		((boots += 1))
		((worst >= code)) || worst=$code
		if [[ -z $crashed ]] || ((boots >= 10)); then
			break
		fi
		[[ " ${arguments[*]} " == *" --resume "* ]] || arguments=(--resume "${arguments[@]}")
		echo "kernel: booting again, to go on behind it"
	done
	code=$worst
}
