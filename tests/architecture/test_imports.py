"""The import rules of the design, read from the source: which part may know which."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "desktop" / "aparte"

# What each part may import of our own code, besides itself.
_PURE = frozenset({"core"})
_MODEL = frozenset({"core", "wire", "privacy", "stats"})
ALLOWED: dict[str, frozenset[str]] = {
    "__init__": frozenset(),
    "core": frozenset(),
    "wire": _PURE,
    "privacy": _PURE,
    "stats": _PURE,
    "settings": _MODEL,
    "store": _MODEL | {"settings"},
    "kb": _PURE,
    "llm": _MODEL | {"settings", "store"},
    "sync": _MODEL | {"settings", "store"},
    "assist": _MODEL | {"settings", "store", "kb", "llm", "sync"},
    "ui": frozenset({"core", "settings", "assist"}),
    "commands": _MODEL | {"settings", "store", "kb", "llm", "sync", "assist"},
    "cli": _MODEL | {"settings", "store", "kb", "llm", "sync", "assist", "commands"},
    "app": _MODEL | {"settings", "store", "kb", "llm", "sync", "assist", "ui"},
    "__main__": frozenset({"cli", "app", "llm"}),
}
# Libraries that only some parts may load.
CONFINED: dict[str, frozenset[str]] = {
    "PySide6": frozenset({"ui", "app"}),
    "shiboken6": frozenset({"ui", "app"}),
    "whoosh": frozenset({"kb"}),
    "llama_cpp": frozenset({"llm"}),
    "sqlite_utils": frozenset({"store"}),
    "sqlcipher3": frozenset({"store"}),
    "keyring": frozenset({"store"}),
    "cryptography": frozenset({"store"}),
    "reportlab": frozenset({"assist"}),
    "xlsxwriter": frozenset({"assist"}),
    "odfdo": frozenset({"assist"}),
    "httpx": frozenset({"sync"}),
    "requests": frozenset({"sync"}),
    "urllib3": frozenset({"sync"}),
    "truststore": frozenset({"sync"}),
    "tuf": frozenset({"sync"}),
    "securesystemslib": frozenset({"sync"}),
}
THREAD_FILES = frozenset({"core/lanes.py", "ui/tasks.py"})
THREAD_MODULES = frozenset({"asyncio", "concurrent", "multiprocessing", "_thread"})
THREAD_NAMES = frozenset(
    {"Thread", "Timer", "QThread", "QThreadPool", "QRunnable", "ThreadPoolExecutor", "ProcessPoolExecutor"}
)
# Locks and events are no threads: whoever is called from several lanes needs them.
PRIMITIVES = frozenset({"Event", "Lock", "RLock", "Condition", "local", "get_ident", "current_thread", "main_thread"})


@dataclass(frozen=True)
class Import:
    """One name imported by a file; `inner` is true inside a function, `checking` for types alone."""

    file: Path
    line: int
    module: str
    name: str
    inner: bool
    checking: bool

    def __str__(self) -> str:
        return f"{self.file.relative_to(ROOT)}:{self.line}: {self.module} {self.name}".strip()


class _Reader(ast.NodeVisitor):
    def __init__(self, file: Path) -> None:
        self.found: list[Import] = []
        self._file = file
        self._depth = 0
        self._checking = False

    def visit_Import(self, node: ast.Import) -> None:
        for alias in node.names:
            self._add(node.lineno, alias.name, "")

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        module = node.module or ""
        if node.level:
            here = module_name(self._file).split(".")
            parent = here if self._file.name == "__init__.py" else here[:-1]
            base = parent[: len(parent) - node.level + 1]
            module = ".".join([*base, *([module] if module else [])])
        for alias in node.names:
            self._add(node.lineno, module, alias.name)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        self._inside(node)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> None:
        self._inside(node)

    def visit_Lambda(self, node: ast.Lambda) -> None:
        self._inside(node)

    def visit_If(self, node: ast.If) -> None:
        outer = self._checking
        self._checking = outer or "TYPE_CHECKING" in ast.unparse(node.test)
        for part in node.body:
            self.visit(part)
        self._checking = outer
        for part in node.orelse:
            self.visit(part)

    def visit_Call(self, node: ast.Call) -> None:
        """`import_module("aparte.x")` and `__import__` hide an arrow from readers: they count too."""
        called = ast.unparse(node.func).rsplit(".", 1)[-1]
        if called in ("import_module", "__import__") and node.args and isinstance(node.args[0], ast.Constant):
            self._add(node.lineno, str(node.args[0].value), "")
        self.generic_visit(node)

    def _inside(self, node: ast.AST) -> None:
        self._depth += 1
        self.generic_visit(node)
        self._depth -= 1

    def _add(self, line: int, module: str, name: str) -> None:
        self.found.append(Import(self._file, line, module, name, self._depth > 0, self._checking))


def module_name(file: Path) -> str:
    """The dotted name of a file under `desktop`."""
    parts = list(file.relative_to(ROOT / "desktop").with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def part_of(file: Path) -> str:
    """The folder, or the top-level module, that a file of the package belongs to."""
    return file.relative_to(PACKAGE).parts[0].removesuffix(".py")


def part_named(one: Import) -> str:
    """Which part of our code an import names; empty for other libraries."""
    if one.module == "aparte":
        return one.name if (PACKAGE / one.name).is_dir() or (PACKAGE / f"{one.name}.py").exists() else ""
    return one.module.split(".")[1] if one.module.startswith("aparte.") else ""


@cache
def imports() -> tuple[Import, ...]:
    return tuple(one for file in sorted(PACKAGE.rglob("*.py")) for one in read(file))


def read(file: Path) -> Iterator[Import]:
    reader = _Reader(file)
    reader.visit(ast.parse(file.read_text("utf-8"), str(file)))
    yield from reader.found


def test_every_part_of_the_package_has_its_rule() -> None:
    parts = {part_of(file) for file in PACKAGE.rglob("*.py")}
    assert parts - set(ALLOWED) == set()


def test_imports_go_down_only() -> None:
    forbidden = [
        str(one)
        for one in imports()
        if part_named(one) not in ("", part_of(one.file)) and part_named(one) not in ALLOWED[part_of(one.file)]
    ]
    assert forbidden == []


def test_no_module_imports_itself_through_others() -> None:
    assert _cycles(_graph()) == []


def test_our_code_is_imported_at_the_top_of_files() -> None:
    inner = [str(one) for one in imports() if one.inner and part_named(one) and one.file.name != "__main__.py"]
    assert inner == []


@pytest.mark.parametrize("library", sorted(CONFINED))
def test_a_library_stays_in_its_part(library: str) -> None:
    elsewhere = [
        str(one)
        for one in imports()
        if one.module.split(".")[0] == library and part_of(one.file) not in CONFINED[library]
    ]
    assert elsewhere == []


def test_core_needs_only_the_standard_library() -> None:
    known = {"aparte", *__import__("sys").stdlib_module_names}
    foreign = [str(one) for one in imports() if part_of(one.file) == "core" and one.module.split(".")[0] not in known]
    assert foreign == []


def test_threads_are_made_in_two_places() -> None:
    elsewhere = [
        str(one)
        for one in imports()
        if one.file.relative_to(PACKAGE).as_posix() not in THREAD_FILES and _makes_threads(one)
    ]
    assert elsewhere == []


def test_threads_are_not_reached_through_a_module() -> None:
    """`import threading` would let `threading.Thread` through, and so would `QtCore.QThread`."""
    hidden = [
        f"{file.relative_to(ROOT)}:{node.lineno}: {ast.unparse(node)}"
        for file in sorted(PACKAGE.rglob("*.py"))
        if file.relative_to(PACKAGE).as_posix() not in THREAD_FILES
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in THREAD_NAMES
    ]
    assert hidden == []


def _makes_threads(one: Import) -> bool:
    if one.module.split(".")[0] in THREAD_MODULES:
        return True
    if one.module == "threading":  # the bare module is looked through by the test below
        return bool(one.name) and one.name not in PRIMITIVES
    return one.module.startswith("PySide6") and one.name in THREAD_NAMES


def _graph() -> dict[str, set[str]]:
    """Module → the modules of ours that it needs when it is loaded."""
    names = {module_name(file) for file in PACKAGE.rglob("*.py")}
    graph: dict[str, set[str]] = {name: set() for name in names}
    for one in imports():
        if one.checking:
            continue
        full = f"{one.module}.{one.name}"
        target = full if full in names else one.module
        if target in names and target != module_name(one.file):
            graph[module_name(one.file)].add(target)
    return graph


def _cycles(graph: dict[str, set[str]]) -> list[list[str]]:
    """A way back to itself for each module that has one."""
    found = []
    for start in sorted(graph):
        ways = [[start]]
        seen: set[str] = set()
        while ways:
            way = ways.pop()
            for target in sorted(graph[way[-1]]):
                if target == start:
                    found.append([*way, start])
                    ways = []
                    break
                if target not in seen:
                    seen.add(target)
                    ways.append([*way, target])
    return found


def test_the_reader_sees_every_form_of_import(tmp_path: Path) -> None:
    source = "import a.b\nfrom c import d\ndef f():\n    from e import g\nimport_module('h.i')\n"
    reader = _Reader(tmp_path / "x.py")
    reader.visit(ast.parse(source))
    seen = [(one.module, one.name, one.inner) for one in reader.found]
    assert seen == [("a.b", "", False), ("c", "d", False), ("e", "g", True), ("h.i", "", False)]


def test_a_cycle_is_found() -> None:
    assert _cycles({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}}) != []
    assert _cycles({"a": {"b", "c"}, "b": {"c"}, "c": set()}) == []
