"""A workstation whose keyring is lost, opened with the town's recovery key and what the server keeps."""

import json
from pathlib import Path

import pytest

from aparte.assist.contacts.teaching import Teacher
from aparte.assist.contacts.workstation import Workstation
from aparte.commands.store import StoreCommands
from aparte.settings.arguments import parse
from aparte.settings.places import Places
from aparte.store.agents import AgentError
from aparte.store.errors import WrongKeyError
from aparte.store.keys import MissingSecretError, WrongSecretError
from aparte.store.vault import Vault
from aparte_server.store.database import Database
from aparte_server.store.escrow import new_recovery_key
from tests.fakes.keyring import MemoryKeeper
from tests.fakes.vaults import CHEAP, nothing, record, recorded, vault
from tests.sync.device import ADDRESS
from tests.sync.test_syncer import Desk


class Place(Desk):
    """A workstation whose keyring can be lost, a town with a recovery key."""

    def __init__(self, database: Database, folder: Path, passphrase: str = "") -> None:
        super().__init__(database, folder)
        self.folder = folder
        self.keeper = MemoryKeeper()
        self.workstation.vault.doors._keeper = self.keeper
        pem, self.public = new_recovery_key(passphrase)
        self.private = folder / "recovery.pem"
        self.private.write_bytes(pem)

    def begin(self) -> None:
        """Entrust the key, with one contact recorded."""
        self.workstation.lock(nothing)
        self.folder.joinpath("other").mkdir()
        self.workstation = Workstation(self.vault(), Teacher(self.clock, ()), self.clock)
        self.syncer._workstation = self.workstation
        self.workstation.begin("Alice")
        record(self.workstation.vault, 1)
        self.town.store.rules.set_recovery(self.town.org_id, self.public)
        self.syncer.enrol(ADDRESS, self.code())
        self.syncer.round()

    def vault(self) -> Vault:
        return vault(self.folder / "other" / "store", self.keeper, self.clock)

    def kept(self) -> str:
        device = self.town.store.devices.of(self.town.org_id)[0]
        return self.town.store.escrow.document(self.town.org_id, device.device_id)

    def recover(self, *arguments: str) -> int:
        options = parse(["store", "recover", "--recovery-key", str(self.private), *arguments])
        base = self.folder / "other"
        return StoreCommands(options, Places(base, base), self.keeper, self.clock, CHEAP).recover()

    def lose_the_keyring(self) -> None:
        self.workstation.lock(nothing)
        self.keeper.secrets.clear()
        with pytest.raises(MissingSecretError):
            self.vault().unlock(self.workstation.vault.doors.agents[0].ref)

    def contacts(self) -> set[str]:
        opened = self.vault()
        opened.unlock(opened.doors.agents[0].ref)
        try:
            return recorded(opened)
        finally:
            opened.lock(nothing)


@pytest.fixture
def place(database: Database, tmp_path: Path) -> Place:
    made = Place(database, tmp_path)
    made.begin()
    return made


def test_the_recovery_key_opens_a_workstation_whose_keyring_is_lost(place: Place) -> None:
    place.lose_the_keyring()
    assert place.recover() == 0
    assert place.contacts() == {"contact-1"}
    place.pool.close()


def test_what_the_server_keeps_is_enough_with_it(place: Place, tmp_path: Path) -> None:
    """The list of agents came back from an older copy, of before the recovery key."""
    exported = tmp_path / "poste.json"
    exported.write_text(place.kept() + "\n", "utf-8")
    place.lose_the_keyring()
    for path in (tmp_path / "other" / "store").rglob("agents.json"):
        document = json.loads(path.read_text("utf-8"))
        document["slots"] = [one for one in document["slots"] if one["kind"] != "recovery"]
        path.write_text(json.dumps(document), "utf-8")
    with pytest.raises(AgentError, match="aucune clé de récupération"):
        place.recover()
    assert place.recover("--escrow", str(exported)) == 0
    assert place.contacts() == {"contact-1"}
    place.pool.close()


def test_a_new_key_is_entrusted_at_the_next_exchange(place: Place, tmp_path: Path) -> None:
    before = place.kept()
    place.workstation.rekey(nothing)
    place.syncer.round()
    assert place.kept() != before
    (tmp_path / "old.json").write_text(before, "utf-8")
    (tmp_path / "new.json").write_text(place.kept(), "utf-8")
    place.lose_the_keyring()
    with pytest.raises(WrongKeyError):
        place.recover("--escrow", str(tmp_path / "old.json"))
    place.recover("--escrow", str(tmp_path / "new.json"))
    assert place.contacts() == {"contact-1"}
    place.pool.close()


def test_the_server_keeps_nothing_that_opens_by_itself(place: Place) -> None:
    key = bytes(place.workstation.vault._open().key)
    assert key.hex() not in place.kept()
    other = place.folder / "another.pem"
    other.write_bytes(new_recovery_key("")[0])
    place.private = other
    place.lose_the_keyring()
    with pytest.raises(WrongSecretError):
        place.recover()
    place.pool.close()


def test_a_server_that_changes_the_recovery_key_is_given_nothing(place: Place) -> None:
    before = place.kept()
    place.town.store.rules.set_recovery(place.town.org_id, new_recovery_key("")[1])
    place.syncer.round()
    place.workstation.rekey(nothing)
    place.syncer.round()
    assert place.kept() == before
    place.workstation.lock(nothing)
    place.pool.close()


def test_another_key_that_the_towns_policy_imposes_is_followed(place: Place) -> None:
    before, public = place.kept(), new_recovery_key("")[1]
    place.town.store.rules.set_recovery(place.town.org_id, public)
    place.workstation._recovery_key = public
    place.syncer.round()
    assert place.kept() != before
    place.workstation.lock(nothing)
    place.pool.close()


def test_a_recovery_key_under_a_passphrase_asks_for_it(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    del monkeypatch
    place = Place(database, tmp_path, "la phrase du coffre")
    place.begin()
    place.lose_the_keyring()
    secret = tmp_path / "phrase.txt"
    secret.write_text("une autre phrase\n", "utf-8")
    with pytest.raises(WrongSecretError, match="phrase de passe"):
        place.recover("--passphrase-file", str(secret))
    secret.write_text("la phrase du coffre\n", "utf-8")
    assert place.recover("--passphrase-file", str(secret)) == 0
    assert place.contacts() == {"contact-1"}
    place.pool.close()


def test_whoever_holds_the_escrow_opens_the_records_that_a_long_absence_closed(place: Place) -> None:
    place.clock.pass_(days=31)
    assert place.workstation.closed() != ""
    place.workstation.lock(nothing)
    place.recover()
    opened = place.vault()
    opened.unlock(opened.doors.agents[0].ref)
    assert Workstation(opened, Teacher(place.clock, ()), place.clock).closed() == ""
    opened.lock(nothing)
    place.pool.close()


def test_without_a_recovery_key_nothing_is_entrusted(database: Database, tmp_path: Path) -> None:
    place = Desk(database, tmp_path)
    place.syncer.enrol(ADDRESS, place.code())
    place.syncer.round()
    assert [one.sent_at for one in place.town.store.escrow.of(place.town.org_id)] == [None]
    assert "recovery" not in (tmp_path / "store" / "agents.json").read_text("utf-8")
    place.workstation.lock(nothing)
    place.pool.close()
