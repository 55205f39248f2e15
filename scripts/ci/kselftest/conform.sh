#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# A subtest for each case, in TAP; the runner's 4 is a skip.
command -v macvtap-conform >/dev/null || { echo "1..0 # SKIP macvtap-conform is not installed" && exit 4; }
results=$(mktemp -d) || exit 1
trap 'rm -rf "$results"' EXIT
macvtap-conform run --ktap --exit-codes kselftest --results "$results"
