# bench-reports.sh - sourced by bench-run: what reports of many results cost in time and memory.
# shellcheck shell=bash
# shellcheck disable=SC2154 # ground, program: bench-run's

# results_of FIRST LAST [INDEX COUNT] - a file of so many results, as a run (or one of COUNT shards) leaves them: two in a
# hundred failed, with findings and frames.
results_of() {
	awk -v first="$1" -v last="$2" -v index_="${3-0}" -v count="${4-0}" 'BEGIN {
		print "{\n\"format\":\"macvtap-conform results\",\n\"version\":1,\n\"started_s\":1,\n\"duration_ns\":1,"
		printf "\"selected\":%d,\n", last - first + 1
		if (count)
			printf "\"shard\":{\"index\":%d,\"count\":%d,\"of\":20000,\"selection\":\"0123456789abcdef\"},\n", index_, count
		print "\"environment\":{\"version\":\"1\",\"kernel.release\":\"6.1\",\"kernel.version\":\"#1\"},\n\"requirements\":{"
		for (i = 0; i < 200; i++)
			printf "%s\"R_%d\":{\"sentence\":\"A frame from a guest leaves by the wire and reaches no sibling.\",\"source\":\"macvlan_queue_xmit\"}", i ? ",\n" : "", i
		print "},\n\"results\":["
		for (i = first; i <= last; i++) {
			printf "%s{\"id\":\"suite_%d.table_%d.row_%d\",\"suite\":\"suite_%d\",\"verdict\":\"%s\",\"requirement\":\"R_%d\",\"position\":%d,\"duration_ns\":%d,\"checks\":3,\"summary\":\"a trio in vepa mode; one guest sends to another\"", (i == first ? "" : ",\n"), i % 10, i % 100, i, i % 10, i % 50 ? "PASS" : "FAIL", i % 200, i, i * 1000
			if (i % 50 == 0) {
				printf ",\"reason\":\"GUEST_B got it, and must not\",\"findings\":[{\"file\":\"suites/a.c\",\"line\":%d,\"text\":\"GUEST_B got it, and must not\"}],\"frames\":[", i
				for (k = 0; k < 10; k++)
					printf "%s{\"time_ns\":%d,\"place\":\"WIRE\",\"comment\":\"expected here\",\"kind\":\"expected\",\"put_in\":false,\"length\":60,\"octets\":\"02000000000b02000000000a88b5\"}", k ? "," : "", k
				printf "]"
			}
			printf "}"
		}
		printf "\n],\n\"count\":%d\n}\n", last - first + 1
	}'
}

# Peak memory of the last measured_report, in KiB.
peak() {
	tail -n 1 "$ground/rss"
}

measured_report() {
	measured_run /usr/bin/time -f %M -o "$ground/rss" "$program" report "$@"
}

part_reports() {
	local shard shards=64 results=20000 each
	each=$((results / shards))
	for ((shard = 1; shard <= shards; shard++)); do
		results_of $(((shard - 1) * each + 1)) $((shard < shards ? shard * each : results)) "$shard" $shards \
			>"$ground/shard-$shard.json"
	done
	measured_report merge "$ground"/shard-*.json -o "$ground/merged.json"
	budget 1 s $((took / 1000)) "merge of $shards shards with $results results"
	budget 64 MiB $(($(peak) * 1000 / 1024)) "memory of that"
	measured_report junit "$ground/merged.json" -o "$ground/junit.xml"
	budget 1 s $((took / 1000)) "JUnit from $results saved results"
	budget 64 MiB $(($(peak) * 1000 / 1024)) "memory of that"
	measured_report compare "$ground/merged.json" "$ground/merged.json"
	remark s $((took / 1000)) "comparing two runs of $results results"
	results_of 1 $((results / 10)) >"$ground/few.json"
	measured_report ktap "$ground/few.json" -o "$ground/few.tap"
	remark MiB $(($(peak) * 1000 / 1024)) "memory for a report of $((results / 10)) results"
	measured_report html "$ground/few.json" -o "$ground/few.html"
	budget 300 ms "$took" "HTML of $((results / 10)) results, read and written"
	budget 2 MiB $(($(stat -c %s "$ground/few.html") * 1000 >> 20)) "size of that"
	measured_report html "$ground/merged.json" -o "$ground/merged.html"
	budget 64 MiB $(($(peak) * 1000 / 1024)) "memory for HTML of $results results"
	measured_run /usr/bin/time -f %M -o "$ground/rss" "${run[@]}" 'isolation.private.*' --repeat 300
	budget 64 MiB $(($(peak) * 1000 / 1024)) "memory of a run of $(grep -oE '^[0-9]+ runs' "$ground/out" | cut -d ' ' -f 1) results"
	part_shards
}

# What a shard costs beyond its part: testbeds that its rows share with nobody else there.
part_shards() {
	local shard whole all=0 longest=0
	median_run 3 "${run[@]}"
	whole=$median
	for shard in 1 2 3 4; do
		median_run 3 "${run[@]}" --shard "$shard/4"
		all=$((all + median))
		((median < longest)) || longest=$median
	done
	remark s $((whole / 1000)) "a whole run"
	budget 2 times $((all * 1000 / whole)) "as long take four shards of it, one after the other"
	remark s $((longest / 1000)) "the longest of them"
}
