#!/bin/sh
# Builds dist/aparte_VERSION_amd64.deb, the frozen program beside it (dist/aparte), the list of what it holds, the
# provenance, the checksums and a signed repository, from the commit COMMIT (HEAD), in a clean Debian 12.
#
# WORK (build/linux) keeps the clean system, the Python packages and the compiled engine from one build to the next.
set -eu

here=installers/linux
work=$(realpath -m "${WORK:-build/linux}")
python=$PWD/.venv/bin/python
commit=$(git rev-parse "${COMMIT:-HEAD}")
out=${OUT:-dist}
# The dependencies are derived from the libraries that Qt names; the rest compiles and packs.
packages="python3 python3-venv libpython3.11 g++ libc6-dev binutils dpkg-dev man-db $(PYTHONPATH=desktop "$python" -m installers.linux.system)"
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git show --no-patch --format=%ct "$commit")}
export SOURCE_DATE_EPOCH

if [ -n "$(git status --porcelain --untracked-files=no)" ]; then
	echo "  (what is not committed is not built)"
fi
mkdir -p "$work/wheels" "$work/cache" "$out"
if [ ! -d "$work/base" ] || [ "$(cat "$work/base.wanted" 2>/dev/null)" != "$packages" ]; then
	echo "+ a clean Debian 12 in $work/base"
	sh $here/chroot.sh make "$work/base" $packages
	printf %s "$packages" >"$work/base.wanted"
fi
diff -u "$here/packages.lock" "$work/base.packages" >"$work/packages.diff" ||
	echo "  (other versions of the system's packages than recorded: see $work/packages.diff)"

echo "+ the Python packages of the lock, held against their hashes"
"$python" -m pip download --quiet --no-deps --require-hashes -r requirements.lock -d "$work/wheels"
sh $here/engine_sources.sh "$python" "$work/wheels"

echo "+ commit $commit in a copy of the clean system, without a network"
rm -rf "$work/root"
cp -a --reflink=auto "$work/base" "$work/root"
mkdir -p "$work/root/build/aparte"
git archive "$commit" | tar -x -C "$work/root/build/aparte"
cp "$work/base.packages" "$work/root/build/system.packages"
SHARE="$work/wheels:/wheels $work/cache:/cache" \
	sh $here/chroot.sh run "$work/root" sh /build/aparte/$here/freeze.sh "$commit"

rm -rf "$out/aparte"
cp -a "$work"/root/build/aparte/dist/. "$out/"
(cd "$out" && sha256sum aparte_*.deb aparte-*.json >SHA256SUMS)
sh $here/repository.sh "$out" "$out/apt"
ls -l "$out"/*.deb
