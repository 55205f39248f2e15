# ci-lava.sh - sourced by test: the LAVA job for a console, run by lava-run on a QEMU guest with a kernel of Debian's.
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

# A guest that is nothing but the program: its init runs some cases and says on the console what came of them.
make_lava_guest() {
	local ground=$1 guest=$1/guest module library
	mkdir -p "$guest"/{bin,proc,sys,dev,tmp,modules,results}
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
	cat >"$guest/init" <<-'END'
		#!/bin/busybox sh
		/bin/busybox --install -s /bin
		export PATH=/bin MVC_SLOWNESS=20
		mount -t proc proc /proc
		mount -t sysfs sysfs /sys
		mount -t devtmpfs dev /dev
		mount -t tmpfs tmp /tmp
		mount -t tmpfs results /results
		while read -r module; do insmod "/modules/$module"; done </modules/order
		ip link set lo up
		macvtap-conform run --ktap --results /results 'isolation.vepa.*' 'filter.parent.*' 2>/dev/null
		poweroff -f
	END
	chmod +x "$guest/init"
	(cd "$guest" && find . | cpio --quiet -o -H newc) | gzip -1 >"$ground/initramfs.cpio.gz"
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
}

run_lava_job() {
	local ground cases
	ground=$(mktemp -d)
	# shellcheck disable=SC2064 # as it is now
	trap "rm -rf '$ground'" EXIT
	fetch_for_lava "$ground"
	make_lava_guest "$ground"
	describe_lava_device "$ground"
	sed -e "s|http://images.example/macvtap/bzImage|file://$(echo "$ground"/boot/vmlinuz-*)|" \
		-e "s|http://images.example/macvtap/|file://$ground/|" "$root/scripts/ci/lava/monitors.yaml" >"$ground/job.yaml"
	echo '{}' >"$ground/dispatcher.yaml"
	mkdir "$ground/out"
	lava-run --job-id 1 --output-dir "$ground/out" --device "$ground/device.yaml" --dispatcher "$ground/dispatcher.yaml" \
		"$ground/job.yaml" 2>&1 | tee "$ground/log"
	cases=$(grep -c '"definition": "macvtap-conform".*"result": "pass"' "$ground/log")
	note "$cases cases on $(basename "$ground"/boot/vmlinuz-*)"
	[[ $cases = $("$root/build/release/macvtap-conform" list 'isolation.vepa.*' 'filter.parent.*' | wc -l) ]]
}
