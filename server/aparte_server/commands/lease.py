"""`aparte-server org lease`: how long a workstation may stay away before what it recorded closes."""

from argparse import Namespace, _SubParsersAction
from typing import TYPE_CHECKING

from aparte.core.console import say
from aparte_server.store.store import ServerStore

if TYPE_CHECKING:
    from argparse import ArgumentParser


def add_lease(actions: "_SubParsersAction[ArgumentParser]") -> None:
    """The arguments of `org lease`."""
    one = actions.add_parser("lease", help="jours qu'un poste peut passer sans joindre le serveur")
    one.add_argument("--org", required=True, help="SIRET")
    one.add_argument("--days", type=int, help="30 au moins, ou 0 pour ne jamais fermer ; sinon affiche la durée")
    one.set_defaults(run=_lease)


def _lease(store: ServerStore, asked: Namespace) -> None:
    town = store.organisations.by_siret(asked.org)
    if asked.days is not None:
        store.rules.set_lease(town.org_id, asked.days)
    days = store.rules.of(town.org_id).lease_days
    if days:
        say(f"Un poste resté {days} jours sans joindre le serveur ferme ses échanges ; il l'annonce 7 jours avant.")
    else:
        say("Aucun poste ne ferme ses échanges, quelle que soit son absence.")
