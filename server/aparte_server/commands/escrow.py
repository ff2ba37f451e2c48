"""`aparte-server escrow`: the town's recovery key, and what the workstations entrusted to it."""

from argparse import Namespace, _SubParsersAction
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from aparte.core.console import say, tell
from aparte.core.errors import UsageError
from aparte_server.commands.files import written
from aparte_server.commands.passphrases import passphrase
from aparte_server.store.escrow import checked_public, new_recovery_key
from aparte_server.store.store import ServerStore

if TYPE_CHECKING:
    from argparse import ArgumentParser

_SHORTEST_PASSPHRASE = 12


def add_escrow(commands: "_SubParsersAction[ArgumentParser]") -> None:
    """The arguments of each action."""
    actions = commands.add_parser("escrow", help="clé de récupération des postes").add_subparsers(
        dest="action", required=True
    )
    keys = actions.add_parser("keys", help="faire la paire de clés, sur une machine hors ligne")
    keys.add_argument("file", type=Path, help="où écrire la clé privée, à garder hors ligne")
    keys.add_argument("--passphrase-file", type=Path, help="fichier d'une ligne ; sinon elle est demandée")
    use = actions.add_parser("use", help="donner la clé publique aux postes d'une organisation")
    use.add_argument("public", nargs="?", default="", help="la clé publique, ou rien pour n'en plus avoir")
    use.set_defaults(run=_use)
    listed = actions.add_parser("list", help="les postes qui ont confié leur clé")
    listed.set_defaults(run=_list)
    export = actions.add_parser("export", help="la clé scellée d'un poste, pour « aparte store recover »")
    export.add_argument("file", type=Path)
    export.add_argument("--device", required=True)
    export.set_defaults(run=_export)
    for one in (use, listed, export):
        one.add_argument("--org", required=True, help="SIRET")


def make_keys(asked: Namespace) -> None:
    """A new pair: the private half in a file, the public one on the screen."""
    if asked.file.exists():
        raise UsageError(f"{asked.file} existe déjà : une clé de récupération ne se remplace pas, donnez un autre nom.")
    secret = passphrase(asked.passphrase_file, f"Phrase secrète de {asked.file.name} : ", twice=True)
    if len(secret.strip()) < _SHORTEST_PASSPHRASE:
        raise UsageError(
            f"La phrase secrète doit compter au moins {_SHORTEST_PASSPHRASE} signes : choisissez-en une plus longue."
        )
    pem, public = new_recovery_key(secret)
    written(asked.file, pem)
    say(public)
    tell(
        f"Clé privée : {asked.file}. Gardez-la hors ligne, en deux lieux : elle ouvre les échanges de tous les "
        "postes. Donnez la clé publique ci-dessus à « aparte-server escrow use »."
    )


def _use(store: ServerStore, asked: Namespace) -> None:
    public = checked_public(asked.public) if asked.public else ""
    store.rules.set_recovery(store.organisations.by_siret(asked.org).org_id, public)
    if public:
        say("Chaque poste confiera sa clé, scellée, à son prochain échange.")
    else:
        say("Les postes ne confient plus leur clé ; la phrase de secours de chacun reste.")


def _list(store: ServerStore, asked: Namespace) -> None:
    for kept in store.escrow.of(store.organisations.by_siret(asked.org).org_id):
        when = "jamais" if kept.sent_at is None else f"{datetime.fromtimestamp(kept.sent_at / 1000, UTC):%d/%m/%Y}"
        say(f"{kept.device_id}  {when:<12}{kept.label}")


def _export(store: ServerStore, asked: Namespace) -> None:
    document = store.escrow.document(store.organisations.by_siret(asked.org).org_id, asked.device)
    written(asked.file, document.encode() + b"\n")
    say(f"Écrit : {asked.file}. Sur le poste : aparte store recover --recovery-key CLÉ --escrow {asked.file.name}")
