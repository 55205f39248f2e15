# build.sh - sourced: builds into build/PRESET, configuring only when it must.
# shellcheck shell=bash

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)

# configured PRESET [VALUE] - configured from here and from the presets as they are now, with BUILD_TESTING so.
configured() {
	local folder=$root/build/$1
	[[ -e $folder/build.ninja && ! $root/CMakePresets.json -nt $folder/build.ninja ]] &&
		grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$root" "$folder/CMakeCache.txt" &&
		grep -qx "BUILD_TESTING:BOOL=${2-.*}" "$folder/CMakeCache.txt"
}

# The product alone, which takes fewer libraries than its tests do.
build_product() (
	cd "$root" || exit
	configured release || cmake --fresh --preset release -DBUILD_TESTING=OFF || exit
	cmake --build --preset release --target macvtap-conform
)

# build_preset PRESET - everything.
build_preset() (
	cd "$root" || exit
	configured "$1" ON || cmake --fresh --preset "$1" -DBUILD_TESTING=ON || exit
	cmake --build --preset "$1"
)
