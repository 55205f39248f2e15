# ci.sh - sourced by test: the templates of scripts/ci, each read by whatever Debian has for it, and a Slurm array that runs.
# shellcheck shell=bash
# shellcheck disable=SC2154 # root, log: of those who source this

# What autopkgtest itself makes of the control file: one test, and all restrictions known.
# shellcheck disable=SC2016 # python
read_autopkgtest() {
	local ground=$log.autopkgtest
	mkdir -p "$ground/debian/tests"
	cp scripts/ci/autopkgtest/* "$ground/debian/tests"
	printf 'Source: x\n\nPackage: macvtap-conform\nArchitecture: any\n' >"$ground/debian/control"
	PYTHONPATH=/usr/share/autopkgtest/lib /usr/bin/python3 -B -c '
import sys, testdesc
tests, skipped = testdesc.parse_debian_source(sys.argv[1], ["root-on-testbed", "isolation-machine"], "amd64")
assert [t.name for t in tests] == ["conformance"] and not skipped, (tests, skipped)
print(tests[0].restrictions)' "$ground"
}

# autopkgtest_says VERDICT ARGUMENT... - of the test as it is, on this machine, where the program that it finds installed is this
# one and is told which cases to run.
autopkgtest_says() {
	local verdict=$1 ground=$log.autopkgtest-$1
	shift
	mkdir -p "$ground"/{bin,tree/debian/tests}
	printf '#!/bin/sh\nexec %q "$@"%s\n' "$root/build/release/macvtap-conform" "$(printf ' %q' "$@")" >"$ground/bin/macvtap-conform"
	chmod +x "$ground/bin/macvtap-conform"
	cp scripts/ci/autopkgtest/* "$ground/tree/debian/tests"
	sed -i 's/^Depends:.*/Depends:/' "$ground/tree/debian/tests/control"
	printf 'Source: x\nMaintainer: x <x@localhost>\n\nPackage: x\nArchitecture: any\nDescription: x\n' >"$ground/tree/debian/control"
	printf 'x (1) unstable; urgency=low\n\n  * x\n\n -- x <x@localhost>  Thu, 01 Jan 1970 00:00:00 +0000\n' \
		>"$ground/tree/debian/changelog"
	autopkgtest -B "$ground/tree" --env="PATH=$ground/bin:$PATH" --output-dir "$ground/out" -- null || true
	grep -E "^conformance +$verdict" "$ground/out/summary"
}

# The test runs as autopkgtest runs it: what passes, what fails and what is skipped is seen as such, and results are kept.
run_autopkgtest() {
	autopkgtest_says PASS 'isolation.vepa.*'
	grep -q '"isolation.vepa.guest_a_to_wire"' "$log.autopkgtest-PASS/out/artifacts/results.json"
	autopkgtest_says FAIL --no-expectations source.own.flood
	autopkgtest_says SKIP 'virt.install.*'
}

