"""Call-backs shared by the workstations of a town, over the real stores; the server never reads one."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from aparte.core.records import Taken
from aparte.store.errors import NotSharedError, UnknownContactError
from aparte.store.keys import WrongSecretError, bytes_of, new_key, text_of
from aparte.store.ring import Ring, proof_of
from aparte.store.sealing import public_of, seal_to
from aparte.store.team_state import TeamStanding
from aparte_server.api.app import build_app
from aparte_server.store.database import Database
from aparte_server.store.records import Device
from aparte_server.store.team import Wrap
from tests.fakes.app_pool import AppPool
from tests.fakes.recorded import call_back
from tests.fakes.stores import everything
from tests.server.faulty import copied, put_back
from tests.server.limits import no_limits
from tests.server.town import Town
from tests.sync.device import Workplace

WHO = call_back().name
PHONE = call_back().phone


class Room:
    """Workstations of one town."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.folder = folder
        self.town = Town(database, folder)
        self.app = build_app(self.town.store, limits=no_limits(), clock=self.town.clock)
        self.places: list[Workplace] = []

    def place(self, label: str, team_code: str = "", town: Town | None = None) -> Workplace:
        town = town or self.town
        made = Workplace(self.folder / f"place-{len(self.places)}", AppPool(self.app))
        made.clock.set(self.town.clock.now())
        self.places.append(made)
        code = town.store.devices.invite(town.org_id, label)
        made.enrol(f"{code} {team_code}" if team_code else code)
        made.exchange()
        return made

    def two(self) -> tuple[Workplace, Workplace]:
        """Both in the team."""
        first = self.place("Accueil 1")
        second = self.place("Accueil 2", first.store.team.code)
        self.exchange()
        return first, second

    def exchange(self) -> None:
        """Each in turn, so that what the last one sent reaches the first."""
        for place in (*self.places, *self.places):
            place.exchange()

    def device(self, place: Workplace) -> Device:
        enrolment = place.store.link.enrolment()
        assert enrolment is not None
        return next(one for one in self.town.store.devices.of(self.town.org_id) if one.device_id == enrolment.device_id)

    def on_server(self) -> str:
        """All that the server's tables hold."""
        names = [
            *("organisation", "device", "event", "quarantine", "change", "team_device", "call_back", "town_rules"),
            "escrow",
        ]
        return self.town.database.read(
            lambda session: json.dumps({name: session.rows(f"SELECT * FROM {name}") for name in names}, default=str)
        )

    def sealed(self) -> list[str]:
        return self.town.database.read(
            lambda session: [row[0] for row in session.rows("SELECT sealed FROM call_back WHERE sealed <> ''")]
        )


@pytest.fixture
def room(database: Database, tmp_path: Path) -> Iterator[Room]:
    made = Room(database, tmp_path)
    yield made
    for place in made.places:
        place.close()


def test_a_call_back_is_seen_by_the_team_and_not_by_the_server(room: Room) -> None:
    first, second = room.two()
    contact_id = first.record(calls_back=True)
    room.exchange()
    seen = second.reminders()[contact_id]
    assert (seen.call_back.name, seen.call_back.phone, seen.workstation) == (WHO, PHONE, "Accueil 1")
    assert seen.call_back == first.reminders()[contact_id].call_back
    assert (first.reminders()[contact_id].workstation, first.reminders()[contact_id].shared) == ("", True)
    assert room.sealed() != []
    for secret in (WHO, PHONE, "Zuzanna", "sa carte est"):
        assert secret not in room.on_server()


def test_what_was_noted_before_the_enrolment_is_shared_after_it(room: Room) -> None:
    alone = Workplace(room.folder / "before", AppPool(room.app))
    room.places.append(alone)
    alone.clock.set(room.town.clock.now())
    contact_id = alone.record(calls_back=True)
    alone.enrol(room.town.store.devices.invite(room.town.org_id, "Accueil 1"))
    alone.exchange()
    second = room.place("Accueil 2", alone.store.team.code)
    room.exchange()
    assert second.whom() == {contact_id: WHO}
    waiting = alone.store.outbox.waiting()
    alone.exchange()
    assert alone.store.outbox.waiting() == waiting == 0


