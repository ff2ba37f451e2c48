"""Urgent changes on the server, on both engines: two persons, one signed set, a record of who did what."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from securesystemslib.signer import CryptoSigner

from aparte.core.errors import UsageError
from aparte.core.urgent import UrgentKind, UrgentSet
from aparte.wire.urgent import TARGET, UrgentFormatError, decode
from aparte_server.api.app import build_app
from aparte_server.bundles.local import sign_local
from aparte_server.bundles.repository import target_name
from aparte_server.errors import UnknownError
from aparte_server.store.persons import Person, Role
from aparte_server.store.staff import RoleRefusedError
from aparte_server.store.urgent import Act, DecidedError, NotForYouError, State
from aparte_server.urgent.publishing import KeysPlace, Publisher
from tests.fakes.signed import SignedTown
from tests.server.caller import Answer, Caller
from tests.server.limits import no_limits
from tests.server.town import Town

SNOW: dict[str, object] = {
    "kind": "notice",
    "text": "Neige : la mairie ferme à 15 h.",
    "until": "2026-11-26T18:00:00Z",
}
DEARER: dict[str, object] = {
    "kind": "correct",
    "text": "Délibération du 25 novembre.",
    "article_id": "carte-perdue",
    "value": "31 €",
    "replaces": ["25 €"],
}
PASSPHRASE = "une phrase secrète"


def write_keys(folder: Path, signed: SignedTown) -> KeysPlace:
    """The online keys of a town as its server has them."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, signer in (("local", signed.local), ("online", signed.online)):
        path = folder / f"{name}.pem"
        path.write_bytes(_pem(signer))
        path.chmod(0o600)
    return KeysPlace(folder)


def _pem(signer: CryptoSigner) -> bytes:
    return signer._private_key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


@dataclass
class Hall:
    """A town with two validators and an editor, its signed repository and its keys."""

    town: Town
    signed: SignedTown
    keys: KeysPlace
    editor: Person
    first: Person
    second: Person

    @property
    def publisher(self) -> Publisher:
        return Publisher(self.town.store, self.town.folder / "bundles", self.keys, self.town.clock)

    def validated(self, asked: dict[str, object]) -> str:
        proposal = self.town.store.urgent.propose(self.editor, asked)
        self.town.store.urgent.validate(self.first, proposal.change.id)
        return proposal.change.id

    def published(self) -> UrgentSet:
        repository = self.signed.repository
        role = repository.role("local")
        assert role is not None
        return decode((repository.targets_folder / target_name(role.signed.targets[TARGET])).read_bytes())


@pytest.fixture
def hall(town: Town) -> Hall:
    signed = SignedTown(town.folder / "bundles" / town.org_id)
    signed.publish({"knowledge/x": b"un lot"}, now=town.clock.now())
    add = town.store.persons.add
    return Hall(
        town,
        signed,
        write_keys(town.folder / "keys", signed),
        add(town.org_id, "Awa", Role.EDITOR),
        add(town.org_id, "Bruno", Role.VALIDATOR),
        add(town.org_id, "Chloé", Role.VALIDATOR),
    )


def test_a_change_is_proposed_by_one_and_validated_by_another(hall: Hall) -> None:
    urgent = hall.town.store.urgent
    proposal = urgent.propose(hall.editor, SNOW)
    assert (proposal.state, proposal.proposed_by, proposal.change.kind) == (State.PROPOSED, "Awa", UrgentKind.NOTICE)
    hall.town.clock.pass_(minutes=3)
    done = urgent.validate(hall.first, proposal.change.id)
    assert (done.state, done.decided_by) == (State.VALIDATED, "Bruno")
    assert done.change.validated_at == hall.town.clock.now()
    assert hall.publisher.publish(hall.town.org_id).problem == ""
    assert hall.published().changes == (done.change,)


def test_nobody_validates_or_refuses_their_own_whatever_token_they_use(hall: Hall) -> None:
    store = hall.town.store
    one, other = store.staff.issue_to(hall.first, "bureau"), store.staff.issue_to(hall.first, "maison")
    proposal = store.urgent.propose(store.staff.person(one, Role.EDITOR), SNOW)
    same = store.staff.person(other, Role.VALIDATOR)
    acts: tuple[Callable[[], object], ...] = (
        lambda: store.urgent.validate(same, proposal.change.id),
        lambda: store.urgent.reject(same, proposal.change.id, "non"),
    )
    for refused in acts:
        with pytest.raises(NotForYouError):
            refused()
    assert store.urgent.validate(hall.second, proposal.change.id).state is State.VALIDATED


def test_a_role_may_what_it_may_and_no_more(hall: Hall) -> None:
    store = hall.town.store
    reader = store.persons.add(hall.town.org_id, "Denis", Role.READER)
    proposal = store.urgent.propose(hall.editor, SNOW)
    other = store.urgent.propose(hall.first, SNOW)
    acts: tuple[Callable[[], object], ...] = (
        lambda: store.urgent.propose(reader, SNOW),
        lambda: store.urgent.validate(hall.editor, other.change.id),
        lambda: store.urgent.withdraw(hall.editor, other.change.id),
        lambda: store.urgent.withdraw(reader, proposal.change.id),
    )
    for refused in acts:
        with pytest.raises(NotForYouError):
            refused()
    token = store.staff.issue(hall.town.org_id, "open data")
    with pytest.raises(RoleRefusedError):
        store.staff.person(token, Role.READER)


