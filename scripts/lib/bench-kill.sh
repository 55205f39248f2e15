# bench-kill.sh - sourced by bench-run: what a runner leaves behind that was killed at a random moment.
# shellcheck shell=bash
# shellcheck disable=SC2154 # ground, run: bench-run's

# Whatever a run could leave in the machine's own view.
traces() {
	find /sys/class/net -mindepth 1 -maxdepth 1
	find /dev -maxdepth 1 -name 'tap[0-9]*'
	[[ ! -d /run/netns ]] || find /run/netns -mindepth 1
	cut -d ' ' -f 5- /proc/self/mountinfo
	find /run/libvirt /var/lib/libvirt /var/log/libvirt /var/cache/libvirt -mindepth 1 2>/dev/null || true
	{ readlink /proc/[0-9]*/ns/net 2>/dev/null || true; } | sort -u # processes come and go
	echo "lowest free tap minor: $(free_minor)"
	seq -f 'deserted network namespace %.0f' "$(deserted_namespaces)"
}

# The kernel gives a new macvtap the lowest minor that is free, whatever namespace the others are in: the number is the
# same before and after only if no macvtap is left anywhere.
free_minor() {
	unshare --net --mount sh -ec '
		mount -t sysfs sysfs /sys
		ip link add probe type veth peer probed
		ip link add link probe name probing type macvtap
		cat /sys/class/net/probing/tap*/dev
		ip link del probe'
}

# Processes of killed runs, by the mark in their environment.
survivors() {
	grep -lsz "^BENCH_KILL=$ground$" /proc/[0-9]*/environ
}

# What was there before and is not any more was somebody else's.
remains() {
	comm -13 "$ground/before" <(traces | sort) | tee "$ground/left" | grep -q .
}

# gone_soon COMMAND - processes take their time to die, and a kernel worker takes down their namespaces after that: waits
# for the command to find nothing, but not for ever.
gone_soon() {
	local deadline=$((SECONDS + 10))
	while "$@" >/dev/null; do
		((SECONDS < deadline)) || return 1
		sleep 0.05
	done
}

# killed_run SECONDS - sets machines: how many QEMUs it had then.
killed_run() {
	local runner
	BENCH_KILL=$ground "${run[@]}" >/dev/null 2>&1 </dev/null &
	runner=$!
	sleep "$1"
	machines=$(survivors | sed 's/environ$/comm/' | xargs -r cat 2>/dev/null | grep -c '^qemu-system') || true
	kill -KILL "$runner" 2>/dev/null || true
	wait "$runner" 2>/dev/null || true
}

# kill_runs TIMES - of $run, which has been measured.
kill_runs() {
	local times=$1 moment killed survived=0 left=0 served=0
	traces | sort >"$ground/before"
	for ((killed = 0; killed < times; killed++)); do
		moment=$((took * (RANDOM % 1000) / 1000 + 1000))
		killed_run "$((moment / 1000000)).$(printf %06d $((moment % 1000000)))"
		((machines == 0)) || served=$((served + 1))
		gone_soon survivors || survived=$((survived + 1))
		gone_soon remains || left=$((left + 1))
	done
	budget 0 runs $((survived * 1000)) "of $times killed at a random moment left a process"
	budget 0 runs $((left * 1000)) "left a namespace, link, mount, tap node, socket or file"
	[[ $left -eq 0 ]] || sed 's/^/      /' "$ground/left"
	((served == 0)) || remark runs $((served * 1000)) "had a QEMU when they were killed"
}

part_kill() {
	measured_run "${run[@]}"
	kill_runs $((${1:-100}))
}

# Runs with daemons and booted guests.
part_kill_virt() {
	local guest
	"$root/scripts/install-deps" virt
	guest=$("$here/guest")
	local run=("${run[@]}" --guest "$guest" 'virt.qemu.vepa.*' 'virt.qemu.life.*' 'virt.libvirt.plugged.*' 'virt.libvirt.life.*')
	measured_run "${run[@]}"
	kill_runs $((${1:-20}))
}
