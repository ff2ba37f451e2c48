"""Where a policy may be written, which place wins, and that none of them unlocks by being broken."""

import json
import os
import plistlib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aparte.settings import CATALOGUE, LockedOptionError, Option, Policy, Settings, SourceKind, options
from aparte.settings.kinds import Choices, Switch, Whole
from aparte.settings.policy_registry import Hive
from tests.fakes.registry import NO_SYSTEM, mac_with, windows_with

NOWHERE = Path("/nowhere/policy.toml")
COMFORT: tuple[Option[Any], ...] = (
    options.APPEARANCE,
    options.FONT_SCALE,
    options.LANGUAGE,
    options.COMPACT,
    options.GLOBAL_SHORTCUT,
)


def _policy(folder: Path, text: str, **drops: str) -> Path:
    path = folder / "policy.toml"
    path.write_text(text, "utf-8")
    for name, held in drops.items():
        path.with_suffix(".d").mkdir(exist_ok=True)
        (path.with_suffix(".d") / f"{name}.toml").write_text(held, "utf-8")
    return path


def test_a_dropped_file_wins_over_the_main_one_and_the_last_name_over_the_others(tmp_path: Path) -> None:
    path = _policy(
        tmp_path,
        'locked_by = "la DSI"\n[values]\nkeep_notes_days = 1\nsync_slow = true\n',
        a="[values]\nkeep_notes_days = 2\n",
        b='locked_by = "la mairie annexe"\n[values]\nkeep_notes_days = 3\n',
    )
    settings = Settings(policy=Policy.read(path, NO_SYSTEM))
    assert settings.get(options.KEEP_NOTES_DAYS) == 3
    assert settings.origin(options.KEEP_NOTES_DAYS).place == str(tmp_path / "policy.d" / "b.toml")
    assert settings.locked_by(options.KEEP_NOTES_DAYS) == "la mairie annexe"
    assert settings.locked_by(options.SYNC_SLOW) == "la DSI"
    assert [source.place for source in settings.beaten(options.KEEP_NOTES_DAYS)] == [
        str(tmp_path / "policy.d" / "a.toml"),
        str(path),
    ]


def test_the_group_policy_of_the_machine_wins_over_files_and_files_over_that_of_the_user(tmp_path: Path) -> None:
    path = _policy(tmp_path, "[values]\nkeep_notes_days = 20\nkeep_words_days = 2\n")
    system = windows_with({"keep_notes_days": 10}, {"keep_notes_days": 30, "keep_words_days": 3, "sync_slow": 1})
    settings = Settings(policy=Policy.read(path, system))
    assert settings.get(options.KEEP_NOTES_DAYS) == 10
    assert settings.get(options.KEEP_WORDS_DAYS) == 2
    assert settings.get(options.SYNC_SLOW) is True
    kinds = [settings.origin(option).kind for option in (options.KEEP_NOTES_DAYS, options.KEEP_WORDS_DAYS)]
    assert kinds == [SourceKind.GROUP, SourceKind.FILE]
    assert settings.origin(options.SYNC_SLOW).kind is SourceKind.GROUP_OF_USER
    assert settings.problems == []


def test_registry_names_have_no_case_and_their_types_are_those_of_the_options() -> None:
    held: dict[str, object] = {
        "Locked_By": "la DSI",
        "DRAFTS": 0,
        "Keep_Notes_Days": 7,
        "keep_call_back_days": " 12 ",
        "Sync_Server": "https://aparte.ville.example",
        "Enrolment": "required",
        "": "the key's own value",
    }
    settings = Settings(policy=Policy.read(NOWHERE, windows_with(held)))
    assert settings.problems == []
    assert settings.get(options.DRAFTS) is False
    assert settings.get(options.KEEP_NOTES_DAYS) == 7
    assert settings.get(options.KEEP_CALL_BACK_DAYS) == 12
    assert settings.get(options.SYNC_SERVER) == "https://aparte.ville.example"
    assert settings.get(options.ENROLMENT) == "required"
    assert settings.locked_by(options.DRAFTS) == "la DSI"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("drafts", 2),
        ("drafts", "oui"),
        ("keep_notes_days", 4_000_000_000),
        ("keep_notes_days", "trente"),
        ("sync_server", 1),
        ("sync_server", b"\x00"),
        ("sync_server", None),
        ("enrolment", "perhaps"),
        ("sync_server", ["a", "b"]),
    ],
)
def test_a_registry_value_of_the_wrong_type_is_told_with_its_key_and_locked_carefully(name: str, value: object) -> None:
    settings = Settings(policy=Policy.read(NOWHERE, windows_with({name: value})))
    assert settings.problems == [
        f"La politique impose une valeur impossible : {name} (HKLM\\Software\\Policies\\Aparte)."
    ]
    option = next(one for one in CATALOGUE if one.key == name)
    assert settings.is_held(option)
    assert settings.get(option) == option.held(option.default)
    with pytest.raises(LockedOptionError):
        settings.set(option, option.default)


def test_a_configuration_profile_of_macos_imposes_too(tmp_path: Path) -> None:
    profile = tmp_path / "fr.aparte.plist"
    profile.write_bytes(plistlib.dumps({"locked_by": "la DSI", "drafts": False, "keep_notes_days": 5}))
    settings = Settings(policy=Policy.read(NOWHERE, mac_with(profile, tmp_path / "absent.plist")))
    assert settings.get(options.KEEP_NOTES_DAYS) == 5
    assert settings.origin(options.DRAFTS).kind is SourceKind.PROFILE


