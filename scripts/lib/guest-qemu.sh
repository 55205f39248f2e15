#!/bin/busybox sh
# shellcheck shell=dash
# shellcheck disable=SC2154 # job: from the kernel's command line
#
# guest-qemu.sh - the first process of a QEMU guest, in an initramfs of busybox and a few modules: lays a disk in memory over
# the host's root, which it gets read-only, opens the folders that are to be written to, furnishes it and makes that the root.
# What is done here is done in memory: on the other side each program comes over 9p first. $job is from the kernel's command line.
set -e
/bin/busybox --install -s /bin
export PATH=/bin
mount -t proc proc /proc
while read -r module; do
	insmod "/modules/$module"
done </modules/order
options=trans=virtio,version=9p2000.L,msize=262144
mount -t 9p -o "$options,ro,cache=loose" host /host
mount -t tmpfs tmpfs /layer
mkdir /layer/upper /layer/work
mount -t overlay -o lowerdir=/host,upperdir=/layer/upper,workdir=/layer/work overlay /root
turn=0
while read -r folder; do
	mount -t 9p -o "$options" "writable$turn" "/root$folder"
	turn=$((turn + 1))
done <"/host$job/writable"
umount /proc
# shellcheck source=SCRIPTDIR/guest-furnish.sh
. /furnish
furnish /root ttyS1
exec switch_root /root /bin/bash "$job/guest.sh" /dev/ttyS1
