"""A workstation in the team of its town: its pair of keys, the team's keys, and who else gets them.

The server passes boxes on and can't open them. What it could do is put a key of its own among the
workstations': so nobody is given the team's keys unless it proves that it knows the team's code, and nobody takes
keys that don't continue those it has, or don't give the code that was typed here.
"""

import base64
import binascii
import hmac
import logging
from dataclasses import dataclass, replace

from aparte.store.database import StoreDatabase
from aparte.store.keys import KEY_BYTES, WrongSecretError, bytes_of, new_key, text_of
from aparte.store.ring import Ring, code_of, proof_of
from aparte.store.sealing import open_box, public_of, seal_to
from aparte.store.team_state import Give, Show, TeamDevice, TeamStanding, TeamState, Wrap
from aparte.wire.codes import letters_of

log = logging.getLogger(__name__)

_PURPOSE = "aparte team keys"


@dataclass(frozen=True, slots=True)
class _Mine:
    """The row of this workstation."""

    org_id: str
    private: bytes
    ring: Ring
    epoch: int
    pending: bytes
    taken: str
    typed: str

    @property
    def public(self) -> bytes:
        return public_of(self.private)


class Team:
    """Reads and writes it; every call belongs on the store's serial lane."""

    def __init__(self, database: StoreDatabase) -> None:
        self._database = database

    @property
    def ring(self) -> Ring:
        """The keys that this workstation has."""
        data = self._database.value("SELECT ring FROM team")
        return Ring.read(data) if data else Ring()

    @property
    def shares(self) -> bool:
        """Whether what is sealed now can be read by the team, and by nobody who left it."""
        return self.standing() is TeamStanding.READY

    @property
    def code(self) -> str:
        """The code to type on a workstation that joins, or empty."""
        return self.ring.code if self.shares else ""

    def standing(self) -> TeamStanding:
        """Where this workstation is in its team."""
        row = self._database.row("SELECT ring, typed, settled FROM team")
        if row is None:
            return TeamStanding.NONE
        if row["settled"].endswith(":behind"):
            return TeamStanding.WAITING if row["typed"] else TeamStanding.CODE
        return TeamStanding.READY if row["ring"] else TeamStanding.NONE

    def type_code(self, code: str) -> None:
        """Keep the code that was typed here: it serves at the next exchange."""
        if not letters_of(code):
            return
        with self._database.writing():
            self._begin("")
            self._database.run("UPDATE team SET typed = ?, settled = ''", (letters_of(code),))

    def settled(self, version: int, device_id: str) -> bool:
        """Whether there is nothing to do about this version of the team."""
        told = self._database.value("SELECT settled FROM team")
        return told is not None and told.split(":")[:2] == [str(version), device_id]

    def settle(self, state: TeamState, device_id: str) -> None:
        """Nothing is left to do about this state."""
        with self._database.writing():
            behind = state.epoch > 0 and self._mine(state.org_id).epoch != state.epoch
            told = f"{state.version}:{device_id}" + (":behind" if behind else "")
            self._database.run("UPDATE team SET settled = ?", (told,))

    def next(self, state: TeamState, device_id: str) -> Show | Give | None:
        """What to do about the team, or nothing; what came for this workstation is taken first."""
        with self._database.writing():
            mine = self._mine(state.org_id)
            self._note(state)
            # A server that was put back hands out older keys than ours: it is given ours instead.
            newer = state.epoch >= mine.epoch and (mine.epoch, mine.taken) != (state.epoch, state.wrapped)
            if state.wrapped and newer:
                mine = self._taken(mine, state)
            return self._step(mine, state, device_id)

    def labels(self) -> dict[str, str]:
        """The name of each workstation of the town."""
        return {row["device_id"]: row["label"] for row in self._database.rows("SELECT * FROM colleague")}

    def recovery(self) -> str:
        """The public half of the town's recovery key as the server told it, or empty."""
        return str(self._database.value("SELECT recovery FROM team") or "")

    def escrowed(self) -> str:
        """What was last entrusted to the server, as its digest."""
        return str(self._database.value("SELECT escrowed FROM team") or "")

    def note_escrow(self, digest: str) -> None:
        """The server keeps that."""
        with self._database.writing():
            self._database.run("UPDATE team SET escrowed = ?", (digest,))

    def _step(self, mine: _Mine, state: TeamState, device_id: str) -> Show | Give | None:
        own, public = state.device(device_id), text_of(mine.public)
        if own.public != public:
            return self._show(mine, device_id)
        if state.epoch == 0 or (mine.ring.keys and mine.epoch > state.epoch):
            return self._founded(mine, state, own)
        if mine.epoch != state.epoch:
            proof = proof_of(mine.typed, device_id, mine.public)
            return Show(public, proof) if proof and proof != own.proof else None
        if own.proof != proof_of(mine.ring.code, device_id, mine.public):
            return self._show(mine, device_id)
        known = tuple(one for one in state.devices if not one.revoked and _knows(mine.ring, one))
        if state.rotate:
            # Everyone who was in stays in: the new code is proved for them here.
            return _given(self._pending(mine, mine.ring.turned()), state.epoch + 1, known)
        lacking = tuple(one for one in known if one.epoch < state.epoch)
        return _given(mine.ring, state.epoch, lacking) if lacking else None

    def _founded(self, mine: _Mine, state: TeamState, own: TeamDevice) -> Give:
        """The first of the team makes its key; a server that was put back gets what the team had."""
        if mine.ring.keys:
            known = [one for one in state.devices if one.device_id != own.device_id and _knows(mine.ring, one)]
            return _given(mine.ring, max(mine.epoch, state.epoch + 1), (own, *known))
        return _given(self._pending(mine, Ring().turned()), 1, (own,))

    def _pending(self, mine: _Mine, ring: Ring) -> Ring:
        """Kept before it is sent: the answer may be lost, and the same keys are then sent again."""
        if mine.pending and Ring.read(mine.pending).keys[:-1] == ring.keys[:-1]:
            return Ring.read(mine.pending)
        self._database.run("UPDATE team SET pending = ?", (ring.packed(),))
        return ring

    def _taken(self, mine: _Mine, state: TeamState) -> _Mine:
        """With the keys that came, if they are the team's; otherwise with another pair, to ask again."""
        try:
            ring = Ring.read(open_box(mine.private, mine.public, bytes_of(state.wrapped), _PURPOSE))
        except (WrongSecretError, ValueError):
            ring = Ring()
        if not _continues(ring, mine):
            log.warning("keys that are not the team's were refused")
            self._database.run("UPDATE team SET private = ?, epoch = 0", (bytes(new_key()),))
            return self._mine(state.org_id)
        self._database.run(
            "UPDATE team SET ring = ?, epoch = ?, taken = ?, pending = x'', typed = ''",
            (ring.packed(), state.epoch, state.wrapped),
        )
        return replace(mine, ring=ring, epoch=state.epoch, pending=b"", typed="")

    def _show(self, mine: _Mine, device_id: str) -> Show:
        code = mine.typed or (mine.ring.code if mine.ring.keys else "")
        return Show(text_of(mine.public), proof_of(code, device_id, mine.public))

    def _note(self, state: TeamState) -> None:
        self._database.run("DELETE FROM colleague")
        self._database.run_each(
            "INSERT INTO colleague (device_id, label) VALUES (?, ?) ON CONFLICT DO NOTHING",
            [(one.device_id, one.label) for one in state.devices],
        )
        self._database.run("UPDATE team SET recovery = ?", (state.recovery,))

    def _mine(self, org_id: str) -> _Mine:
        self._begin(org_id)
        row = self._database.row("SELECT * FROM team")
        assert row is not None
        return _Mine(
            org_id=row["org_id"],
            private=row["private"],
            ring=Ring.read(row["ring"]) if row["ring"] else Ring(),
            epoch=row["epoch"],
            pending=row["pending"],
            taken=row["taken"],
            typed=row["typed"],
        )

    def _begin(self, org_id: str) -> None:
        """A pair of keys; another town's team is forgotten with all that it shared."""
        row = self._database.row("SELECT org_id, typed FROM team")
        if row is not None and org_id in ("", row["org_id"]):
            return
        typed = "" if row is None else row["typed"]
        if row is not None and row["org_id"]:
            self._database.run("DELETE FROM team_call_back")
            self._database.run("UPDATE call_back SET shared = 0")
        self._database.run("DELETE FROM team")
        self._database.run(
            "INSERT INTO team (only, org_id, private, typed) VALUES (1, ?, ?, ?)", (org_id, bytes(new_key()), typed)
        )


