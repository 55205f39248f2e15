#!/bin/bash
# Every case becomes a result of its own, beside that of the test itself; what the run said is in its output.
set -u
macvtap-conform run --rerun-failed 3 --no-progress --results "$TMT_TEST_DATA/run"
code=$?
macvtap-conform report tmt "$TMT_TEST_DATA/run/results.json" -o "$TMT_TEST_DATA/results.json" || exit 2
exit $code