def test_what_was_decided_is_decided_once(hall: Hall) -> None:
    urgent = hall.town.store.urgent
    proposal = urgent.propose(hall.editor, SNOW)
    with pytest.raises(UsageError):
        urgent.reject(hall.first, proposal.change.id, "  ")
    refused = urgent.reject(hall.first, proposal.change.id, "La mairie reste ouverte")
    assert (refused.state, refused.reason) == (State.REJECTED, "La mairie reste ouverte")
    acts: tuple[Callable[[], object], ...] = (
        lambda: urgent.validate(hall.second, proposal.change.id),
        lambda: urgent.withdraw(hall.first, proposal.change.id),
    )
    for again in acts:
        with pytest.raises(DecidedError):
            again()
    late = urgent.propose(hall.editor, SNOW)
    hall.town.clock.pass_(days=2)
    with pytest.raises(DecidedError):
        urgent.validate(hall.first, late.change.id)


def test_a_withdrawn_change_is_gone_with_the_next_set(hall: Hall) -> None:
    change_id = hall.validated(DEARER)
    hall.publisher.publish(hall.town.org_id)
    before = hall.published()
    assert len(before.changes) == 1
    assert hall.town.store.urgent.withdraw(hall.second, change_id, "erreur").state is State.WITHDRAWN
    hall.publisher.publish(hall.town.org_id)
    after = hall.published()
    assert after.changes == ()
    assert after.version > before.version


def test_what_is_over_drops_out_and_what_is_to_come_goes_ahead(hall: Hall) -> None:
    hall.validated(SNOW)
    hall.validated({**DEARER, "from": "2027-01-01T00:00:00Z"})
    hall.publisher.publish(hall.town.org_id)
    assert {one.kind for one in hall.published().changes} == {UrgentKind.NOTICE, UrgentKind.CORRECT}
    hall.town.clock.pass_(hours=12)
    hall.publisher.publish(hall.town.org_id)
    assert {one.kind for one in hall.published().changes} == {UrgentKind.CORRECT}


def test_the_number_never_goes_back(hall: Hall) -> None:
    versions = []
    for span in (timedelta(), timedelta(), timedelta(days=-400), timedelta(days=800)):
        hall.town.clock.moment += span
        versions.append(hall.town.store.urgent.next_set(hall.town.org_id).version)
    assert versions == sorted(set(versions))
    hall.town.clock.moment -= timedelta(days=400)
    hall.publisher.publish(hall.town.org_id)
    hall.town.database.write(lambda session: session.run("DELETE FROM urgent_version"))
    before = hall.published().version
    hall.publisher.publish(hall.town.org_id)
    assert hall.published().version > before


@pytest.mark.parametrize(
    "asked",
    [
        {**SNOW, "until": None},
        {**SNOW, "until": "2026-11-26T08:00:00Z"},
        {**SNOW, "text": "<script>"},
        {**SNOW, "id": "x"},
        {**SNOW, "validated_at": "2026-11-26T09:00:00Z"},
        {**DEARER, "replaces": []},
        {"kind": "suspend", "text": "raison"},
        {},
    ],
)
def test_what_no_client_would_take_is_not_proposed(hall: Hall, asked: dict[str, object]) -> None:
    with pytest.raises(UrgentFormatError):
        hall.town.store.urgent.propose(hall.editor, asked)
    assert hall.town.store.urgent.of(hall.town.org_id) == ()


def test_the_journal_says_who_did_what_in_which_role(hall: Hall) -> None:
    change_id = hall.validated(SNOW)
    hall.town.store.urgent.withdraw(hall.second, change_id, "fausse alerte")
    hall.town.store.persons.remove(hall.town.org_id, "Bruno")
    lines = hall.town.store.urgent.journal(hall.town.org_id)
    assert [(line.act, line.person, line.role, line.reason) for line in reversed(lines)] == [
        (Act.PROPOSE, "Awa", Role.EDITOR, ""),
        (Act.VALIDATE, "Bruno", Role.VALIDATOR, ""),
        (Act.WITHDRAW, "Chloé", Role.VALIDATOR, "fausse alerte"),
    ]


def test_another_town_sees_and_decides_nothing(hall: Hall) -> None:
    other = Town(hall.town.database, hall.town.folder)
    stranger = other.store.persons.add(other.org_id, "Bruno", Role.VALIDATOR)
    proposal = hall.town.store.urgent.propose(hall.editor, SNOW)
    assert other.store.urgent.of(other.org_id) == ()
    assert other.store.urgent.journal(other.org_id) == ()
    for act in (other.store.urgent.validate, other.store.urgent.withdraw):
        with pytest.raises(UnknownError):
            act(stranger, proposal.change.id)
    assert hall.town.store.urgent.next_set(other.org_id).changes == ()


