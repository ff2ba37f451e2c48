"""No word of a citizen lies in clear under the base folder, whatever was done or refused."""

import logging
import os
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from aparte.app import Session
from aparte.core.contact import CallBack, Outcome
from aparte.core.records import Correction, GapKind, JournalFilter
from aparte.privacy.logs import MaskingFilter
from aparte.settings.places import Places
from aparte.ui.desktop.failures import Journal
from tests.fakes.base_folder import write_base
from tests.fakes.machine import Machine
from tests.fakes.sessions import FileKeeper, ready, started, type_words
from tests.fakes.vaults import PASSPHRASE

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

SAID = "Bonjour, Quetzaline Vrombier a perdu sa carte, son telephone est le 06 39 98 47 21"
NOTES = "Rappeler Quetzaline Vrombier au sujet du flonflonage"
CALL_BACK = CallBack("Quetzaline Vrombier", "06 39 98 47 21", "son flonflonage est arrivé")
NO_ANSWERS: dict[str, str] = {}
REASON = "Quetzaline voulait un xylostome"
# Whole and in parts: a number may be kept without its spaces.
INVENTED = (
    "quetzaline",
    "vrombier",
    "flonflonage",
    "xylostome",
    "06 39 98",
    "0639984721",
    "99 84 72",
    "perdu sa carte",
)


def assert_nothing_said(folder: Path) -> None:
    """No invented word in any file, nor in a file's name, in the encodings that a program writes."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert {"aparte.log", "contacts.db", "agents.json"} <= {path.name for path in files}
    for path in files:
        data = path.read_bytes().lower()
        for word in INVENTED:
            for encoding in ("utf-8", "utf-16-le"):
                assert word.encode(encoding) not in data, f"« {word} » lies in {path}"
            assert word not in path.name.lower()


@pytest.fixture
def found(tmp_path: Path) -> Places:
    return Places(write_base(tmp_path / "seed"), tmp_path / "own", tmp_path / "no-policy.toml")


@pytest.fixture
def session(qtbot: QtBot, found: Places, tmp_path: Path) -> Iterator[Session]:
    level = logging.getLogger().level
    with closing(Journal(found.log, MaskingFilter())):
        opened = started(found, FileKeeper(tmp_path / "keyring.json"))
        qtbot.addWidget(opened.window)
        qtbot.waitUntil(lambda: ready(opened), timeout=20_000)
        yield opened
        opened.window.close()
        opened.close()
    assert_nothing_said(found.base)
    logging.getLogger().setLevel(level)


def write_down(session: Session, qtbot: QtBot) -> None:
    """A contact as an agent types it, with its notes and whom to call back."""
    window = session.window
    type_words(session, SAID)
    tab = window.contacts.current
    qtbot.waitUntil(lambda: bool(tab.offered) and bool(tab.contact.id), timeout=10_000)
    window.contact.notes.typed.emit(NOTES)
    window.contact.demands.outcome.chosen.emit(Outcome.CALL_BACK)
    window.contact.follow_up.edited.emit(CALL_BACK)


def do(session: Session, qtbot: QtBot, work: Callable[[], object]) -> None:
    """Run `work` on the store's lane, to its end; what it raises is logged as the window would."""
    done: list[object] = []

    def failed(error: Exception) -> None:
        logging.getLogger("aparte").error("refused", exc_info=error)
        done.append(error)

    session._store.run(work, done.append, failed)
    qtbot.waitUntil(lambda: bool(done), timeout=10_000)


def test_a_window_leaves_no_word_in_clear(session: Session, qtbot: QtBot, found: Places) -> None:
    window, office = session.window, session._office
    assert office is not None
    journal, gaps = office._office.journal, office._office.gaps
    vault = office._office.workstation.vault

    def forbid(on: str) -> None:
        do(session, qtbot, lambda: vault.store.database.connection.conn.execute(f"PRAGMA query_only = {on}"))

    for _ in range(2):
        write_down(session, qtbot)
        with qtbot.waitSignal(window.contacting.recorded, timeout=10_000):
            window.contacting.save()
    one, other = journal.page(JournalFilter()).contacts
    corrected = tuple(replace(demand, outcome=Outcome.ANSWERED) for demand in one.demands)
    do(session, qtbot, lambda: journal.correct(one.id, Correction(one.channel, corrected, REASON)))
    do(session, qtbot, lambda: gaps.file(GapKind.UNANSWERED, SAID, (), "", one.id))
    do(session, qtbot, lambda: journal.erase(other.id))
    do(session, qtbot, vault.back_up)
    # The disk refuses what follows: saving, correcting, keeping what is typed.
    write_down(session, qtbot)
    forbid("ON")
    recording = window.contacting._recording
    assert recording is not None
    with qtbot.waitSignal(recording.refused, timeout=10_000):
        window.contacting.save()
    do(session, qtbot, lambda: journal.correct(one.id, Correction(one.channel, corrected, REASON)))
    assert "Enregistré" not in window.strip.text
    assert_nothing_said(found.base)
    forbid("OFF")
    # Nobody foresaw this one; the failure's own message holds what was said.
    do(session, qtbot, lambda: NO_ANSWERS[SAID])
    logging.getLogger("anywhere").error("no room for %s", CALL_BACK.phone)
    do(session, qtbot, vault.back_up)
    assert_nothing_said(found.base)


def test_a_word_in_clear_would_be_found(tmp_path: Path) -> None:
    for name in ("aparte.log", "contacts.db", "agents.json"):
        (tmp_path / name).write_text("rien", "utf-8")
    assert_nothing_said(tmp_path)
    (tmp_path / "contacts.db").write_bytes(b"\0" * 4096 + "Quetzaline".encode("utf-16-le"))
    with pytest.raises(AssertionError, match="quetzaline"):
        assert_nothing_said(tmp_path)


def test_commands_leave_no_word_in_clear(tmp_path: Path) -> None:
    machine = Machine(tmp_path)
    for arguments in (
        ("ask", SAID),
        ("kb", "search", "Quetzaline"),
        ("kb", "search", "titre:("),
        ("contact", "list", "--words", "Quetzaline Vrombier"),
        ("contact", "show", "Quetzaline"),
        ("contact", "erase", "0639984721", "--yes"),
        ("contact", "export", "--words-too", "--out", str(machine.own / "absent" / "Quetzaline")),
        ("stats", "month", "2026-10", "--csv", "--out", str(tmp_path / "Quetzaline.csv")),
        ("store", "restore", "--copy", "Quetzaline"),
        ("store", "backup"),
    ):
        machine.opened(*arguments) if arguments[0] in ("contact", "stats", "store") else machine.aparte(*arguments)
    machine.secret.write_text("Quetzaline Vrombier 06 39 98 47 21", "utf-8")
    assert machine.opened("store", "check").returncode == 5
    assert PASSPHRASE not in (machine.own / "aparte.log").read_text("utf-8")
    assert_nothing_said(machine.own)
