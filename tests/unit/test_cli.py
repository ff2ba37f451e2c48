"""The commands: what is printed, on which stream, with which exit code; one process for all."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from aparte import __version__, cli
from aparte.__main__ import names_a_command
from aparte.assist import health
from aparte.assist.finding import Level
from aparte.assist.health import examine, speed
from aparte.assist.librarian import Librarian
from aparte.assist.urgent.keeping import UrgentFile
from aparte.core.clock import FixedClock
from aparte.core.errors import AparteError, BaseUnavailableError, StorageError, UsageError
from aparte.core.native import NativeLibrary
from aparte.settings import LockedOptionError
from aparte.settings.places import Places
from tests.fakes.base_folder import spoil_rebuilding, write_base
from tests.fakes.urgent import SUSPENDED, on, urgent_set

CLOCK = FixedClock(datetime(2026, 11, 23, 9, tzinfo=UTC))


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return write_base(tmp_path / "seed")


@pytest.fixture
def places(base: Path, tmp_path: Path) -> list[str]:
    return ["--seed", str(base), "--basedir", str(tmp_path / "own")]


def test_ask_names_the_article_its_source_and_its_date(places: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["ask", "j'ai perdu ma carte d'identité", *places]) == 0
    said = capsys.readouterr()
    assert said.out.startswith("1. Carte d'identité perdue ou volée  [carte-perdue]")
    assert "Délibération du conseil municipal · vérifiée le 12/10/2026" in said.out
    assert said.err == ""


def test_ask_says_that_the_town_suspended_the_article_and_why(
    places: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    long_ago = datetime(2020, 1, 1, 12, tzinfo=UTC)
    suspended = on(SUSPENDED, begins=long_ago, proposed_at=long_ago, validated_at=long_ago)
    UrgentFile.under(tmp_path / "own").keep(urgent_set([suspended]))
    assert cli.main(["ask", "j'ai perdu ma carte d'identité", *places]) == 0
    said = capsys.readouterr().out
    assert said.startswith("Carte d'identité perdue ou volée  [carte-perdue]\n   Fiche suspendue par la mairie")
    assert "le tarif est en cours de vérification." in said
    assert "Délibération du conseil municipal" not in said
    assert "Aucune fiche" not in said


def test_ask_json_carries_the_verdict_and_the_suggestions(
    places: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main([*places, "ask", "carte perdue ou volée", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["items"][0]["article_id"] == "carte-perdue"
    assert answer["verdict"] == "answered"
    assert answer["items"][0]["verified_on"] == "2026-10-12"


def test_ask_reads_the_standard_input(
    places: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "said.txt").write_text("un chien trouvé dans la rue", "utf-8")
    with (tmp_path / "said.txt").open(encoding="utf-8") as said:
        monkeypatch.setattr(sys, "stdin", said)
        assert cli.main([*places, "ask", "-", "--limit", "1"]) == 0
    assert "[chien-errant]" in capsys.readouterr().out


@pytest.mark.parametrize("text", ["", "   ", "\0"])
def test_an_empty_question_is_refused_in_one_sentence(
    places: list[str], text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main([*places, "ask", text]) == 2
    assert capsys.readouterr() == (
        "",
        "aparte : La question est vide : écrivez ce que dit l'usager entre guillemets.\n",
    )


@pytest.mark.parametrize(
    "text",
    ["x" * 100_000, "mot " * 25_000, "😀🤷‍♀️ carte", "بطاقة هوية", "carte\0perdue", "\ud800 carte", "(\"*'[" * 50],
)
def test_any_text_gets_a_calm_answer(places: list[str], text: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([*places, "ask", text]) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["ask"], "il manque : question"),
        (["kb"], "il manque : action"),
        (["dance"], "'dance' n'est pas une commande"),
        (["kb", "dance"], "'dance' n'est pas une commande"),
        (["ask", "x", "--dance"], "--dance n'est pas compris"),
        (["ask", "x", "--limit", "0"], "attend un nombre à partir de 1, pas '0'"),
        (["ask", "x", "--limit", "z"], "attend un nombre à partir de 1, pas 'z'"),
        (["ask", "x", "--seed"], "l'option --seed attend une valeur"),
        (["--basedir", "x", "--temp-basedir", "doctor"], "ne vont pas ensemble"),
    ],
)
def test_a_command_that_is_not_understood_says_why_in_french(
    arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(arguments) == 2
    said = capsys.readouterr()
    assert sentence in said.err
    assert said.err.count("\n") == 1
    assert said.out == ""


def test_a_folder_that_is_no_base_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["kb", "info", "--seed", str(tmp_path), "--basedir", str(tmp_path / "own")]) == 3
    said = capsys.readouterr().err
    assert said.startswith("aparte : Aucune base de connaissances dans")
    assert said.count("\n") == 1


def test_a_base_without_a_readable_article_is_told(
    base: Path, places: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    for path in (base / "articles").rglob("*.md"):
        path.write_text("", "utf-8")
    assert cli.main(["ask", "carte", *places]) == 3
    assert "kb check" in capsys.readouterr().err


def test_an_article_left_out_is_counted(base: Path, places: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    (base / "articles/identite/passeport.md").write_text("sans en-tête", "utf-8")
    assert cli.main(["ask", "chien trouvé", *places]) == 0
    said = capsys.readouterr()
    assert "[chien-errant]" in said.out
    assert said.err == "1 fiche hors de la base : « aparte kb check » dit pourquoi.\n"


def test_check_ends_in_error_when_there_is_one(
    base: Path, places: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["kb", "check", *places]) == 0
    (base / "town.yaml").write_text("", "utf-8")
    assert cli.main(["kb", "check", *places]) == 1
    said = capsys.readouterr()
    assert "town.yaml:1: « name » manque : le nom de la commune." in said.out
    assert "Fiches : 3. Erreurs : 1. Avertissements : 0." in said.err


def test_build_makes_an_index_that_info_describes(places: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["kb", "build", *places]) == 0
    assert "Index construit : 3 extraits" in capsys.readouterr().out
    assert cli.main(["kb", "info", "--json", *places]) == 0
    assert json.loads(capsys.readouterr().out) | {"folder": "", "index": ""} == {
        "town": "Essaiville",
        "articles": 3,
        "passages": 3,
        "newest_verification": "2026-10-12",
        "overdue": 0,
        "stale": False,
        "problems": [],
        "national": 0,
        "national_files": [],
        "left_out": 0,
        "searchable": True,
        "bundle": "",
        "expired": False,
        "folder": "",
        "index": "",
    }


def test_search_uses_the_query_language(places: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["kb", "search", "titre:passeport", *places]) == 0
    assert capsys.readouterr().out.splitlines()[0] == "Passeport d'un adulte  [passeport]"


def test_what_nobody_foresaw_is_one_sentence_and_the_logs_path(
    places: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    secret = "Mme Durand, 06 12 34 56 78"

    def stumble(*_: object) -> Librarian:
        raise RuntimeError(secret) from ValueError(secret)

    monkeypatch.setattr(Librarian, "open", stumble)
    assert cli.main(["ask", "carte", *places]) == 1
    log = tmp_path / "own" / "aparte.log"
    assert capsys.readouterr() == ("", f"aparte : Erreur imprévue : le détail est dans {log}.\n")
    written = log.read_text("utf-8")
    assert "RuntimeError" in written
    assert "test_cli.py" in written
    assert "ValueError" in written
    assert "Durand" not in written


def test_a_machine_without_any_place_for_a_log_still_answers(
    base: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "nowhere"))
    assert cli.main(["kb", "check", "--seed", str(base), "--basedir", str(tmp_path / "file" / "own")]) == 0
    assert "Erreurs : 0" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (AparteError("refusé."), 1),
        (UsageError("refusé."), 2),
        (LockedOptionError("refusé."), 2),
        (BaseUnavailableError("refusé."), 3),
        (StorageError("refusé."), 4),
        (OSError("refusé."), 1),
    ],
)
def test_each_error_ends_the_command_with_its_own_code(
    places: list[str],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
    code: int,
) -> None:
    def refuse(*_: object) -> Librarian:
        raise error

    monkeypatch.setattr(Librarian, "open", refuse)
    assert cli.main(["ask", "carte", *places]) == code
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert told == "aparte : refusé.\n" or not isinstance(error, AparteError)


def test_an_interruption_is_no_traceback(
    places: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object) -> Librarian:
        raise KeyboardInterrupt

    monkeypatch.setattr(Librarian, "open", interrupt)
    assert cli.main(["ask", "carte", *places]) == 130
    assert capsys.readouterr().err == "aparte : Interrompu.\n"


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        cli.main(["--version"])
    assert (left.value.code, capsys.readouterr().out) == (0, f"Aparté {__version__}\n")


def test_every_command_is_in_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["--help"])
    help_text = capsys.readouterr().out
    for word in ("ask", "kb", "doctor", "--basedir", "--temp-basedir", "--seed", "--version", "Codes de sortie"):
        assert word in help_text
    assert "usage:" not in help_text


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], False),
        (["--basedir", "ask"], False),
        (["--basedir=x", "ask", "y"], True),
        (["--temp-basedir", "doctor"], True),
        (["--replay"], False),
        (["--seed", "x", "--replay", "--shots", "y"], False),
        (["nonsense"], True),
        (["--help"], True),
    ],
)
def test_the_door_tells_a_command_from_the_window(arguments: list[str], expected: bool) -> None:
    assert names_a_command(arguments) is expected


def test_the_doctor_finds_a_sound_machine(base: Path, tmp_path: Path) -> None:
    findings = examine(Places(base, tmp_path / "own"), CLOCK)
    assert [finding for finding in findings if finding.level is Level.FAILURE] == []
    assert {"Aparté", "Python", "SQLite", "Qt", "Disque", "Index", "Vitesse"} <= {one.subject for one in findings}


def test_the_doctor_says_what_is_missing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    findings = examine(Places(tmp_path / "none", tmp_path / "file" / "own"), CLOCK)
    failed = {finding.subject for finding in findings if finding.level is Level.FAILURE}
    assert {"Disque", "Fiches", "Base"} <= failed


def test_the_doctor_sees_a_damaged_index(base: Path, tmp_path: Path) -> None:
    index = tmp_path / "own" / "index"
    Librarian.open(base, index, CLOCK)
    for path in index.glob("gen-*/manifest.json"):
        path.write_text("{", "utf-8")
    state = next(one for one in examine(Places(base, tmp_path / "own"), CLOCK) if one.subject == "Index")
    assert state.level is Level.WARNING


@pytest.fixture
def stale(base: Path, tmp_path: Path) -> Path:
    """The index of a base that has changed since and can't be indexed again."""
    index = tmp_path / "own" / "index"
    Librarian.open(base, index, CLOCK)
    spoil_rebuilding(base, index)
    return index


