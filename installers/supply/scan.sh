#!/bin/sh
# Asks the public database of vulnerabilities about every Python package of the lock. $1 is the virtual environment.
# Exit code 0: none known; 1: some are; 3: the database can't be reached from here, which is said and is no pass.
set -eu

python=$1/bin/python
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# A tool of the release, never delivered, fetched when it is used: the newest knows the newest form of the database.
if ! "$python" -m venv "$scratch/venv" || ! "$scratch/venv/bin/pip" install --quiet pip-audit >"$scratch/log" 2>&1; then
	echo "vulnerability scan: NOT DONE, pip-audit can't be fetched from here" >&2
	exit 3
fi
code=0
"$scratch/venv/bin/pip-audit" --progress-spinner off --disable-pip --require-hashes -r requirements.lock \
	${SERVICE:+--vulnerability-service "$SERVICE"} >"$scratch/found" 2>"$scratch/said" || code=$?
if grep -qiE 'connection|timed? ?out|max retries|resolve|service unavailable|connecterror|forbidden' "$scratch/said"; then
	echo "vulnerability scan: NOT DONE, the database can't be reached from here" >&2
	exit 3
fi
# A mirror without the database answers that it knows nothing: that is no pass either.
unknown=$(grep -c 'could not be audited' "$scratch/found" || true)
if [ "$unknown" -gt 0 ]; then
	echo "vulnerability scan: NOT DONE, the database says nothing of $unknown packages" >&2
	exit 3
fi
cat "$scratch/found" "$scratch/said"
exit "$code"
