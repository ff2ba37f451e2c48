"""`aparte-server org keep` and `purge`: how long a town's events stay."""

from argparse import Namespace, _SubParsersAction
from typing import TYPE_CHECKING

from aparte.core.console import say
from aparte_server.store.store import ServerStore

if TYPE_CHECKING:
    from argparse import ArgumentParser


def add_keep(actions: "_SubParsersAction[ArgumentParser]") -> None:
    """The arguments of `org keep`."""
    keep = actions.add_parser("keep", help="combien de mois une organisation garde ses échanges")
    keep.add_argument("--org", required=True, help="SIRET")
    keep.add_argument("--months", type=int, help="durée ; sans elle, dit celle qui vaut")
    keep.set_defaults(run=_keep)


def add_purge(commands: "_SubParsersAction[ArgumentParser]") -> None:
    """The arguments of `purge`."""
    purge = commands.add_parser("purge", help="supprimer ce qui est gardé depuis trop longtemps, chiffres exceptés")
    purge.add_argument("--org", default="", help="SIRET ; sinon chaque organisation")
    purge.set_defaults(run=_purge)


def _keep(store: ServerStore, asked: Namespace) -> None:
    town = store.organisations.by_siret(asked.org)
    if asked.months is not None:
        store.retention.keep(town.org_id, asked.months)
    months = store.organisations.get(town.org_id).keep_months
    say(f"{town.name} garde ses échanges {months} mois ; les chiffres et les accusés de réception restent ensuite.")


def _purge(store: ServerStore, asked: Namespace) -> None:
    towns = (store.organisations.by_siret(asked.org),) if asked.org else store.organisations.all()
    for town in towns:
        went = store.retention.purge(town.org_id)
        say(f"{town.siret}  {town.name} : {went} événement(s) de plus de {town.keep_months} mois supprimé(s).")
