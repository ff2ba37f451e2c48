"""`aparte contact`, `stats` and `store` as a terminal sees them, on a store with real contacts."""

import json
import zipfile
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest

from aparte.core.clock import FixedClock
from aparte.core.contact import Channel, Contact, Outcome
from aparte.core.identifiers import Identifiers
from tests.fakes.keyring import MemoryKeeper
from tests.fakes.machine import Machine
from tests.fakes.recorded import NOON, NOTES, call_back, contact, demand
from tests.fakes.vaults import PASSPHRASE, nothing, vault

PHONE = call_back().phone
NAME = "Zuzanna Wrześniewska"


class Town(Machine):
    """Three contacts of October: a call with a call-back, a desk visit, a mail."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        ids = Identifiers(FixedClock(NOON))
        self.call = contact(ids, demands=(demand(code="IDE-CNI", outcome=Outcome.CALL_BACK),), call_back=call_back())
        self.visit = contact(
            ids, NOON + timedelta(hours=1), channel=Channel.DESK, demands=(demand("d2", "ANI-CHIEN"),), notes=""
        )
        self.mail = contact(
            ids, NOON + timedelta(days=1), channel=Channel.MAIL, demands=(demand("d3", "IDE-CNI"),), notes=""
        )
        opened = vault(self.own / "store", MemoryKeeper(present=False))
        agent = opened.unlock(opened.doors.agents[0].ref, PASSPHRASE)
        for one in self.all:
            opened.store.contacts.record(agent.ref, one, keep_notes_until=NOON.date() + timedelta(days=30))
        opened.lock(nothing)

    @property
    def all(self) -> tuple[Contact, ...]:
        return (self.call, self.visit, self.mail)

    def said(self, *arguments: str) -> str:
        """What a command that goes well prints, with nothing on the error stream."""
        done = self.opened(*arguments)
        assert (done.returncode, done.stderr) == (0, "")
        return done.stdout

    def listed(self, *filters: str) -> list[str]:
        return [str(one["reference"]) for one in json.loads(self.said("contact", "list", "--json", *filters))]


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    """Read alone: a test that changes something makes its own."""
    return Town(tmp_path_factory.mktemp("town"))


def test_the_list_has_the_newest_first_and_follows_its_filters(town: Town) -> None:
    call, visit, mail = (one.reference for one in town.all)
    lines = town.said("contact", "list").splitlines()
    assert [line.split()[0] for line in lines] == [mail, visit, call]
    assert "Carte d'identité (" in lines[0]
    assert town.listed("--channel", "desk") == [visit]
    assert town.listed("--code", "IDE-CNI", "--to", "2026-10-14") == [call]
    assert town.listed("--outcome", "call_back") == [call]
    assert town.listed("--from", "2026-11-01") == []


def test_the_list_names_no_citizen(town: Town) -> None:
    both = town.said("contact", "list") + town.said("contact", "list", "--json")
    for word in (NAME, PHONE, "dentiste"):
        assert word not in both


def test_one_contact_is_shown_whole_to_whoever_has_the_passphrase(town: Town) -> None:
    shown = town.said("contact", "show", town.call.reference.lower())
    for expected in (town.call.reference, "Carte d'identité perdue ou volée", "Faites d'abord une déclaration."):
        assert expected in shown
    kept = json.loads(town.said("contact", "show", town.call.reference, "--json"))
    assert kept["notes"] == NOTES
    assert kept["call_back"]["phone"] == PHONE
    assert len(kept["history"]) == 1


def test_an_unknown_reference_is_one_sentence(town: Town) -> None:
    done = town.opened("contact", "show", "E-000000")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "aparte : Aucun échange n'a la référence « E-000000 » : « aparte contact list » les montre.\n"


def test_an_export_has_a_line_each_and_the_words_only_when_asked(town: Town) -> None:
    bare = town.opened("contact", "export")
    rows = [json.loads(line) for line in bare.stdout.splitlines()]
    assert {row["reference"] for row in rows} == {one.reference for one in town.all}
    assert {(row["said"], row["notes"], row["call_back"]) for row in rows} == {("", "", None)}
    file = town.own.parent / "tout.jsonl"
    done = town.opened("contact", "export", "--words-too", "--channel", "phone", "--out", str(file))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "1 échange exporté.\n")
    assert json.loads(file.read_text("utf-8"))["notes"] == NOTES


def test_an_erasure_is_confirmed_first_and_the_figures_stay(tmp_path: Path) -> None:
    town = Town(tmp_path)
    before = town.said("stats", "month", "2026-10")
    refused = town.opened("contact", "erase", town.call.reference)
    assert refused.returncode == 2
    assert "relancez avec --yes" in refused.stderr
    assert town.call.reference in town.listed()
    assert town.said("contact", "erase", town.call.reference, "--yes").startswith(f"{town.call.reference} effacé")
    assert town.listed() == [town.mail.reference, town.visit.reference]
    assert town.said("stats", "month", "2026-10") == before
    assert town.opened("contact", "show", town.call.reference).returncode == 2


def test_a_month_is_read_on_the_terminal(town: Town) -> None:
    said = town.said("stats", "month", "2026-10")
    assert said.startswith("Essaiville : L'accueil en octobre 2026\n")
    assert "Échanges par canal" in said


@pytest.mark.parametrize(
    ("form", "start"), [("csv", b"\xef\xbb\xbf"), ("ods", b"PK"), ("xlsx", b"PK"), ("pdf", b"%PDF-")]
)
def test_a_month_is_written_in_each_form_and_names_nobody(town: Town, form: str, start: bytes) -> None:
    assert town.said("stats", "month", "2026-10", f"--{form}") == f"Écrit : accueil-2026-10.{form}\n"
    data = (town.own.parent / f"accueil-2026-10.{form}").read_bytes()
    assert data.startswith(start)
    whole = b"".join(_parts(data)) if start == b"PK" else data
    for word in (NAME, "Zuzanna", PHONE, "Alice", town.call.reference):
        assert word.encode() not in whole


def test_the_base_is_examined_copied_and_its_copies_listed(tmp_path: Path) -> None:
    town = Town(tmp_path)
    assert "est saine" in town.said("store", "check")
    assert town.said("store", "restore", "--list") == ""
    path = town.said("store", "backup").strip().removeprefix("Sauvegarde faite : ")
    assert Path(path).is_file()
    assert town.said("store", "restore", "--list").split()[0] == Path(path).name
    town.said("contact", "erase", town.visit.reference, "--yes")
    assert "a été reprise" in town.said("store", "restore")
    # An erasure is done again on the copy that was taken back.
    assert town.listed() == [town.mail.reference, town.call.reference]


def test_without_the_passphrase_nothing_opens(town: Town) -> None:
    for command in (("contact", "list"), ("stats", "month", "2026-10"), ("store", "check")):
        done = town.aparte(*command)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr == "aparte : Sans terminal, donnez un fichier avec --passphrase-file.\n"


def _parts(data: bytes) -> list[bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return [archive.read(name) for name in archive.namelist()]
