"""What leaves with an installer: named parts, a page that is the program's own help, two builds held together."""

import json
import platform
import shutil
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from aparte.kb.delivered import FOLDER
from installers.linux.compare import differences
from installers.linux.dependencies import dangling
from installers.linux.man import page
from installers.linux.tree import lay, settle
from installers.supply.bill import bill
from installers.supply.copyright import NoTextError, texts_of
from installers.supply.native import UnknownLibraryError, natives
from installers.supply.parts import Part, parts
from installers.supply.provenance import statement
from installers.windows.build_installers import POLICY, lay_policy
from tools.llama.installing import KEPT_VARIANTS, take_variants
from tools.llama.recipe import VARIANTS, key

MOMENT = datetime(2026, 11, 26, tzinfo=UTC)


def part(name: str, *files: str) -> Part:
    return Part("pypi", name, "1.0", "MIT", files, ())


def test_a_library_that_nobody_named_stops_the_bill(tmp_path: Path) -> None:
    with pytest.raises(UnknownLibraryError, match=r"newcomer: newcomer\.libs/libsurprise"):
        list(natives(tmp_path, [part("newcomer", "newcomer.libs/libsurprise-1.so.2")]))


def test_the_version_of_a_library_is_read_from_its_file(tmp_path: Path) -> None:
    (tmp_path / "numpy.libs").mkdir()
    (tmp_path / "numpy.libs" / "libscipy_openblas64_.so").write_bytes(b"\x7fELF..OpenBLAS 0.3.31 NO_LAPACKE")
    (found,) = natives(tmp_path, [part("numpy", "numpy.libs/libscipy_openblas64_.so")])
    assert (found.name, found.version, found.licence) == ("OpenBLAS", "0.3.31", "BSD-3-Clause")


def test_a_part_under_the_lgpl_goes_with_the_text_that_its_wheel_lacks() -> None:
    qt = Part("pypi", "PySide6_Essentials", "6.11.3", "LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only", (), ())
    assert {path.name for path in texts_of(qt)} == {"GPL-3.0.txt", "LGPL-3.0.txt"}
    assert all("Version 3, 29 June 2007" in path.read_text("utf-8") for path in texts_of(qt))


def test_a_part_without_the_text_of_its_licence_does_not_leave() -> None:
    with pytest.raises(NoTextError, match="newcomer"):
        texts_of(part("newcomer"))


