"""Urgent changes of a town: proposed by one person, validated by another, published as one set."""

import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum

from aparte.core.clock import Clock
from aparte.core.errors import AparteError, UsageError
from aparte.core.identifiers import Identifiers
from aparte.core.urgent import UrgentChange, UrgentSet
from aparte.wire.urgent import MOST_CHANGES, UrgentFormatError, read, written
from aparte_server.errors import UnknownError
from aparte_server.store.database import Database, Session, first
from aparte_server.store.instants import milliseconds
from aparte_server.store.organisations import found
from aparte_server.store.persons import Person, Role

LONGEST_REASON = 300
# What waits for a second person is not endless either.
_MOST_WAITING = 200
_COLUMNS = (
    "c.change_id, c.state, c.body, c.proposed_by, p.name, c.decided_by, coalesce(d.name, ''), c.decided_at, c.reason"
)
_FROM = (
    "urgent_change c JOIN staff_person p ON p.org_id = c.org_id AND p.person_id = c.proposed_by"
    " LEFT JOIN staff_person d ON d.org_id = c.org_id AND d.person_id = c.decided_by"
)


class State(StrEnum):
    """How far a change is."""

    PROPOSED = "proposed"
    VALIDATED = "validated"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class Act(StrEnum):
    """What a person did."""

    PROPOSE = "propose"
    VALIDATE = "validate"
    REJECT = "reject"
    WITHDRAW = "withdraw"


class NotForYouError(AparteError):
    """Right, but not by this person."""

    exit_code = 2


