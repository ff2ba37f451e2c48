"""What the doctor says of the policy: each value, where it comes from, what is wrong."""

import json
from pathlib import Path

import pytest

from aparte import cli
from aparte.assist.policy_report import InForce, PolicyReport, report
from aparte.settings import CATALOGUE, Policy, SourceKind
from aparte.settings.places import Places
from tests.fakes.registry import NO_SYSTEM, windows_with


def _report(folder: Path, text: str, own: str = "{}") -> PolicyReport:
    (folder / "policy.toml").write_text(text, "utf-8")
    (folder / "settings.json").write_text(own, "utf-8")
    return report(folder / "settings.json", Policy.read(folder / "policy.toml", NO_SYSTEM))


def _of(made: PolicyReport, key: str) -> InForce:
    return next(setting for setting in made.settings if setting.key == key)


def test_each_value_says_where_it_comes_from_and_what_lost(tmp_path: Path) -> None:
    made = _report(
        tmp_path,
        'locked_by = "la DSI"\n[values]\nkeep_notes_days = 7\n',
        '{"values": {"keep_notes_days": 9, "compact": true}}',
    )
    notes = _of(made, "keep_notes_days")
    assert (notes.value, notes.default, notes.locked, notes.held) == (7, 30, True, False)
    assert (notes.source.kind, notes.source.place, notes.source.who) == (
        SourceKind.FILE,
        str(tmp_path / "policy.toml"),
        "la DSI",
    )
    assert [source.kind for source in notes.beaten] == [SourceKind.AGENT]
    assert _of(made, "compact").source.kind is SourceKind.AGENT
    assert _of(made, "appearance").source.kind is SourceKind.DEFAULT
    assert made.problems == ()


def test_every_setting_that_can_be_imposed_is_listed_and_no_other(tmp_path: Path) -> None:
    listed = [setting.key for setting in _report(tmp_path, "").settings]
    assert listed == [option.key for option in CATALOGUE if option.is_imposable]


def test_what_cannot_be_read_is_told_with_its_place_and_the_careful_values_are_marked(tmp_path: Path) -> None:
    made = _report(tmp_path, "values = {")
    assert str(tmp_path / "policy.toml") in made.problems[0]
    assert _of(made, "enrolment").held
    assert not _of(made, "appearance").locked


def test_a_policy_file_that_the_agent_can_write_is_told(tmp_path: Path) -> None:
    path = tmp_path / "policy.toml"
    path.write_text("", "utf-8")
    policy = Policy.read(path, NO_SYSTEM)
    for open_place in (path, tmp_path):
        made = report(tmp_path / "settings.json", policy, open_place.__eq__)
        assert made.problems == (
            f"Ce compte peut modifier {path} : réservez ce fichier et son dossier aux administrateurs.",
        )
    assert report(tmp_path / "settings.json", policy, lambda _: False).problems == ()


def test_the_registry_is_named_by_its_key(tmp_path: Path) -> None:
    policy = Policy.read(tmp_path / "policy.toml", windows_with({"drafts": 0}))
    made = report(tmp_path / "settings.json", policy)
    assert _of(made, "drafts").source.place == "HKLM\\Software\\Policies\\Aparte"


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with a policy, and no knowledge base at all."""
    policy = tmp_path / "policy.toml"
    policy.write_text('locked_by = "la DSI"\n[values]\ndrafts = false\nupdate_channel = "none"\n', "utf-8")
    monkeypatch.setattr("aparte.cli.places", lambda *_: _Opened(Places(tmp_path / "no base", tmp_path / "own", policy)))
    return tmp_path


class _Opened:
    def __init__(self, found: Places) -> None:
        self._found = found

    def __enter__(self) -> Places:
        return self._found

    def __exit__(self, *_: object) -> None:
        """Nothing to undo."""


def test_the_command_shows_value_lock_and_origin_without_a_base(
    machine: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["doctor", "--policy"]) == 0
    said = capsys.readouterr().out
    assert f"fichier de politique {machine / 'policy.toml'} (la DSI)" in said
    assert "drafts                non [verrouillé]" in said
    assert "update_channel        none [verrouillé]" in said
    assert "Apparence · valeur d'origine" in said


def test_the_command_says_the_same_in_json(machine: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["doctor", "--policy", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    drafts = next(setting for setting in said["settings"] if setting["key"] == "drafts")
    assert drafts["value"] is False
    assert drafts["source"] == {"kind": "file", "place": str(machine / "policy.toml"), "locked_by": "la DSI"}
    assert said["problems"] == []


def test_a_policy_that_cannot_be_followed_makes_the_command_fail(
    machine: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (machine / "policy.toml").write_text("values = {", "utf-8")
    assert cli.main(["doctor", "--policy"]) == 1
    said = capsys.readouterr().out
    assert "À corriger :" in said
    assert "valeur prudente" in said