def test_an_interpreter_that_no_package_of_debian_brought_is_named_by_its_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on Windows, where there is no dpkg to ask."""
    monkeypatch.setenv("PATH", str(tmp_path))
    for name in ("COLLECT-00.toc", "PYZ-00.toc"):
        (tmp_path / name).write_text("()", "utf-8")
    found = {one.kind: one for one in parts(tmp_path)}
    assert (found["generic"].name, found["generic"].version) == ("python", platform.python_version())
    assert "pkg:generic/python@" in bill(list(found.values()), [], MOMENT)


def test_the_bill_is_valid_and_the_same_for_the_same_parts() -> None:
    parts = [part("numpy", "numpy/core.so"), Part("deb", "zlib1g", "1:1.2.13", "see", (), ())]
    text = bill(parts, [], MOMENT)
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    assert text == bill(parts, [], MOMENT)
    assert {"pkg:pypi/numpy@1.0", "pkg:deb/debian/zlib1g@1:1.2.13"} <= {
        component.get("purl") for component in json.loads(text)["components"]
    }


def test_the_provenance_names_the_artefact_and_the_commit(tmp_path: Path) -> None:
    deb = tmp_path / "aparte.deb"
    deb.write_bytes(b"package")
    said = statement("0123abc", [deb], [])
    assert said["subject"][0]["name"] == "aparte.deb"
    assert len(said["subject"][0]["digest"]["sha256"]) == 64
    assert said["predicate"]["buildDefinition"]["externalParameters"]["commit"] == "0123abc"


def test_the_manual_page_holds_every_command() -> None:
    text = page("2026-11-26")
    assert text.startswith('.TH APARTE 1 "2026-11-26"')
    assert '.SH "COMMANDE DOCTOR"' in text
    assert '.SH "COMMANDE KB"' in text
    assert not any(line.startswith("'") for line in text.splitlines())


def test_a_link_that_leads_nowhere_is_found(tmp_path: Path) -> None:
    (tmp_path / "lib.so").symlink_to("lib.so.1")
    (tmp_path / "fine.so").symlink_to("there.so")
    (tmp_path / "there.so").touch()
    assert dangling(tmp_path) == ["lib.so"]


@pytest.fixture
def builds(tmp_path: Path) -> tuple[Path, Path]:
    """Two unpacked packages of one commit, built at other hours by others."""
    roots = tmp_path / "first", tmp_path / "second"
    for mode, root in zip((0o600, 0o664), roots, strict=True):
        file = root / "usr" / "lib" / "aparte" / "code.bin"
        file.parent.mkdir(parents=True)
        file.write_bytes(b"code")
        file.chmod(mode)
        settle(root, 1_764_000_000)
    return roots


def test_two_builds_of_the_same_files_are_the_same(builds: tuple[Path, Path]) -> None:
    assert list(differences(*builds)) == []


@pytest.mark.parametrize("how", ["content", "rights", "age", "more"])
def test_what_differs_between_two_builds_is_named(builds: tuple[Path, Path], how: str) -> None:
    file = builds[1] / "usr" / "lib" / "aparte" / "code.bin"
    if how == "content":
        file.write_bytes(b"core")
        settle(builds[1], 1_764_000_000)
    elif how == "rights":
        file.chmod(0o755)
    elif how == "age":
        settle(builds[1], 1_764_000_001)
    else:
        shutil.copy2(file, file.with_name("more.bin"))
    assert any("usr/lib/aparte" in line for line in differences(*builds))


def test_the_delivered_index_has_the_name_that_the_program_looks_for() -> None:
    root = Path(__file__).parents[2]
    assert f'"{FOLDER}"' in (root / "build.spec").read_text("utf-8")
    assert f"$delivered/{FOLDER}" in (root / "tools" / "package.sh").read_text("utf-8")


def test_the_arithmetic_of_kept_processors_goes_where_the_engine_looks(tmp_path: Path) -> None:
    wheel, libraries = tmp_path / "engine.whl", tmp_path / "lib"
    libraries.mkdir()
    with zipfile.ZipFile(wheel, "w") as packed:
        for name in (*KEPT_VARIANTS, "cannonlake"):
            packed.writestr(f"bin/libggml-cpu-{name}.so", name)
        packed.writestr("llama_cpp/lib/libggml-base.so", "base")
    take_variants(wheel, libraries)
    assert {path.name for path in libraries.iterdir()} == {f"libggml-cpu-{name}.so" for name in KEPT_VARIANTS}


def test_an_engine_for_others_is_never_taken_for_one_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    own = key()
    monkeypatch.setenv(VARIANTS, "1")
    assert key() != own


def test_the_package_brings_the_example_of_policy_that_is_written_from_the_options(tmp_path: Path) -> None:
    (tmp_path / "bundle").mkdir()
    lay(tmp_path / "root", tmp_path / "bundle", "1.2.0", 0)
    brought = tmp_path / "root/etc/aparte/policy.toml.example"
    assert brought.read_text("utf-8") == Path("installers/linux/policy.example.toml").read_text("utf-8")


def test_the_templates_of_the_group_policy_go_beside_the_installers(tmp_path: Path) -> None:
    lay_policy(tmp_path)
    lay_policy(tmp_path)
    wanted = sorted(path.relative_to(POLICY) for path in POLICY.rglob("*.ad*"))
    assert sorted(path.relative_to(tmp_path / "policy") for path in tmp_path.rglob("*.ad*")) == wanted != []
