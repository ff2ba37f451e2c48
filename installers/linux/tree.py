"""What the package puts on a system: the frozen program, and what the desktop reads of it."""

import gzip
import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

from installers.linux.man import page

HERE = Path(__file__).parent
INSTALLERS = HERE.parent
ROOT = INSTALLERS.parent
DEBIAN = HERE / "debian"
# Whoever publishes names itself as Debian's own tools expect.
MAINTAINER = f"{os.environ.get('DEBFULLNAME') or 'Aparté'} <{os.environ.get('DEBEMAIL') or 'aparte@localhost'}>"
_ICONS = (16, 32, 48, 128, 256)


def lay(root: Path, bundle: Path, version: str, epoch: int) -> None:
    """Fill `root` with every file but the control files; all of them as old as `epoch`, in seconds."""
    day = datetime.fromtimestamp(epoch, UTC)
    shutil.copytree(bundle, root / "usr/lib/aparte", symlinks=True)
    (root / "usr/bin").mkdir(parents=True)
    (root / "usr/bin/aparte").symlink_to("../lib/aparte/aparte")
    _copy(HERE / "aparte.desktop", root / "usr/share/applications/aparte.desktop")
    for size in _ICONS:
        place = root / f"usr/share/icons/hicolor/{size}x{size}/apps/aparte.png"
        _copy(INSTALLERS / "icons" / f"aparte-{size}.png", place)
    _copy(INSTALLERS / "aparte.svg", root / "usr/share/icons/hicolor/scalable/apps/aparte.svg")
    about = (DEBIAN / "aparte.metainfo.xml").read_text("utf-8")
    about = about.replace("@VERSION@", version).replace("@DATE@", f"{day:%Y-%m-%d}")
    _write(root / "usr/share/metainfo/fr.aparte.aparte.metainfo.xml", about)
    _pack(root / "usr/share/man/man1/aparte.1.gz", page(f"{day:%Y-%m-%d}"))
    _pack(root / "usr/share/doc/aparte/changelog.gz", _changelog(version, day))
    _copy(HERE / "policy.example.toml", root / "etc/aparte/policy.toml.example")
    _copy(DEBIAN / "lintian-overrides", root / "usr/share/lintian/overrides/aparte")


def settle(root: Path, epoch: int) -> None:
    """Every file and folder with the same rights and age, whoever built them."""
    for path in [root, *root.rglob("*")]:
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or _runs(path) else 0o644)
        os.utime(path, (epoch, epoch), follow_symlinks=False)


def _runs(path: Path) -> bool:
    return path.parts[-2:] == ("aparte", "aparte") or path.name in {"preinst", "postinst", "prerm", "postrm"}


def _changelog(version: str, day: datetime) -> str:
    said = f"  * What changed is told in CHANGELOG.md of the sources, for version {version}."
    return (
        f"aparte ({version}) stable; urgency=medium\n\n{said}\n\n -- {MAINTAINER}  {day:%a, %d %b %Y %H:%M:%S} +0000\n"
    )


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _write(target: Path, text: str) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, "utf-8", newline="\n")


def _pack(target: Path, text: str) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
