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
# The index of the delivered base, under a name that does not change from one build to the next.
delivered=build/delivered
rm -rf "$delivered"
"$python" -m aparte --basedir "$delivered/base" kb build >/dev/null
mkdir "$delivered/kb_index"
mv "$delivered"/base/index/gen-* "$delivered/kb_index/gen-delivered"
printf gen-delivered >"$delivered/kb_index/CURRENT"
# What a build makes of sets must not change from one to the next.
export PYTHONHASHSEED=0
exec "$python" -m PyInstaller --noconfirm --clean --log-level WARN build.spec
