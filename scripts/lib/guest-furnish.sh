# guest-furnish.sh - sourced in a guest, by whatever shell there is: what every system has and a root alone has not.
# shellcheck shell=dash
# shellcheck disable=SC2154 # job: from the kernel's command line

# furnish ROOT TERMINAL - the root as it is to be, and the device in it that the job writes to, as wide as the host's terminal.
furnish() {
	mount -t proc proc "$1/proc"
	mount -t sysfs sysfs "$1/sys"
	mount -t devtmpfs devtmpfs "$1/dev"
	mkdir -p "$1/dev/pts" "$1/dev/shm"
	mount -t devpts devpts "$1/dev/pts"
	mount -t tmpfs tmpfs "$1/dev/shm"
	mount -t tmpfs tmpfs "$1/run"
	ip link set lo up
	stty -F "$1/dev/$2" raw -echo cols "$(cat "$1$job/columns")"
}
