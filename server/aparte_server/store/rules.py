"""What a town decides for its workstations, and the number that says when its team changed."""

from dataclasses import dataclass

from aparte.core.errors import UsageError
from aparte_server.store.database import Database, Session, first

LEASE_DAYS = 30
LONGEST_LEASE_DAYS = 3650
_COLUMNS = "lease_days, recovery, team_version, team_epoch"


@dataclass(frozen=True, slots=True)
class Rules:
    """`lease_days` 0 closes nothing; `recovery` is the public half of the recovery key, or empty."""

    lease_days: int = LEASE_DAYS
    recovery: str = ""
    team_version: int = 0
    team_epoch: int = 0


class TownRules:
    """Reads and writes them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, org_id: str) -> Rules:
        """The rules of a town, the usual ones when it decided nothing."""
        return self._database.read(lambda session: rules_of(session, org_id))

    def set_lease(self, org_id: str, days: int) -> None:
        """How long a workstation may stay away; `UsageError` when it is neither 0 nor at least thirty days."""
        if days and not LEASE_DAYS <= days <= LONGEST_LEASE_DAYS:
            raise UsageError(
                f"Donnez de {LEASE_DAYS} à {LONGEST_LEASE_DAYS} jours, ou 0 pour ne jamais fermer les échanges."
            )
        self._set(org_id, "lease_days", days)

    def set_recovery(self, org_id: str, public: str) -> None:
        """The public half of the recovery key, or nothing."""
        self._set(org_id, "recovery", public)

    def _set(self, org_id: str, column: str, value: object) -> None:
        def work(session: Session) -> None:
            touch(session, org_id)
            session.run(f"UPDATE town_rules SET {column} = ? WHERE org_id = ?", (value, org_id))  # noqa: S608

        self._database.write(work)


def rules_of(session: Session, org_id: str) -> Rules:
    """The rules as they are in this transaction."""
    row = first(session, f"SELECT {_COLUMNS} FROM town_rules WHERE org_id = ?", (org_id,))  # noqa: S608
    if row is None:
        return Rules()
    lease_days, recovery, version, epoch = row
    return Rules(int(lease_days), str(recovery), int(version), int(epoch))


def touch(session: Session, org_id: str) -> Rules:
    """Tell the workstations that something of the team changed; the row is held until the transaction ends."""
    session.run(
        "INSERT INTO town_rules (org_id, lease_days, recovery, team_version, team_epoch) VALUES (?, ?, '', 0, 0)"
        " ON CONFLICT (org_id) DO NOTHING",
        (org_id, LEASE_DAYS),
    )
    session.run("UPDATE town_rules SET team_version = team_version + 1 WHERE org_id = ?", (org_id,))
    return rules_of(session, org_id)
