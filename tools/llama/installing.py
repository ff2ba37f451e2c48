"""Put the compiled engine in the virtual environment: nothing is there, or all of it.

A window that is open meanwhile asks from time to time whether the engine can be imported, so the
package appears by one rename. The wheel holds each shared library three times, and once more
outside its package: one file stays, under the name that the others ask for.
"""

import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import zipfile
from pathlib import Path, PurePosixPath

from tools.llama.compiling import CannotCompileError
from tools.llama.recipe import key, version

# Any processor, those from 2013 on, those from 2021 on; the others compute as one of these. Each weighs half a
# megabyte in an installer, which has 60.
KEPT_VARIANTS = frozenset({"x64", "haswell", "alderlake"})
_WORK = ".engine-"
_STAMP = "aparte-engine"
_SONAME = re.compile(r"(lib.+\.so)(\.\d+)")


def site_packages() -> Path:
    """Where this interpreter's libraries are."""
    return Path(sysconfig.get_path("purelib"))


def installed(site: Path) -> bool:
    """Whether the engine there was compiled by this recipe."""
    try:
        return (_about(site) / _STAMP).read_text("utf-8") == key() and (site / "llama_cpp").is_dir()
    except OSError:
        return False


def install(wheel: Path, site: Path) -> None:
    """Unpack beside, trim, then rename into place; what was there before goes."""
    for stale in site.glob(f"{_WORK}*"):
        shutil.rmtree(stale, ignore_errors=True)
    work = Path(tempfile.mkdtemp(prefix=_WORK, dir=site))
    try:
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        options = ["--no-deps", "--no-index", "--target", str(work), str(wheel)]
        done = subprocess.run([*command, *options], check=False)  # noqa: S603 - our own pip
        if done.returncode:
            raise CannotCompileError(f"The engine of drafts could not be installed from {wheel}")
        take_variants(wheel, work / "llama_cpp" / "lib")
        keep_once(work / "llama_cpp" / "lib")
        (_about(work) / _STAMP).write_text(key(), "utf-8")
        for part in (work / "llama_cpp", _about(work)):
            _put(part, site / part.name, work / f"{part.name}.before")
    finally:
        shutil.rmtree(work, ignore_errors=True)


def keep_once(folder: Path) -> None:
    """Of libx.so, libx.so.0 and libx.so.0.1.2, the second stays and the first points to it."""
    for library in sorted(folder.glob("lib*.so.*")):
        found = _SONAME.fullmatch(library.name)
        if found is None:
            continue
        for other in folder.glob(f"{library.name}.*"):
            other.unlink()
        plain = folder / found.group(1)
        plain.unlink(missing_ok=True)
        plain.symlink_to(library.name)


def take_variants(wheel: Path, libraries: Path) -> None:
    """Put the arithmetic of each kept generation of processors where the engine looks for it.

    Taken from the wheel itself: not every pip unpacks the folder that it is in.
    """
    with zipfile.ZipFile(wheel) as packed:
        for name in packed.namelist():
            file = PurePosixPath(name)
            if file.parent.name == "bin" and file.stem.rpartition("ggml-cpu-")[2] in KEPT_VARIANTS:
                (libraries / file.name).write_bytes(packed.read(name))


def _about(site: Path) -> Path:
    return site / f"llama_cpp_python-{version()}.dist-info"


def _put(new: Path, place: Path, aside: Path) -> None:
    if place.exists():
        place.rename(aside)
    new.rename(place)
