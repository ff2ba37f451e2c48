"""`aparte-server staff`: who may sign in through the town's identity provider, and as whom."""

from argparse import ArgumentParser, Namespace, _SubParsersAction

from aparte.core.console import say
from aparte_server.commands.person import ROLE_NAMES, ROLE_WORDS
from aparte_server.store.sessions import EMAIL, SUB, normal
from aparte_server.store.store import ServerStore


def add_staff(commands: "_SubParsersAction[ArgumentParser]") -> None:
    """The arguments of each action."""
    actions = commands.add_parser("staff", help="qui peut se connecter par le fournisseur d'identité").add_subparsers(
        dest="action", required=True
    )
    for name, run, said in (
        ("allow", _allow, "donner accès à une personne, ou changer son rôle"),
        ("list", _list, "qui a accès"),
        ("remove", _remove, "retirer l'accès ; les sessions ouvertes prennent fin"),
    ):
        one = actions.add_parser(name, help=said)
        one.add_argument("--org", required=True, help="SIRET")
        one.set_defaults(run=run)
        if name == "list":
            continue
        who = one.add_mutually_exclusive_group(required=True)
        who.add_argument("--email", help="adresse que le fournisseur donne à la personne")
        who.add_argument("--sub", help="identifiant que le fournisseur lui donne")
        if name == "allow":
            one.add_argument("--name", help="nom de la personne au registre ; sinon l'adresse ou l'identifiant")
            one.add_argument("--role", required=True, choices=tuple(ROLE_NAMES))


def _allow(store: ServerStore, asked: Namespace) -> None:
    town = store.organisations.by_siret(asked.org)
    kind, value = _who(asked)
    person = store.persons.add(town.org_id, asked.name or normal(kind, value), ROLE_NAMES[asked.role])
    store.sessions.allow(person, kind, value)
    say(f"{person.name} peut se connecter à {town.name} : {ROLE_WORDS[person.role]}.")


def _list(store: ServerStore, asked: Namespace) -> None:
    for one in store.sessions.listed(store.organisations.by_siret(asked.org).org_id):
        may = "retiré" if one.person.removed else ROLE_WORDS[one.person.role]
        say(f"{may:<18}{one.kind} {one.value}  ({one.person.name})")


def _remove(store: ServerStore, asked: Namespace) -> None:
    store.sessions.disallow(store.organisations.by_siret(asked.org).org_id, *_who(asked))
    say("Cette personne ne peut plus se connecter.")
    say("Ses jetons, si elle en a, valent encore : « aparte-server person remove » les retire.")


def _who(asked: Namespace) -> tuple[str, str]:
    return (EMAIL, asked.email) if asked.email else (SUB, asked.sub)
