"""The engine of drafts is compiled once, kept outside the tree, and appears whole or not at all."""

import base64
import hashlib
import os
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from filelock import FileLock

from tools.llama.compiling import CannotCompileError, compile_wheel, find_compiler
from tools.llama.engine import begin_behind, have
from tools.llama.installing import KEPT_VARIANTS, install, installed
from tools.llama.recipe import Kept, jobs, key, version

NAME = f"llama_cpp_python-{version()}"


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    folder = tmp_path / "cache"
    folder.mkdir()
    return Kept(folder)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "site").mkdir()
    return tmp_path / "site"


def write_wheel(folder: Path, code: str = "VALUE = 1\n", more: Sequence[str] = ()) -> Path:
    """A wheel as the engine's: a package, its libraries under three names, and once more outside."""
    files = {
        "llama_cpp/__init__.py": code,
        **dict.fromkeys(more, "library"),
        **{f"llama_cpp/lib/libggml.so{end}": "library" for end in ("", ".0", ".0.9.3")},
        "lib/libggml.so": "library",
        "include/ggml.h": "header",
        f"{NAME}.dist-info/METADATA": f"Metadata-Version: 2.1\nName: llama_cpp_python\nVersion: {version()}\n",
        f"{NAME}.dist-info/WHEEL": "Wheel-Version: 1.0\nGenerator: t\nRoot-Is-Purelib: false\nTag: py3-none-any\n",
    }
    path = folder / f"{NAME}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as wheel:
        for name, content in files.items():
            wheel.writestr(name, content)
        record = "".join(f"{name},{_digest(content)},{len(content)}\n" for name, content in files.items())
        wheel.writestr(f"{NAME}.dist-info/RECORD", f"{record}{NAME}.dist-info/RECORD,,\n")
    return path


def _digest(content: str) -> str:
    raw = hashlib.sha256(content.encode()).digest()
    return "sha256=" + base64.urlsafe_b64encode(raw).decode().rstrip("=")


def imported(site: Path) -> str:
    """What a program that has `site` on its path reads."""
    program = "import llama_cpp; print(llama_cpp.VALUE)"
    environment = {**os.environ, "PYTHONPATH": str(site)}
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True, timeout=60
    )
    return done.stdout.strip()


def test_the_cached_engine_is_installed_without_compiling(kept: Kept, site: Path) -> None:
    write_wheel(kept.folder)
    assert not installed(site)
    have(kept, site)
    assert installed(site)
    assert imported(site) == "1"


def test_of_each_library_one_file_is_left(kept: Kept, site: Path) -> None:
    install(write_wheel(kept.folder), site)
    libraries = site / "llama_cpp" / "lib"
    assert sorted(path.name for path in libraries.iterdir()) == ["libggml.so", "libggml.so.0"]
    assert (libraries / "libggml.so").read_text() == "library"
    assert (libraries / "libggml.so").is_symlink()
    assert sorted(path.name for path in site.iterdir()) == ["llama_cpp", f"{NAME}.dist-info"]


def test_an_engine_for_several_processors_has_the_arithmetic_of_each(kept: Kept, site: Path) -> None:
    more = [f"bin/libggml-cpu-{name}.so" for name in (*KEPT_VARIANTS, "cannonlake")]
    install(write_wheel(kept.folder, more=more), site)
    found = {path.name for path in (site / "llama_cpp" / "lib").glob("libggml-cpu-*")}
    assert found == {f"libggml-cpu-{name}.so" for name in KEPT_VARIANTS}


def test_an_engine_compiled_otherwise_is_replaced(kept: Kept, site: Path) -> None:
    install(write_wheel(kept.folder), site)
    (site / f"{NAME}.dist-info" / "aparte-engine").write_text("other options", "utf-8")
    (site / ".engine-left-by-a-kill").mkdir()
    assert not installed(site)
    install(write_wheel(kept.folder, "VALUE = 2\n"), site)
    assert installed(site)
    assert imported(site) == "2"
    assert not list(site.glob(".engine-*"))


def test_the_key_names_version_and_machine() -> None:
    assert key().startswith(f"{version()}-")
    assert key() == key()
    assert jobs() >= 1


def test_progress_is_read_from_the_end_of_the_log(kept: Kept) -> None:
    assert kept.step() == (0, 0)
    kept.log.write_text("  [1/140] c++\n" * 3 + "  [37/140] c++ -o a[9/9].o\n", "utf-8")
    assert kept.step() == (37, 140)


def test_no_compiler_is_one_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CXX", raising=False)
    with pytest.raises(CannotCompileError, match=r"^Drafts need a C\+\+ compiler once; .*apt-get install -y g\+\+$"):
        find_compiler()


def test_a_download_that_fails_names_the_log_and_leaves_nothing(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": "", "CXX": "c++"}.items():
        monkeypatch.setenv(name, value)
    (kept.folder / ".building-left-by-a-kill").mkdir()
    with pytest.raises(CannotCompileError, match=r"see .*build\.log$"):
        compile_wheel(kept, lambda _done, _total: None)
    assert [path.name for path in kept.folder.iterdir()] == ["build.log"]
    assert "scikit" in kept.log.read_text("utf-8") or "cmake" in kept.log.read_text("utf-8")


def test_a_second_window_does_not_compile_again(
    kept: Kept, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CXX", "c++")
    kept.log.write_text("[70/140] c++\n", "utf-8")
    with FileLock(kept.lock):
        begin_behind(kept)
    assert capsys.readouterr().out == (
        "+ the engine of drafts is being compiled (70/140); everything else works meanwhile\n"
    )
