"""Compile the wheel, once, whoever asks: under a lock, with a log, the result put in place whole."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from tools.llama.recipe import BUILD_TOOLS, SOURCE, Kept, flags, jobs, options

Told = Callable[[int, int], None]
_COMPILERS = ("c++", "g++", "clang++")
_WORK = ".building-"
_NEED_APT = "apt-get install -y g++"


class CannotCompileError(Exception):
    """What is missing or went wrong, in one sentence for a developer."""


def find_compiler(*, fetch: bool = True) -> None:
    """A C++ compiler is here, or can be installed: by root, on Debian, now if `fetch`.

    Raises `CannotCompileError`.
    """
    if os.name == "nt" or os.environ.get("CXX") or any(shutil.which(name) for name in _COMPILERS):
        return
    apt = hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get")
    if not apt or (fetch and not _fetched()):
        raise CannotCompileError(f"Drafts need a C++ compiler once; as root, on Debian: {_NEED_APT}")


def _fetched() -> bool:
    print(f"+ {_NEED_APT}", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    lines = ("apt-get update -qq", f"{_NEED_APT} libc6-dev -qq --no-install-recommends")
    return not any(
        subprocess.run(line.split(), env=environment, stdout=subprocess.DEVNULL, check=False).returncode  # noqa: S603 - constants
        for line in lines
    )


def compile_wheel(kept: Kept, told: Told) -> Path:
    """The wheel, compiled now; `told` hears how far it is about once a second. The lock is the caller's."""
    for stale in kept.folder.glob(f"{_WORK}*"):
        shutil.rmtree(stale, ignore_errors=True)
    work = Path(tempfile.mkdtemp(prefix=_WORK, dir=kept.folder))
    try:
        with kept.log.open("wb") as log:
            tools = work / "tools"
            _run(_pip("install", "--target", str(tools), "-r", str(BUILD_TOOLS)), log.fileno(), kept, told)
            out = work / "out"
            # Of pip's own cache nothing is taken: it does not know with which options a wheel was compiled.
            wheel = _pip("wheel", "--verbose", "--no-deps", "--no-build-isolation", "--no-cache-dir")
            choice = ("--no-binary", "llama-cpp-python", "--wheel-dir", str(out), "-r", str(SOURCE))
            _run([*wheel, *choice], log.fileno(), kept, told, tools)
        (made,) = out.glob("*.whl")
        made.replace(kept.folder / made.name)
        return kept.folder / made.name
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _pip(command: str, *options: str) -> list[str]:
    return [sys.executable, "-m", "pip", command, "--disable-pip-version-check", "--require-hashes", *options]


def _run(command: list[str], log: int, kept: Kept, told: Told, tools: Path | None = None) -> None:
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    if tools is not None:
        environment |= {
            "CMAKE_ARGS": " ".join(options()),
            "CMAKE_GENERATOR": "Ninja",
            "CMAKE_BUILD_PARALLEL_LEVEL": str(jobs()),
            **flags(),
            "PYTHONPATH": str(tools),
            "PATH": os.pathsep.join([str(tools / "bin"), os.environ.get("PATH", "")]),
        }
    with subprocess.Popen(  # noqa: S603 - our own pip
        command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=environment, start_new_session=True
    ) as process:
        try:
            while process.poll() is None:
                told(*kept.step())
                try:
                    process.wait(timeout=1)
                except subprocess.TimeoutExpired:
                    continue
        except BaseException:
            _end(process)
            raise
    if process.returncode:
        raise CannotCompileError(f"The engine of drafts could not be compiled: see {kept.log}")


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End it with the compilers that it started."""
    if os.name == "nt":
        process.terminate()
    else:
        os.killpg(process.pid, signal.SIGTERM)