def test_an_index_that_could_not_follow_the_base_is_told(
    stale: Path, places: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["kb", "info", *places]) == 0
    assert "plus ancien que les fiches : il n'a pas pu être reconstruit" in capsys.readouterr().out
    assert cli.main(["kb", "info", "--json", *places]) == 0
    assert json.loads(capsys.readouterr().out)["stale"] is True


def test_the_doctor_says_that_the_answers_are_old(stale: Path, base: Path, tmp_path: Path) -> None:
    served = next(one for one in examine(Places(base, tmp_path / "own"), CLOCK) if one.subject == "Base")
    assert served.level is Level.WARNING
    assert "ancienne version" in served.detail


def test_the_doctor_says_what_is_wrong_with_the_policy(
    base: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    policy = tmp_path / "policy.toml"
    policy.write_text("values = {copy_with_source = ", "utf-8")
    told = next(one for one in examine(Places(base, tmp_path / "own", policy), CLOCK) if one.subject == "Réglages")
    assert told.level is Level.WARNING
    assert told.detail.startswith("La politique de la collectivité est illisible")
    assert told.detail in caplog.messages
    policy.write_text("[values]\ncopy_with_source = false\n", "utf-8")
    told = next(one for one in examine(Places(base, tmp_path / "own", policy), CLOCK) if one.subject == "Réglages")
    assert (told.level, told.detail) == (Level.FINE, f"imposés par {policy} : 1")


def test_the_speed_test_gives_a_median_below_its_tail(base: Path, tmp_path: Path) -> None:
    median, tail = speed(Librarian.open(base, tmp_path / "index", CLOCK), ["carte perdue"], count=20)
    assert 0 < median <= tail


def test_the_missing_packages_are_one_line(
    places: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    missing = (NativeLibrary("libGL.so.1", "libgl1"), NativeLibrary("libX11.so.6", "libx11-6"))
    monkeypatch.setattr(cli, "missing_libraries", lambda: missing)
    assert cli.main(["doctor", "--packages", *places]) == 1
    assert capsys.readouterr() == ("apt-get install -y libgl1 libx11-6\n", "")


def test_no_missing_package_is_no_line(
    places: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cli, "missing_libraries", tuple)
    assert cli.main(["doctor", "--packages", *places]) == 0
    assert capsys.readouterr() == ("", "")


def test_the_doctor_names_a_missing_library_and_its_package(
    base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "missing_libraries", lambda: (NativeLibrary("libEGL.so.1", "libegl1"),))
    told = next(one for one in examine(Places(base, tmp_path / "own"), CLOCK) if one.subject == "Bibliothèques")
    assert (told.level, told.detail) == (Level.FAILURE, "il manque libEGL.so.1")
    assert told.advice == "en administrateur : apt-get install -y libegl1"
