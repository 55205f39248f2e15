# bench-guests.sh - sourced by bench-run: how long a guest takes to its first case, and to the last.
# shellcheck shell=bash
# shellcheck disable=SC2154 # here, ground, median, took: bench-run's

# guest_run KERNEL BOOT RUN - the budgets in seconds; from a warm cache.
guest_run() {
	local kernel=$1 began folder=$ground/guest first
	rm -rf "$folder"
	began=${EPOCHREALTIME/./}
	"$here/kernel" run --kernel "$kernel" -- --results "$folder" >"$ground/out" 2>&1 || true
	took=$((${EPOCHREALTIME/./} - began))
	# the logbook is made when the first case begins
	first=$(stat -c %.6W "$folder/logbook" 2>/dev/null) || { budget 0 runs 1000 "of $kernel came to no case" && return; }
	budget "$2" s $(((${first/./} - began) / 1000)) "to the first case in $kernel"
	budget "$3" s $((took / 1000)) "to the end of the run there ($(summary_number cases) cases)"
}

part_guests() {
	local cache=${KERNEL_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/macvtap-conform} kernel
	for kernel in bullseye bookworm trixie forky; do
		"$here/kernel" fetch --cached "uml:$kernel" >/dev/null
	done
	"$here/kernel" fetch --cached debian:trixie >/dev/null
	guest_run uml:forky 3 30
	guest_run debian:trixie 8 180
	budget 1024 MiB $(($(du -sm "$cache" | cut -f 1) * 1000)) "of disk for the cache with five kernels"
}
