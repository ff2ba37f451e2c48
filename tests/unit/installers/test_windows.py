"""What goes into the Windows installers: files that Windows can hold, codes that upgrades can follow."""

import struct
from pathlib import Path, PurePosixPath
from xml.etree.ElementTree import Element

import pytest

from installers.windows.icon import write_icon
from installers.windows.msi import for_wixl
from installers.windows.nsis import file_list
from installers.windows.payload import read_payload
from installers.windows.product import PackagingError, Version, component_code, package_code, product_code
from installers.windows.signing import SigningError, is_signed, signer
from installers.windows.wxs import describe


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "programme"
    for name in ("aparte.exe", "_internal/base.dll", "_internal/données/été.txt"):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode())
    return root


def test_every_file_is_found_and_every_folder_comes_after_its_parent(folder: Path) -> None:
    payload = read_payload(folder)
    assert [str(file) for file in payload.files] == ["_internal/base.dll", "_internal/données/été.txt", "aparte.exe"]
    assert [str(found) for found in payload.folders] == ["_internal", "_internal/données"]
    assert payload.size == sum(len(str(file).encode()) for file in payload.files)


@pytest.mark.parametrize("name", ["con.txt", "deux:points", "fin.", "fin ", "a?b", "NUL", "${HOME}"])
def test_a_name_that_windows_refuses_is_refused_here(folder: Path, name: str) -> None:
    (folder / name).write_bytes(b"")
    with pytest.raises(PackagingError, match="not a name"):
        read_payload(folder)


def test_two_names_that_are_one_on_windows_are_refused(folder: Path) -> None:
    (folder / "_internal/BASE.dll").write_bytes(b"")
    with pytest.raises(PackagingError, match=r"_internal/base\.dll: two files"):
        read_payload(folder)


def test_a_path_too_long_for_windows_is_refused(folder: Path) -> None:
    deep = folder / ("a" * 100) / ("b" * 100)
    deep.mkdir(parents=True)
    (deep / "x").write_bytes(b"")
    with pytest.raises(PackagingError, match="longer than"):
        read_payload(folder)


def test_a_link_that_leaves_the_payload_is_refused(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("x")
    (folder / "lien").symlink_to(tmp_path / "secret")
    with pytest.raises(PackagingError, match="link"):
        read_payload(folder)


def test_a_folder_without_the_program_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PackagingError, match=r"no aparte\.exe"):
        read_payload(tmp_path)


@pytest.mark.parametrize("text", ["1.2", "1.2.3.4", "1.2.3rc1", "256.0.0", "1.256.0", "1.0.65536"])
def test_a_version_that_windows_installer_cannot_compare_is_refused(text: str) -> None:
    with pytest.raises(PackagingError, match="three numbers"):
        Version(text)


def test_a_file_keeps_its_code_from_one_version_to_the_next_and_the_product_does_not() -> None:
    assert component_code(PurePosixPath("a/B.dll")) == component_code(PurePosixPath("a/b.dll"))
    assert component_code(PurePosixPath("a/b.dll")) != component_code(PurePosixPath("b.dll"))
    assert product_code(Version("1.0.0")) != product_code(Version("1.0.1"))
    assert package_code(Version("1.0.0"), "x") != package_code(Version("1.0.0"), "y")


def test_the_list_names_every_file_and_no_pattern(folder: Path) -> None:
    written = file_list(read_payload(folder))
    assert '!insertmacro ${Do} "_internal\\données\\été.txt" "' in written
    assert "*" not in written
    up = written[written.index("EachFolderUp") :]
    assert up.index("données") < up.index('"_internal"')


def test_wixl_is_given_only_what_it_knows_and_told_the_rest_afterwards(folder: Path) -> None:
    adapted = for_wixl(describe(read_payload(folder), Version("1.0.0"), "/icone.ico"))
    assert not list(adapted.document.iter("CustomAction"))
    assert all(not component.findall("Condition") for component in adapted.document.iter("Component"))
    statements = "\n".join(adapted.statements)
    for wanted in ("'CopyPolicy', 3106", "'DESKTOPSHORTCUT = \"1\"' WHERE", "SERVER;DESKTOPSHORTCUT", "= 1501"):
        assert wanted in statements


def test_each_action_has_a_place_of_its_own(folder: Path) -> None:
    adapted = for_wixl(describe(read_payload(folder), Version("1.0.0"), "/icone.ico"))
    places = [text.rsplit(",", 1)[1] for text in adapted.statements if "INTO `InstallExecuteSequence`" in text]
    assert len(places) == len(set(places)) == 8


def test_the_description_given_stays_whole(folder: Path) -> None:
    document: Element = describe(read_payload(folder), Version("1.0.0"), "/icone.ico")
    for_wixl(document)
    assert list(document.iter("CustomAction"))
    assert document.find("Product/MajorUpgrade[@Schedule='afterInstallInitialize']") is not None


def test_the_icon_holds_five_sizes(tmp_path: Path) -> None:
    content = write_icon(tmp_path / "a.ico").read_bytes()
    assert struct.unpack_from("<HHH", content) == (0, 1, 5)
    for at in range(5):
        size, offset = struct.unpack_from("<II", content, 6 + 16 * at + 8)
        assert content[offset : offset + 8] == b"\x89PNG\r\n\x1a\n"
        assert offset + size <= len(content)


def test_a_signature_is_never_made_without_a_word_about_its_time() -> None:
    with pytest.raises(SigningError, match="APARTE_SIGN_TIMESTAMP"), signer({}):
        pass


def test_a_key_in_a_variable_is_on_disk_only_meanwhile_and_for_us_alone() -> None:
    variables = {
        "APARTE_SIGN_TIMESTAMP": "none",
        "APARTE_SIGN_CERTIFICATE": "certificat",
        "APARTE_SIGN_KEY": "clé",
        "APARTE_SIGN_PASSWORD": "sésame",
    }
    with signer(variables) as chosen:
        key = Path(chosen.arguments[chosen.arguments.index("-key") + 1])
        assert key.read_text() == "clé"
        assert key.stat().st_mode & 0o077 == 0
        assert "sésame" not in " ".join(chosen.arguments)
    assert not key.exists()


def test_the_missing_part_of_a_key_is_named() -> None:
    with (
        pytest.raises(SigningError, match="APARTE_SIGN_KEY or APARTE_SIGN_KEY_FILE"),
        signer({"APARTE_SIGN_TIMESTAMP": "none", "APARTE_SIGN_CERTIFICATE_FILE": "c.pem"}),
    ):
        pass


def test_what_is_not_a_program_has_no_signature_to_look_for(tmp_path: Path) -> None:
    (tmp_path / "a.exe").write_bytes(b"MZ")
    with pytest.raises(SigningError, match="not a Windows program"):
        is_signed(tmp_path / "a.exe")
