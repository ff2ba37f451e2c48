"""`aparte-server bundle`: keys, roots, sets of knowledge and their signatures, on a machine that may be alone."""

from argparse import ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from aparte.core.clock import SystemClock
from aparte.core.console import say, tell
from aparte.core.errors import UsageError
from aparte.wire.bundle import BundleList
from aparte_server.bundles.building import build
from aparte_server.bundles.keys import load_public, load_signer, make_key
from aparte_server.bundles.publishing import copy_repository, publish, sign
from aparte_server.bundles.repository import RepositoryFolder
from aparte_server.bundles.signing import Lifetimes, make_root
from aparte_server.bundles.staging import Staged, name_local_key
from aparte_server.bundles.verifying import verify
from aparte_server.commands.passphrases import passphrase
from aparte_server.store.store import ServerStore

_MB = 1_000_000
_LONGEST_DAYS = 7300
_CEREMONY = """
Ce que chaque clé ouvre, et où elle va :
  root-…     désigne toutes les autres. Chacune chez une personne différente, sur une clé USB sous enveloppe,
             jamais sur un poste relié au réseau ; il en faut plusieurs pour signer. À perdre toutes : tout refaire.
  content-…  signe les lots. Chez ceux qui tiennent la base, hors ligne.
  online     annonce le plus récent. Sur le serveur, ou hors ligne pour un site sans réseau.
  local      signe les informations locales urgentes, et rien d'autre. Sur le serveur.
La phrase secrète de chaque clé se garde ailleurs que la clé. Les fichiers .pub ne sont pas secrets.
Ensuite : « aparte-server bundle root DOSSIER », puis « bundle sign », « bundle build », « bundle sign »."""


def add_bundle(commands: "_SubParsersAction[ArgumentParser]") -> None:
    """The arguments of each action."""
    actions = commands.add_parser("bundle", help="lots de connaissances signés").add_subparsers(
        dest="action", required=True
    )
    keys = _action(actions, "keys", "faire des clés, et dire ce que chacune ouvre", _keys)
    keys.add_argument("folder", type=Path)
    keys.add_argument("names", nargs="+", help="par exemple : root-1 root-2 root-3 content-1 online local")
    _passphrase(keys)
    root = _action(actions, "root", "préparer la racine : qui signe quoi, et combien doivent signer", _root)
    root.add_argument("repository", type=Path)
    root.add_argument("--root", type=Path, nargs="+", required=True, metavar="CLÉ.pub")
    root.add_argument("--content", type=Path, nargs="+", required=True, metavar="CLÉ.pub")
    root.add_argument("--online", type=Path, required=True, metavar="CLÉ.pub")
    root.add_argument("--local", type=Path, metavar="CLÉ.pub")
    root.add_argument("--root-threshold", type=int, default=2, metavar="N")
    root.add_argument("--content-threshold", type=int, default=1, metavar="N")
    _days(root, Lifetimes().root)
    made = _action(actions, "build", "préparer un lot à partir d'un dossier de connaissances", _build)
    made.add_argument("repository", type=Path)
    made.add_argument("--seed", type=Path, required=True, help="dossier des fiches, codes, lexique, annuaire")
    made.add_argument(
        "--imported", type=Path, help="dossier « imported » d'un poste qui a importé les fiches nationales"
    )
    _days(made, Lifetimes().content)
    signed = _action(actions, "sign", "signer ce qui attend cette clé", _sign)
    signed.add_argument("repository", type=Path)
    signed.add_argument("--key", type=Path, required=True, metavar="CLÉ.pem")
    _passphrase(signed)
    _days(signed, Lifetimes().announced)
    checked = _action(actions, "verify", "vérifier un dépôt comme le ferait un poste", _verify)
    checked.add_argument("repository", type=Path)
    copied = _action(actions, "copy", "copier un dépôt vérifié sur une clé USB ou un partage", _copy)
    copied.add_argument("repository", type=Path)
    copied.add_argument("folder", type=Path)
    for name, run, said in (
        ("publish", _publish, "servir un dépôt aux postes d'une organisation"),
        ("list", _list, "ce qui est servi aux postes d'une organisation"),
    ):
        one = _action(actions, name, said, run)
        one.set_defaults(served=True)
        one.add_argument("--org", required=True, help="SIRET")
        if name == "publish":
            one.add_argument("repository", type=Path)
            one.add_argument("--online-key", type=Path, metavar="online.pem", help="pour garder le contenu local")
            _passphrase(one)
            _days(one, Lifetimes().announced)


def _action(
    actions: "_SubParsersAction[ArgumentParser]", name: str, said: str, run: Callable[..., None]
) -> ArgumentParser:
    one = actions.add_parser(name, help=said)
    one.set_defaults(run=run, served=False)
    return one


def _passphrase(parser: ArgumentParser) -> None:
    parser.add_argument("--passphrase-file", type=Path, help="fichier d'une ligne ; sinon elle est demandée")


