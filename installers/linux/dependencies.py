"""What a frozen program asks of the system, read from its own files by dpkg-shlibdeps."""

import re
import subprocess
import tempfile
from collections.abc import Iterable
from functools import cache
from pathlib import Path

_MAGIC = b"\x7fELF"
# Plugins that do without what they name: Qt passes over one that does not load.
_OPTIONAL = re.compile(
    r"/plugins/(?:printsupport|platformthemes|egldeviceintegrations|wayland-[a-z-]+)/|/plugins/platforms/libqwayland"
    r"|Qt6Wayland|WlShell|/pillow\.libs/|/PIL/"
)
# The system's keyring holds the key of the contacts; any that speaks the Secret Service protocol will do.
BESIDE = ("dbus-user-session | dbus-x11 | dbus-session-bus", "gnome-keyring | kwalletmanager | keepassxc")


class MissingError(Exception):
    """A library that neither the bundle nor a package of the system brings."""


def elves(bundle: Path) -> list[Path]:
    """The programs and libraries of the bundle, links apart."""
    return sorted(path for path in bundle.rglob("*") if path.is_file() and not path.is_symlink() and _is_elf(path))


def dangling(bundle: Path) -> list[str]:
    """The links that lead nowhere."""
    return sorted(
        str(path.relative_to(bundle)) for path in bundle.rglob("*") if path.is_symlink() and not path.exists()
    )


def derive(bundle: Path) -> tuple[str, str]:
    """The values of Depends and Recommends; raises `MissingError`."""
    found = elves(bundle)
    optional = [path for path in found if _OPTIONAL.search(path.as_posix())]
    depends = _asked(bundle, [path for path in found if path not in set(optional)])
    recommends = [one for one in _asked(bundle, optional) if _name(one) not in {_name(other) for other in depends}]
    return ", ".join(depends), ", ".join([*recommends, *BESIDE])


def _asked(bundle: Path, files: Iterable[Path]) -> list[str]:
    with tempfile.TemporaryDirectory() as place:
        control = Path(place) / "debian" / "control"
        control.parent.mkdir()
        control.write_text("Source: aparte\n\nPackage: aparte\nArchitecture: any\n", "utf-8")
        folders = sorted({path.parent for path in bundle.rglob("*.so*")})
        command = ["dpkg-shlibdeps", "-O", "--ignore-missing-info", "--warnings=0"]
        command += [f"-l{folder.resolve()}" for folder in folders]
        command += [f"-e{path.resolve()}" for path in files]
        command += [f"-x{name}" for name in _brought(bundle)]
        done = subprocess.run(command, cwd=place, capture_output=True, text=True, check=False)  # noqa: S603 - constants and our files
    if done.returncode:
        raise MissingError(done.stderr.strip())
    (line,) = (line for line in done.stdout.splitlines() if line.startswith("shlibs:Depends="))
    return sorted(line.removeprefix("shlibs:Depends=").split(", "))


@cache
def _brought(bundle: Path) -> list[str]:
    """The system's packages whose libraries are in the bundle already."""
    patterns = sorted({f"*/{path.name}" for path in bundle.rglob("lib*.so.*")})
    done = subprocess.run(["dpkg-query", "-S", *patterns], capture_output=True, text=True, check=False)  # noqa: S603, S607 - names of files
    found = (line.split(": ", 1) for line in done.stdout.splitlines() if ": " in line)
    return sorted({packages.split(":", 1)[0] for packages, path in found if path.startswith(("/lib", "/usr/lib"))})


def _name(relation: str) -> str:
    return relation.split(" ", 1)[0]


def _is_elf(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == _MAGIC
