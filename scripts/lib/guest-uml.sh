#!/bin/sh
# shellcheck disable=SC2154,SC2016 # job: from the kernel's command line; what is for the shell within
#
# guest-uml.sh - the first process of a UML guest, on the host's root, which it cannot write to: lays a disk in memory over
# it, opens the folders that are to be written to, and makes that the root. $job is from the kernel's command line.
set -e
export PATH=/usr/sbin:/usr/bin:/sbin:/bin
mount -t proc proc /proc
mount -t sysfs sysfs /sys
modprobe -d "$(cat "$job/modules")" overlay
mount -t tmpfs tmpfs /mnt
mkdir /mnt/upper /mnt/work /mnt/root
mount -t overlay -o lowerdir=/,upperdir=/mnt/upper,workdir=/mnt/work overlay /mnt/root
while read -r folder; do
	mount -t hostfs -o "$folder" hostfs "/mnt/root$folder"
done <"$job/writable"
cd /mnt/root
# Not a mere chroot: who is in one may make no user namespaces.
pivot_root . mnt
exec chroot . /bin/sh -c 'umount -l /mnt && exec /bin/bash "$0" /dev/ttyS0' "$job/guest.sh"
