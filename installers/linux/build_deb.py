"""Pack a frozen program as a Debian package: the same bundle and version give the same file.

Run in the clean system, which has the libraries that the dependencies are derived from.
"""

import hashlib
import os
import subprocess
import sys
import tempfile
from argparse import ArgumentParser
from pathlib import Path

from aparte import __version__
from installers.linux.dependencies import dangling, derive
from installers.linux.tree import DEBIAN, MAINTAINER, lay, settle
from installers.supply.copyright import write_licences

_CONTROL = """\
Package: aparte
Version: {version}
Architecture: amd64
Maintainer: {maintainer}
Installed-Size: {size}
Depends: {depends}
Recommends: {recommends}
Section: misc
Priority: optional
Description: offline assistant of a French town hall's front desk
 While the citizen speaks, Aparté proposes the articles that answer, with the
 sentence to read and its source, and keeps an encrypted record of the contact.
 It works without a network; a town may connect it to its own server.
 .
 The program comes frozen with its interpreter and libraries.
"""


def main() -> int:
    """Build the package and print its name; returns the exit code."""
    parser = ArgumentParser(prog="python -m installers.linux.build_deb", description=__doc__)
    parser.add_argument("--bundle", type=Path, required=True, help="the folder that PyInstaller made")
    parser.add_argument("--out", type=Path, required=True, help="where the package goes; the list of parts is there")
    parser.add_argument("--version", default=__version__, help="another version number, to try an upgrade")
    parser.add_argument("--level", type=int, default=9, help="how hard to compress, 0 to 9")
    asked = parser.parse_args()
    epoch = int(os.environ.get("SOURCE_DATE_EPOCH") or 0)
    if lost := dangling(asked.bundle):
        print("Links that lead nowhere:", *lost, file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as place:
        root = Path(place) / "root"
        lay(root, asked.bundle, asked.version, epoch)
        write_licences(root / "usr/share/doc/aparte", asked.out)
        _write_control(root, asked.bundle, asked.version)
        settle(root, epoch)
        target = asked.out / f"aparte_{asked.version}_amd64.deb"
        command = ["dpkg-deb", "--root-owner-group", "-Zxz", f"-z{asked.level}", "--build", str(root), str(target)]
        # With several threads xz cuts its blocks otherwise.
        environment = {**os.environ, "DPKG_DEB_THREADS_MAX": "1", "SOURCE_DATE_EPOCH": str(epoch)}
        subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL)  # noqa: S603 - our own files
    print(f"{target}: {target.stat().st_size / 1e6:.1f} MB")
    return 0


def _write_control(root: Path, bundle: Path, version: str) -> None:
    depends, recommends = derive(bundle)
    files = sorted(path for path in root.rglob("*") if path.is_file() and not path.is_symlink())
    # A folder or a link counts as one.
    size = sum(-(-path.stat().st_size // 1024) for path in files) + sum(1 for path in root.rglob("*")) - len(files)
    folder = root / "DEBIAN"
    folder.mkdir()
    control = _CONTROL.format(version=version, maintainer=MAINTAINER, size=size, depends=depends, recommends=recommends)
    (folder / "control").write_text(control, "utf-8")
    sums = (f"{hashlib.md5(path.read_bytes()).hexdigest()}  {path.relative_to(root)}\n" for path in files)  # noqa: S324 - dpkg's own format
    (folder / "md5sums").write_text("".join(line for line in sums if "  etc/" not in line), "utf-8")
    (folder / "conffiles").write_text("/etc/aparte/policy.toml.example\n", "utf-8")
    (folder / "preinst").write_text((DEBIAN / "preinst").read_text("utf-8").replace("@VERSION@", version), "utf-8")


if __name__ == "__main__":
    sys.exit(main())
