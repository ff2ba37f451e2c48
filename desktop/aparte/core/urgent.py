"""Urgent changes: what a manager corrects, suspends or tells everyone before the next bundle.

A town's urgent changes are one set, published whole: what is not in the newest one is over.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from aparte.core.article import FactKind


class UrgentKind(StrEnum):
    """A fact put right, an article set aside, or something to know."""

    CORRECT = "correct"
    SUSPEND = "suspend"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class UrgentChange:
    """One urgent change, in force from `begins` until `ends` (None: until it is withdrawn).

    `article_id` is what a correction or a suspension is about; a notice may name an article, a
    `service` of the directory or a `theme`, or none for the whole town. `text` says the notice, or
    why. A correction puts `value` in the place of the words `replaces`, which are no longer true;
    when it names a `fact`, the one of that kind and `condition` becomes `value` whole.
    """

    id: str
    kind: UrgentKind
    text: str
    begins: datetime
    ends: datetime | None
    proposed_at: datetime
    validated_at: datetime
    article_id: str = ""
    service: str = ""
    theme: str = ""
    fact: FactKind | None = None
    condition: str = ""
    value: str = ""
    replaces: tuple[str, ...] = ()

    def in_force(self, now: datetime) -> bool:
        """Whether it holds at that moment."""
        return self.begins <= now and (self.ends is None or now < self.ends)


@dataclass(frozen=True, slots=True)
class UrgentSet:
    """The urgent changes of a town; a newer `version` takes the place of this one whole."""

    version: int = 0
    changes: tuple[UrgentChange, ...] = ()

    def in_force(self, now: datetime) -> tuple[UrgentChange, ...]:
        """What holds at that moment, the last validated first.

        It can't be earlier than the last validation: a workstation whose clock is late must not go
        on with what was suspended.
        """
        moment = max([now, *(one.validated_at for one in self.changes)])
        held = (change for change in self.changes if change.in_force(moment))
        return tuple(sorted(held, key=lambda change: (change.validated_at, change.id), reverse=True))


def suspended_words(change: UrgentChange) -> str:
    """Why an article does not answer, and since when, in French."""
    since = max(change.begins, change.validated_at).astimezone()
    return f"Fiche suspendue par la mairie depuis le {since:%d/%m/%Y} à {clock_words(since)} : {change.text}"


def clock_words(moment: datetime) -> str:
    """An hour as it is written: "9 h", "17 h 30"."""
    return f"{moment.hour} h {moment:%M}" if moment.minute else f"{moment.hour} h"
