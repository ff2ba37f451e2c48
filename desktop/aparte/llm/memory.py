"""How much memory is free on this machine: what programs could still take without anything being swapped out."""

import ctypes
import re
import subprocess
import sys
from pathlib import Path

_MEMINFO = Path("/proc/meminfo")
_AVAILABLE = re.compile(r"^MemAvailable:\s+(\d+) kB", re.MULTILINE)
_PEAK = re.compile(r"^VmHWM:\s+(\d+) kB", re.MULTILINE)
_PAGE_SIZE = re.compile(r"page size of (\d+) bytes")
# Pages that macOS gives away without writing anything to the disk.
_GIVEN_AWAY = re.compile(r"^Pages (?:free|inactive|speculative|purgeable):\s+(\d+)", re.MULTILINE)


def available_mb() -> int | None:
    """Megabytes that are free; None when the system doesn't say."""
    try:
        if sys.platform == "win32":
            return _windows()
        if sys.platform == "darwin":
            return read_vm_stat(_vm_stat())
        return read_meminfo(_MEMINFO.read_text("ascii"))
    except (OSError, ValueError, subprocess.SubprocessError):
        return None


def peak_mb(process: int | None) -> int | None:
    """The most memory a process has held; None when it is over or the system doesn't say (only Linux does)."""
    try:
        found = _PEAK.search(Path(f"/proc/{process}/status").read_text("ascii"))
    except (OSError, ValueError):
        return None
    return int(found[1]) // 1024 if found else None


def read_meminfo(text: str) -> int | None:
    """Linux: the kernel's own estimate."""
    found = _AVAILABLE.search(text)
    return int(found[1]) // 1024 if found else None


def read_vm_stat(text: str) -> int | None:
    """macOS: the pages it gives away, by their size."""
    size = _PAGE_SIZE.search(text)
    pages = [int(number) for number in _GIVEN_AWAY.findall(text)]
    return int(size[1]) * sum(pages) >> 20 if size and pages else None


def _vm_stat() -> str:
    return subprocess.run(["/usr/bin/vm_stat"], capture_output=True, text=True, timeout=2, check=True).stdout


class _MemoryStatus(ctypes.Structure):
    _fields_ = (
        ("length", ctypes.c_uint32),
        ("load", ctypes.c_uint32),
        ("total", ctypes.c_uint64),
        ("available", ctypes.c_uint64),
        ("total_page_file", ctypes.c_uint64),
        ("available_page_file", ctypes.c_uint64),
        ("total_virtual", ctypes.c_uint64),
        ("available_virtual", ctypes.c_uint64),
        ("available_extended", ctypes.c_uint64),
    )


def _windows() -> int | None:
    status = _MemoryStatus(length=ctypes.sizeof(_MemoryStatus))
    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - only Windows has it
    return int(status.available) >> 20 if kernel.GlobalMemoryStatusEx(ctypes.byref(status)) else None
