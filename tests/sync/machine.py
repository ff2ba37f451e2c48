"""Real stores, the real engine, the real server, and every fault between them; the invariants after each step."""

import shutil
import tempfile
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import hypothesis.strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from aparte.store.errors import UnknownContactError
from aparte.sync.server import NotTakenError, SyncError
from aparte_server.api.app import build_app
from aparte_server.store.database import Database
from aparte_server.store.records import Device
from tests.fakes.app_pool import AppPool
from tests.server.faulty import Copy, FaultyDatabase, KilledError, Moment, copied, put_back
from tests.server.limits import no_limits
from tests.server.town import Town
from tests.sync.device import PowerCutError, Workplace

MOST_PLACES = 4
MEMORY = Path("/dev/shm")
_WHICH = st.integers(0, 50)
_FAULTS = st.sampled_from(["none", "none", "request", "response", "client", "client after", *Moment])


class RealSyncMachine(RuleBasedStateMachine):
    """Attributes: `ledger`, each event recorded and not lost with its disk, with its contact; `ever`, all of them;
    `gone`, the contacts whose erasure reached the server; `doubtful`, the places that do not know yet that the
    server, or their own disk, went back.
    """

    def __init__(self, database: Database) -> None:
        super().__init__()
        # In memory where there is such a place: what survives a power cut is another test's business.
        self.folder = Path(tempfile.mkdtemp(prefix="aparte-sync-", dir=MEMORY if MEMORY.is_dir() else None))
        self.faulty = FaultyDatabase(database)
        self.town = Town(self.faulty, self.folder)
        self.app = build_app(self.town.store, limits=no_limits())
        self.places: list[Workplace] = []
        self.images: list[tuple[Workplace, Path]] = []
        self.contacts: list[str] = []
        self.ledger: dict[str, str] = {}
        self.ever: set[str] = set()
        self.erased: set[str] = set()
        self.gone: set[str] = set()
        self.doubtful: set[int] = set()
        self.cursors: dict[int, tuple[str, int]] = {}
        self.backup: Copy = copied(self.faulty, self.town.org_id)
        self.made = 0

    @initialize()
    def first_place(self) -> None:
        self.another_place()
        self.back_up()

    @precondition(lambda self: len(self.places) < MOST_PLACES)
    @rule()
    def another_place(self) -> None:
        place = Workplace(self._folder(), AppPool(self.app))
        self.places.append(place)
        place.enrol(self.town.store.devices.invite(self.town.org_id, "accueil"))

    @rule(which=_WHICH, times=st.integers(1, 3))
    def record(self, which: int, times: int) -> None:
        place = self._place(which)
        for _ in range(times):
            self.contacts.append(place.record())
        self._note(place)

    @precondition(lambda self: self.contacts)
    @rule(which=_WHICH, contact=_WHICH)
    def correct(self, which: int, contact: int) -> None:
        place = self._place(which)
        with suppress(UnknownContactError):
            place.correct(self.contacts[contact % len(self.contacts)])
        self._note(place)

    @precondition(lambda self: self.contacts)
    @rule(which=_WHICH, contact=_WHICH)
    def an_agent_erases(self, which: int, contact: int) -> None:
        place, contact_id = self._place(which), self.contacts[contact % len(self.contacts)]
        with suppress(UnknownContactError):
            place.erase(contact_id)
            self.erased.add(contact_id)
        self._note(place)

    @precondition(lambda self: self.contacts)
    @rule(contact=_WHICH)
    def the_town_erases(self, contact: int) -> None:
        contact_id = self.contacts[contact % len(self.contacts)]
        self.town.store.changes.erase(self.town.org_id, contact_id)
        self.erased.add(contact_id)

    @rule(which=_WHICH, fault=_FAULTS, at=st.integers(0, 9))
    def exchange(self, which: int, fault: "str | Moment", at: int) -> None:
        """`at`: which request or which piece of store work the fault falls on."""
        place = self._place(which)
        match fault:
            case "request":
                place.pool.loses_request = at
            case "response":
                place.pool.loses_response = at
            case "client" | "client after":
                place.cut_at, place.cut_after = at, fault == "client after"
            case Moment():
                self.faulty.dies = fault
        try:
            self._exchange(place)
            self.doubtful.discard(id(place))
        except (SyncError, KilledError):
            pass
        except PowerCutError:
            place.reopen()
        finally:
            place.pool.heal()
            place.cut_at = -1
            self.faulty.dies = None
        self._note(place)

    @precondition(lambda self: len(self.places) < MOST_PLACES)
    @rule(which=_WHICH)
    def clone_the_disk(self, which: int) -> None:
        original = self._place(which)
        copy = Workplace(original.image(self._folder()), AppPool(self.app))
        self.places.append(copy)
        if id(original) in self.doubtful:
            self.doubtful.add(id(copy))

    @rule(which=_WHICH)
    def keep_an_image(self, which: int) -> None:
        place = self._place(which)
        self.images.append((place, place.image(self._folder())))

    @precondition(lambda self: self.images)
    @rule(which=_WHICH)
    def put_an_image_back(self, which: int) -> None:
        """What was recorded since, and had not left, is gone with the disk."""
        place, image = self.images.pop(which % len(self.images))
        place.put_back(image)
        kept = self._on_server() | {one for other in self.places for one in other.event_ids()}
        for event_id in [one for one in self.ledger if one not in kept]:
            del self.ledger[event_id]
        self.cursors.pop(id(place), None)
        self.doubtful.add(id(place))
        self._note(place)

    @rule()
    def the_town_clears_away(self) -> None:
        self.town.clear_away()

    @rule()
    def back_up(self) -> None:
        self.backup = copied(self.faulty, self.town.org_id)

    @precondition(lambda self: self.images)
    @rule()
    def restore_the_server(self) -> None:
        """Clients keep for thirty days what they sent: what only the server had and lost was on a lost disk."""
        put_back(self.faulty, self.town.org_id, self.backup)
        self.town.renew()
        self.town.store.changes.replay()
        self.doubtful.update(map(id, self.places))
        kept = self._on_server() | {one for place in self.places for one in place.event_ids()}
        for event_id in [one for one in self.ledger if one not in kept]:
            del self.ledger[event_id]

    @rule(which=_WHICH, years=st.sampled_from([-10, 10]))
    def the_clock_jumps(self, which: int, years: int) -> None:
        place = self._place(which)
        if abs((place.clock.now() - self.town.clock.now()).days) < 400:
            place.clock.set(place.clock.now() + timedelta(days=365 * years))

    @invariant()
    def nothing_of_the_ledger_is_nowhere(self) -> None:
        held = self._on_server() | {one for place in self.places for one in place.event_ids()}
        assert set(self.ledger) <= held, "I1"

    @invariant()
    def an_event_is_kept_once(self) -> None:
        rows = self.faulty.read(
            lambda session: session.rows(
                "SELECT count(*), count(DISTINCT event_id) FROM event WHERE org_id = ?", (self.town.org_id,)
            )
        )
        assert rows[0][0] == rows[0][1], "I2"
        assert not self.town.purged().intersection(self.town.payloads()), "I2: what was cleared away came back"

    @invariant()
    def receipts_of_a_device_have_no_hole(self) -> None:
        for device in self._devices():
            numbers = [seq for seq, _, _ in self.town.receipts(device)]
            assert numbers == list(range(1, len(numbers) + 1)), "I4"

    @invariant()
    def nothing_of_an_erased_contact_remains_on_the_server(self) -> None:
        self.gone.update(one.subject for one in self.town.store.changes.after(self.town.org_id, "").changes)
        for event_id, content in self.town.payloads().items():
            assert self.ledger.get(event_id) not in self.gone or content in (None, "{}"), "I5"

    @invariant()
    def what_a_client_holds_for_acknowledged_has_a_receipt(self) -> None:
        for place in self.places:
            if id(place) not in self.doubtful:
                self._acknowledged_have_receipts(place)

    @invariant()
    def a_cursor_never_goes_back(self) -> None:
        for place in self.places:
            generation, _, number = place.store.link.cursor().rpartition(":")
            before = self.cursors.get(id(place))
            if before is not None and before[0] == generation:
                assert before[1] <= int(number), "I6"
            if generation:
                self.cursors[id(place)] = (generation, int(number))

    def check(self) -> None:
        """Every invariant, for a story told by hand."""
        for held in (
            self.nothing_of_the_ledger_is_nowhere,
            self.an_event_is_kept_once,
            self.receipts_of_a_device_have_no_hole,
            self.nothing_of_an_erased_contact_remains_on_the_server,
            self.what_a_client_holds_for_acknowledged_has_a_receipt,
            self.a_cursor_never_goes_back,
        ):
            held()

    def teardown(self) -> None:
        """Heal: everything arrives, everyone converges."""
        try:
            self._heal()
        finally:
            self.put_away()

    def put_away(self) -> None:
        """Close and remove everything."""
        for place in self.places:
            place.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _heal(self) -> None:
        for _ in range(2):
            for place in self.places:
                place.clock.set(self.town.clock.now())
                self._exchange(place)
                self._note(place)
        for place in self.places:
            assert place.store.outbox.waiting() == 0, "L1: an outbox is not empty"
            self._acknowledged_have_receipts(place)
        assert set(self.ledger) <= self._on_server(), "L1: the server lacks events"
        assert self._on_server() <= self.ever, "I2: the server has events that nobody recorded"
        self.nothing_of_an_erased_contact_remains_on_the_server()
        for place in self.places:
            assert place.store.link.cursor() == self.town.cursor(), "L2"
            assert not self.erased.intersection(place.contents()), "I5: on a client"
            assert not any(place.knows(contact) for contact in self.erased), "I5: on a client"

    def _acknowledged_have_receipts(self, place: Workplace) -> None:
        enrolment = place.store.link.enrolment()
        assert enrolment is not None
        device = next((one for one in self._devices() if one.device_id == enrolment.device_id), None)
        assert device is not None, "I3: the server does not know this device"
        rows = place.store.database.rows("SELECT seq, event_id FROM event WHERE acked_at IS NOT NULL ORDER BY seq")
        receipts = {seq: event_id for seq, event_id, _ in self.town.receipts(device)}
        assert all(receipts.get(row["seq"]) == row["event_id"] for row in rows), "I3"

    def _exchange(self, place: Workplace) -> None:
        """As the program does; a device that is not taken any more gets a new code from the manager."""
        try:
            place.exchange()
        except NotTakenError:
            place.enrol(self.town.store.devices.invite(self.town.org_id, "accueil"))
            place.exchange()

    def _note(self, place: Workplace) -> None:
        rows = place.store.database.rows("SELECT event_id, contact_id FROM event")
        self.ledger.update({row["event_id"]: row["contact_id"] for row in rows})
        self.ever.update(self.ledger)

    def _on_server(self) -> set[str]:
        """What the server has, or cleared away on purpose."""
        return set(self.town.payloads()) | set(self.town.set_aside()) | self.town.purged()

    def _devices(self) -> tuple[Device, ...]:
        return self.town.store.devices.of(self.town.org_id)

    def _place(self, which: int) -> Workplace:
        return self.places[which % len(self.places)]

    def _folder(self) -> Path:
        self.made += 1
        return self.folder / f"disk-{self.made}"
