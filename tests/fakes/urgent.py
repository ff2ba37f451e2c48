"""Urgent changes of an invented town."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from aparte.core.article import FactKind
from aparte.core.urgent import UrgentChange, UrgentKind, UrgentSet

NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)

CLOSED = UrgentChange(
    id="neige",
    kind=UrgentKind.NOTICE,
    text="Neige : la mairie ferme à 15 h aujourd'hui, les rendez-vous sont reportés.",
    begins=NOON,
    ends=NOON + timedelta(hours=6),
    proposed_at=NOON - timedelta(minutes=20),
    validated_at=NOON - timedelta(minutes=5),
)
STRIKE = replace(
    CLOSED,
    id="greve",
    text="Grève : la cantine et l'accueil du soir sont fermés.",
    ends=NOON + timedelta(days=2),
    theme="ecole",
)
SUSPENDED = replace(
    CLOSED,
    id="suspension",
    kind=UrgentKind.SUSPEND,
    text="le tarif est en cours de vérification.",
    ends=None,
    article_id="carte-perdue",
)
DEARER = replace(
    CLOSED,
    id="tarif",
    kind=UrgentKind.CORRECT,
    text="Délibération du 25 novembre 2026.",
    ends=None,
    article_id="carte-perdue",
    fact=FactKind.FEE,
    condition="perte",
    value="31 €",
    replaces=("25 €",),
)


def on(change: UrgentChange, **changed: Any) -> UrgentChange:
    """The change with some fields changed."""
    return replace(change, **changed)


def urgent_set(changes: Iterable[UrgentChange], version: int = 1) -> UrgentSet:
    """A set as the server would publish it."""
    return UrgentSet(version, tuple(changes))
