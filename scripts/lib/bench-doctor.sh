#!/bin/bash
# bench-doctor.sh NAMESPACES PROGRAM - in namespaces of its caller's: gives that many others two macvtaps each, and prints
# how many milliseconds the doctor takes.
set -euo pipefail
namespaces=$1 program=$2

mount -t sysfs sysfs /sys
ip link add p0 type veth peer name w0
ip link set p0 up
ip link set w0 up
for ((number = 0; number < namespaces; number++)); do
	unshare --net tail -f /dev/null &
	holders+=($!)
done
trap 'kill "${holders[@]}"' EXIT
for holder in "${holders[@]}"; do
	until [[ $(readlink "/proc/$holder/ns/net") != $(readlink /proc/self/ns/net) ]]; do :; done
	for child in a b; do
		ip link add link p0 name "mvt$child" netns "$holder" type macvtap mode bridge
	done
done
began=${EPOCHREALTIME/./}
"$program" doctor p0 --json >/dev/null
echo $(((${EPOCHREALTIME/./} - began) / 1000))
