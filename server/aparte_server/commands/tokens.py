"""`aparte-server org token`: who may read a town's figures through the API."""

from argparse import Namespace, _SubParsersAction
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from aparte.core.console import say, tell
from aparte.core.errors import UsageError
from aparte_server.store.staff import LASTS_DAYS
from aparte_server.store.store import ServerStore

if TYPE_CHECKING:
    from argparse import ArgumentParser

_LONGEST_DAYS = 1100
_LONGEST_LABEL = 100


def add_tokens(actions: "_SubParsersAction[ArgumentParser]") -> None:
    """The arguments of `org token`, `org tokens` and `org revoke-token`."""
    for name, run, said in (
        ("token", _issue, "un jeton qui lit les chiffres de l'organisation, et rien d'autre"),
        ("tokens", _show, "les jetons d'une organisation"),
        ("revoke-token", _revoke, "retirer un jeton"),
    ):
        one = actions.add_parser(name, help=said)
        one.add_argument("--org", required=True, help="SIRET")
        one.set_defaults(run=run)
        if name != "tokens":
            one.add_argument("--label", required=True, help="à quoi il sert, par exemple « open data »")
        if name == "token":
            one.add_argument("--days", type=int, default=LASTS_DAYS, help=f"durée en jours, {LASTS_DAYS} sinon")


def _issue(store: ServerStore, asked: Namespace) -> None:
    if not 1 <= asked.days <= _LONGEST_DAYS:
        raise UsageError(f"Un jeton dure de 1 à {_LONGEST_DAYS} jours : changez --days.")
    label = asked.label.strip()
    if not label.isprintable() or not 0 < len(label) <= _LONGEST_LABEL:
        raise UsageError(f"Donnez à --label un nom d'une ligne, de {_LONGEST_LABEL} signes au plus.")
    say(store.staff.issue(store.organisations.by_siret(asked.org).org_id, label, asked.days))
    # Apart, so that a script takes the token alone.
    tell("Gardez-le : le serveur n'en connaît que l'empreinte. Il lit les chiffres du mois (GET /api/v1/stats).")


def _show(store: ServerStore, asked: Namespace) -> None:
    for token in store.staff.of(store.organisations.by_siret(asked.org).org_id):
        until = datetime.fromtimestamp(token.expires_at / 1000, UTC)
        say(f"{'retiré' if token.revoked else f'{until:%d/%m/%Y}':<12}{token.label}")


def _revoke(store: ServerStore, asked: Namespace) -> None:
    store.staff.revoke(store.organisations.by_siret(asked.org).org_id, asked.label.strip())
    say("Le jeton n'ouvre plus rien.")
