"""`aparte-server`: prepare the database, serve, and look after towns and devices."""

import argparse
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace

from aparte.core.clock import SystemClock
from aparte.core.console import finish, say, tell
from aparte.core.errors import AparteError, UsageError
from aparte.core.french_arguments import FrenchParser
from aparte_server import logs
from aparte_server.api.app import build_app
from aparte_server.commands.backup import add_backup, back_up, put_back
from aparte_server.commands.bundle import add_bundle
from aparte_server.commands.escrow import add_escrow, make_keys
from aparte_server.commands.inviting import add_invite, invite
from aparte_server.commands.lease import add_lease
from aparte_server.commands.notice import add_notice
from aparte_server.commands.person import add_person
from aparte_server.commands.retention import add_keep, add_purge
from aparte_server.commands.staff import add_staff
from aparte_server.commands.stats import add_stats
from aparte_server.commands.tokens import add_tokens
from aparte_server.commands.trial import welcome
from aparte_server.identity.provider import Provider
from aparte_server.identity.settings import ProviderSettings, checked, secret_in
from aparte_server.identity.transport import Transport, pool
from aparte_server.serving import serve
from aparte_server.settings import DEFAULT_PORT, ServerSettings, from_environment
from aparte_server.store.batches import is_uuid
from aparte_server.store.database import Database
from aparte_server.store.journal import FileJournal
from aparte_server.store.migrations import migrate, refuse_newer, scripts, version
from aparte_server.store.sqlite import SqliteDatabase
from aparte_server.store.store import ServerStore, build_store, open_database
from aparte_server.urgent.publishing import KeysPlace, Publisher

Command = Callable[[ServerStore, argparse.Namespace], None]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    try:
        asked = _parser().parse_args(arguments)
        _run(asked, from_environment(asked.database, asked.journal))
        finish()
    except AparteError as error:
        tell(str(error))
        return error.exit_code
    except BrokenPipeError:
        return 1
    except KeyboardInterrupt:
        tell("Interrompu.")
        return 130
    return 0


def _run(asked: argparse.Namespace, settings: ServerSettings) -> None:
    if asked.command == "escrow" and asked.action == "keys":
        # On the machine of whoever keeps the private half, where there is no server.
        make_keys(asked)
        return
    if asked.command == "restore":
        # It replaces the database: nobody may have it open, not even us.
        put_back(settings, asked)
        return
    if asked.command == "bundle" and not asked.served:
        # On the machine of those who sign, where there is no database.
        asked.run(asked)
        return
    with closing(open_database(settings.database)) as database:
        _prepare(database, asked.command == "migrate")
        store = build_store(database, SystemClock(), FileJournal(settings.journal))
        if asked.command == "serve":
            _serve(store, settings, asked)
        elif asked.command == "backup":
            back_up(settings, asked)
        elif asked.command == "bundle":
            asked.run(store, settings.bundles, asked)
        elif asked.command == "notice":
            asked.run(store, Publisher(store, settings.bundles, _keys(settings), SystemClock()), asked)
        elif asked.command != "migrate":
            run: Command = asked.run
            run(store, asked)


def _prepare(database: Database, told_to: bool) -> None:
    """The embedded database brings itself up to date; the other one when its keeper says so."""
    if told_to or isinstance(database, SqliteDatabase):
        made = migrate(database)
        if told_to:
            say(f"Base à jour : {len(made)} étape(s) faite(s).")
        return
    at = version(database)
    refuse_newer(at)
    if at < max(scripts()):
        raise UsageError("La base n'est pas à la version du serveur : lancez « aparte-server migrate ».")


def _serve(store: ServerStore, settings: ServerSettings, asked: argparse.Namespace) -> None:
    told = _provider(settings)
    logs.set_up()
    if asked.trial:
        welcome(store, f"http://{asked.host}:{asked.port}")
    provider = Provider(told, Transport(pool(settings.oidc_proxy))) if told else None
    app = build_app(store, settings.metrics_token, bundles=settings.bundles, keys=_keys(settings), provider=provider)
    serve(app, asked.host, asked.port)


