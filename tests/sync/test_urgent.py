"""An urgent change from one person's proposal to another's desk: the real server, store, signatures and base."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import pytest
from securesystemslib.signer import CryptoSigner

from aparte.assist.bundles.bundles import Bundles
from aparte.assist.contacts.teaching import Teacher
from aparte.assist.contacts.workstation import Workstation
from aparte.assist.desk import SuggestRequest
from aparte.assist.librarian import Librarian
from aparte.assist.syncing.syncer import Syncer, SyncStanding
from aparte.assist.urgent.feed import Looked, UrgentFeed
from aparte.assist.urgent.keeping import UrgentFile
from aparte.core.lanes import InlineLane
from aparte.core.urgent import UrgentSet
from aparte.sync.network import Network
from aparte.sync.schedule import Backoff
from aparte.sync.trust.source import FolderSource
from aparte.wire.urgent import TARGET, encode
from aparte_server.api.app import build_app
from aparte_server.bundles.local import sign_local
from aparte_server.bundles.signing import Lifetimes, announce
from aparte_server.store.database import Database
from aparte_server.store.persons import Role
from tests.fakes.app_pool import AppPool
from tests.fakes.base_folder import write_base
from tests.fakes.signed import SignedTown
from tests.fakes.urgent import DEARER as WORDED
from tests.fakes.urgent import urgent_set
from tests.fakes.vaults import nothing, vault
from tests.server.caller import Answer, Caller
from tests.server.limits import no_limits
from tests.server.test_urgent import DEARER, SNOW, write_keys
from tests.server.town import Town
from tests.sync.device import ADDRESS

COST = SuggestRequest(1, "Combien coûte une carte d'identité perdue ?", settled=True)


class Hall:
    """A town hall: its server with keys, two persons, and one workstation with its base."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.town = Town(database, folder)
        self.clock = self.town.clock
        self.signed = SignedTown(folder / "bundles" / self.town.org_id)
        self.signed.publish({"knowledge/x": b"un lot"}, now=self.clock.now())
        keys = write_keys(folder / "keys", self.signed)
        app = build_app(self.town.store, "", no_limits(), self.clock, folder / "bundles", keys=keys)
        self.staff = Caller(app)
        issue, add = self.town.store.staff.issue_to, self.town.store.persons.add
        self.tokens = {name: issue(add(self.town.org_id, name, Role.VALIDATOR), "poste") for name in ("A", "B")}
        self.own = folder / "own"
        self.pool = AppPool(app)
        self.workstation = Workstation(vault(self.own / "store", clock=self.clock), Teacher(self.clock, ()), self.clock)
        self.workstation.begin("Alice")
        self.syncer = self.open_syncer()
        self.desk = Librarian.open(write_base(folder / "seed"), self.own / "index", self.clock)
        self.syncer.enrol(ADDRESS, self.town.store.devices.invite(self.town.org_id, "accueil"))

    def open_syncer(self) -> Syncer:
        bundles = Bundles(self.own / "bundles", self.clock, lambda: "")
        return Syncer(
            self.workstation,
            InlineLane(),
            Network,
            self.clock,
            connect=lambda *_: cast("Any", self.pool),
            backoff=Backoff(lambda _, most: most),
            urgent=UrgentFeed(bundles, UrgentFile.under(self.own)),
        )

    def ask(self, who: str, path: str, said: dict[str, object] | None = None) -> Answer:
        content = json.dumps(said).encode() if said is not None else b""
        return self.staff.post(f"/api/v1/urgent{path}", content, token=self.tokens[who])

    def out(self, asked: dict[str, object]) -> str:
        """Proposed by A and validated by B."""
        change_id = str(self.ask("A", "", asked).said["id"])
        assert self.ask("B", f"/{change_id}/validate").said["problem"] == ""
        return change_id

    def round(self) -> Looked:
        """One exchange, and what the window does with it."""
        done = self.syncer.round()
        assert done.state.standing is SyncStanding.SYNCED
        if done.urgent.newer is not None:
            self.desk.take_urgent(done.urgent.newer)
        return done.urgent

    def sign(self, urgent: UrgentSet, **lasts: timedelta) -> None:
        """What someone who holds the online keys could sign."""
        content = encode(urgent)
        sign_local(
            self.signed.repository, {TARGET: content}, self.signed.online_keys, self.clock.now(), Lifetimes(**lasts)
        )

    def kinds(self) -> list[str]:
        return sorted(one.kind.value for one in self.desk.urgent())


@pytest.fixture
def hall(database: Database, tmp_path: Path) -> Iterator[Hall]:
    made = Hall(database, tmp_path)
    yield made
    made.workstation.lock(nothing)
    made.pool.close()


def test_proposed_by_one_refused_to_them_validated_by_another_shown_in_one_round(hall: Hall) -> None:
    assert hall.round() == Looked()
    change_id = hall.ask("A", "", dict(DEARER)).said["id"]
    assert hall.round() == Looked()
    assert hall.ask("A", f"/{change_id}/validate").said == {"error": "another_person_must"}
    assert hall.round() == Looked()
    assert "25 €" in hall.desk.suggest(COST).items[0].quote + repr(hall.desk.article("carte-perdue"))
    assert hall.ask("B", f"/{change_id}/validate").said["problem"] == ""
    assert hall.round().newer is not None
    said = repr(hall.desk.suggest(COST).items[0]) + repr(hall.desk.article("carte-perdue"))
    assert "31 €" in said
    assert "25 €" not in said
    assert hall.round() == Looked()


