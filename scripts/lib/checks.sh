# checks.sh - sourced: the steps of scripts/test that are more than one command.
# shellcheck shell=bash
# shellcheck disable=SC2154 # log is the running step's

lint_scripts() {
	local scripts
	mapfile -t scripts < <(grep -rlE '^(#!/bin/(ba)?sh|# shellcheck shell=(ba|da)sh)$' scripts .ci fixtures/reproducers)
	shellcheck --external-sources --source-path=SCRIPTDIR "${scripts[@]}"
}

lint_man_page() {
	mandoc -T lint -W warning scripts/macvtap-conform.1
}

# Every file by itself, as many at a time as there are cores, as nicely as it can: what waits for the kernel comes first.
# Our own tests may call the shell and copy what they know to fit, and the analyzer cannot see that CUnit's fatal
# assertions end them. The analyzer gives a function up sooner than by itself: what it found in four times as many nodes was
# nothing, and took two thirds of the time.
tidy() {
	local failed=0 spared="-clang-analyzer-core.*,-clang-analyzer-security.insecureAPI.strcpy,-cert-env33-c"
	find harness reports fixtures suites -name '*.c' ! -path '*/selftest/*' -print0 | tidy_files "$1" || failed=1
	find harness reports suites -path '*/selftest/*.c' -print0 | tidy_files "$1" "--checks=$spared" || failed=1
	return $failed
}

tidy_files() {
	local preset=$1
	shift
	local nodes=(--extra-arg=-Xclang --extra-arg=-analyzer-config --extra-arg=-Xclang --extra-arg=max-nodes=50000)
	timeout 900 nice xargs -0 -n 1 -P "$(nproc)" clang-tidy -p "build/$preset" --quiet "${nodes[@]}" "$@"
}

run_tests() {
	ctest --preset "$1" --output-log "build/$1/ctest.log"
	note "$(grep -o '[0-9]* tests failed out of [0-9]*' "build/$1/ctest.log")"
}

# Each fuzzer for some seconds, from files that are as they must be; what it finds stays with the logs.
fuzz() {
	local seconds=$1 fuzzer seeds runs=()
	build_preset fuzz
	for fuzzer in results expectations logbook document config kernel_log; do
		case $fuzzer in
		results) seeds=(reports/selftest/golden/*.json) ;;
		expectations) seeds=(fixtures/expectations) ;;
		logbook | config | kernel_log) seeds=("harness/selftest/fuzz/$fuzzer.seed") ;;
		document) seeds=(fixtures/domains/*.xml fixtures/domains/refused/*.xml) ;;
		esac
		mkdir -p "$log.$fuzzer"
		"build/fuzz/harness/selftest/fuzz/fuzz_$fuzzer" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=1024 \
			-seed_inputs="$(IFS=, && echo "${seeds[*]}")" -artifact_prefix="$log.$fuzzer-" "$log.$fuzzer" 2>&1 |
			tee "$log.$fuzzer.out"
		runs+=("$(sed -n 's/^Done \([0-9]*\) runs.*/\1/p' "$log.$fuzzer.out") $fuzzer")
	done
	note "$(IFS=, && echo "${runs[*]}")"
}

# Installs below a folder of its own and wants exactly the files that there should be, and a program that starts.
check_installation() {
	local ground=$log.installed
	DESTDIR=$ground cmake --install build/release --prefix /usr >/dev/null
	installed_files | diff - <(cd "$ground/usr" && find . -type f -printf '%P\n' | sort)
	"$ground/usr/bin/macvtap-conform" --version
}