def _provider(settings: ServerSettings) -> ProviderSettings | None:
    if not settings.oidc_issuer:
        return None
    secret = secret_in(settings.oidc_secret) if settings.oidc_secret else ""
    told = ProviderSettings(
        settings.oidc_issuer, settings.oidc_client, secret, settings.oidc_address, settings.oidc_siret
    )
    asked = {"scopes": settings.oidc_scopes, "siret_claim": settings.oidc_siret_claim, "levels": settings.oidc_levels}
    return checked(replace(told, **asked))


def _keys(settings: ServerSettings) -> KeysPlace | None:
    return KeysPlace(settings.online_keys, settings.online_passphrase) if settings.online_keys else None


def _add_town(store: ServerStore, asked: argparse.Namespace) -> None:
    town = store.organisations.add(asked.name, asked.siret)
    say(f"{town.siret}  {town.name}")
    if town.name != asked.name:
        tell("Ce SIRET était déjà là, sous ce nom : rien n'a changé.")


def _list_towns(store: ServerStore, _: argparse.Namespace) -> None:
    for town in store.organisations.all():
        say(f"{town.siret}  {town.name}")


def _list_devices(store: ServerStore, asked: argparse.Namespace) -> None:
    for device in store.devices.of(store.organisations.by_siret(asked.org).org_id):
        say(f"{device.device_id}  {'exclu   ' if device.revoked else 'raccordé'}  {device.label}")


def _revoke(store: ServerStore, asked: argparse.Namespace) -> None:
    store.devices.revoke(store.organisations.by_siret(asked.org).org_id, asked.device)
    say("Le poste n'a plus accès au serveur.")


def _erase(store: ServerStore, asked: argparse.Namespace) -> None:
    if asked.replay:
        store.organisations.renew_generations()
        say(f"{store.changes.replay()} échange(s) effacé(s) à nouveau ; les postes reprendront tout depuis le début.")
    elif asked.org and is_uuid(asked.contact):
        store.changes.erase(store.organisations.by_siret(asked.org).org_id, asked.contact)
        say("L'échange est effacé ici, et le sera sur chaque poste à sa prochaine synchronisation.")
    else:
        raise UsageError("Donnez --org SIRET et --contact IDENTIFIANT, ou --replay après une restauration.")


def _parser() -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = FrenchParser(prog="aparte-server", description="Serveur central d'Aparté.")
    parser.add_argument("--database", default="", help="fichier SQLite, ou adresse postgresql://…")
    parser.add_argument("--journal", default="", help="journal des effacements, hors des sauvegardes de la base")
    commands = parser.add_subparsers(dest="command", required=True, title="commandes", metavar="commande")
    commands.add_parser("migrate", help="préparer la base ou la mettre à jour")
    serve = commands.add_parser("serve", help="démarrer le serveur")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=DEFAULT_PORT)
    serve.add_argument("--trial", action="store_true", help="créer une ville d'essai s'il n'y en a aucune")
    towns = commands.add_parser("org", help="organisations").add_subparsers(dest="action", required=True)
    add = towns.add_parser("add", help="ajouter une organisation")
    add.add_argument("name")
    add.add_argument("--siret", required=True)
    add.set_defaults(run=_add_town)
    towns.add_parser("list", help="les organisations").set_defaults(run=_list_towns)
    add_keep(towns)
    add_tokens(towns)
    add_lease(towns)
    _device_parser(commands.add_parser("device", help="postes"))
    erase = commands.add_parser("erase", help="effacer un échange, ou rejouer les effacements")
    erase.add_argument("--org", default="", help="SIRET")
    erase.add_argument("--contact", default="", help="identifiant de l'échange")
    erase.add_argument("--replay", action="store_true", help="après la restauration d'une sauvegarde")
    erase.set_defaults(run=_erase)
    add_stats(commands)
    add_escrow(commands)
    add_purge(commands)
    add_bundle(commands)
    add_person(commands)
    add_staff(commands)
    add_notice(commands)
    add_backup(commands)
    return parser


def _device_parser(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True)
    for name, run, said in (
        ("invite", invite, "un code pour raccorder un poste"),
        ("list", _list_devices, "les postes d'une organisation"),
        ("revoke", _revoke, "exclure un poste"),
    ):
        one = actions.add_parser(name, help=said)
        one.add_argument("--org", required=True, help="SIRET")
        one.set_defaults(run=run)
        if name == "invite":
            add_invite(one)
        if name == "revoke":
            one.add_argument("--device", required=True)