def test_a_withdrawn_change_goes_with_the_next_round(hall: Hall) -> None:
    change_id = hall.out(dict(DEARER))
    hall.round()
    assert hall.kinds() == ["correct"]
    hall.ask("B", f"/{change_id}/withdraw", {"reason": "erreur"})
    hall.round()
    assert hall.kinds() == []


def test_it_holds_without_a_network_and_after_a_restart(hall: Hall) -> None:
    hall.out(dict(DEARER))
    hall.round()
    again = Librarian.open(hall.desk.folder, hall.own / "index", hall.clock)
    assert [one.value for one in again.urgent()] == ["31 €"]
    assert "31 €" in repr(again.article("carte-perdue"))


def test_a_look_alone_brings_it_and_costs_two_small_requests(hall: Hall) -> None:
    hall.round()
    hall.out(dict(SNOW))
    assert hall.syncer.look().newer is not None
    asked: list[int] = []
    request = hall.pool.request

    def counted(*parts: Any, **more: Any) -> Any:
        answer = request(*parts, **more)
        asked.append(len(answer.read(1_000_000)))
        return answer

    hall.pool.request = counted  # type: ignore[method-assign]
    assert hall.syncer.look() == Looked()
    assert len(asked) <= 2
    assert sum(asked) < 2_000


def test_what_another_program_of_the_workstation_fetched_is_in_force_here_too(hall: Hall) -> None:
    hall.round()
    hall.out(dict(DEARER))
    assert hall.open_syncer().round().urgent.newer is not None
    hall.round()
    assert hall.kinds() == ["correct"]
    assert hall.round() == Looked()


def test_it_ends_at_its_hour_on_a_workstation_that_is_alone(hall: Hall) -> None:
    hall.out(dict(SNOW))
    hall.round()
    assert hall.kinds() == ["notice"]
    hall.clock.pass_(hours=12)
    assert hall.desk.keep_time()
    assert hall.kinds() == []


def test_an_older_set_is_refused_and_the_one_in_force_stays(hall: Hall) -> None:
    hall.out(dict(SNOW))
    hall.round()
    hall.sign(urgent_set([], 1))
    refused = hall.round()
    assert refused.newer is None
    assert refused.problem.startswith("Le changement urgent de la mairie est plus ancien")
    assert hall.kinds() == ["notice"]


def test_a_repository_put_back_to_an_older_state_is_refused(hall: Hall) -> None:
    hall.round()
    kept = {path: path.read_bytes() for path in hall.signed.folder.rglob("*.json")}
    hall.out(dict(SNOW))
    hall.round()
    for path in hall.signed.folder.rglob("*.json"):
        if path in kept:
            path.write_bytes(kept[path])
    assert "plus ancien" in hall.round().problem
    assert hall.kinds() == ["notice"]


def test_a_key_that_the_town_did_not_name_is_refused(hall: Hall) -> None:
    hall.out(dict(SNOW))
    hall.round()
    hall.clock.pass_(minutes=1)
    forged = replace(hall.signed, local=CryptoSigner.generate_ed25519())
    repository = forged.repository
    role = repository.role("local")
    assert role is not None
    role.signed.version += 1
    role.signed.targets = {TARGET: repository.put_target(TARGET, encode(urgent_set([WORDED], 2_000_000_000)))}
    role.sign(forged.local)
    _announce(hall, role)
    refused = hall.round()
    assert (refused.newer, refused.problem != "") == (None, True)
    assert hall.kinds() == ["notice"]


def test_the_local_key_speaks_for_local_content_alone(hall: Hall) -> None:
    """Signed under the delegated role, another path is no one's word: a workstation does not find it."""
    hall.out(dict(SNOW))
    hall.round()
    hall.clock.pass_(minutes=1)
    repository = hall.signed.repository
    role = repository.role("local")
    assert role is not None
    role.signed.version += 1
    role.signed.targets["knowledge/bundle.json"] = repository.put_target("knowledge/bundle.json", b"{}")
    role.sign(hall.signed.local)
    _announce(hall, role)
    assert hall.round() == Looked()
    bundles = Bundles(hall.own / "bundles", hall.clock, lambda: "")
    trusted = bundles.trusted(FolderSource(hall.signed.folder))
    trusted.refresh()
    assert trusted.find("knowledge/bundle.json") is None
    assert trusted.find(TARGET) is not None


def test_an_announcement_past_its_date_is_refused(hall: Hall) -> None:
    hall.out(dict(DEARER))
    hall.round()
    hall.sign(urgent_set([], 2_000_000_000), announced=timedelta(hours=1))
    hall.clock.pass_(hours=2)
    refused = hall.round()
    assert (refused.newer, refused.problem != "") == (None, True)
    assert hall.kinds() == ["correct"]


def test_signed_bytes_that_are_no_set_are_refused(hall: Hall) -> None:
    hall.out(dict(SNOW))
    hall.round()
    hall.clock.pass_(minutes=1)
    bad = b'{"format":1,"version":99999999999,"changes":[{"html":"<b>"}]}'
    hall.signed.say({TARGET: bad}, hall.clock.now())
    assert hall.round().problem.startswith("Le changement urgent de la mairie a été modifié")
    assert hall.kinds() == ["notice"]


def _announce(hall: Hall, role: Any) -> None:
    with hall.signed.repository.changing():
        announce(hall.signed.repository, {"local": role}, hall.signed.online, hall.clock.now(), timedelta(days=30))