class DecidedError(AparteError):
    """It is too late: something else was decided, or its time has passed."""

    exit_code = 2


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change and what became of it; `decided_by` is the name of who did the last act, `reason` why."""

    change: UrgentChange
    state: State
    proposer_id: str
    proposed_by: str
    decided_by: str = ""
    decided_at: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class JournalLine:
    """Who did what, when; `at` in milliseconds since 1970."""

    number: int
    at: int
    change_id: str
    act: Act
    person: str
    role: Role
    reason: str


class UrgentChanges:
    """The urgent changes of every town, and the journal of them."""

    def __init__(self, database: Database, clock: Clock, ids: Identifiers) -> None:
        self._database = database
        self._clock = clock
        self._ids = ids

    def propose(self, person: Person, asked: dict[str, object]) -> Proposal:
        """Propose a change; `asked` as in the file, less what the server knows: `from` may be left out.

        Raises `UrgentFormatError` when no client would take it, `NotForYouError`, `DecidedError`.
        """
        _may(person, Role.EDITOR)
        now = self._clock.now()
        moment = now.isoformat()
        known = {"id": self._ids.uuid7(), "proposed_at": moment, "validated_at": moment}
        if known.keys() & asked.keys():
            raise UrgentFormatError(f"{min(known.keys() & asked.keys())}: the server's to say")
        change = read({"until": None, "from": moment, **asked, **known})
        if change.ends is not None and change.ends <= now:
            raise UrgentFormatError("until: has passed")

        def work(session: Session) -> Proposal:
            found(session, "org_id", person.org_id, session.for_update)
            self._room(session, person.org_id, State.PROPOSED, _MOST_WAITING)
            session.run(
                "INSERT INTO urgent_change (org_id, change_id, state, body, proposed_by, proposed_at, ends_at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    *(person.org_id, change.id, State.PROPOSED.value, _body(change)),
                    *(person.person_id, milliseconds(now), _instant(change.ends)),
                ),
            )
            self._note(session, person, Act.PROPOSE, change.id, "")
            return _one(session, person.org_id, change.id)

        return self._database.write(work)

    def validate(self, person: Person, change_id: str) -> Proposal:
        """A second person answers for it: it is to be published.

        Raises `NotForYouError` for who proposed it, `DecidedError`, `UnknownError`.
        """
        _may(person, Role.VALIDATOR)

        def work(session: Session) -> Proposal:
            proposal = self._waiting(session, person, change_id)
            if proposal.proposer_id == person.person_id:
                raise NotForYouError("Vous l'avez proposé : une autre personne doit le valider.")
            self._room(session, person.org_id, State.VALIDATED, MOST_CHANGES)
            return self._decide(session, person, Act.VALIDATE, State.VALIDATED, change_id, "")

        return self._database.write(work)

    def reject(self, person: Person, change_id: str, reason: str) -> Proposal:
        """It will not be published; its proposer may take another look. Raises as `validate`, and `UsageError`."""
        _may(person, Role.VALIDATOR)
        why = _reason(reason)

        def work(session: Session) -> Proposal:
            proposal = self._waiting(session, person, change_id)
            if proposal.proposer_id == person.person_id:
                raise NotForYouError("Vous l'avez proposé : retirez-le, au lieu de le refuser.")
            return self._decide(session, person, Act.REJECT, State.REJECTED, change_id, why)

        return self._database.write(work)

    def withdraw(self, person: Person, change_id: str, reason: str = "") -> Proposal:
        """It is over: by its proposer while it waits, by one validator once it is out, as haste may ask for.

        Raises `NotForYouError`, `DecidedError`, `UnknownError`.
        """
        why = _reason(reason) if reason.strip() else ""

        def work(session: Session) -> Proposal:
            found(session, "org_id", person.org_id, session.for_update)
            proposal = _one(session, person.org_id, change_id)
            own = proposal.state is State.PROPOSED and proposal.proposer_id == person.person_id
            _may(person, Role.EDITOR if own else Role.VALIDATOR)
            if proposal.state not in (State.PROPOSED, State.VALIDATED):
                raise DecidedError("Ce changement est déjà refusé ou retiré.")
            return self._decide(session, person, Act.WITHDRAW, State.WITHDRAWN, change_id, why)

        return self._database.write(work)

    def of(self, org_id: str) -> tuple[Proposal, ...]:
        """Every change of a town that is not over, the newest first, and those decided in the last thirty days."""
        now = self._clock.now()
        since = milliseconds(now) - 30 * 86_400_000
        rows = self._database.read(
            lambda session: session.rows(
                f"SELECT {_COLUMNS} FROM {_FROM} WHERE c.org_id = ?"  # noqa: S608
                " AND (c.ends_at IS NULL OR c.ends_at > ? OR c.decided_at > ?)"
                " ORDER BY c.proposed_at DESC, c.change_id DESC LIMIT 500",
                (org_id, milliseconds(now), since),
            )
        )
        return tuple(map(_proposal, rows))

    def journal(self, org_id: str, limit: int = 200) -> tuple[JournalLine, ...]:
        """Who did what, the newest first."""
        rows = self._database.read(
            lambda session: session.rows(
                "SELECT a.number, a.at, a.change_id, a.act, p.name, a.role, a.reason FROM urgent_act a"
                " JOIN staff_person p ON p.org_id = a.org_id AND p.person_id = a.person_id"
                " WHERE a.org_id = ? ORDER BY a.number DESC LIMIT ?",
                (org_id, limit),
            )
        )
        return tuple(
            JournalLine(int(number), int(at), change_id, Act(act), name, Role(role), reason)
            for number, at, change_id, act, name, role, reason in rows
        )

    def next_set(self, org_id: str, floor: int = 0) -> UrgentSet:
        """All that is validated and not over, under a new number, above `floor` and all those given before.

        The number follows the time: a database that was put back from a copy gives none again.
        """
        now = self._clock.now()

        def work(session: Session) -> UrgentSet:
            found(session, "org_id", org_id, session.for_update)
            last = first(session, "SELECT version FROM urgent_version WHERE org_id = ?", (org_id,))
            version = max(int(now.timestamp()), floor + 1, int(last[0]) + 1 if last else 1)
            session.run(
                "INSERT INTO urgent_version (org_id, version, signed_at) VALUES (?, ?, ?)"
                " ON CONFLICT (org_id) DO UPDATE SET version = excluded.version, signed_at = excluded.signed_at",
                (org_id, version, milliseconds(now)),
            )
            rows = session.rows(
                f"SELECT {_COLUMNS} FROM {_FROM} WHERE c.org_id = ? AND c.state = ?"  # noqa: S608
                " AND (c.ends_at IS NULL OR c.ends_at > ?) ORDER BY c.change_id",
                (org_id, State.VALIDATED.value, milliseconds(now)),
            )
            return UrgentSet(version, tuple(_proposal(row).change for row in rows))

        return self._database.write(work)

    def _waiting(self, session: Session, person: Person, change_id: str) -> Proposal:
        found(session, "org_id", person.org_id, session.for_update)
        proposal = _one(session, person.org_id, change_id)
        if proposal.state is not State.PROPOSED:
            raise DecidedError("Ce changement n'attend plus de décision : voyez la liste.")
        ends = proposal.change.ends
        if ends is not None and ends <= self._clock.now():
            raise DecidedError("La date de fin de ce changement est passée : proposez-en un autre.")
        return proposal

    def _decide(  # noqa: PLR0917 - one act, told whole
        self, session: Session, person: Person, act: Act, state: State, change_id: str, reason: str
    ) -> Proposal:
        session.run(
            "UPDATE urgent_change SET state = ?, decided_by = ?, decided_at = ?, reason = ?"
            " WHERE org_id = ? AND change_id = ?",
            (
                *(state.value, person.person_id, milliseconds(self._clock.now()), reason),
                *(person.org_id, change_id),
            ),
        )
        self._note(session, person, act, change_id, reason)
        return _one(session, person.org_id, change_id)

    def _note(self, session: Session, person: Person, act: Act, change_id: str, reason: str) -> None:
        last = first(session, "SELECT coalesce(max(number), 0) FROM urgent_act WHERE org_id = ?", (person.org_id,))
        number = int(last[0]) + 1 if last else 1
        session.run(
            "INSERT INTO urgent_act (org_id, number, at, change_id, act, person_id, role, reason)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(person.org_id, number, milliseconds(self._clock.now()), change_id),
                *(act.value, person.person_id, person.role.value, reason),
            ),
        )

    def _room(self, session: Session, org_id: str, state: State, most: int) -> None:
        row = first(
            session,
            "SELECT count(*) FROM urgent_change WHERE org_id = ? AND state = ? AND (ends_at IS NULL OR ends_at > ?)",
            (org_id, state.value, milliseconds(self._clock.now())),
        )
        if row is not None and int(row[0]) >= most:
            raise DecidedError(f"Il y a déjà {most} changements urgents : retirez d'abord ceux qui ne servent plus.")


def _may(person: Person, role: Role) -> None:
    if not person.role.covers(role):
        raise NotForYouError("Votre rôle ne le permet pas : demandez à une personne qui valide.")


def _one(session: Session, org_id: str, change_id: str) -> Proposal:
    row = first(
        session,
        f"SELECT {_COLUMNS} FROM {_FROM} WHERE c.org_id = ? AND c.change_id = ?",  # noqa: S608
        (org_id, change_id),
    )
    if row is None:
        raise UnknownError("Ce changement urgent n'existe pas ici : voyez « aparte-server notice list ».")
    return _proposal(row)


def _proposal(row: tuple[object, ...]) -> Proposal:
    _, state, body, proposer, proposed_by, _, decided_by, decided_at, reason = row
    change = read(json.loads(str(body)))
    at = None if decided_at is None else int(str(decided_at))
    if state == State.VALIDATED.value and at is not None:
        change = replace(change, validated_at=datetime.fromtimestamp(at / 1000, UTC))
    return Proposal(change, State(str(state)), str(proposer), str(proposed_by), str(decided_by), at, str(reason))


def _body(change: UrgentChange) -> str:
    return json.dumps(written(change), ensure_ascii=False)


def _instant(moment: datetime | None) -> int | None:
    return None if moment is None else milliseconds(moment)


def _reason(text: str) -> str:
    said = " ".join(text.split())
    if not said or len(said) > LONGEST_REASON or not said.isprintable():
        raise UsageError(f"Dites pourquoi en une ligne, de {LONGEST_REASON} signes au plus.")
    return said