def test_without_a_key_it_says_so_and_publishes_nothing(hall: Hall) -> None:
    hall.validated(SNOW)
    nobody = Publisher(hall.town.store, hall.town.folder / "bundles", None, hall.town.clock)
    done = nobody.publish(hall.town.org_id)
    assert done.version == 0
    assert done.problem.startswith("Ce serveur n'a pas de clé en ligne")
    assert hall.signed.repository.role("local") is None


def test_a_key_that_others_can_read_signs_nothing(hall: Hall) -> None:
    hall.validated(SNOW)
    (hall.keys.folder / "local.pem").chmod(0o640)
    done = hall.publisher.publish(hall.town.org_id)
    assert done.version == 0
    assert "lisible par d'autres comptes" in done.problem


def test_a_town_may_have_keys_of_its_own(hall: Hall) -> None:
    stranger = SignedTown(hall.town.folder / "other")
    place = write_keys(hall.town.folder / "many", stranger)
    write_keys(place.folder / hall.town.organisation.siret, hall.signed)
    hall.validated(SNOW)
    done = Publisher(hall.town.store, hall.town.folder / "bundles", place, hall.town.clock).publish(hall.town.org_id)
    assert done.problem == ""


def test_another_key_than_the_town_s_signs_nothing(hall: Hall) -> None:
    place = write_keys(hall.town.folder / "stolen", SignedTown(hall.town.folder / "other"))
    hall.validated(SNOW)
    done = Publisher(hall.town.store, hall.town.folder / "bundles", place, hall.town.clock).publish(hall.town.org_id)
    assert (done.version, hall.signed.repository.role("local")) == (0, None)


def test_the_online_key_signs_nothing_but_local_content(hall: Hall) -> None:
    with pytest.raises(UsageError):
        sign_local(hall.signed.repository, {"knowledge/x": b"faux"}, hall.signed.online_keys, hall.town.clock.now())


class Staff:
    """The API as two persons use it."""

    def __init__(self, hall: Hall) -> None:
        self.hall = hall
        app = build_app(hall.town.store, "", no_limits(), hall.town.clock, hall.town.folder / "bundles", keys=hall.keys)
        self._caller = Caller(app)
        issue = hall.town.store.staff.issue_to
        self._tokens = {one.name: issue(one, "poste") for one in (hall.editor, hall.first, hall.second)}

    def ask(self, name: str, path: str, said: dict[str, Any] | None = None) -> Answer:
        content = json.dumps(said).encode() if said is not None else b""
        return self._caller.post(f"/api/v1/urgent{path}", content, token=self._tokens[name])

    def get(self, name: str, path: str = "") -> Any:
        return self._caller.get(f"/api/v1/urgent{path}", token=self._tokens[name]).said


def test_over_the_api_it_goes_out_at_the_second_person_s_word(hall: Hall) -> None:
    staff = Staff(hall)
    proposed = staff.ask("Bruno", "", dict(DEARER))
    assert (proposed.status, proposed.said["state"], proposed.said["proposed_by"]) == (201, "proposed", "Bruno")
    change_id = proposed.said["id"]
    own = staff.ask("Bruno", f"/{change_id}/validate")
    assert (own.status, own.said["error"]) == (403, "another_person_must")
    assert staff.ask("Awa", f"/{change_id}/validate").status == 403
    done = staff.ask("Chloé", f"/{change_id}/validate").said
    assert (done["change"]["state"], done["problem"]) == ("validated", "")
    assert done["published"] == hall.published().version
    assert staff.ask("Chloé", f"/{change_id}/validate").said["error"] == "decided_already"
    assert [one["decided_by"] for one in staff.get("Awa")["changes"]] == ["Chloé"]
    assert staff.ask("Awa", f"/{change_id}/withdraw", {"reason": ""}).status == 403
    assert staff.ask("Bruno", f"/{change_id}/withdraw", {"reason": "erreur"}).said["change"]["state"] == "withdrawn"
    assert hall.published().changes == ()
    acts = [(line["act"], line["person"]) for line in staff.get("Awa", "/journal")["lines"]]
    assert acts == [("withdraw", "Bruno"), ("validate", "Chloé"), ("propose", "Bruno")]


def test_over_the_api_a_refused_field_is_named(hall: Hall) -> None:
    staff = Staff(hall)
    assert staff.ask("Awa", "", {**SNOW, "text": "<b>"}).said == {"error": "change_refused", "field": "text"}
    assert staff.ask("Awa", "", {**DEARER, "replaces": ["31 €"]}).said["field"] == "replaces"
    assert staff.ask("Awa", "/inconnu/reject", {"reason": "x"}).status == 403
    assert staff.ask("Chloé", "/inconnu/reject", {"reason": "x"}).status == 404
    assert staff.ask("Chloé", "/inconnu/reject", {"reason": 3}).status == 400
