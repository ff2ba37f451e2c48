"""`aparte-server backup` and `restore`."""

from argparse import ArgumentParser, Namespace, _SubParsersAction
from contextlib import closing
from pathlib import Path

from aparte.core.clock import SystemClock
from aparte.core.console import say
from aparte.core.errors import StorageError, UsageError
from aparte_server.commands.files import replacing
from aparte_server.settings import ServerSettings
from aparte_server.store.backups import KEPT, SEALED, copier_for, copy, expired, name_at, restore
from aparte_server.store.database import Database
from aparte_server.store.journal import FileJournal
from aparte_server.store.sealing import read_key
from aparte_server.store.store import build_store, open_database


def add_backup(commands: "_SubParsersAction[ArgumentParser]") -> None:
    """The arguments of both."""
    saved = commands.add_parser("backup", help="copier la base, pendant que le serveur tourne")
    saved.add_argument("file", type=Path, help=f"fichier, ou dossier d'où partent celles de plus de {KEPT.days} jours")
    put = commands.add_parser("restore", help="remettre une sauvegarde à la place de la base, serveur arrêté")
    put.add_argument("file", type=Path)
    for one in (saved, put):
        one.add_argument("--key-file", type=Path, help="clé des sauvegardes ; sinon APARTE_SERVER_BACKUP_KEY")
    put.add_argument("--yes", action="store_true", help="confirmer : la base actuelle est remplacée")


def back_up(settings: ServerSettings, asked: Namespace) -> None:
    """One copy; in a folder, those that are too old go once the new one is there."""
    copier, now, key = copier_for(settings.database), SystemClock().now(), _key(settings, asked)
    target: Path = asked.file
    into = target.is_dir()
    if into:
        target /= name_at(now, copier.suffix + (SEALED if key else ""))
    elif target.exists():
        raise UsageError(f"{target} existe déjà : donnez un autre nom, ou un dossier.")
    _forget_expired(settings)
    with replacing(target) as temporary:
        copy(copier, temporary, key)
    say(f"Sauvegarde : {target}")
    if key is None:
        say("Elle n'est pas chiffrée : gardez-la sur un disque qui l'est, ou donnez une clé avec --key-file.")
    gone = expired(target.parent, now) if into else ()
    for old in gone:
        _removed(old)
    if gone:
        say(f"{len(gone)} sauvegarde(s) de plus de {KEPT.days} jours supprimée(s).")
    elif not into:
        say(f"À supprimer le {now + KEPT:%d/%m/%Y} au plus tard : elle garde ce qui sera effacé d'ici là.")


def put_back(settings: ServerSettings, asked: Namespace) -> None:
    """The copy in place of the database, emptied again of what was erased since."""
    if not asked.yes:
        raise UsageError("La base actuelle sera remplacée par la sauvegarde : relancez avec --yes pour confirmer.")
    emptied = 0

    def then(database: Database) -> None:
        nonlocal emptied
        store = build_store(database, SystemClock(), FileJournal(settings.journal))
        store.organisations.renew_generations()
        emptied = store.changes.replay()

    if not settings.journal.exists():
        say(f"Attention : le journal des effacements {settings.journal} n'existe pas ; rien ne sera effacé à nouveau.")
    try:
        restore(copier_for(settings.database), asked.file, then, _key(settings, asked))
    except OSError as error:
        raise StorageError(
            f"La sauvegarde {asked.file} ne se lit pas, ou la place manque ({error.strerror}) : vérifiez ses droits "
            "et le dossier provisoire (TMPDIR)."
        ) from error
    say(f"Base restaurée. {emptied} échange(s) effacé(s) à nouveau ; les postes renverront ce qui manque.")
    say("Les postes exclus, les personnes et les jetons retirés depuis la sauvegarde sont à retirer de nouveau :")
    say("voyez « device list », « person list », « staff list », « org tokens ».")


def _forget_expired(settings: ServerSettings) -> None:
    """Call-backs past their last day go before the copy, so that no copy keeps them for two weeks more."""
    with closing(open_database(settings.database)) as database:
        store = build_store(database, SystemClock(), FileJournal(settings.journal))
        store.changes.expire()


def _key(settings: ServerSettings, asked: Namespace) -> bytes | None:
    path = asked.key_file or settings.backup_key
    return read_key(path) if path else None


def _removed(old: Path) -> None:
    try:
        old.unlink()
    except OSError as error:
        raise StorageError(f"L'ancienne sauvegarde {old} ne peut pas être supprimée : vérifiez les droits.") from error
