# build.sh - sourced: builds a preset into build/PRESET, configuring only when it must.
# shellcheck shell=bash

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)

# Configured, here, and from the presets as they are now.
configured() {
	local folder=$root/build/$1
	[[ -e $folder/build.ninja && ! $root/CMakePresets.json -nt $folder/build.ninja ]] &&
		grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$root" "$folder/CMakeCache.txt"
}

# build_preset NAME [TARGET...]
build_preset() (
	preset=$1
	shift
	cd "$root" || exit
	configured "$preset" || cmake --fresh --preset "$preset" || exit
	cmake --build --preset "$preset" ${1:+--target} "$@"
)
