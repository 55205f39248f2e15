#!/bin/sh
# shellcheck disable=SC2154,SC2016 # job: from the kernel's command line; what is for the shell within
#
# guest-uml.sh - the first process of a UML guest, on the host's root, which it cannot write to: lays a disk in memory over
# it and opens the folders that are to be written to. $job is from the kernel's command line.
set -e
export PATH=/usr/sbin:/usr/bin:/sbin:/bin
guest='. "${0%/*}/guest-furnish.sh" && furnish "" ttyS0 && exec /bin/bash "$0" /dev/ttyS0'

open_folders() {
	while read -r folder; do
		mount -t hostfs -o "$folder" hostfs "$1$folder"
	done <"$job/writable"
}

# Linux 5.10 finds no file of a hostfs that lies under an overlay to execute: it gets a /tmp to write to, with what they need of
# the host's in it, and otherwise the host's root itself.
only_tmp() {
	mkdir -p /mnt/tmp
	sort -u "$job/needed" "$job/writable" | while read -r folder; do
		case $folder in
		/tmp/*) mkdir -p "/mnt$folder" && mount --bind "$folder" "/mnt$folder" ;;
		esac
	done
	mount --rbind /mnt/tmp /tmp
	umount -l /mnt
	open_folders ''
	exec /bin/sh -c "$guest" "$job/guest.sh"
}

# Not a mere chroot: who is in one may make no user namespaces.
all_of_it() {
	open_folders /mnt/root
	cd /mnt/root
	pivot_root . mnt
	exec chroot . /bin/sh -c "umount -l /mnt; $guest" "$job/guest.sh"
}

mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t tmpfs tmpfs /mnt
modules=$(cat "$job/modules")
[ -z "$modules" ] || modprobe -d "$modules" overlay || true
mkdir /mnt/upper /mnt/work /mnt/root
if mount -t overlay -o lowerdir=/,upperdir=/mnt/upper,workdir=/mnt/work overlay /mnt/root && /mnt/root/bin/true; then
	all_of_it
else
	umount /mnt/root
	only_tmp
fi 2>&1
