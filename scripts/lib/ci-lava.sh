# ci-lava.sh - sourced by test: the LAVA jobs, run by lava-run on QEMU guests with a kernel of Debian's.
# shellcheck shell=bash
# shellcheck disable=SC2154 # root: of those who source this

# The packages are only unpacked: the kernel that the distribution's cloud image has, and LAVA's own description of QEMU.
fetch_for_lava() (
	cd "$1" || exit
	kernel=$(apt-cache depends linux-image-cloud-amd64 | awk '/Depends: linux-image/ { print $2; exit }')
	apt-get -qq -o APT::Sandbox::User=root download "$kernel" lava-server
	for package in *.deb; do
		dpkg -x "$package" .
	done
	depmod -b . "$(ls lib/modules)"
)

# What every guest of theirs is made of: the program with its libraries, modules in the order in which they load, busybox.
furnish_lava_guest() {
	local ground=$1 guest=$1/guest module library
	mkdir -p "$guest"/{bin,etc,proc,sys,dev,tmp,modules,root}
	cp "$(command -v busybox)" "$guest/bin/busybox"
	cp "$root/build/release/macvtap-conform" "$guest/bin/"
	for library in $(ldd "$guest/bin/macvtap-conform" | grep -oE '/[^ ]+'); do
		mkdir -p "$guest$(dirname "$library")"
		cp -L "$library" "$guest$library"
	done
	for module in macvtap veth tun bridge; do
		modprobe -d "$ground" -S "$(ls "$ground/lib/modules")" --show-depends "$module" | awk '$1 == "insmod" { print $2 }'
	done | awk '!seen[$0]++' | while read -r module; do
		cp "$module" "$guest/modules/"
		basename "$module" >>"$guest/modules/order"
	done
	echo 'root::0:0:root:/root:/bin/sh' >"$guest/etc/passwd"
	echo 'export PATH=/bin MVC_SLOWNESS=20 PS1="root@guest:~# "' >"$guest/etc/profile"
}

# pack_lava_guest GROUND IMAGE - as an image whose init ends with what comes from standard input.
pack_lava_guest() {
	local guest=$1/guest
	{
		cat <<-'END'
			#!/bin/busybox sh
			/bin/busybox --install -s /bin
			. /etc/profile
			mount -t proc proc /proc
			mount -t sysfs sysfs /sys
			mount -t devtmpfs dev /dev
			mount -t tmpfs tmp /tmp
			while read -r module; do insmod "/modules/$module"; done </modules/order
			ip link set lo up
		END
		cat
	} >"$guest/init"
	chmod +x "$guest/init"
	(cd "$guest" && find . | cpio --quiet -o -H newc) | gzip -1 >"$1/$2"
}

# The device as a LAVA server would describe it, emulated.
describe_lava_device() {
	/usr/bin/python3 -B - "$1" <<-'END'
		import sys, jinja2, yaml
		loader = jinja2.ChoiceLoader([
		    jinja2.DictLoader({"device": "{% extends 'qemu.jinja2' %}{% set memory = 512 %}{% set no_kvm = True %}"}),
		    jinja2.FileSystemLoader(sys.argv[1] + "/usr/share/lava-server/device-types")])
		text = jinja2.Environment(loader=loader, trim_blocks=True).get_template("device").render(arch="amd64")
		yaml.safe_load(text)
		open(sys.argv[1] + "/device.yaml", "w").write(text)
	END
	echo '{}' >"$1/dispatcher.yaml"
}

# The definitions as they are here, in a repository to be cloned.
make_lava_repository() (
	mkdir -p "$1/repository/scripts/ci"
	cp -r "$root/scripts/ci/lava" "$1/repository/scripts/ci/"
	cd "$1/repository" || exit
	git init -q
	git add .
	git -c user.name=test -c user.email=test@localhost commit -q -m 'as it is here'
)

# lava_job GROUND TEMPLATE NAME [SED_EXPRESSION...] - runs a job of this name, out of a template whose place-holders are filled
# in. Its log is in NAME.log, and what LAVA makes of it in NAME.results: definition, case and result of each line.
lava_job() {
	local ground=$1 template=$2 name=$3 code=0
	shift 3
	sed -e "s|http://images.example/macvtap/bzImage|file://$(echo "$ground"/boot/vmlinuz-*)|" \
		-e "s|http://images.example/macvtap/|file://$ground/|" \
		-e "s|https://git.example/macvtap-conform.git|file://$ground/repository|" \
		"${@/#/-e}" "$root/scripts/ci/lava/$template.yaml" >"$ground/$name.yaml"
	timeout 240 lava-run --job-id "$name-$BASHPID" --output-dir "$ground/$name" --device "$ground/device.yaml" \
		--dispatcher "$ground/dispatcher.yaml" "$ground/$name.yaml" 2>&1 | tee "$ground/$name.log" || code=$?
	/usr/bin/python3 -B - "$ground/$name.log" >"$ground/$name.results" <<-'END'
		import sys, yaml
		for line in open(sys.argv[1], errors="replace"):
		    if '"lvl": "results"' in line:
		        result = yaml.load(line, yaml.CBaseLoader)["msg"]
		        print(result["definition"], result["case"], result["result"])
	END
	return $code
}

