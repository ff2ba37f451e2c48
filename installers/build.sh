#!/bin/sh
# `make installers`: builds in dist/ every installer that this system can make. ONLY="linux" or "windows" chooses.
set -eu
cd "$(dirname "$0")/.."

for system in ${ONLY:-linux windows}; do
	script=installers/$system/build.sh
	if [ -f "$script" ]; then
		echo "== $script"
		sh "$script"
	fi
done