@pytest.mark.parametrize("content", [b"", b"<plist>", b"bplist00", plistlib.dumps(["a list"])])
def test_a_damaged_profile_is_told_and_unlocks_nothing(tmp_path: Path, content: bytes) -> None:
    profile = tmp_path / "fr.aparte.plist"
    profile.write_bytes(content)
    settings = Settings(policy=Policy.read(NOWHERE, mac_with(profile)))
    assert len(settings.problems) == 1
    assert str(profile) in settings.problems[0]
    assert settings.is_held(options.ENROLMENT)


def test_a_policy_that_cannot_be_read_leaves_every_guarded_setting_locked_and_comfort_free(tmp_path: Path) -> None:
    own = tmp_path / "settings.json"
    chosen = {"drafts": True, "keep_notes_days": 5, "keep_backups_days": 60, "lock_after_minutes": 0, "font_scale": 200}
    own.write_text(json.dumps({"values": chosen}), "utf-8")
    settings = Settings(own, Policy.read(_policy(tmp_path, "values = {"), NO_SYSTEM))
    for option in CATALOGUE:
        assert bool(settings.locked_by(option)) == option.guarded
    assert settings.get(options.DRAFTS) is False
    assert settings.get(options.MODELS) == "none"
    assert settings.get(options.ENROLMENT) == "forbidden"
    assert settings.get(options.UPDATE_CHANNEL) == "none"
    # The agent's own choice where it keeps less, or locks sooner.
    assert settings.get(options.KEEP_NOTES_DAYS) == 5
    assert settings.get(options.KEEP_BACKUPS_DAYS) == 14
    assert settings.get(options.LOCK_AFTER_MINUTES) == 10
    assert settings.get(options.FONT_SCALE) == 200
    for option in COMFORT:
        settings.set(option, option.default)


def test_what_another_source_says_stays_in_force_beside_one_that_cannot_be_read(tmp_path: Path) -> None:
    path = _policy(tmp_path, "[values]\nkeep_notes_days = 9\n")
    settings = Settings(policy=Policy.read(path, windows_with(closed=Hive.MACHINE)))
    assert settings.get(options.KEEP_NOTES_DAYS) == 9
    assert not settings.is_held(options.KEEP_NOTES_DAYS)
    assert settings.is_held(options.DRAFTS)
    assert settings.origin(options.DRAFTS).place == "HKLM\\Software\\Policies\\Aparte"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="an administrator reads everything")
def test_a_file_that_refuses_to_be_read_unlocks_nothing(tmp_path: Path) -> None:
    path = _policy(tmp_path, "[values]\nkeep_notes_days = 9\n")
    path.chmod(0)
    assert Settings(policy=Policy.read(path, NO_SYSTEM)).is_held(options.DRAFTS)


def test_a_folder_in_the_place_of_the_file_unlocks_nothing(tmp_path: Path) -> None:
    (tmp_path / "policy.toml").mkdir()
    assert Settings(policy=Policy.read(tmp_path / "policy.toml", NO_SYSTEM)).is_held(options.DRAFTS)


def test_a_dropped_folder_that_is_a_file_is_as_none(tmp_path: Path) -> None:
    (tmp_path / "policy.d").write_text("", "utf-8")
    assert Policy.read(tmp_path / "policy.toml", NO_SYSTEM) == Policy()


def test_a_mistake_about_the_size_of_text_takes_no_large_text_away(tmp_path: Path) -> None:
    own = tmp_path / "settings.json"
    own.write_text('{"values": {"font_scale": 200}}', "utf-8")
    assert Settings(own, Policy(values={"font_scale": 5})).get(options.FONT_SCALE) == 200


def test_what_only_a_policy_sets_is_not_read_from_the_agents_file(tmp_path: Path) -> None:
    own = tmp_path / "settings.json"
    own.write_text('{"values": {"models": "none", "update_source": "/tmp/mine"}}', "utf-8")
    settings = Settings(own)
    assert settings.get(options.MODELS) == "any"
    assert settings.get(options.UPDATE_SOURCE) == ""
    assert settings.problems == []
    with pytest.raises(LockedOptionError, match="politique de la collectivité"):
        settings.set(options.UPDATE_SOURCE, "/tmp/mine")


def test_the_memory_of_the_window_is_no_business_of_a_policy() -> None:
    settings = Settings(policy=Policy(values={"window_maximized": True}))
    assert settings.problems == ["La politique impose un réglage inconnu : window_maximized."]
    assert settings.get(options.WINDOW_MAXIMIZED) is False


def test_every_careful_value_is_a_value_of_its_option() -> None:
    for option in CATALOGUE:
        for chosen in (option.default, *_extremes(option)):
            held = option.held(chosen)
            assert option.kind.read(held) == held


def _extremes(option: Option[object]) -> tuple[object, ...]:
    match option.kind:
        case Whole(lowest=lowest, highest=highest):
            return lowest, highest
        case Choices(choices=choices):
            return tuple(choice.value for choice in choices)
        case Switch():
            return True, False
        case _:
            return ()


_RAW = (
    st.none() | st.integers() | st.text(max_size=8) | st.binary(max_size=8) | st.lists(st.text(max_size=8), max_size=3)
)
_NAMES = st.sampled_from([option.key for option in CATALOGUE]) | st.text(max_size=8)


@given(machine=st.dictionaries(_NAMES, _RAW, max_size=6), user=st.dictionaries(_NAMES, _RAW, max_size=6))
def test_any_registry_is_survived_and_every_setting_it_names_is_locked(
    machine: dict[str, object], user: dict[str, object]
) -> None:
    settings = Settings(policy=Policy.read(NOWHERE, windows_with(machine, user)))
    named = {name.lower() for name in (*machine, *user)}
    for option in CATALOGUE:
        value = settings.get(option)
        assert option.kind.read(value) == value
        assert bool(settings.locked_by(option)) == (option.key in named and option.is_imposable)
