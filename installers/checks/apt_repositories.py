"""Repositories to try: signed as they should be, and spoilt in every way that apt must refuse."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_REPOSITORY = ROOT / "installers" / "linux" / "repository.sh"
SOURCE = "/srv/aparte"
KEYRING = "/usr/share/keyrings/aparte-archive-keyring.gpg"
OLDER = "0.0.1"


@dataclass(frozen=True, slots=True)
class Repositories:
    """Folders: `older` and `now` hold one version each, under one key; `spoilt` by what was done to them."""

    older: Path
    now: Path
    spoilt: dict[str, Path]


@contextmanager
def repositories(deb: Path) -> Iterator[Repositories]:
    """Made for one run, with keys that exist as long as it does."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        environment = {**os.environ, "GNUPGHOME": str(folder / "keys"), "APARTE_APT_URL": f"file://{SOURCE}"}
        (folder / "keys").mkdir(mode=0o700)
        try:
            for name in ("ours", "theirs"):
                _gpg(environment, "--passphrase", "", "--quick-generate-key", name, "ed25519", "sign", "1d")
            yield _all(folder, deb, environment)
        finally:
            subprocess.run(["gpgconf", "--kill", "all"], env=environment, check=False)  # noqa: S607 - the system's own


def renumbered(deb: Path, version: str, folder: Path) -> Path:
    """The same package under another version number, as an older release would be; stored without compressing."""
    root = folder / f"root-{version}"
    subprocess.run(["dpkg-deb", "-R", str(deb), str(root)], check=True)  # noqa: S603, S607 - our own files
    control = root / "DEBIAN" / "control"
    before = next(line for line in control.read_text("utf-8").splitlines() if line.startswith("Version:"))
    control.write_text(control.read_text("utf-8").replace(before, f"Version: {version}"), "utf-8")
    guard = root / "DEBIAN" / "preinst"
    guard.write_text(guard.read_text("utf-8").replace(before.split()[1], version), "utf-8")
    target = folder / version / f"aparte_{version}_amd64.deb"
    target.parent.mkdir()
    command = ["dpkg-deb", "--root-owner-group", "-Znone", "--build", str(root), str(target)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own files
    shutil.rmtree(root)
    return target


def _all(folder: Path, deb: Path, environment: dict[str, str]) -> Repositories:
    (folder / "now").mkdir()
    shutil.copy2(deb, folder / "now")
    older = renumbered(deb, OLDER, folder)
    ours, theirs = {**environment, "APARTE_APT_KEY": "ours"}, {**environment, "APARTE_APT_KEY": "theirs"}
    now = _made(folder / "now", folder / "repository", ours)
    spoilt = {
        "expired": _made(folder / "now", folder / "expired", {**ours, "SIGNED_AT": "60 days ago"}),
        "another key": _made(folder / "now", folder / "foreign", theirs),
        **{
            name: folder / name.replace(" ", "-")
            for name in ("unsigned", "changed Release", "changed list", "changed package")
        },
    }
    for name, path in spoilt.items():
        if not path.exists():
            shutil.copytree(now, path)
            _spoil(path, name)
    return Repositories(_made(older.parent, folder / "older", ours), now, spoilt)


def _spoil(repository: Path, how: str) -> None:
    lists = repository / "dists" / "stable"
    if how == "unsigned":
        (lists / "InRelease").unlink()
        (lists / "Release.gpg").unlink()
    elif how == "changed Release":
        for name in ("InRelease", "Release"):
            path = lists / name
            path.write_text(path.read_text("utf-8").replace("Suite: stable", "Suite: stablE"), "utf-8")
    elif how == "changed list":
        (lists / "main" / "binary-amd64" / "Packages.gz").unlink()
        path = lists / "main" / "binary-amd64" / "Packages"
        path.write_text(path.read_text("utf-8").replace("Priority: optional", "Priority: required"), "utf-8")
    else:
        (path,) = repository.rglob("*.deb")
        with path.open("rb+") as file:
            file.seek(-1000, os.SEEK_END)
            byte = file.read(1)
            file.seek(-1000, os.SEEK_END)
            file.write(bytes([byte[0] ^ 1]))


def _made(packages: Path, target: Path, environment: dict[str, str]) -> Path:
    command = ["sh", str(_REPOSITORY), str(packages), str(target)]
    subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL)  # noqa: S603 - our own script
    return target


def _gpg(environment: dict[str, str], *arguments: str) -> None:
    subprocess.run(["gpg", "--batch", "--quiet", *arguments], check=True, env=environment, stderr=subprocess.DEVNULL)  # noqa: S603, S607 - constants