@pytest.mark.parametrize("by", [0, 1])
def test_done_by_anyone_erases_it_everywhere(room: Room, by: int) -> None:
    places = room.two()
    contact_id = places[0].record(calls_back=True)
    room.exchange()
    places[by].done(contact_id)
    room.exchange()
    assert room.sealed() == []
    for place in places:
        assert place.reminders() == {}
        assert "sealed" not in str(json.loads(everything(place.store.database))["event"])
        assert WHO not in everything(place.store.database)
    assert places[0].store.contacts.contact(contact_id)[0].call_back is None


def test_what_is_done_offline_does_not_come_back(room: Room) -> None:
    """The copy of the other one took it in the meantime: done is the end, whatever the order."""
    first, second = room.two()
    contact_id = first.record(calls_back=True)
    room.exchange()
    first.done(contact_id)
    second.take(contact_id)
    room.exchange()
    assert (first.reminders(), second.reminders(), room.sealed()) == ({}, {}, [])


def test_the_last_to_take_it_wins_and_both_see_who(room: Room) -> None:
    first, second = room.two()
    contact_id = first.record(calls_back=True)
    room.exchange()
    first.take(contact_id, "Alice")
    second.take(contact_id, "Benoît")
    assert first.reminders()[contact_id].taken == Taken("Accueil 1", "Alice", here=True)
    second.exchange()
    first.exchange()
    second.exchange()
    assert first.reminders()[contact_id].taken == Taken("Accueil 1", "Alice", here=True)
    assert second.reminders()[contact_id].taken == Taken("Accueil 1", "Alice", here=False)
    assert "Alice" not in room.on_server()


def test_a_name_that_the_town_does_not_tell_is_not_told(room: Room) -> None:
    first, second = room.two()
    contact_id = first.record(calls_back=True)
    room.exchange()
    first.take(contact_id)
    room.exchange()
    assert second.reminders()[contact_id].taken == Taken("Accueil 1", "", here=False)


def test_a_call_back_of_a_workstation_alone_cannot_be_taken(room: Room) -> None:
    place = Workplace(room.folder / "alone", AppPool(room.app))
    room.places.append(place)
    contact_id = place.record(calls_back=True)
    with pytest.raises(NotSharedError):
        place.take(contact_id)
    with pytest.raises(UnknownContactError):
        place.done("nobody")


def test_without_the_code_a_workstation_waits_and_reads_nothing(room: Room) -> None:
    first = room.place("Accueil 1")
    second = room.place("Accueil 2")
    contact_id = first.record(calls_back=True)
    room.exchange()
    assert second.store.team.standing() is TeamStanding.CODE
    assert second.whom() == {contact_id: ""}
    assert not second.reminders()[contact_id].readable
    second.store.team.type_code(first.store.team.code.lower().replace("-", " "))
    room.exchange()
    assert second.store.team.standing() is TeamStanding.READY
    assert second.whom() == {contact_id: WHO}


def test_a_wrong_code_gives_nothing(room: Room) -> None:
    room.place("Accueil 1")
    second = room.place("Accueil 2", "AAAAAA-BBBBBB-CCCCCC")
    room.exchange()
    assert second.store.team.standing() is TeamStanding.WAITING
    assert second.store.team.ring.keys == ()


def test_the_code_never_reaches_the_server(room: Room) -> None:
    first, _ = room.two()
    assert first.store.team.code not in room.on_server()
    assert first.store.team.code.replace("-", "") not in room.on_server()


def test_a_server_that_puts_its_own_key_in_is_given_nothing(room: Room) -> None:
    """It can show any public key for any device: without the team's code no proof goes with it."""
    first, _ = room.two()
    mine = new_key()
    intruder = room.town.device()
    room.town.store.team.register(intruder, text_of(public_of(mine)), proof_of("AAAAAA", intruder.device_id, b"x" * 32))
    room.exchange()
    state = room.town.store.team.of(intruder)
    assert state.wrapped == ""
    assert first.store.team.standing() is TeamStanding.READY


