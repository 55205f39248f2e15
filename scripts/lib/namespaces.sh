# namespaces.sh - sourced: the network namespaces that live in the kernel without anybody being in them.
# shellcheck shell=bash

# How many at the moment: those that the kernel's allocator counts, when it has taken back what each CPU keeps for itself, less
# those that processes are in, so that others may start and end beside. The first one is in no slab.
count_deserted() {
	local slab=/sys/kernel/slab/net_namespace all inhabited
	echo 1 >$slab/shrink
	all=$(cut -d ' ' -f 1 $slab/objects)
	inhabited=$({ readlink /proc/[0-9]*/ns/net 2>/dev/null || true; } | sort -u | wc -l)
	echo $((all - (inhabited - 1)))
}

# How many there are: 0 where the kernel does not tell. It frees those that have ended when it ends the next ones
# (net/core/net_namespace.c: net_complete_free): so one more is ended, until that changes nothing.
deserted_namespaces() {
	local before='' now=0
	[[ -w /sys/kernel/slab/net_namespace/shrink ]] || before=0
	while [[ $now != "$before" ]]; do
		before=$now
		unshare --net true
		sleep 0.2
		now=$(count_deserted)
	done
	echo "$now"
}

# namespaces_left BEFORE - how many more than that there are. The kernel ends them in its own time, for which it gets 10 s.
namespaces_left() {
	local left deadline=$((SECONDS + 10))
	until left=$(($(deserted_namespaces) - $1)) && ((left <= 0 || SECONDS >= deadline)); do
		:
	done
	echo $((left > 0 ? left : 0))
}
