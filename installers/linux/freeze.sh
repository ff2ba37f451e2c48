#!/bin/sh
# Run by build.sh inside the clean system, in /build/aparte: freezes the program, tries it, packs it. $1 is the commit.
set -eu
cd /build/aparte

commit=$1
export PIP_NO_INDEX=1 PIP_FIND_LINKS=/wheels PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore
export XDG_CACHE_HOME=/cache APARTE_ENGINE_VARIANTS=1
export COLUMNS=80 PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=desktop QT_QPA_PLATFORM=offscreen
umask 022

python3 -m venv /build/venv
python=/build/venv/bin/python
"$python" -m pip install --quiet --no-compile --no-deps --require-hashes -r requirements.lock
"$python" -m tools.llama.engine
sh tools/package.sh /build/venv
# As a user who has nothing: no environment, an empty home.
chmod -R a+rX dist
home=$(mktemp -d)
chown 65534:65534 "$home"
for try in "--smoke" "model test"; do
	env -i HOME="$home" PATH=/usr/bin:/bin LC_ALL=C.UTF-8 QT_QPA_PLATFORM=offscreen \
		setpriv --reuid=65534 --regid=65534 --clear-groups dist/aparte/aparte $try
done
"$python" -m installers.supply.bill --built build/build --out dist
"$python" -m installers.linux.build_deb --bundle dist/aparte --out dist
"$python" -m installers.supply.provenance --commit "$commit" --system /build/system.packages --wheels /wheels dist/*.deb
