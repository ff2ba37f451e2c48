"""Options keep their values, and nothing in the file or the disk can stop the window."""

import json
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aparte.core.errors import StorageError
from aparte.settings import CATALOGUE, LockedOptionError, Policy, Settings, options

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=5)
        | st.dictionaries(st.sampled_from([o.key for o in CATALOGUE]) | st.text(), inner, max_size=5)
    ),
    max_leaves=20,
)


def test_an_absent_file_gives_the_defaults_without_a_problem(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.json")
    assert [settings.get(option) for option in CATALOGUE] == [o.default for o in CATALOGUE]
    assert settings.problems == []


def test_a_saved_value_is_there_at_the_next_start(tmp_path: Path) -> None:
    path = tmp_path / "base" / "settings.json"
    settings = Settings(path)
    settings.set(options.FONT_SCALE, 150)
    settings.set(options.WINDOW_GEOMETRY, (-10, 20, 1000, 600))
    settings.save()
    again = Settings(path)
    assert again.get(options.FONT_SCALE) == 150
    assert again.get(options.WINDOW_GEOMETRY) == (-10, 20, 1000, 600)


def test_a_change_is_told_once_and_only_when_something_changed() -> None:
    settings = Settings()
    told: list[str] = []
    settings.changed.append(lambda option: told.append(option.key))
    settings.set(options.COMPACT, True)
    settings.set(options.COMPACT, True)
    assert told == ["compact"]


def test_a_value_out_of_bounds_is_refused() -> None:
    with pytest.raises(ValueError, match="100"):
        Settings().set(options.FONT_SCALE, 900)


def test_a_broken_value_falls_back_and_the_others_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({"values": {"font_scale": "gros", "compact": True}}))
    settings = Settings(path)
    assert settings.get(options.FONT_SCALE) == 100
    assert settings.get(options.COMPACT) is True
    assert len(settings.problems) == 1


def test_what_a_newer_version_wrote_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({"values": {"from_the_future": [1]}}))
    settings = Settings(path)
    settings.set(options.COMPACT, True)
    settings.save()
    assert json.loads(path.read_text())["values"]["from_the_future"] == [1]


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe\x00", b"[1]", b"null", b"[" * 100_000])
def test_a_damaged_file_is_reported_and_survived(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(content)
    settings = Settings(path)
    assert settings.get(options.APPEARANCE) == "system"
    assert len(settings.problems) == 1


def test_the_policy_wins_and_says_who_imposed_it(tmp_path: Path) -> None:
    path = tmp_path / "policy.toml"
    path.write_text('locked_by = "la DSI"\n[values]\ncopy_with_source = false\n', "utf-8")
    settings = Settings(policy=Policy.read(path))
    assert settings.get(options.COPY_WITH_SOURCE) is False
    assert settings.locked_by(options.COPY_WITH_SOURCE) == "la DSI"
    with pytest.raises(LockedOptionError, match="la DSI"):
        settings.set(options.COPY_WITH_SOURCE, True)


def test_an_absent_policy_imposes_nothing_and_is_no_problem(tmp_path: Path) -> None:
    assert Policy.read(tmp_path / "policy.toml") == Policy()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"{", "La politique de la collectivité est illisible"),
        (b'{"values": {"copy_with_source": false}}', "La politique de la collectivité est illisible"),
        (b"locked_by = '\xe9'", "La politique de la collectivité est illisible"),
        (b"#" * 1_000_001, "La politique de la collectivité est illisible"),
        (b"locked_by = 3", "La politique ne peut pas être suivie : « locked_by » est mal écrit ("),
        (b"values = [1]", "La politique ne peut pas être suivie : « values » est mal écrit ("),
        (b"copy_with_source = false", "La politique contient une clé inconnue : copy_with_source ("),
        (b"[values]\nno_such = 1", "La politique impose un réglage inconnu : no_such ("),
        (b"[values]\nfont_scale = 1979-05-27", "La politique impose une valeur impossible : font_scale ("),
    ],
)
def test_a_policy_that_cannot_be_followed_is_a_problem(tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "policy.toml"
    path.write_bytes(content)
    problems = Settings(policy=Policy.read(path)).problems
    assert len(problems) == 1
    assert problems[0].startswith(told)


def test_a_broken_part_of_the_policy_leaves_the_rest_in_force(tmp_path: Path) -> None:
    path = tmp_path / "policy.toml"
    path.write_text("locked_by = 3\n[values]\nfont_scale = 9\ncompact = true\n", "utf-8")
    settings = Settings(policy=Policy.read(path))
    assert settings.locked_by(options.COMPACT) == "la collectivité"
    assert settings.get(options.FONT_SCALE) == 100
    assert len(settings.problems) == 2


@pytest.mark.skipif(sys.platform == "win32", reason="a file as folder is refused elsewhere")
def test_a_disk_that_refuses_says_so_in_one_sentence(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("")
    settings = Settings(in_the_way / "settings.json")
    with pytest.raises(StorageError, match="réglages"):
        settings.save()


def test_keys_are_unique_and_defaults_are_values_of_their_kind() -> None:
    assert len({option.key for option in CATALOGUE}) == len(CATALOGUE)
    for option in CATALOGUE:
        assert option.kind.read(option.default) == option.default


@given(document=JSON)
def test_any_json_is_survived(tmp_path_factory: pytest.TempPathFactory, document: object) -> None:
    path = tmp_path_factory.mktemp("any") / "settings.json"
    path.write_text(json.dumps({"values": document}))
    settings = Settings(path)
    settings.save()
    again = Settings(path)
    for option in CATALOGUE:
        value = settings.get(option)
        assert option.kind.read(value) == value
        assert again.get(option) == value
