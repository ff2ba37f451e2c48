"""`aparte-server notice`: urgent changes of a town that has no web page for them."""

import os
import sys
from argparse import ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Callable
from datetime import UTC, datetime
from getpass import getpass
from pathlib import Path

from aparte.core.article import FactKind
from aparte.core.console import say
from aparte.core.errors import UsageError
from aparte.core.urgent import UrgentChange, UrgentKind
from aparte.wire.urgent import LONGEST_TEXT, LONGEST_VALUE, UrgentFormatError
from aparte_server.store.devices import RefusedError
from aparte_server.store.persons import Person, Role
from aparte_server.store.staff import RoleRefusedError
from aparte_server.store.store import ServerStore
from aparte_server.store.urgent import Act, Proposal, State
from aparte_server.urgent.publishing import Published, Publisher

TOKEN_VARIABLE = "APARTE_STAFF_TOKEN"  # noqa: S105 - a name
_KINDS = {"avis": UrgentKind.NOTICE, "suspension": UrgentKind.SUSPEND, "correction": UrgentKind.CORRECT}
_KIND_WORDS = {kind: word for word, kind in _KINDS.items()}
_STATES = {
    State.PROPOSED: "proposé",
    State.VALIDATED: "validé",
    State.REJECTED: "refusé",
    State.WITHDRAWN: "retiré",
}
_ACTS = {Act.PROPOSE: "propose", Act.VALIDATE: "valide", Act.REJECT: "refuse", Act.WITHDRAW: "retire"}
_PLAIN = "du texte simple, sur une ligne, sans balise ni lien"
_FIELDS = {
    "text": f"--text doit être {_PLAIN}, de {LONGEST_TEXT} signes au plus",
    "value": f"--value doit être {_PLAIN}, de {LONGEST_VALUE} signes au plus",
    "condition": f"--condition doit être {_PLAIN}, de {LONGEST_VALUE} signes au plus",
    "replaces": "une correction cite avec --replaces les mots qui ne sont plus vrais, et --value ne les reprend pas",
    "article_id": "il faut --article pour une correction ou une suspension, et une seule cible pour un avis",
    "until": "--until doit être une date à venir, après --from ; un avis en a toujours une",
    "from": "--from doit être une date, par exemple « 2026-11-26 18:00 »",
}


def add_notice(commands: "_SubParsersAction[ArgumentParser]") -> None:
    """The arguments of each action."""
    actions = commands.add_parser("notice", help="changements urgents : avis, suspension, correction").add_subparsers(
        dest="action", required=True
    )
    _propose_arguments(_action(actions, "propose", "proposer ; une autre personne devra valider", _propose))
    _action(actions, "list", "ce qui est proposé, validé, refusé, retiré", _list)
    _action(actions, "journal", "qui a fait quoi", _journal)
    for name, run, said in (
        ("validate", _validate, "valider ce qu'une autre personne a proposé : c'est publié aussitôt"),
        ("reject", _reject, "refuser ce qu'une autre personne a proposé"),
        ("withdraw", _withdraw, "retirer un changement"),
    ):
        one = _action(actions, name, said, run)
        one.add_argument("--id", required=True, help="tel que « notice list » le donne")
        if name != "validate":
            one.add_argument("--reason", required=name == "reject", default="", help="pourquoi, en une ligne")
    publish = actions.add_parser("publish", help="signer de nouveau ce qui est validé, et publier")
    publish.add_argument("--org", required=True, help="SIRET")
    publish.set_defaults(run=_publish)


def _action(
    actions: "_SubParsersAction[ArgumentParser]", name: str, said: str, run: Callable[..., None]
) -> ArgumentParser:
    one = actions.add_parser(name, help=said)
    one.add_argument("--org", required=True, help="SIRET")
    one.add_argument("--token-file", type=Path, help=f"fichier du jeton personnel ; sinon {TOKEN_VARIABLE}, ou demandé")
    one.set_defaults(run=run)
    return one


def _propose_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--kind", required=True, choices=tuple(_KINDS))
    parser.add_argument("--text", required=True, help="ce que l'agent lit ; pour une suspension, la raison")
    parser.add_argument("--from", dest="begins", default="", help="date et heure, tout de suite sinon")
    parser.add_argument("--until", dest="ends", default="", help="date et heure de fin ; facultatif sauf pour un avis")
    parser.add_argument("--article", default="", help="identifiant de la fiche")
    parser.add_argument("--service", default="", help="identifiant du service, pour un avis")
    parser.add_argument("--theme", default="", help="identifiant du thème, pour un avis")
    parser.add_argument("--fact", default="", choices=("", *(kind.value for kind in FactKind)), help="fait corrigé")
    parser.add_argument("--condition", default="", help="condition du fait corrigé, telle que la fiche l'écrit")
    parser.add_argument("--value", default="", help="ce qui est vrai maintenant")
    parser.add_argument(
        "--replaces", action="append", default=[], help="mots de la fiche qui ne sont plus vrais ; peut se répéter"
    )


