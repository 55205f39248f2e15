# kernel-qemu.sh - sourced: a QEMU guest, by hardware virtualization where that is safe to try, else emulated.
# shellcheck shell=bash
# shellcheck disable=SC2154 # image, modules, job, memory, cpus, virtualizes, accel, kernel_arguments, writable, nics, how: scripts/kernel's

# The host's root, a disk in memory over it, and what every run needs: what the kernel needs for that, unless it has it built
# in. Whatever else cases make it loads by itself, over 9p.
readonly first_modules='virtio_pci 9pnet_virtio 9p overlay macvtap veth tun vhost_net'

# Only where the processor says itself that it can virtualize: /dev/kvm may be of another kind that not every guest survives.
best_accel() {
	if [[ $accel != auto ]]; then
		echo "$accel"
	elif [[ -w /dev/kvm ]] && grep -qwE '^flags.*(vmx|svm)' /proc/cpuinfo; then
		echo kvm
	else
		echo tcg
	fi
}

# Whether QEMU has to emulate a processor that runs guests of its own. Seen with QEMU 7.2 and Linux 6.12: two of them spoil each
# other's kernel stacks, so there is one; and an interrupt that comes as a guest is entered or left gets lost now and then. A timer
# that is set anew each time it fires is dead then, and the kernel with it; a periodic one fires again.
emulates_virtualization() {
	[[ -n $virtualizes && $(best_accel) = tcg ]]
}

best_cpus() {
	if emulates_virtualization; then
		echo 1
	else
		echo 2
	fi
}

# An initramfs of busybox, these modules in the order in which they load, and guest-qemu.sh.
make_initramfs() {
	local ground=$job/initramfs version module
	mkdir -p "$ground"/{bin,dev,proc,sys,host,layer,root,modules}
	cp "$(command -v busybox)" "$ground/bin/busybox"
	cp "$job/guest-qemu.sh" "$ground/init"
	cp "$job/guest-furnish.sh" "$ground/furnish"
	mknod "$ground/dev/console" c 5 1
	: >"$ground/modules/order"
	if [[ -n $modules ]]; then
		version=$(basename "$modules"/lib/modules/*)
		for module in $first_modules; do
			modprobe -d "$modules" -S "$version" --show-depends "$module" 2>/dev/null | awk '$1 == "insmod" { print $2 }'
		done | awk '!seen[$0]++' | while read -r module; do
			cp "$module" "$ground/modules/"
			basename "$module" >>"$ground/modules/order"
		done
	fi
	(cd "$ground" && find . | cpio --quiet -o -H newc) >"$job/initramfs.cpio"
	rm -rf "$ground"
}

# Each card that the guest is to have is one of QEMU's.
check_nics() {
	local nic cards
	((${#nics[@]})) || return 0
	[[ $how = qemu ]] || give_up "--nic: a user-mode-linux has no cards of QEMU's; say --kernel debian:SUITE"
	cards=$(qemu-system-x86_64 -device help | sed -n '/^Network/,/^$/s/^name "\([^"]*\)", bus PCI.*/\1/p')
	for nic in "${nics[@]}"; do
		grep -qxF -e "${nic%%,*}" <<<"$cards" || give_up "--nic '$nic' is no PCI card of QEMU's; it has: $(paste -sd ' ' <<<"$cards")"
	done
}

# Becomes the guest. Its console is standard error, what its job says standard output.
become_qemu() {
	local turn shares=(-virtfs "local,path=/,mount_tag=host,security_model=none,readonly=on,multidevs=remap")
	for turn in "${!writable[@]}"; do
		shares+=(-virtfs "local,path=${writable[turn]//,/,,},mount_tag=writable$turn,security_model=none,multidevs=remap")
	done
	# No card of the user's comes with the machine, and none boots from its wire: it needs no file for that.
	for turn in "${!nics[@]}"; do
		shares+=(-netdev "hubport,id=nic$turn,hubid=$turn" -device "${nics[turn]},netdev=nic$turn,romfile=")
	done
	if emulates_virtualization; then
		kernel_arguments+=(nohz=off highres=off)
	fi
	make_initramfs
	exec qemu-system-x86_64 -M q35 -accel "$(best_accel)" -cpu max -m "$memory" -smp "$cpus" \
		-nodefaults -no-user-config -display none -no-reboot \
		-chardev file,id=console,path=/dev/stderr,append=on -serial chardev:console -serial file:/dev/stdout "${shares[@]}" \
		-kernel "$image" -initrd "$job/initramfs.cpio" \
		-append "console=ttyS0 nokaslr mitigations=off tsc=reliable no_timer_check cryptomgr.notests job=$job ${kernel_arguments[*]}"
}
