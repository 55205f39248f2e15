# kernel-packages.sh - sourced: Debian packages of any suite, fetched and unpacked, never installed.
# shellcheck shell=bash
# shellcheck disable=SC2154 # cache: scripts/kernel's
#
#	fetch_package SUITE PACKAGE FOLDER    unpacks the newest one of the suite below FOLDER
#	kernel_packages SUITE PACKAGE         it, and those that it has its kernel and modules from
#
# Each suite has an apt of its own below $cache/apt: lists, archives, and sources made from the machine's, with the suite's
# name in place of the machine's. The machine's apt is asked where its archive is and what keys it trusts, and left alone.

readonly archive_keys=/usr/share/keyrings/debian-archive-keyring.gpg

# The archives that the machine takes its own release from, "URI SUFFIX" a line: with SUFFIX "-security" the one for that.
machine_archives() {
	local codename
	codename=$(. /etc/os-release && echo "${VERSION_CODENAME-}")
	# shellcheck disable=SC2016 # apt's variables
	apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' |
		awk -v own="$codename" '$3 == "main" && ($2 == own || $2 == own "-security") {
			print $1, substr($2, length(own) + 1)
		}' | sort -u
}

sources_of() {
	local uri suffix options=
	[[ ! -e $archive_keys ]] || options="[signed-by=$archive_keys] "
	while read -r uri suffix; do
		case $1 in
		sid | *-backports) [[ -z $suffix ]] || continue ;; # they have no updates for security
		esac
		echo "deb $options$uri $1$suffix main"
	done < <(machine_archives)
}

# apt_of SUITE COMMAND ARGUMENT... - apt-get or apt-cache with this suite's lists and nothing else.
apt_of() {
	local own=$cache/apt/$1 command=$2
	shift 2
	"$command" -o Dir::State="$own" -o Dir::State::status="$own/status" -o Dir::Cache="$own" \
		-o Dir::Etc::sourcelist="$own/sources.list" -o Dir::Etc::sourceparts="$own/none" -o Dir::Etc::preferencesparts="$own/none" \
		-o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= -o Acquire::Languages=none \
		-o APT::Sandbox::User=root -o Acquire::Retries=2 "$@"
}

# Once a run, under the lock of whoever fetches.
refresh_suite() {
	local own=$cache/apt/$1
	mkdir -p "$own"/{lists,archives}/partial "$own/none"
	: >"$own/status"
	sources_of "$1" >"$own/sources.list"
	[[ -s $own/sources.list ]] || give_up "no archive of $(. /etc/os-release && echo "$PRETTY_NAME") in apt's sources to take $1 from"
	# What a suite's security archive lacks must not stop what its own archive has.
	apt_of "$1" apt-get -qq update >"$own/log" 2>&1 || true
}

# linux-image-ARCHITECTURE stands for the newest linux-image-VERSION, which since Debian 14 has the kernel itself and its modules
# in packages of their own.
kernel_packages() {
	local behind
	echo "$2"
	for behind in $(apt_of "$1" apt-cache depends "$2" |
		awk '/ Depends:/ && $2 ~ /^linux-(image|binary|base|modules)-[0-9]/ { print $2 }'); do
		kernel_packages "$1" "$behind"
	done
}

fetch_package() {
	local suite=$1 package=$2 folder=$3 archives
	archives=$(mktemp -d "$cache/apt/deb.XXXXXX")
	if ! (cd "$archives" && apt_of "$suite" apt-get -qq download "$package") >"$cache/apt/$suite/log" 2>&1; then
		rm -rf "$archives"
		give_up "cannot fetch $package of Debian $suite: $(grep -m 1 '^E:' "$cache/apt/$suite/log" || tail -n 1 "$cache/apt/$suite/log")"
	fi
	mkdir -p "$folder"
	dpkg -x "$archives"/*.deb "$folder"
	basename "$archives"/*.deb .deb >>"$folder/packages"
	rm -rf "$archives"
}