def _propose(store: ServerStore, publisher: Publisher, asked: Namespace) -> None:  # noqa: ARG001 - as every action
    named = {
        "article_id": asked.article,
        "service": asked.service,
        "theme": asked.theme,
        "fact": asked.fact,
        "condition": asked.condition,
        "value": asked.value,
        "replaces": asked.replaces,
    }
    raw: dict[str, object] = {"kind": _KINDS[asked.kind].value, "text": asked.text}
    raw |= {name: value for name, value in named.items() if value}
    if asked.begins:
        raw["from"] = _moment(asked.begins, "from")
    if asked.ends:
        raw["until"] = _moment(asked.ends, "until")
    try:
        proposal = store.urgent.propose(_person(store, asked, Role.EDITOR), raw)
    except UrgentFormatError as error:
        raise _refused(str(error).partition(":")[0]) from error
    say(f"{proposal.change.id}  proposé par {proposal.proposed_by}. Une autre personne le valide avec :")
    say(f"  aparte-server notice validate --org {asked.org} --id {proposal.change.id}")


def _list(store: ServerStore, publisher: Publisher, asked: Namespace) -> None:  # noqa: ARG001
    person = _person(store, asked, Role.EDITOR)
    for proposal in store.urgent.of(person.org_id):
        _show(proposal)


def _journal(store: ServerStore, publisher: Publisher, asked: Namespace) -> None:  # noqa: ARG001
    person = _person(store, asked, Role.EDITOR)
    for line in store.urgent.journal(person.org_id):
        at = datetime.fromtimestamp(line.at / 1000, UTC).astimezone()
        why = f" : {line.reason}" if line.reason else ""
        say(f"{at:%d/%m/%Y %H:%M}  {line.person} {_ACTS[line.act]} {line.change_id}{why}")


def _validate(store: ServerStore, publisher: Publisher, asked: Namespace) -> None:
    person = _person(store, asked, Role.VALIDATOR)
    _show(store.urgent.validate(person, asked.id))
    _told(publisher.publish(person.org_id))


def _reject(store: ServerStore, publisher: Publisher, asked: Namespace) -> None:  # noqa: ARG001
    _show(store.urgent.reject(_person(store, asked, Role.VALIDATOR), asked.id, asked.reason))


def _withdraw(store: ServerStore, publisher: Publisher, asked: Namespace) -> None:
    person = _person(store, asked, Role.EDITOR)
    proposal = store.urgent.withdraw(person, asked.id, asked.reason)
    _show(proposal)
    _told(publisher.publish(person.org_id))


def _publish(store: ServerStore, publisher: Publisher, asked: Namespace) -> None:
    _told(publisher.publish(store.organisations.by_siret(asked.org).org_id))


def _told(done: Published) -> None:
    if done.problem:
        raise UsageError(done.problem)
    say(f"Publié, n° {done.version} : chaque poste connecté l'a dans les cinq minutes.")


def _show(proposal: Proposal) -> None:
    change = proposal.change
    about = change.article_id or change.service or change.theme or "toute la ville"
    say(f"{change.id}  {_STATES[proposal.state]:<9}{_KIND_WORDS[change.kind]}, {about}, {_span(change)}")
    say(f"  {change.text}")
    if change.value:
        say(f"  « {' », « '.join(change.replaces)} » devient « {change.value} »")
    decided = f", décidé par {proposal.decided_by}" if proposal.decided_by else ""
    say(f"  proposé par {proposal.proposed_by}{decided}{f' : {proposal.reason}' if proposal.reason else ''}")


def _span(change: UrgentChange) -> str:
    begins = f"du {change.begins.astimezone():%d/%m/%Y %H:%M}"
    return f"{begins} au {change.ends.astimezone():%d/%m/%Y %H:%M}" if change.ends else f"{begins} jusqu'à son retrait"


def _moment(text: str, name: str) -> str:
    """A date of the town's wall clock."""
    try:
        return datetime.fromisoformat(text).astimezone().isoformat()
    except (ValueError, OverflowError) as error:
        raise _refused(name) from error


def _refused(field: str) -> UsageError:
    return UsageError(f"Changement refusé : {_FIELDS.get(field, f'« {field} » ne convient pas')}.")


def _person(store: ServerStore, asked: Namespace, role: Role) -> Person:
    """Who asks, from their own token: it is never an argument, which other users of a machine see."""
    org_id = store.organisations.by_siret(asked.org).org_id
    try:
        person = store.staff.person(_token(asked), role)
    except RefusedError as error:
        raise UsageError("Ce jeton n'ouvre rien : demandez-en un autre (aparte-server person token).") from error
    except RoleRefusedError as error:
        raise UsageError("Votre rôle ne le permet pas : voyez « aparte-server person list ».") from error
    if person.org_id != org_id:
        raise UsageError("Ce jeton est celui d'une autre organisation : vérifiez --org.")
    return person


def _token(asked: Namespace) -> str:
    if asked.token_file:
        try:
            return str(asked.token_file.read_text("utf-8")).strip()
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"Le fichier {asked.token_file} ne se lit pas : vérifiez ses droits.") from error
    if os.environ.get(TOKEN_VARIABLE):
        return os.environ[TOKEN_VARIABLE]
    if not sys.stdin.isatty():
        raise UsageError(f"Votre jeton manque : donnez --token-file, ou {TOKEN_VARIABLE}.")
    return getpass("Votre jeton personnel : ")
