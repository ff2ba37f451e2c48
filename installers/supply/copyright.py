"""What the package says of the rights on what it holds: Debian's copyright file, and every licence text.

`python -m installers.supply.copyright FOLDER` writes the texts alone, for the other systems.
"""

import json
import re
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path

from installers.supply.parts import Part, parts

ROOT = Path(__file__).resolve().parents[2]
_BUILT = ROOT / "build" / "build"
# Qt's wheels bring no text; the LGPL is written upon the GPL, so both go.
_LGPL = tuple(sorted((Path(__file__).parent / "texts").glob("*GPL-3.0.txt")))
_HEAD = """\
Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: Aparté
Comment: The program is under the EUPL. It comes with the packages listed below, each under its own licence,
 whose texts are in /usr/share/doc/aparte/licences. Qt and PySide6 are under the LGPL: they are shared
 libraries in /usr/lib/aparte/_internal/PySide6, which may be replaced by others of the same interface; their
 sources are at https://download.qt.io. See /usr/share/doc/aparte/licences.md.

Files: *
Copyright: The authors of Aparté
License: EUPL-1.2
"""


class NoTextError(Exception):
    """A part that would leave without the text of its licence."""


def write_licences(folder: Path, out: Path) -> None:
    """Fill the documentation's folder of the package; the bill of materials is taken from `out`."""
    found = parts(_BUILT)
    paragraphs = [_HEAD + _indented((ROOT / "LICENSE").read_text("utf-8")), *map(_paragraph, found)]
    write_texts(folder / "licences", found)
    (folder / "copyright").write_text("\n".join(paragraphs), "utf-8")
    shutil.copyfile(ROOT / "docs" / "licences.md", folder / "licences.md")
    for bill in sorted(out.glob("aparte-*.cdx.json")):
        json.loads(bill.read_text("utf-8"))
        shutil.copyfile(bill, folder / "bill-of-materials.cdx.json")


def write_texts(folder: Path, found: Iterable[Part]) -> None:
    """One folder a part, in `folder`."""
    for part in found:
        _copy_texts(folder / f"{part.kind}-{part.name}", texts_of(part))


def texts_of(part: Part) -> tuple[Path, ...]:
    """The licence texts that go with a part; raises `NoTextError` for one that has none."""
    found = part.texts or (_LGPL if part.licence.startswith("LGPL-3.0-only") else ())
    if not found:
        raise NoTextError(f"{part.name}: no licence text")
    return found


def _paragraph(part: Part) -> str:
    return (
        f"Files: usr/lib/aparte/_internal/{_where(part.files)}\n"
        f"Copyright: the authors of {part.name} {part.version}\n"
        f"License: {re.sub(r'[^A-Za-z0-9.+-]+', '-', part.licence).strip('-') or 'see-text'}\n"
        f" See /usr/share/doc/aparte/licences/{part.kind}-{part.name}\n"
    )


def _where(files: tuple[str, ...]) -> str:
    tops = sorted({name.split("/", 1)[0] for name in files})
    return f"{tops[0]}*"


def _copy_texts(folder: Path, texts: tuple[Path, ...]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for at, path in enumerate(sorted(texts)):
        target = folder / (path.name if not (folder / path.name).exists() else f"{at}-{path.name}")
        if path.is_file():
            shutil.copyfile(path, target)


def _indented(text: str) -> str:
    return "".join(f" {line.rstrip() or '.'}\n" for line in text.strip().splitlines())


if __name__ == "__main__":
    write_texts(Path(sys.argv[1]), parts(_BUILT))