check_debian_package() {
	local ground=$log.installed
	cpack -G DEB --config build/release/CPackConfig.cmake -B "$ground"
	installed_files | diff - <(dpkg-deb --fsys-tarfile "$ground"/*.deb | tar -t | sed -n 's|^\./usr/\(.*[^/]\)$|\1|p' | sort)
	dpkg-deb --field "$ground"/*.deb Depends | grep libnl-route-3-200
}

installed_files() {
	{
		cat <<-END
			bin/macvtap-conform
			share/bash-completion/completions/macvtap-conform
			share/doc/macvtap-conform/README.md
			share/macvtap-conform/doctor.schema.json
			share/macvtap-conform/domain.schema.json
			share/macvtap-conform/expectations
			share/macvtap-conform/results.schema.json
			share/man/man1/macvtap-conform.1
		END
		(cd fixtures && printf 'share/macvtap-conform/%s\n' reproducers/*)
	} | sort
}

# What becomes of a guest whose kernel panics, hangs, has no memory or does not boot.
prove_guests() {
	scripts/lib/kernel-prove.sh "$log.guests"
	if grep -q '^no guest:' "$log.log"; then
		note "$(tail -n 1 "$log.log")"
	else
		note "panic, hang, no memory, no boot"
	fi
}

# There is no guest to be had here: the step says why, and is none.
no_guest() {
	note "no guest: $(tail -n 1 "$log.log")"
}

# The vhost suite turns red where it must: in a guest, for want of vhost-net here.
prove_in_guest() {
	local kernel=debian:trixie
	scripts/kernel fetch --cached "$kernel" || { no_guest && return; }
	scripts/kernel run --kernel "$kernel" --selftest build/release/suites/selftest/suites_kernel_vhost -- --must
	# all who can own a parent, and Wi-Fi, which not every kernel has; this one has them all
	scripts/kernel run --kernel "$kernel" --selftest build/release/harness/selftest/harness_kernel_doctor_kinds | tee "$log.doctor"
	if grep -q '^this kernel has no' "$log.doctor"; then
		return 1
	fi
	# what only cards have
	scripts/kernel run --kernel "$kernel" --nic vmxnet3 --nic vmxnet3 --nic vmxnet3 --nic e1000e --nic e1000e --nic rtl8139 \
		--selftest build/release/harness/selftest/harness_kernel_doctor_cards -- --take
	note "$(awk '$NF == "red" { red += $(NF - 3) } END { print red }' "$log.log") trials red"
}

# The quickest kernels there are, with all that this one lacks.
run_gate() {
	scripts/kernel matrix --gate --results results/kernels
	note "$(grep -E '^[^ ]+ +[0-9]+ cases|left out$' "$log.log" | sed 's/ in [0-9.]* s.*//; s/  */ /g' | paste -sd ';')"
}

# Real guests, as users ask for them; some of their cases that turn red, of which the two programs by themselves try all, for
# minutes; and what is left after SIGKILL, for with daemons and guests there is more to leave. What libvirt does without a guest
# has been tried by its own test.
run_virt() {
	local guest
	guest=$(scripts/guest) || { no_guest && return; }
	scripts/run --virt 'virt.qemu.*' 'virt.libvirt.trust.*' 'virt.libvirt.plugged.*' --results results/virt
	TRY_ONE_IN=4 build/release/suites/selftest/suites_kernel_booted "$guest"
	TRY_ONE_IN=24 build/release/suites/selftest/suites_kernel_qemu "$guest"
	scripts/bench-run kill-virt 5
	note "$(grep -E '^[0-9]+ cases: ' "$log.log" | sed 's/ in .*//'); nothing left after SIGKILL"
}

# With KVM and vhost-net, emulated: domains of type kvm, guests that libvirt boots and one that a case boots. What is skipped for
# want of either is no success.
run_lab() {
	local kernel=debian:trixie guest
	{ guest=$(scripts/guest) && scripts/kernel fetch --cached "$kernel"; } || { no_guest && return; }
	scripts/kernel run --kernel "$kernel" -- --guest "$guest" --results results/lab --fail-on-skip \
		'virt.libvirt.driver.*' 'virt.libvirt.trust.vlan.*' 'virt.qemu.bridge.*'
	note "$(grep -E '^[0-9]+ cases: ' "$log.log" | sed 's/ in .*//')"
}

# The product as its users run it. Everything skipped is no success here.
run_product() {
	local namespaces left
	namespaces=$(deserted_namespaces)
	build/release/macvtap-conform run --results results
	left=$(namespaces_left "$namespaces")
	((left == 0)) || { echo "network namespaces left behind: $left" && return 1; }
	xmllint --noout results/junit.xml
	note "$(xmllint --xpath 'concat(count(//testcase), " cases, ", count(//failure) + count(//error), " wrong, ",
		count(//skipped), " skipped")' results/junit.xml)"
}
