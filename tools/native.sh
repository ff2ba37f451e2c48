#!/bin/sh
# Checks the system libraries that Qt needs, with the interpreter $1; installs them when run as root.
set -eu

line=$("$1" -m aparte doctor --packages) && exit 0
if [ -z "$line" ]; then
	echo "The check of the system libraries failed: see the message above." >&2
	exit 1
fi
if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null 2>&1; then
	echo "+ $line"
	apt-get update -qq
	DEBIAN_FRONTEND=noninteractive $line -qq --no-install-recommends >/dev/null
	"$1" -m aparte doctor --packages
else
	echo "System libraries are missing. As root, run:" >&2
	echo "    $line" >&2
	exit 1
fi