def test_a_key_swapped_for_a_member_is_given_nothing(room: Room) -> None:
    """The proof is about one key: another in its place needs another proof."""
    first, second = room.two()
    device, mine = room.device(second), new_key()
    proof = next(one.proof for one in room.town.store.team.of(device).devices if one.device_id == device.device_id)
    room.town.store.team.register(device, text_of(public_of(mine)), proof)
    first.exchange()
    assert room.town.store.team.of(device).wrapped == ""
    second.exchange()
    room.exchange()
    assert second.store.team.standing() is TeamStanding.READY


def test_keys_of_the_servers_own_making_are_refused(room: Room) -> None:
    first, second = room.two()
    device = room.device(second)
    state = room.town.store.team.of(device)
    public = next(one.public for one in state.devices if one.device_id == device.device_id)
    ring = Ring().turned()
    box = text_of(seal_to(bytes_of(public), ring.packed(), "aparte team keys"))
    room.town.store.team.give(device, state.epoch + 1, (Wrap(device.device_id, public, box, ""),))
    before = second.store.team.ring
    second.exchange()
    assert second.store.team.ring == before
    contact_id = second.record(calls_back=True)
    room.exchange()
    for sealed in room.sealed():
        with pytest.raises(WrongSecretError):
            ring.open(contact_id, "call_back", sealed)
    assert first.store.team.ring.keys[0] == before.keys[0]


def test_a_newcomer_takes_no_keys_but_those_of_the_code_it_was_given(room: Room) -> None:
    first = room.place("Accueil 1")
    second = room.place("Accueil 2", first.store.team.code)
    device = room.device(second)
    state = room.town.store.team.of(device)
    public = next(one.public for one in state.devices if one.device_id == device.device_id)
    box = text_of(seal_to(bytes_of(public), Ring().turned().packed(), "aparte team keys"))
    room.town.store.team.give(device, state.epoch, (Wrap(device.device_id, public, box, ""),))
    second.exchange()
    assert second.store.team.ring.keys == ()
    room.exchange()
    assert second.store.team.ring == first.store.team.ring


def test_a_workstation_that_is_shut_out_reads_nothing_that_comes_after(room: Room) -> None:
    first, second = room.two()
    third = room.place("Portable", first.store.team.code)
    room.exchange()
    old = third.store.team.ring
    room.town.store.devices.revoke(room.town.org_id, room.device(third).device_id)
    room.places.remove(third)
    room.exchange()
    assert len(first.store.team.ring.keys) == 2
    assert first.store.team.ring == second.store.team.ring
    contact_id = first.record(calls_back=True)
    room.exchange()
    assert second.whom() == {contact_id: WHO}
    with pytest.raises(WrongSecretError):
        old.open(contact_id, "call_back", room.sealed()[0])
    assert first.store.team.code != ""
    third.close()


def test_one_that_was_away_while_the_keys_changed_has_them_on_its_return(room: Room) -> None:
    first, second = room.two()
    third = room.place("Portable", first.store.team.code)
    room.exchange()
    for _ in range(2):
        gone = room.place("Stagiaire", first.store.team.code)
        first.exchange()
        gone.exchange()
        room.town.store.devices.revoke(room.town.org_id, room.device(gone).device_id)
        room.places.remove(gone)
        gone.close()
        first.exchange()
    contact_id = first.record(calls_back=True)
    first.exchange()
    for late in (second, third):
        late.exchange()
        assert late.store.team.standing() is TeamStanding.READY
        assert late.whom() == {contact_id: WHO}


def test_a_server_put_back_to_before_the_keys_changed_gets_them_again(room: Room) -> None:
    first, second = room.two()
    third = room.place("Portable", first.store.team.code)
    room.exchange()
    backup = copied(room.town.database, room.town.org_id)
    device_id = room.device(third).device_id
    room.town.store.devices.revoke(room.town.org_id, device_id)
    room.places.remove(third)
    room.exchange()
    ring = first.store.team.ring
    put_back(room.town.database, room.town.org_id, backup)
    room.town.renew()
    room.town.store.devices.revoke(room.town.org_id, device_id)
    contact_id = second.record(calls_back=True)
    room.exchange()
    assert first.store.team.ring.keys[: len(ring.keys)] == ring.keys
    assert first.store.team.ring == second.store.team.ring
    assert first.whom() == {contact_id: WHO}
    third.close()


