#!/bin/sh
# report.sh RESULTS - tells lava-test-shell of every case in saved results.
set -eu
told=$(macvtap-conform report ktap "$1")
printf '%s\n' "$told" | while read -r line; do
	verdict=pass
	case $line in
	*' # SKIP '*) verdict=skip ;;
	'not ok '*) verdict=fail ;;
	'ok '*) ;;
	*) continue ;;
	esac
	name=${line#*ok }
	name=${name#* }
	lava-test-case "${name%% *}" --result "$verdict"
done