# What make makes of the kselftest drop-in, with a lib.mk that only says what it was told.
read_kselftest() {
	local ground=$log.kselftest
	mkdir -p "$ground/net/macvtap-conform"
	cp scripts/ci/kselftest/* "$ground/net/macvtap-conform"
	# shellcheck disable=SC2016 # make
	printf 'all:\n\t@echo $(TEST_PROGS)\n' >"$ground/lib.mk"
	[[ $(make -s -C "$ground/net/macvtap-conform") = conform.sh ]]
	grep -qx 'timeout=[0-9]*' "$ground/net/macvtap-conform/settings"
	[[ $(grep -vxcE 'CONFIG_[A-Z0-9_]+=[ym]' "$ground/net/macvtap-conform/config") = 0 ]]
}

# The drop-in runs as the kernel's runner would run it, and prove reads what it says.
run_kselftest() {
	PATH=$root/build/release:$PATH prove --verbose scripts/ci/kselftest/conform.sh
}

# The jobs by LAVA's own schema; and what its monitor makes of our TAP: each case once, by its name and its ok.
read_lava() {
	local job
	for job in monitors test-shell; do
		/usr/bin/python3 -B -c '
import sys, yaml, lava_common.schemas
lava_common.schemas.validate(yaml.safe_load(open(sys.argv[1])), strict=True)' scripts/ci/lava/$job.yaml
	done
	/usr/bin/python3 -B -c '
import re, sys, yaml
monitor = yaml.safe_load(open(sys.argv[1]))["actions"][2]["test"]["monitors"][0]
tap = open(sys.argv[2]).read().replace("\n", "\r\n")
cases = [(m.group("result"), m.group("test_case_id")) for m in re.finditer(monitor["pattern"], tap)]
assert re.search(monitor["start"], tap) and re.search(monitor["end"], tap)
assert cases == re.findall("^(not ok|ok) [0-9]+ ([^ ]+)", tap, re.M) and len(cases) == 12, cases
' scripts/ci/lava/monitors.yaml reports/selftest/golden/every_verdict.tap
}

# What the language's own compiler makes of it: a script that would call pipeline().
read_jenkinsfile() {
	groovyc -d "$log.groovy" scripts/ci/Jenkinsfile
	[[ -s $log.groovy/Jenkinsfile.class ]]
}

read_templates() {
	yamllint -d '{extends: relaxed, rules: {line-length: {max: 128}}}' scripts/ci/*.yml scripts/ci/lava/*.yaml
	/usr/bin/python3 -B -c 'import sys, yaml; [yaml.safe_load(open(f)) for f in sys.argv[1:]]' scripts/ci/*.yml scripts/ci/tmt/main.fmf
	read_jenkinsfile
	read_lava
	read_autopkgtest
	read_kselftest
}

slurm_conf() {
	cat <<-END
		ClusterName=trial
		SlurmctldHost=$(hostname)
		AuthType=auth/munge
		AuthInfo=socket=$1/munge.socket
		StateSaveLocation=$1
		SlurmdSpoolDir=$1/spool-%n
		SlurmctldPidFile=$1/slurmctld.pid
		SlurmdPidFile=$1/slurmd-%n.pid
		SlurmUser=root
		ProctrackType=proctrack/linuxproc
		TaskPlugin=task/none
		SlurmdParameters=config_overrides
		SelectType=select/linear
		MailProg=/bin/true
		NodeName=k[1-4] NodeHostname=$(hostname) Port=[17001-17004] CPUs=1
		PartitionName=all Nodes=ALL Default=YES State=UP
	END
}

# soon COMMAND - waits for it to succeed, but not for ever.
soon() {
	local deadline=$((SECONDS + 30))
	until "$@" >/dev/null 2>&1; do
		((SECONDS < deadline)) || return 1
		sleep 0.1
	done
}

four_are_idle() {
	[[ $(sinfo -h -o '%D %T') = '4 idle' ]]
}

# A cluster of four nodes that are this machine, in a folder of its own, for as long as its caller lives.
start_slurm() {
	local ground=$1 node
	export SLURM_CONF=$ground/slurm.conf
	slurm_conf "$ground" >"$SLURM_CONF"
	dd if=/dev/urandom of="$ground/munge.key" bs=128 count=1 status=none
	chmod 400 "$ground/munge.key"
	munged --foreground --force --key-file="$ground/munge.key" --socket="$ground/munge.socket" --pid-file="$ground/munged.pid" \
		--log-file="$ground/munged.log" --seed-file="$ground/munged.seed" &
	daemons+=($!)
	soon test -S "$ground/munge.socket"
	slurmctld -D -f "$SLURM_CONF" >"$ground/slurmctld.log" 2>&1 &
	daemons+=($!)
	for node in k1 k2 k3 k4; do
		slurmd -D -f "$SLURM_CONF" -N "$node" >"$ground/$node.log" 2>&1 &
		daemons+=($!)
	done
	soon four_are_idle
}

end_slurm() {
	kill "${daemons[@]}" || true
	wait
	cd / && rm -rf "$1"
}

# The array as its user submits it, and then the merge: four shards, each once, one verdict.
run_slurm_array() {
	local ground
	ground=$(mktemp -d)
	daemons=()
	# shellcheck disable=SC2064 # as it is now
	trap "end_slurm '$ground'" EXIT
	export MACVTAP_CONFORM=$root/build/release/macvtap-conform
	start_slurm "$ground"
	cd "$ground" || return
	sbatch --wait "$root/scripts/ci/slurm/array.sbatch" 'isolation.*'
	sbatch --wait "$root/scripts/ci/slurm/merge.sbatch"
	cat verdict.log
	note "$(tail -n 1 verdict.log)"
	[[ $(wc -l < <(printf '%s\n' shards/*/results.json)) = 4 ]]
	"$MACVTAP_CONFORM" list 'isolation.*' | wc -l | grep -qx "$(grep -oE '^[0-9]+ cases' verdict.log | cut -d ' ' -f 1)"
}
