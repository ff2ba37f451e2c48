"""`aparte-server person`: who proposes and who validates urgent changes, and what proves that it is them."""

from argparse import ArgumentParser, Namespace, _SubParsersAction

from aparte.core.console import say, tell
from aparte.core.errors import UsageError
from aparte_server.store.persons import Role
from aparte_server.store.store import ServerStore

ROLE_WORDS = {Role.READER: "lit les chiffres", Role.EDITOR: "propose", Role.VALIDATOR: "propose et valide"}
ROLE_NAMES = {"lecture": Role.READER, "redaction": Role.EDITOR, "validation": Role.VALIDATOR}
_DAYS = 180
_LONGEST_DAYS = 400


def add_person(commands: "_SubParsersAction[ArgumentParser]") -> None:
    """The arguments of each action."""
    actions = commands.add_parser("person", help="personnes qui tiennent les connaissances").add_subparsers(
        dest="action", required=True
    )
    for name, run, said in (
        ("add", _add, "ajouter une personne, ou changer son rôle"),
        ("list", _list, "les personnes d'une organisation"),
        ("token", _token, "un jeton personnel : qui le présente est cette personne"),
        ("remove", _remove, "retirer une personne et tous ses jetons"),
    ):
        one = actions.add_parser(name, help=said)
        one.add_argument("--org", required=True, help="SIRET")
        one.set_defaults(run=run)
        if name != "list":
            one.add_argument("--name", required=True, help="nom de la personne")
        if name == "add":
            one.add_argument("--role", required=True, choices=tuple(ROLE_NAMES))
        if name == "token":
            one.add_argument("--days", type=int, default=_DAYS, help=f"durée en jours, {_DAYS} sinon")


def _add(store: ServerStore, asked: Namespace) -> None:
    person = store.persons.add(store.organisations.by_siret(asked.org).org_id, asked.name, ROLE_NAMES[asked.role])
    say(f"{person.name} : {ROLE_WORDS[person.role]}.")


def _list(store: ServerStore, asked: Namespace) -> None:
    for person in store.persons.of(store.organisations.by_siret(asked.org).org_id):
        say(f"{'retiré' if person.removed else ROLE_WORDS[person.role]:<18}{person.name}")


def _token(store: ServerStore, asked: Namespace) -> None:
    if not 1 <= asked.days <= _LONGEST_DAYS:
        raise UsageError(f"Un jeton personnel dure de 1 à {_LONGEST_DAYS} jours : changez --days.")
    person = store.persons.by_name(store.organisations.by_siret(asked.org).org_id, asked.name)
    say(store.staff.issue_to(person, person.name, asked.days))
    # Apart, so that a script takes the token alone.
    tell(f"À remettre à {person.name} seulement : ce que fait ce jeton est fait en son nom.")


def _remove(store: ServerStore, asked: Namespace) -> None:
    store.persons.remove(store.organisations.by_siret(asked.org).org_id, asked.name)
    say("Cette personne n'a plus aucun droit ; ce qu'elle a fait reste au registre.")
