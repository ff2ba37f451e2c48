"""Where the base and our own files are, in the order of who decides."""

from pathlib import Path

import pytest

from aparte.core.errors import StorageError, UsageError
from aparte.settings.places import SEED_VARIABLE, places, seed_folder


def test_the_option_wins_over_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SEED_VARIABLE, str(tmp_path / "environment"))
    assert seed_folder(tmp_path / "option") == tmp_path / "option"
    assert seed_folder() == tmp_path / "environment"


def test_without_a_choice_it_is_the_seed_of_the_checkout(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(SEED_VARIABLE, raising=False)
    assert (seed_folder() / "articles").is_dir()


def test_in_a_bundle_it_is_the_seed_delivered_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(SEED_VARIABLE, raising=False)
    monkeypatch.setattr("sys._MEIPASS", str(tmp_path), raising=False)
    assert seed_folder() == tmp_path / "kb_seed"


def test_everything_written_lies_in_the_base_folder(tmp_path: Path) -> None:
    with places(basedir=tmp_path) as found:
        assert {path.parent for path in (found.index, found.settings, found.log)} == {tmp_path}


def test_a_temporary_base_is_gone_afterwards() -> None:
    with places(temporary=True) as found:
        (found.base / "settings.json").write_text("{}")
        kept = found.base
    assert not kept.exists()


def test_no_temporary_folder_is_a_refusal_of_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "nowhere"))
    with pytest.raises(StorageError, match="dossier provisoire"), places(temporary=True):
        pass


def test_a_home_that_does_not_exist_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="nobody-at-all"), places(basedir=Path("~nobody-at-all/x")):
        pass


def test_an_installed_bundle_is_the_base_unless_another_is_chosen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(SEED_VARIABLE, raising=False)
    bundle = tmp_path / "bundles" / "7-0a1b2c3d"
    (bundle / "kb" / "articles").mkdir(parents=True)
    (tmp_path / "bundles" / "CURRENT").write_text("7-0a1b2c3d\n6-00000000")
    with places(basedir=tmp_path) as found:
        assert found.seed == bundle / "kb"
    with places(tmp_path / "chosen", basedir=tmp_path) as found:
        assert found.seed == tmp_path / "chosen"
        assert found.renewed().seed == tmp_path / "chosen"


@pytest.mark.parametrize("name", ["", "../../etc", "7-0a1b2c3d/../x", "none", "8-0a1b2c3d"])
def test_a_pointer_that_leads_nowhere_leaves_the_base_delivered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.delenv(SEED_VARIABLE, raising=False)
    (tmp_path / "bundles").mkdir()
    (tmp_path / "bundles" / "CURRENT").write_text(name)
    with places(basedir=tmp_path) as found:
        assert found.seed == seed_folder()
