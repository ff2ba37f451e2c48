#!/bin/sh
# Makes the virtual environment named by $1 from requirements.lock; called by make.
# PYTHON=… chooses the interpreter; 3.11 or newer.
set -eu

venv=$1

fits() {
	command -v "$1" >/dev/null 2>&1 && "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

apt_install() {
	if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null 2>&1; then
		echo "+ apt-get install -y $*"
		apt-get update -qq
		DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
	else
		echo "Missing: $*. As root, run:" >&2
		echo "    apt-get install -y $*" >&2
		exit 1
	fi
}

python=
for candidate in ${PYTHON:-python3.11 python3 python3.12 python3.13 python3.14}; do
	if fits "$candidate"; then
		python=$candidate
		break
	fi
done
if [ -z "$python" ]; then
	echo "Python 3.11 or newer is needed; name it with PYTHON=…, or on Debian 12, as root, run:" >&2
	echo "    apt-get install -y python3 python3-venv" >&2
	exit 1
fi

if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
	apt_install python3-venv
fi

if ! "$venv/bin/python" -c '' 2>/dev/null; then
	echo "+ $python -m venv $venv"
	"$python" -m venv --clear "$venv"
fi
echo "+ installing the locked dependencies (about 350 MB on disk)"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