def _days(parser: ArgumentParser, usual: timedelta) -> None:
    parser.add_argument("--days", type=int, default=usual.days, help=f"validité en jours, {usual.days} sinon")


def _keys(asked: Namespace) -> None:
    for name in asked.names:
        if not name.replace("-", "").isalnum() or not name.isascii():
            raise UsageError(f"« {name} » ne peut pas nommer une clé : des lettres, des chiffres, des tirets.")
        make_key(asked.folder, name, passphrase(asked.passphrase_file, f"Phrase secrète de « {name} » : ", twice=True))
        say(f"{asked.folder / name}.pem (secret) et {name}.pub")
    tell(_CEREMONY)


def _root(asked: Namespace) -> None:
    repository = RepositoryFolder(asked.repository)
    held = {"root": asked.root, "targets": asked.content, "snapshot": [asked.online], "timestamp": [asked.online]}
    keys = {role: [load_public(path) for path in paths] for role, paths in held.items()}
    thresholds = {"root": asked.root_threshold, "targets": asked.content_threshold}
    with repository.changing():
        version = max(repository.roots(), default=0) + 1
        made = make_root(keys, thresholds, version, SystemClock().now() + _span(asked))
        if asked.local:
            name_local_key(made.signed, load_public(asked.local))
        Staged(repository).put("root", made)
    say(f"Racine n° {version} préparée : signez-la avec {asked.root_threshold} des clés « root ».")
    if version > 1:
        say("Il y faut aussi les signatures que la racine d'avant exigeait.")


def _build(asked: Namespace) -> None:
    clock = SystemClock()
    lasts = Lifetimes(content=_span(asked))
    made = build(RepositoryFolder(asked.repository), asked.seed, asked.imported, clock.now(), clock.today(), lasts)
    say(f"Lot n° {made.version} préparé : {made.files} fichiers.")
    say(f"Première installation : {made.pack / _MB:.2f} Mo. Depuis le lot d'avant : {made.update / _MB:.2f} Mo.")
    say("Signez-le avec « bundle sign » et une clé « content », puis avec la clé « online ».")


def _sign(asked: Namespace) -> None:
    signer = load_signer(asked.key, passphrase(asked.passphrase_file, f"Phrase secrète de {asked.key.name} : "))
    done = sign(RepositoryFolder(asked.repository), signer, SystemClock().now(), Lifetimes(announced=_span(asked)))
    say(f"Signé : {', '.join(done.roles)}." if done.roles else "Cette clé n'avait rien de plus à signer.")
    for name, count in done.lacking:
        say(f"Il manque encore {count} signature(s) à « {name} ».")
    if done.announced:
        say("Le dépôt est complet : « bundle verify », puis « bundle publish » ou « bundle copy ».")


def _verify(asked: Namespace) -> None:
    repository = RepositoryFolder(asked.repository)
    _show(repository, verify(repository, SystemClock().now()))


def _copy(asked: Namespace) -> None:
    repository = RepositoryFolder(asked.repository)
    bundle = verify(repository, SystemClock().now())
    copy_repository(repository, asked.folder)
    _show(RepositoryFolder(asked.folder), bundle)
    say(f"Sur chaque poste : aparte kb bundle install {asked.folder}")


def _publish(store: ServerStore, bundles: Path, asked: Namespace) -> None:
    town = store.organisations.by_siret(asked.org)
    online = None
    if asked.online_key:
        online = load_signer(
            asked.online_key, passphrase(asked.passphrase_file, f"Phrase secrète de {asked.online_key.name} : ")
        )
    served = RepositoryFolder(bundles / town.org_id)
    _show(served, publish(RepositoryFolder(asked.repository), served, SystemClock().now(), online, _span(asked)))
    say(f"Servi aux postes de {town.name}.")


def _list(store: ServerStore, bundles: Path, asked: Namespace) -> None:
    served = RepositoryFolder(bundles / store.organisations.by_siret(asked.org).org_id)
    if not served.roots():
        say("Aucun lot n'est servi à cette organisation.")
        return
    _show(served, verify(served, SystemClock().now()))


def _show(repository: RepositoryFolder, bundle: BundleList) -> None:
    content, told = repository.role("targets"), repository.timestamp()
    say(f"Lot n° {bundle.version}, {bundle.town}, fait le {bundle.made_at:%d/%m/%Y}, {len(bundle.files)} fichiers.")
    if content is not None and told is not None:
        say(f"Valable jusqu'au {content.signed.expires:%d/%m/%Y} ; annonce jusqu'au {told.signed.expires:%d/%m/%Y}.")


def _span(asked: Namespace) -> timedelta:
    if not 1 <= asked.days <= _LONGEST_DAYS:
        raise UsageError(f"Une validité va de 1 à {_LONGEST_DAYS} jours : changez --days.")
    return timedelta(days=asked.days)
