# kernel-cache.sh - sourced: kernels with their modules, kept in a cache ready to be booted.
# shellcheck shell=bash
# shellcheck disable=SC2154,SC2034 # cache, root: scripts/kernel's; image, modules, how: what it boots
#
#	cached_kernel SPEC    debian:SUITE[/PACKAGE] or uml:SUITE; fetches it if it is not there. Sets how, image, modules
#
# An entry is a folder $cache/kernels/NAME with an image, lib/modules/VERSION, the names of the packages it is from, and of the
# modules that were wanted of them. It is made beside its place and renamed when it is whole: half an entry is never used.

# Modules that cases or the guest itself may ask for, and what those need; the others would fill the disk for nothing.
readonly wanted_modules='macvtap macvlan tap tun veth dummy 8021q bridge bonding team team_mode_activebackup
	team_mode_roundrobin ipvlan ipvtap macsec ifb netdevsim vxlan vrf vhost_net vhost vsock virtio_net virtio_pci
	virtio_console e1000 e1000e igb igbvf vmxnet3 8139cp net_failover failover 9p 9pnet_virtio overlay
	sch_ingress sch_netem sch_tbf sch_prio cls_bpf cls_matchall act_bpf act_mirred act_gact af_packet nlmon
	nf_tables ipv6 kvm kvm_amd kvm_intel mac80211_hwsim openvswitch hsr'

entry_of() {
	echo "$cache/kernels/${1//[^a-zA-Z0-9.-]/_}"
}

cached_kernel() {
	local spec=$1 entry
	how=${spec%%:*}
	[[ $how = uml ]] || how=qemu
	entry=$(entry_of "$spec")
	mkdir -p "$cache/kernels" "$cache/apt"
	if [[ -n ${fresh-} ]] || ! has_what_is_wanted "$entry"; then
		echo "fetching $spec" >&2
		# One at a time: what fetches beside this one may want the same. An entry that others wanted less of is better than none.
		(
			flock 9
			if [[ -n ${fresh-} ]] || ! has_what_is_wanted "$entry"; then
				make_entry "$spec" "$entry"
			fi
		) 9>"$cache/lock" || [[ -z ${fresh-} && -e $entry/image ]] || exit
	fi
	image=$entry/image modules=$entry
}

has_what_is_wanted() {
	[[ -e $1/image && -e $1/wanted && $(<"$1/wanted") = "$(wanted)" ]]
}

wanted() {
	echo "unpacked $wanted_modules"
}

# What QEMU has nothing to unpack of, unless it is of a kind that it cannot start.
take_image() {
	local new=$1
	mv "$(find "$new/root" -name 'vmlinuz*' -type f)" "$new/image"
	if unpack_kernel "$new/image" "$new/unpacked"; then
		mv "$new/unpacked" "$new/image"
	fi
	rm -f "$new/unpacked"
}

make_entry() {
	local spec=$1 entry=$2 suite package new=$2.new
	suite=${spec#*:} package=
	[[ $suite != */* ]] || { package=${suite#*/} && suite=${suite%%/*}; }
	rm -rf "$new"
	mkdir -p "$new"
	refresh_suite "$suite"
	if [[ $how = uml ]]; then
		fetch_package "$suite" "${package:-user-mode-linux}" "$new/root"
		take_uml "$suite" "$new" "$entry"
	else
		package=${package:-linux-image-$(dpkg --print-architecture)}
		for package in $(kernel_packages "$suite" "$package" | sort -u); do
			fetch_package "$suite" "$package" "$new/root"
		done
		take_image "$new"
	fi
	mv "$new/root/packages" "$new/packages"
	take_modules "$new"
	rm -rf "$new/root"
	wanted >"$new/wanted"
	if [[ ! -s $new/image ]] || ! compgen -G "$new/lib/modules/*/modules.dep" >/dev/null; then
		give_up "$spec has no kernel in it"
	fi
	rm -rf "$entry"
	mv "$new" "$entry"
}

# A newer suite's binary wants that suite's libc. It starts itself again under its own name, so it must know by itself where
# that is.
take_uml() {
	local suite=$1 new=$2 entry=$3 libc
	mv "$new/root/usr/bin/linux.uml" "$new/image"
	mv "$new"/root/usr/lib/uml/modules "$new/root/modules"
	"$new/image" --version >/dev/null 2>&1 && return
	fetch_package "$suite" libc6 "$new/libc"
	cat "$new/libc/packages" >>"$new/root/packages"
	libc=$(dirname "$(find "$new/libc" -name libc.so.6)")
	mkdir "$new/lib-uml"
	cp -L "$libc"/ld-linux*.so.* "$libc/libc.so.6" "$new/lib-uml/"
	rm -rf "$new/libc"
	patchelf --set-interpreter "$entry/lib-uml/$(cd "$new/lib-uml" && echo ld-linux*)" --set-rpath "$entry/lib-uml" "$new/image"
}

# Packages come without modules.dep, and compressed or not: here they are what any modprobe or insmod takes.
take_modules() {
	local new=$1 all version module
	all=$(find "$new/root" -type d -path '*modules/[0-9]*' -prune)
	version=$(basename "$all")
	mkdir -p "$new/lib/modules/$version/kernel" "$new/all/lib/modules"
	mv "$all" "$new/all/lib/modules/"
	depmod -b "$new/all" "$version"
	for module in $wanted_modules; do
		modprobe -d "$new/all" -S "$version" --show-depends "$module" 2>/dev/null | awk '$1 == "insmod" { print $2 }'
	done | sort -u | while read -r module; do
		cp "$module" "$new/lib/modules/$version/kernel/"
	done
	cp "$new/all/lib/modules/$version"/modules.{builtin*,order} "$new/lib/modules/$version/"
	find "$new/lib/modules" -name '*.ko.xz' -exec xz -d {} +
	find "$new/lib/modules" -name '*.ko.zst' -exec zstd -q --rm -d {} +
	depmod -b "$new" "$version"
	rm -rf "$new/all"
}
