#!/bin/sh
# Builds dist/aparte with PyInstaller, from the virtual environment $1; on Linux it needs objdump and
# Python's own shared library, installed when run as root.
set -eu

python=$1/bin/python

if [ "$(uname -s)" = Linux ]; then
	needs=
	command -v objdump >/dev/null 2>&1 || needs="binutils"
	"$python" -c 'import sys; from PyInstaller.depend.bindepend import get_python_library_path as f; sys.exit(not f())' \
		2>/dev/null || needs="$needs $("$python" -c 'import sys; print("libpython%d.%d" % sys.version_info[:2])')"
	if [ -n "$needs" ]; then
		line="apt-get install -y $(echo $needs)"
		if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null 2>&1; then
			echo "+ $line"
			apt-get update -qq
			DEBIAN_FRONTEND=noninteractive $line -qq --no-install-recommends >/dev/null
		else
			echo "The packager needs more of the system. As root, run:" >&2
			echo "    $line" >&2
			exit 1
		fi
	fi
fi
exec "$python" -m PyInstaller --noconfirm --clean --log-level WARN build.spec