def test_a_copied_disk_stays_in_the_team(room: Room) -> None:
    first, second = room.two()
    copy = Workplace(second.image(room.folder / "copy"), AppPool(room.app))
    room.places.append(copy)
    for place in (second, copy):
        place.record()
    room.exchange()
    contact_id = first.record(calls_back=True)
    room.exchange()
    assert copy.whom() == second.whom() == {contact_id: WHO}


def test_an_erased_contact_is_called_back_by_nobody(room: Room) -> None:
    first, second = room.two()
    contact_id = first.record(calls_back=True)
    room.exchange()
    room.town.store.changes.erase(room.town.org_id, contact_id)
    room.exchange()
    assert (first.reminders(), second.reminders(), room.sealed()) == ({}, {}, [])


def test_past_its_day_it_goes_without_anyone(room: Room) -> None:
    first, second = room.two()
    first.record(calls_back=True)
    room.exchange()
    room.town.clock.pass_(days=62)
    for place in (first, second):
        place.clock.set(room.town.clock.now())
        place.store.retention.expire(place.clock.now())
        assert place.reminders() == {}
        assert "sealed" not in str(json.loads(everything(place.store.database))["event"])
    first.record(calls_back=True)
    first.exchange()
    assert len(room.sealed()) == 1


def test_in_another_town_the_keys_of_the_first_are_forgotten(room: Room) -> None:
    first, _ = room.two()
    other = Town(room.town.database, room.folder)
    before = first.store.team.ring
    first.enrol(other.store.devices.invite(other.org_id, "Accueil"))
    first.exchange()
    assert not set(before.keys) & set(first.store.team.ring.keys)


def test_an_agent_of_several_workstations_and_several_agents_of_one_share_the_list(room: Room) -> None:
    first, second = room.two()
    ids = [first.record(calls_back=True), second.record(calls_back=True)]
    room.exchange()
    first.store.call_backs.take("b-77", ids[1], "Benoît")
    first.store.call_backs.done("c-12", ids[0])
    room.exchange()
    assert list(first.whom()) == list(second.whom()) == [ids[1]]
    taken = second.reminders()[ids[1]].taken
    assert taken is not None
    assert taken.agent == "Benoît"


def test_a_lost_answer_makes_the_team_once(room: Room) -> None:
    place = Workplace(room.folder / "first", AppPool(room.app))
    room.places.append(place)
    place.clock.set(room.town.clock.now())
    place.enrol(room.town.store.devices.invite(room.town.org_id, "Accueil 1"))
    for lost in range(6):
        place.pool.loses_response = lost
        try:
            place.exchange()
        except Exception:  # noqa: BLE001 - whichever answer it was
            continue
        finally:
            place.pool.heal()
    place.exchange()
    second = room.place("Accueil 2", place.store.team.code)
    room.exchange()
    assert second.store.team.ring == place.store.team.ring
    assert len(place.store.team.ring.keys) == 1


def test_a_team_settled_asks_the_server_nothing_more(room: Room) -> None:
    first, _ = room.two()
    asked: list[str] = []
    ask = first.pool.request

    def counted(method: str, url: str, **rest: Any) -> Any:
        asked.append(url)
        return ask(method, url, **rest)

    first.pool.request = counted  # type: ignore[method-assign, assignment]
    first.exchange()
    assert [url.rsplit("/", 1)[1] for url in asked] == ["ack", "changes"]


def test_the_first_two_at_once_make_one_team(room: Room) -> None:
    """Both saw that there was no team: the second to give finds that there is one."""
    first, second = room.place("Accueil 1"), room.place("Accueil 2")
    late = Ring().turned()
    state = room.town.store.team.of(room.device(second))
    assert state.epoch == 1
    room.town.store.team.give(
        room.device(second),
        1,
        tuple(Wrap(one.device_id, one.public, text_of(late.packed()), "") for one in state.devices if one.public),
    )
    first.exchange()
    assert first.store.team.standing() is TeamStanding.READY
