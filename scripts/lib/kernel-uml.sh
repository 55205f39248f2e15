# kernel-uml.sh - sourced: a user-mode-linux guest, which is a process of the host.
# shellcheck shell=bash
# shellcheck disable=SC2154 # image, job, memory, append: scripts/kernel's

# Becomes the guest, which needs no ptrace where it can do without (since 6.16). Its console is standard error, what its job says standard output.
become_uml() {
	exec 3>&1 >&2
	exec "$image" "mem=${memory}M" rootfstype=hostfs ro "init=$job/guest-uml.sh" "job=$job" \
		seccomp=auto con=null con0=null,fd:1 ssl=null ssl0=null,fd:3 "${kernel_arguments[@]}"
}
