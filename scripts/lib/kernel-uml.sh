# kernel-uml.sh - sourced: a user-mode-linux guest, which is a process of the host.
# shellcheck shell=bash
# shellcheck disable=SC2154 # image, job, cache, memory, append: scripts/kernel's

# The CPUs that this shell may use, the last ones first: interrupts come to the first.
cpus_allowed() {
	local range
	while read -r range; do
		seq "${range%-*}" "${range#*-}"
	done < <(sed -n 's/^Cpus_allowed_list:\t//p' "/proc/$BASHPID/status" | tr , '\n') | sort -nr
}

# Stays on a CPU that no other guest has: its kernel and the processes that its programs are wait for each other at every system
# call, and each turn would wake another CPU. The lock is given back when the guest ends. If all are taken, it stays where it
# may be.
have_a_cpu() {
	local cpu lock
	for cpu in $(cpus_allowed); do
		exec {lock}>>"$cache/cpu.$cpu"
		if flock --nonblock "$lock"; then
			taskset --pid --cpu-list "$cpu" "$BASHPID" >/dev/null
			return
		fi
		exec {lock}>&-
	done
}

# Becomes the guest, which needs no ptrace where it can do without (since 6.16). Its console is standard error, what its job says standard output.
become_uml() {
	exec 3>&1 >&2
	have_a_cpu
	exec "$image" "mem=${memory}M" rootfstype=hostfs ro "init=$job/guest-uml.sh" "job=$job" \
		seccomp=auto con=null con0=null,fd:1 ssl=null ssl0=null,fd:3 "${kernel_arguments[@]}"
}
