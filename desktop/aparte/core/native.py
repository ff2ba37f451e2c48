"""The system libraries that Qt needs and pip does not bring, found without loading Qt."""

import ctypes
import sys
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NativeLibrary:
    """A shared library by the name the loader knows, and the Debian 12 package that holds it."""

    name: str
    package: str


# What the Qt libraries and their xcb and Wayland plugins name as NEEDED (readelf -d).
WANTED = (
    NativeLibrary("libEGL.so.1", "libegl1"),
    NativeLibrary("libGL.so.1", "libgl1"),
    NativeLibrary("libX11.so.6", "libx11-6"),
    NativeLibrary("libX11-xcb.so.1", "libx11-xcb1"),
    NativeLibrary("libdbus-1.so.3", "libdbus-1-3"),
    NativeLibrary("libfontconfig.so.1", "libfontconfig1"),
    NativeLibrary("libfreetype.so.6", "libfreetype6"),
    NativeLibrary("libglib-2.0.so.0", "libglib2.0-0"),
    NativeLibrary("libgssapi_krb5.so.2", "libgssapi-krb5-2"),
    NativeLibrary("libwayland-client.so.0", "libwayland-client0"),
    NativeLibrary("libwayland-cursor.so.0", "libwayland-cursor0"),
    NativeLibrary("libxcb.so.1", "libxcb1"),
    NativeLibrary("libxcb-cursor.so.0", "libxcb-cursor0"),
    NativeLibrary("libxcb-glx.so.0", "libxcb-glx0"),
    NativeLibrary("libxcb-icccm.so.4", "libxcb-icccm4"),
    NativeLibrary("libxcb-image.so.0", "libxcb-image0"),
    NativeLibrary("libxcb-keysyms.so.1", "libxcb-keysyms1"),
    NativeLibrary("libxcb-randr.so.0", "libxcb-randr0"),
    NativeLibrary("libxcb-render.so.0", "libxcb-render0"),
    NativeLibrary("libxcb-render-util.so.0", "libxcb-render-util0"),
    NativeLibrary("libxcb-shape.so.0", "libxcb-shape0"),
    NativeLibrary("libxcb-shm.so.0", "libxcb-shm0"),
    NativeLibrary("libxcb-sync.so.1", "libxcb-sync1"),
    NativeLibrary("libxcb-util.so.1", "libxcb-util1"),
    NativeLibrary("libxcb-xfixes.so.0", "libxcb-xfixes0"),
    NativeLibrary("libxcb-xkb.so.1", "libxcb-xkb1"),
    NativeLibrary("libxkbcommon.so.0", "libxkbcommon0"),
    NativeLibrary("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
)


def missing_libraries(wanted: tuple[NativeLibrary, ...] = WANTED) -> tuple[NativeLibrary, ...]:
    """Those that the loader does not find; none outside Linux, where the Qt wheels are complete."""
    if not sys.platform.startswith("linux"):
        return ()
    return tuple(library for library in wanted if not _loads(library.name))


def apt_line(libraries: tuple[NativeLibrary, ...]) -> str:
    """The command that installs them on Debian."""
    return "apt-get install -y " + " ".join(dict.fromkeys(library.package for library in libraries))


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True
