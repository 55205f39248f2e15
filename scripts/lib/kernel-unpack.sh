# kernel-unpack.sh - sourced: the kernel proper out of a file that unpacks itself when it is booted, for which an emulated processor
# takes as long as for all the rest of the boot.
# shellcheck shell=bash
#
#	unpack_kernel IMAGE FILE    leaves it in FILE; false if there is none in it that QEMU can start right away
#
# Documentation/arch/x86/boot.rst tells where it is and that the signature is that of its compression; linux/elfnote.h and
# xen/interface/elfnote.h which note QEMU looks for (XEN_ELFNOTE_PHYS32_ENTRY).

# number_at IMAGE OFFSET OCTETS - little-endian.
number_at() {
	od -A n -t "u$3" -j "$2" -N "$3" "$1" | tr -d ' '
}

unpack_kernel() {
	local image=$1 file=$2 sectors start length unpack
	[[ $(od -A n -c -j 514 -N 4 "$image" | tr -d ' ') = HdrS ]] || return
	sectors=$(number_at "$image" 497 1)
	start=$(((sectors ? sectors : 4) * 512 + 512 + $(number_at "$image" 584 4)))
	length=$(number_at "$image" 588 4)
	# the length of what comes out stands behind all but a gzip stream, which has it itself
	case $(od -A n -t x1 -j "$start" -N 4 "$image" | tr -d ' ') in
	1f8b*) unpack=(gzip -dc) ;;
	fd377a58) unpack=(xz -dc) length=$((length - 4)) ;;
	28b52ffd) unpack=(zstd -qdc) length=$((length - 4)) ;;
	*) return 1 ;;
	esac
	dd "if=$image" bs=1M iflag=skip_bytes,count_bytes "skip=$start" "count=$length" status=none | "${unpack[@]}" >"$file" || return
	readelf -n "$file" 2>/dev/null | grep '^ *Xen .*(0x00000012)' >/dev/null
}
