"""What a frozen program is made of: each file of the bundle traced to the package that brought it.

PyInstaller leaves, beside the program, the list of what it collected and from where: a file of
site-packages belongs to a Python package, one of the system to a Debian package, the rest is ours.
"""

import ast
import platform
import re
import subprocess
import sys
import sysconfig
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

# What these packages' own files say, and their metadata do not.
_SAID = {"sqlcipher3": "Zlib", "pyinstaller": "GPL-2.0-or-later WITH Bootloader-exception"}
_LIBRARY = re.compile(r"\.(?:so|dll|dylib|pyd)(?:\.[\d.]+)?$")


@dataclass(frozen=True, slots=True)
class Part:
    """One package in the bundle: `kind` is "pypi" or "deb"; `licence` as it says itself; `files` in the bundle.

    An interpreter that no package of Debian brought is "generic". `texts` are the licence files that it
    brought, on the machine that builds.
    """

    kind: str
    name: str
    version: str
    licence: str
    files: tuple[str, ...]
    texts: tuple[Path, ...]

    @property
    def libraries(self) -> tuple[str, ...]:
        """Its compiled files."""
        return tuple(name for name in self.files if _LIBRARY.search(name))


def collected(build: Path) -> Iterator[tuple[str, Path]]:
    """Each module and file with where it was taken from; `build` is PyInstaller's working folder."""
    for name in ("COLLECT-00.toc", "PYZ-00.toc"):
        for entry in _entries(ast.literal_eval((build / name).read_text("utf-8"))):
            source = Path(entry[1])
            if entry[2] != "SYMLINK" and source.is_absolute():
                yield entry[0].replace("\\", "/"), source


def parts(build: Path) -> list[Part]:
    """The packages of the bundle, by kind and name."""
    owners = _owners()
    files: dict[tuple[str, str], set[str]] = defaultdict(set)
    taken = list(collected(build))
    packages = _debian_packages({source for _, source in taken if source not in owners})
    for name, source in taken:
        if source in owners:
            files["pypi", owners[source]].add(name)
        elif source in packages:
            files["deb", packages[source]].add(name)
    # Both are in every bundle and in no list: the interpreter's modules, and the programs themselves.
    files["deb" if packages else "generic", "libpython3.11-stdlib" if packages else "python"].add("base_library.zip")
    files["pypi", "pyinstaller"].add("aparte")
    return [_part(kind, name, found) for (kind, name), found in sorted(files.items()) if name != "aparte"]


def _entries(read: object) -> Iterator[tuple[str, str, str]]:
    """The triples of a list of PyInstaller, however deep."""
    if isinstance(read, tuple) and len(read) == 3 and all(isinstance(one, str) for one in read):
        yield read
    elif isinstance(read, tuple | list):
        for one in read:
            yield from _entries(one)


def _owners() -> dict[Path, str]:
    """Which Python package each installed file is of; the engine is installed without a list."""
    owners: dict[Path, str] = {}
    for distribution in metadata.distributions():
        name = distribution.metadata["Name"]
        for file in distribution.files or ():
            owners[Path(str(distribution.locate_file(file))).resolve()] = name
        folder = Path(str(distribution.locate_file("llama_cpp")))
        if name.replace("-", "_") == "llama_cpp_python":
            owners |= {path.resolve(): name for path in folder.rglob("*")}
    return owners


def _debian_packages(sources: Iterable[Path]) -> dict[Path, str]:
    """The package of the system that holds each file; nothing outside Debian, and none for our own files."""
    names: dict[str, Path] = {}
    for source in sources:
        # A package may have listed the file by the name from before /lib became a link.
        for path in (source, source.resolve()):
            names |= {str(path): source, str(path).removeprefix("/usr"): source}
    command = ["dpkg-query", "-S", *names]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - names of files
    except FileNotFoundError:
        return {}
    found = (line.split(": ", 1) for line in done.stdout.splitlines() if ": /" in line)
    return {names[path]: package.split(":", 1)[0] for package, path in found if path in names}


def _part(kind: str, name: str, files: Iterable[str]) -> Part:
    kept = tuple(sorted(files))
    if kind == "deb":
        about = _dpkg_version(name)
        return Part(kind, name, about, "see its copyright file", kept, (Path("/usr/share/doc") / name / "copyright",))
    if kind == "generic":
        text = Path(sysconfig.get_path("stdlib")) / "LICENSE.txt"
        found = (path for path in (text, Path(sys.base_prefix) / "LICENSE.txt") if path.is_file())
        return Part(kind, name, platform.python_version(), "PSF-2.0", kept, tuple(found)[:1])
    distribution = metadata.distribution(name)
    return Part(kind, name, distribution.version, licence_of(distribution), kept, tuple(_texts(distribution)))


def licence_of(distribution: metadata.Distribution) -> str:
    """What a package says of its licence, on one line."""
    about = distribution.metadata.json
    if kept := _SAID.get(str(about["name"]).lower()):
        return kept
    classified = [line.rsplit(" :: ", 1)[-1] for line in about.get("classifier", ()) if "License ::" in line]
    said = about.get("license_expression") or " OR ".join(classified) or about.get("license") or ""
    return " ".join(str(said).split())[:200]


def _texts(distribution: metadata.Distribution) -> Iterator[Path]:
    for file in distribution.files or ():
        if ".dist-info/" in str(file) and re.search(r"(?i)licen[cs]e|copying|notice|authors", file.name):
            path = Path(str(distribution.locate_file(file)))
            if path.is_file():
                yield path


def _dpkg_version(name: str) -> str:
    command = ["dpkg-query", "-W", "-f", "${Version}", name]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603 - a package's name