# Those that have a result of a definition.
lava_results() {
	awk -v definition="$2" '$1 == definition { print $2, $3 }' "$1" | sort
}

# What the console of a job with -v said of each case, as LAVA has to record it.
said_on_console() {
	sed -n 's/.*"lvl": "target", "msg": "\(PASS\|FAIL\|SKIP\|XFAIL\|XPASS\)  \([^ ]*\)  .*/\2 \1/p' "$1" |
		sed 's/ \(PASS\|XFAIL\|XPASS\)$/ pass/; s/ FAIL$/ fail/; s/ SKIP$/ skip/' | sort
}

# The console that is read by a monitor: every case is a result.
try_lava_monitors() {
	local ground=$1
	lava_job "$ground" monitors monitors
	[[ $(lava_results "$ground/monitors.results" macvtap-conform | grep -c ' pass$') = $("$root/build/release/macvtap-conform" list \
		'isolation.vepa.*' 'filter.parent.*' | wc -l) ]]
}

# The guest with a shell: every case is a result by its id, whether it passed, failed or was skipped, and the job is complete.
# One fails on every kernel, one has no device in this guest.
try_lava_test_shell() {
	local ground=$1 cases=(--no-expectations 'isolation.vepa.guest_a_*' 'filter.parent.*' source.own.flood)
	lava_job "$ground" test-shell test-shell "s|ARGUMENTS: ''|ARGUMENTS: ${cases[*]}|"
	lava_results "$ground/test-shell.results" 0_macvtap-conform >"$ground/cases"
	said_on_console "$ground/test-shell.log" | diff - "$ground/cases"
	"$root/build/release/macvtap-conform" list "${cases[@]:1}" | sort | diff - <(cut -d ' ' -f 1 "$ground/cases")
	grep -qx 'source.own.flood fail' "$ground/cases"
	grep -qx 'filter.parent.dummy skip' "$ground/cases"
	grep -qx 'filter.parent.veth pass' "$ground/cases"
	grep -qx 'lava 0_macvtap-conform pass' "$ground/test-shell.results"
	grep -qx 'lava job pass' "$ground/test-shell.results"
}

# must_be_incomplete GROUND NAME REASON SED_EXPRESSION - a job that went wrong is seen as such, for this reason, and has no results.
must_be_incomplete() {
	local ground=$1 name=$2
	if lava_job "$ground" test-shell "$name" "$4"; then
		return 1
	fi
	grep -qx 'lava job fail' "$ground/$name.results"
	grep -q "\"case\": \"job\".*$3" "$ground/$name.log"
	[[ -z $(lava_results "$ground/$name.results" 0_macvtap-conform) ]]
}

# All at the same time: they wait for each other's guests as little as may be.
run_lava_jobs() {
	local ground job jobs=() failed=0
	ground=$(mktemp -d)
	# shellcheck disable=SC2064 # as it is now
	trap "rm -rf '$ground'" EXIT
	fetch_for_lava "$ground"
	describe_lava_device "$ground"
	make_lava_repository "$ground"
	furnish_lava_guest "$ground"
	echo "macvtap-conform run --ktap --results /tmp 'isolation.vepa.*' 'filter.parent.*' 2>/dev/null; poweroff -f" |
		pack_lava_guest "$ground" initramfs.cpio.gz
	echo 'while :; do setsid getty -L 115200 ttyS0 vt100; done' | pack_lava_guest "$ground" rootfs.cpio.gz
	for job in try_lava_monitors try_lava_test_shell; do
		$job "$ground" &
		jobs+=($!)
	done
	must_be_incomplete "$ground" no-definition 'nosuch.yaml' 's|conformance.yaml|nosuch.yaml|' &
	jobs+=($!)
	must_be_incomplete "$ground" no-results 'left no results' "s|ARGUMENTS: ''|ARGUMENTS: nosuch.*|" &
	jobs+=($!)
	for job in "${jobs[@]}"; do
		wait "$job" || failed=1
	done
	note "$(wc -l <"$ground/cases") cases in a shell on $(basename "$ground"/boot/vmlinuz-*)"
	return $failed
}
