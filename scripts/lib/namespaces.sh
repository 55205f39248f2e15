# namespaces.sh - sourced: the network namespaces that live in the kernel without anybody being in them.
# shellcheck shell=bash

# How many: those that the kernel's allocator counts, when it has taken back what each CPU keeps for itself, less those that
# processes are in, so that others may start and end beside. The first one is in no slab. 0 where the kernel does not tell.
deserted_namespaces() {
	local slab=/sys/kernel/slab/net_namespace all inhabited
	[[ -w $slab/shrink && -r $slab/objects ]] || { echo 0 && return; }
	echo 1 >"$slab/shrink"
	all=$(cut -d ' ' -f 1 "$slab/objects")
	inhabited=$({ readlink /proc/[0-9]*/ns/net 2>/dev/null || true; } | sort -u | wc -l)
	echo $((all - (inhabited - 1)))
}

# namespaces_left BEFORE - how many more than that there are. The kernel ends them in its own time, for which it gets 10 s.
namespaces_left() {
	local left deadline=$((SECONDS + 10))
	while left=$(($(deserted_namespaces) - $1)) && ((left > 0 && SECONDS < deadline)); do
		sleep 0.05
	done
	echo $((left > 0 ? left : 0))
}
