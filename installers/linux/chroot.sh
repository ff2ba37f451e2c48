#!/bin/sh
# A clean Debian 12, to build in or to try a package in: nothing of this machine gets into it. As root, because
# of debootstrap and chroot.
#
#   chroot.sh make FOLDER [PACKAGE…]     debootstrap, the security updates, then these packages; FOLDER.packages
#                                        records every version
#   chroot.sh run FOLDER COMMAND…        in namespaces of its own, where there is no network
#   chroot.sh online FOLDER COMMAND…     the same, with the network of this machine
#
# SNAPSHOT=20261101T000000Z takes the packages of that day from snapshot.debian.org; without it, those of today.
# SHARE="folder:/place …" shows folders of this machine inside.
set -eu

suite=bookworm
if [ -n "${SNAPSHOT:-}" ]; then
	mirror=http://snapshot.debian.org/archive/debian/$SNAPSHOT
	security=http://snapshot.debian.org/archive/debian-security/$SNAPSHOT
	option='[check-valid-until=no] '
else
	mirror=${MIRROR:-http://deb.debian.org/debian}
	security=${SECURITY_MIRROR:-http://deb.debian.org/debian-security}
	option=
fi

if [ "$(id -u)" -ne 0 ]; then
	echo "A clean system is made by debootstrap and chroot, as root: run this with sudo." >&2
	exit 1
fi

inside() {
	network=$1 system=$2
	shift 2
	# Mounts and processes end with the namespaces, whatever happens inside.
	FOLDER=$system unshare --mount --pid --fork --kill-child $network sh -eu -c '
		mount --make-rprivate /
		mount -t proc proc "$FOLDER/proc"
		mount --rbind /dev "$FOLDER/dev"
		for pair in ${SHARE:-}; do
			mkdir -p "$FOLDER${pair#*:}"
			mount --bind "${pair%%:*}" "$FOLDER${pair#*:}"
		done
		exec env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive \
			${SOURCE_DATE_EPOCH:+SOURCE_DATE_EPOCH="$SOURCE_DATE_EPOCH"} \
			${DEBFULLNAME:+DEBFULLNAME="$DEBFULLNAME"} ${DEBEMAIL:+DEBEMAIL="$DEBEMAIL"} chroot "$FOLDER" "$@"' sh "$@"
}

make() {
	folder=$1
	shift
	rm -rf "$folder" "$folder.part"
	mkdir -p "$(dirname "$folder")"
	debootstrap --variant=minbase "$suite" "$folder.part" "$mirror" >"$folder.log" 2>&1 || {
		tail -5 "$folder.log" >&2
		exit 1
	}
	printf 'deb %s%s %s main\ndeb %s%s %s-security main\n' \
		"$option" "$mirror" "$suite" "$option" "$security" "$suite" >"$folder.part/etc/apt/sources.list"
	[ ! -f /etc/resolv.conf ] || cp /etc/resolv.conf "$folder.part/etc/resolv.conf"
	inside "" "$folder.part" sh -eu -c 'apt-get update -qq; apt-get upgrade -y -qq
		[ $# -eq 0 ] || apt-get install -y -qq --no-install-recommends "$@"; apt-get clean' sh "$@" >>"$folder.log" 2>&1 || {
		tail -5 "$folder.log" >&2
		exit 1
	}
	dpkg-query --admindir="$folder.part/var/lib/dpkg" -W -f '${Package}=${Version}\n' | LC_ALL=C sort >"$folder.packages"
	mv "$folder.part" "$folder"
}

command=$1
shift
case $command in
make) make "$@" ;;
run) inside --net "$@" ;;
online) inside "" "$@" ;;
*)
	echo "chroot.sh make, run or online" >&2
	exit 2
	;;
esac
