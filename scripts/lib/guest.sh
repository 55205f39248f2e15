#!/bin/bash
# guest.sh TERMINAL - the first process in a guest once the host's root is there and furnished: runs the job and turns the guest
# off. What it has to say to the host is in files of the job's folder: slowness, started, exit.
#
# What it complains of goes to the console, what the job says to the terminal.
set -u
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root
job=$(dirname "$0")
terminal=$1

# What the kernel asks for by itself: the kinds of links that cases make.
serve_modules() {
	printf '#!/bin/sh\nexec modprobe -d %q "$@"\n' "$(<"$job/modules")" >/run/modprobe
	chmod +x /run/modprobe
	echo /run/modprobe >/proc/sys/kernel/modprobe
}

# A guest that has guests of its own runs them with KVM if its processor can be believed to, which an emulated one can, and serves
# them by vhost-net.
virtualize() {
	local module
	for module in kvm_amd kvm_intel vhost_net; do
		/run/modprobe -q "$module" || true
	done
	[[ ! -e /dev/kvm ]] || export MVC_ACCEL=kvm
}

come_and_go() {
	for _ in {1..20}; do
		(:)
	done
}

count() {
	for _ in {1..8000}; do
		:
	done
}

# How many times slower than metal this is. Each of the two takes 12 ms there, twice as much where others work as well: what most
# cases spend their time with, and what daemons and guests do, which an emulated processor is far slower at. Deadlines are stretched
# by the worse of them, up to 30.
measure_slowness() {
	local task began times slowness=1
	for task in come_and_go count; do
		began=${EPOCHREALTIME/./}
		"$task"
		times=$(((${EPOCHREALTIME/./} - began) / 24000))
		((slowness > times)) || slowness=$times
	done
	echo $((slowness < 30 ? slowness : 30))
}

[[ ! -s $job/modules ]] || serve_modules
[[ ! -e $job/virtualizes ]] || virtualize
: "${MVC_SLOWNESS:=$(measure_slowness)}"
export MVC_SLOWNESS
echo "$MVC_SLOWNESS" >"$job/slowness"
uname -r >"$job/started"
bash "$job/job.sh" >"$terminal" 2>&1 </dev/null
echo $? >"$job/exit"
sync
exec busybox poweroff -f
