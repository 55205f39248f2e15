# bench-bare.sh - sourced by bench-run: a run on a read-only root that holds the program, its libraries and nothing
# else, with a writable /tmp and /results, one CPU and no network.
# shellcheck shell=bash
# shellcheck disable=SC2154 # ground, program: bench-run's

libraries_of() {
	ldd "$1" | grep -oE '/[^ ]+'
}

# Runs in mount and network namespaces of its own; the root is a tmpfs that is remounted read-only when it is furnished.
# shellcheck disable=SC2016 # for the shell within
bare_script='
	set -eu
	mount -t tmpfs none "$bare"
	mkdir "$bare"/bin "$bare"/proc "$bare"/sys "$bare"/dev "$bare"/tmp "$bare"/results
	cp "$program" "$bare/bin/macvtap-conform"
	for library in $libraries; do
		mkdir -p "$bare$(dirname "$library")"
		cp -L "$library" "$bare$library"
	done
	mount --rbind /proc "$bare/proc"
	mount --rbind /sys "$bare/sys"
	mount --rbind /dev "$bare/dev"
	mount -o remount,ro,bind "$bare"
	mount -t tmpfs none "$bare/tmp"
	mount --bind "$results" "$bare/results"
	if touch "$bare/x" 2>/dev/null; then echo "the root is writable" && exit 1; fi
	exec env -i PATH= /usr/bin/taskset -c 0 /usr/sbin/chroot "$bare" /bin/macvtap-conform run --results /results
'

part_bare() {
	local failed=0
	mkdir -p "$ground/bare" "$ground/results"
	bare=$ground/bare results=$ground/results program=$program libraries=$(libraries_of "$program") \
		unshare --net --mount sh -c "$bare_script" >"$ground/out" 2>&1 || failed=1
	if ((failed)) || [[ ! -s $ground/results/junit.xml ]]; then
		tail -n 20 "$ground/out" | sed 's/^/      /'
		failed=1
	fi
	budget 0 runs $((failed * 1000)) "failed with nothing but the libraries ($(tail -n 1 "$ground/out"))"
}
