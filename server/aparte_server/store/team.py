"""The team's keys as the server sees them: public keys, and boxes that it can't open.

Who may have the keys is for the workstations to say: each proves itself to the others with a code that the
server never sees. The server keeps one set of boxes at a time, whose number, the epoch, only grows, and asks
for another set when a workstation that had one was shut out.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from aparte_server.store.database import Database, Session, first
from aparte_server.store.devices import locked
from aparte_server.store.records import Device
from aparte_server.store.rules import rules_of, touch


@dataclass(frozen=True, slots=True)
class TeamDevice:
    """A workstation of the town; `public` is empty before it showed a key, `epoch` 0 before it was given the team's."""

    device_id: str
    label: str
    public: str
    proof: str
    epoch: int
    revoked: bool


@dataclass(frozen=True, slots=True)
class Team:
    """The team as one workstation sees it.

    `wrapped` is its own box, or empty; `rotate` is true when one that was shut out has the keys in force.
    """

    version: int
    org_id: str
    epoch: int
    rotate: bool
    wrapped: str
    recovery: str
    devices: tuple[TeamDevice, ...]


@dataclass(frozen=True, slots=True)
class Wrap:
    """The team's keys for one workstation, and the proof that it will be known by from now on."""

    device_id: str
    public: str
    wrapped: str
    proof: str


class TeamKeys:
    """Passes boxes on."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, device: Device) -> Team:
        """The team, for a workstation of it."""
        return self._database.read(lambda session: _team(session, device))

    def register(self, device: Device, public: str, proof: str) -> Team:
        """Show a public key; another one than before has no box yet."""

        def work(session: Session) -> Team:
            locked(session, device)
            touch(session, device.org_id)
            session.run(
                "INSERT INTO team_device (org_id, device_id, public, proof, epoch, wrapped) VALUES (?, ?, ?, ?, 0, '')"
                " ON CONFLICT (org_id, device_id) DO UPDATE SET proof = excluded.proof, public = excluded.public,"
                " epoch = CASE WHEN team_device.public = excluded.public THEN team_device.epoch ELSE 0 END,"
                " wrapped = CASE WHEN team_device.public = excluded.public THEN team_device.wrapped ELSE '' END",
                (device.org_id, device.device_id, public, proof),
            )
            return _team(session, device)

        return self._database.write(work)

    def give(self, device: Device, epoch: int, wraps: Sequence[Wrap]) -> Team:
        """Boxes for others: of the epoch in force for those who have none, or a new epoch whole.

        Only a workstation that has the keys in force begins another epoch. What comes too late changes
        nothing: the answer says how things are.
        """

        def work(session: Session) -> Team:
            locked(session, device)
            rules = touch(session, device.org_id)
            begins = epoch > rules.team_epoch and _may_begin(session, device, rules.team_epoch)
            if begins:
                session.run("UPDATE town_rules SET team_epoch = ? WHERE org_id = ?", (epoch, device.org_id))
            if begins or epoch == rules.team_epoch:
                for wrap in sorted(wraps, key=lambda one: one.device_id):
                    _keep(session, device.org_id, epoch, wrap)
            return _team(session, device)

        return self._database.write(work)


def _may_begin(session: Session, device: Device, current: int) -> bool:
    row = first(
        session,
        "SELECT epoch FROM team_device WHERE org_id = ? AND device_id = ?",
        (device.org_id, device.device_id),
    )
    return row is not None and (current == 0 or int(row[0]) == current)


def _keep(session: Session, org_id: str, epoch: int, wrap: Wrap) -> None:
    session.run(
        "UPDATE team_device SET epoch = ?, wrapped = ?, proof = ? WHERE org_id = ? AND device_id = ? AND public = ?"
        " AND epoch < ? AND EXISTS (SELECT 1 FROM device WHERE device.org_id = team_device.org_id"
        " AND device.device_id = team_device.device_id AND device.revoked_at IS NULL)",
        (epoch, wrap.wrapped, wrap.proof, org_id, wrap.device_id, wrap.public, epoch),
    )


def _team(session: Session, device: Device) -> Team:
    rules = rules_of(session, device.org_id)
    rows = session.rows(
        "SELECT d.device_id, d.label, d.revoked_at, t.public, t.proof, t.epoch, t.wrapped FROM device AS d"
        " LEFT JOIN team_device AS t ON t.org_id = d.org_id AND t.device_id = d.device_id"
        " WHERE d.org_id = ? ORDER BY d.enrolled_at, d.device_id",
        (device.org_id,),
    )
    devices = tuple(
        TeamDevice(one, label, public or "", proof or "", int(epoch or 0), revoked is not None)
        for one, label, revoked, public, proof, epoch, _ in rows
    )
    return Team(
        version=rules.team_version,
        org_id=device.org_id,
        epoch=rules.team_epoch,
        rotate=any(one.revoked and one.epoch == rules.team_epoch for one in devices) and rules.team_epoch > 0,
        wrapped=next((str(row[6] or "") for row in rows if row[0] == device.device_id), ""),
        recovery=rules.recovery,
        devices=devices,
    )
