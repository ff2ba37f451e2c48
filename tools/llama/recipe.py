"""How the engine of drafts is compiled, and where what was compiled is kept: outside the tree, by version.

The folder's name changes with the version, the options, the tools and the machine's kind, so that
nothing compiled otherwise is ever taken for it.
"""

import hashlib
import os
import re
import sysconfig
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_cache_path

HERE = Path(__file__).parent
SOURCE = HERE / "requirements.txt"
BUILD_TOOLS = HERE / "build.txt"
# GGML_NATIVE=OFF: what is compiled here must run on another office's machine (AVX2, from 2013 on).
OPTIONS = (
    "-DGGML_NATIVE=OFF",
    "-DGGML_OPENMP=OFF",
    "-DLLAMA_BUILD_TOOLS=OFF",
    "-DLLAMA_BUILD_EXAMPLES=OFF",
    "-DLLAMA_BUILD_TESTS=OFF",
    "-DLLAMA_BUILD_SERVER=OFF",
    "-DLLAVA_BUILD=OFF",
    "-DMTMD_BUILD=OFF",
)
# For what is handed to others: one library of arithmetic for each generation of processors, the best chosen when
# the engine starts. It takes twice as long to compile: a developer's machine does without.
VARIANTS = "APARTE_ENGINE_VARIANTS"
_VARIANT_OPTIONS = ("-DGGML_BACKEND_DL=ON", "-DGGML_CPU_ALL_VARIANTS=ON")
# A temporary folder's name in the messages of a library would make every compilation another one.
_SAME_FLAGS = "-Wno-builtin-macro-redefined -D__FILE__=__FILE_NAME__"
_STEP = re.compile(rb"\[(\d+)/(\d+)\] ")
_TAIL = 200_000
# Some of the sources take this much to compile.
_BYTES_A_JOB = 1_000_000_000


def options() -> tuple[str, ...]:
    """What CMake is told; the environment asks for variants."""
    return (*OPTIONS, *_VARIANT_OPTIONS) if for_others() else OPTIONS


def flags() -> dict[str, str]:
    """What the compiler is told beside: for others, the same sources make the same libraries. GCC 12 or newer."""
    return {"CFLAGS": _SAME_FLAGS, "CXXFLAGS": _SAME_FLAGS} if for_others() and os.name != "nt" else {}


def for_others() -> bool:
    """Whether what is compiled is handed to other machines, as the environment says."""
    return os.environ.get(VARIANTS) == "1"


def version() -> str:
    """The engine's, as it is pinned."""
    found = re.search(r"^llama-cpp-python==(\S+)", SOURCE.read_text("utf-8"), re.MULTILINE)
    if found is None:
        raise ValueError(SOURCE)
    return found.group(1)


def key() -> str:
    """What names this way of compiling this version on this kind of machine."""
    told = "\n".join([*options(), *flags().values(), SOURCE.read_text("utf-8"), BUILD_TOOLS.read_text("utf-8")])
    return f"{version()}-{sysconfig.get_platform()}-{hashlib.sha256(told.encode()).hexdigest()[:10]}"


@dataclass(frozen=True, slots=True)
class Kept:
    """The folder of one key: the wheel once it is whole, the lock of who compiles, the last log."""

    folder: Path

    @classmethod
    def here(cls) -> "Kept":
        """The folder of this machine and this user."""
        return cls(user_cache_path("aparte", appauthor=False) / "wheels" / key())

    @property
    def lock(self) -> Path:
        """Held by whoever compiles."""
        return self.folder / "lock"

    @property
    def log(self) -> Path:
        """What the compiler says; of the last time."""
        return self.folder / "build.log"

    def wheel(self) -> Path | None:
        """What was compiled, if it was."""
        return next(iter(sorted(self.folder.glob("llama_cpp_python-*.whl"))), None)

    def step(self) -> tuple[int, int]:
        """How many files are compiled, of how many; (0, 0) before the first."""
        try:
            with self.log.open("rb") as file:
                file.seek(max(0, self.log.stat().st_size - _TAIL))
                found = _STEP.findall(file.read())
        except OSError:
            return 0, 0
        return (int(found[-1][0]), int(found[-1][1])) if found else (0, 0)


def jobs() -> int:
    """How many files to compile at once: by processors and by memory."""
    processors = os.cpu_count() or 1
    try:
        memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, OSError, ValueError):
        return processors
    return max(1, min(processors, memory // _BYTES_A_JOB))