def _continues(ring: Ring, mine: _Mine) -> bool:
    """Whether keys that came are the team's: they hold our newest, or give the code that was typed here."""
    if not ring.keys:
        return False
    if mine.ring.keys and mine.ring.newest in ring.keys:
        return True
    if mine.typed:
        return any(hmac.compare_digest(letters_of(code_of(key)), mine.typed) for key in ring.keys)
    return not mine.ring.keys and bool(mine.pending) and ring.packed() == mine.pending


def _knows(ring: Ring, device: TeamDevice) -> bool:
    """Whether a workstation proved that it knows the team's code."""
    public = _key(device.public)
    if public is None or not device.proof:
        return False
    return hmac.compare_digest(device.proof, proof_of(ring.code, device.device_id, public))


def _given(ring: Ring, epoch: int, devices: tuple[TeamDevice, ...]) -> Give:
    return Give(epoch, tuple(wrap for wrap in (_wrap(ring, one) for one in devices) if wrap is not None))


def _wrap(ring: Ring, device: TeamDevice) -> Wrap | None:
    public = _key(device.public)
    if public is None:
        return None
    try:
        wrapped = seal_to(public, ring.packed(), _PURPOSE)
    except ValueError:  # a public key that nobody can hold
        return None
    return Wrap(device.device_id, device.public, text_of(wrapped), proof_of(ring.code, device.device_id, public))


def _key(text: str) -> bytes | None:
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    return data if len(data) == KEY_BYTES else None
