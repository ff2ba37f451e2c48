"""The native libraries inside the parts: what they are, in which version, under which licence.

A wheel says its own version and licence, not those of what was linked into it. The versions are read
from the libraries where they can be; a library that is in none of these lines fails the bill of
materials, so that none goes out unnamed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from installers.supply.parts import Part


class UnknownLibraryError(Exception):
    """A library of the bundle that nobody has named."""


@dataclass(frozen=True, slots=True)
class Native:
    """A library built by others inside a part; `read` finds its version in its file's name or bytes."""

    name: str
    licence: str
    pattern: re.Pattern[str]
    read: re.Pattern[bytes] | None = None
    of: str = ""
    version: str = ""
    files: tuple[str, ...] = ()


def _native(name: str, licence: str, pattern: str, read: bytes = b"", of: str = "") -> Native:
    return Native(name, licence, re.compile(pattern), re.compile(read) if read else None, of)


# In a wheel, a file of its own.
KNOWN = (
    _native("Qt", "LGPL-3.0-only", r"/(?:lib)?Qt6\w+\.(?:so|dll|dylib)|/plugins/", of="PySide6_Essentials"),
    _native("ICU", "Unicode-3.0", r"libicu(?:data|i18n|uc)\.so\.(?P<version>[\d.]+)"),
    _native("OpenBLAS", "BSD-3-Clause", r"scipy_openblas", rb"OpenBLAS (\d[\d.]+)"),
    _native("GCC runtime", "GPL-3.0-or-later WITH GCC-exception-3.1", r"lib(?:gfortran|quadmath|gcc_s|stdc\+\+)"),
    _native(
        "Microsoft C++ runtime",
        "Microsoft Visual C++ redistributable",
        r"(?i)(?:msvcp|vcruntime|concrt)140[\w.-]*\.dll",
    ),
    _native("libjpeg-turbo", "IJG AND BSD-3-Clause", r"libjpeg", rb"libjpeg-turbo version (\d[\d.]+)"),
    _native("libtiff", "libtiff", r"libtiff", rb"LIBTIFF, Version (\d[\d.]+)"),
    _native("libpng", "libpng-2.0", r"libpng16", rb"libpng version (\d[\d.]+)"),
    _native("zlib or zlib-ng", "Zlib", r"pillow\.libs/libz[-.]"),
    _native("OpenJPEG", "BSD-2-Clause", r"libopenjp2.*\.so\.(?P<version>[\d.]+)"),
    _native("libwebp", "BSD-3-Clause", r"lib(?:webp|sharpyuv)"),
    _native("Little CMS", "MIT", r"liblcms2"),
    _native("FreeType", "FTL", r"libfreetype-"),
    _native("HarfBuzz", "MIT-Modern-Variant", r"libharfbuzz"),
    _native("Brotli", "MIT", r"libbrotli"),
    _native("libavif", "BSD-2-Clause", r"libavif"),
    _native("XZ Utils", "0BSD", r"liblzma-.*\.so\.(?P<version>[\d.]+)"),
    _native("Zstandard", "BSD-3-Clause", r"libzstd-.*\.so\.(?P<version>[\d.]+)"),
    _native("libxcb and libXau", "MIT", r"pillow\.libs/lib(?:xcb|Xau)"),
    _native("llama.cpp and ggml", "MIT", r"(?:lib)?(?:llama|ggml)[\w.-]*\.(?:so|dll|dylib)"),
    # Inside a Python extension.
    _native("SQLCipher", "BSD-3-Clause", r"sqlcipher3/_sqlite3", rb"\x00(4\.\d+\.\d+)\x00"),
    _native("OpenSSL", "Apache-2.0", r"sqlcipher3/_sqlite3", rb"OpenSSL (\d[\d.]+) "),
    _native("OpenSSL", "Apache-2.0", r"cryptography/hazmat/bindings/_rust", rb"OpenSSL (\d[\d.]+) "),
    _native("libxml2", "MIT", r"lxml/etree"),
    _native("libxslt", "MIT", r"lxml/etree"),
    _native("libyaml", "MIT", r"yaml/_yaml", rb"\x00(0\.\d\.\d)\x00"),
    _native("SQLite", "blessing", r"sqlcipher3/_sqlite3", rb"\x00(3\.[3-9]\d\.\d+)\x00"),
)
# Compiled from the part's own sources: the part's line is theirs too.
_OWN = re.compile(
    r"(?:cpython-\d+|\.abi3|abi3)[\w-]*\.(?:so|pyd|dll|dylib)$|\.pyd$|__mypyc|libshiboken6|libpyside6|^shiboken6/|^PySide6/\w+\.abi3\.so"
)


def natives(bundle: Path, found: list[Part]) -> Iterator[Native]:
    """Each library that a Python part holds; raises `UnknownLibraryError` for one that no line names."""
    for part in (part for part in found if part.kind == "pypi"):
        named: set[str] = set()
        for known in KNOWN:
            files = tuple(name for name in part.libraries if known.pattern.search("/" + name))
            if files and (not known.of or known.of.lower() == part.name.lower().replace("-", "_")):
                named.update(files)
                yield Native(
                    known.name,
                    known.licence,
                    known.pattern,
                    None,
                    part.name,
                    _version(bundle, known, part, files),
                    files,
                )
        unnamed = [name for name in part.libraries if name not in named and not _OWN.search(name)]
        if unnamed:
            raise UnknownLibraryError(f"{part.name}: {', '.join(unnamed)}")


def _version(bundle: Path, known: Native, part: Part, files: tuple[str, ...]) -> str:
    """From the name, from the bytes, else the version of the part that it was built for."""
    for name in files:
        found = known.pattern.search("/" + name)
        if found and "version" in found.groupdict():
            return found["version"]
        if known.read is not None and (seen := known.read.search((bundle / name).read_bytes())):
            return seen[1].decode()
    return f"of {part.name} {part.version}"
