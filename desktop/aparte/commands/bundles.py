"""`aparte kb bundle`: signed knowledge, from a folder, from a terminal."""

from argparse import Namespace
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from aparte.assist.bundles.blocks import Way
from aparte.assist.bundles.bundles import Bundles, BundleStatus
from aparte.assist.bundles.opening import open_bundles
from aparte.assist.bundles.shelf import InstalledBundle, expired_sentence, said
from aparte.assist.librarian import Librarian
from aparte.commands.output import json_text
from aparte.core.clock import SystemClock
from aparte.core.console import say, tell
from aparte.core.errors import UsageError
from aparte.settings import Policy, Settings
from aparte.settings.places import Places
from aparte.sync.trust.source import FolderSource, MissingError

_LARGEST_ROOT = 512_000
_OTHER_BASE = "Attention : --seed ou APARTE_SEED désigne une autre base, c'est elle qui reste en service."
_LATE = "Attention : l'horloge de ce poste est en retard sur la date du lot ; réglez-la."


def run(asked: Namespace, found: Places) -> int:
    """`aparte kb bundle install|status|rollback|trust`."""
    actions: dict[str, Callable[[Bundles, Namespace, Places], None]] = {
        "install": _install,
        "status": _status,
        "rollback": _roll_back,
        "trust": _trust,
    }
    settings = Settings(found.settings, Policy.read(found.policy))
    actions[asked.bundle_action](open_bundles(found, settings, SystemClock()), asked, found)
    return 0


def _install(bundles: Bundles, asked: Namespace, found: Places) -> None:
    folder: Path = asked.folder.expanduser().absolute()
    try:
        taken = bundles.take(FolderSource(folder), asked=True)
    except MissingError as error:
        raise UsageError(f"Le dossier « {folder} » n'annonce aucun lot : vérifiez que la copie est entière.") from error
    if taken.clock_odd:
        tell(_LATE)
    if taken.bundle is None or not taken.new:
        say(f"Rien de plus récent : {said(taken.bundle)} reste en service." if taken.bundle else "Rien à installer.")
        return
    say(f"{said(taken.bundle)} en service{_how(taken.way)}.")
    _rebuild(found)


def _status(bundles: Bundles, asked: Namespace, _found: Places) -> None:
    status = bundles.status()
    if asked.json:
        say(json_text(_plain(status)))
        return
    if status.current is None:
        say("Aucun lot n'est installé : la base livrée avec le programme est en service.")
    else:
        say(f"{said(status.current)}, {status.current.town}, valable jusqu'au {status.current.expires:%d/%m/%Y}.")
        if sentence := expired_sentence(status.current, SystemClock().now()):
            say(sentence)
    if status.before is not None:
        say(f"Gardé : {said(status.before)} (« aparte kb bundle rollback » le remet en service).")
    if status.held:
        say(f"Le lot n° {status.held} a été retiré : il ne revient pas de lui-même.")
    say(f"Racine de confiance : {status.root}" if status.root else "Aucune racine de confiance : voyez l'informatique.")


def _roll_back(bundles: Bundles, _asked: Namespace, found: Places) -> None:
    say(f"{said(bundles.roll_back())} de nouveau en service.")
    _rebuild(found)


def _trust(bundles: Bundles, asked: Namespace, _found: Places) -> None:
    try:
        if asked.file.stat().st_size > _LARGEST_ROOT:
            raise UsageError(f"Le fichier « {asked.file} » est trop gros pour une racine de confiance.")
        root = asked.file.read_bytes()
    except OSError as error:
        raise UsageError(f"Le fichier « {asked.file} » ne se lit pas : vérifiez son chemin.") from error
    say(f"Racine de confiance : {bundles.trust(root)}")
    say("Comparez cette empreinte avec celle que l'informatique vous donne.")


def _rebuild(found: Places) -> None:
    """The index of what is in service now; articles that did not change are not read again."""
    now = found.renewed()
    if not now.follows:
        tell(_OTHER_BASE)
        return
    Librarian.open(now.seed, now.index, SystemClock()).close()


def _how(way: Way | None) -> str:
    if way is None or not way.missing:
        return ""
    kind = f"{way.missing} morceau(x) repris" if way.alone else "lot entier"
    return f" ({kind}, {way.size / 1e6:.2f} Mo)"


def _plain(status: BundleStatus) -> dict[str, object]:
    return {
        "current": _row(status.current),
        "before": _row(status.before),
        "root": status.root,
        "expired": status.expired,
        "held": status.held,
    }


def _row(bundle: InstalledBundle | None) -> dict[str, object] | None:
    if bundle is None:
        return None
    days: dict[str, datetime] = {
        "made_at": bundle.made_at,
        "expires": bundle.expires,
        "installed_at": bundle.installed_at,
    }
    return {"version": bundle.version, "town": bundle.town, **{name: day.isoformat() for name, day in days.items()}}
