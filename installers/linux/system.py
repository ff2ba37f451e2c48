"""The Debian packages whose libraries the frozen program asks for; printed on one line.

Those that Qt can't do without are listed where the program itself looks for them; printing and the other
window system come beside.
"""

from aparte.core.native import WANTED

BESIDE = ("libcups2", "libbrotli1", "libwayland-egl1", "libxcb-xinput0", "libwayland-server0", "libvulkan1")


def packages() -> list[str]:
    """Each once, by name."""
    return sorted({library.package for library in WANTED} | set(BESIDE))


if __name__ == "__main__":
    print(" ".join(packages()))
