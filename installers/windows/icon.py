"""The icon as Windows wants it: one file of several sizes, each a PNG as it is."""

import struct
from pathlib import Path

_ICONS = Path(__file__).resolve().parents[1] / "icons"
_SIZES = (16, 32, 48, 128, 256)


def write_icon(target: Path) -> Path:
    """Write the .ico made of the project's PNG files; returns `target`."""
    images = [(_ICONS / f"aparte-{size}.png").read_bytes() for size in _SIZES]
    header = struct.pack("<HHH", 0, 1, len(images))
    offset = len(header) + 16 * len(images)
    entries = b""
    for size, image in zip(_SIZES, images, strict=True):
        # A byte holds the side: 256 is written 0.
        entries += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(image), offset)
        offset += len(image)
    target.write_bytes(header + entries + b"".join(images))
    return target
