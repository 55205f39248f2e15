# namespaces.sh - sourced: the network namespaces that live in the kernel, those included that nobody is in and nobody can see.
# shellcheck shell=bash

# How many, as the kernel's allocator has it, which must first take back what each CPU keeps for itself. 0 where the kernel
# does not tell.
living_namespaces() {
	local slab=/sys/kernel/slab/net_namespace
	if [[ -w $slab/shrink && -r $slab/objects ]]; then
		echo 1 >"$slab/shrink"
		cut -d ' ' -f 1 "$slab/objects"
	else
		echo 0
	fi
}

# namespaces_left BEFORE - how many more than that there are. The kernel ends them in its own time, for which it gets 10 s.
namespaces_left() {
	local left deadline=$((SECONDS + 10))
	while left=$(($(living_namespaces) - $1)) && ((left > 0 && SECONDS < deadline)); do
		sleep 0.05
	done
	echo $((left > 0 ? left : 0))
}
