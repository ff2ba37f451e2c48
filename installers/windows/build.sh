#!/bin/sh
# Builds the Windows installers in dist/windows from PAYLOAD, the program that a Windows builder froze
# (installers/windows/build.ps1). SIGN=1 signs with what the APARTE_SIGN_ variables say.
set -eu
cd "$(dirname "$0")/../.."

payload=${PAYLOAD:-dist/windows/payload}
if [ ! -f "$payload/aparte.exe" ]; then
	echo "no program frozen for Windows in $payload: nothing to build (make test-installers checks a sample)"
	exit 0
fi
PYTHONPATH=.:desktop exec "${PY:-.venv/bin/python}" -m installers.windows.build_installers "$payload" \
	--out dist/windows ${SIGN:+--sign}
