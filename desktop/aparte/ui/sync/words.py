"""A state of synchronisation in words: two for the rail, a sentence for whoever asks."""

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from aparte.assist.syncing.syncer import SyncStanding, SyncState
from aparte.ui.freshness import day_in_words
from aparte.ui.sentences import in_words

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class SyncWords:
    """`short` stands under an icon; `badge` draws the eye: something waits or is wrong."""

    short: str
    sentence: str
    icon: str
    badge: bool = False


def sync_words(state: SyncState, now: datetime) -> SyncWords | None:
    """None where there is nothing to say: enrolled nowhere and free to be, or locked."""
    match state.standing:
        case SyncStanding.SYNCED:
            return SyncWords(translate("Sync", "Synchronisé"), _with_bundle(synced(state, now), state), "cloud-check")
        case SyncStanding.WAITING:
            said = translate("Sync", "{waiting}, tout seul, dans un moment.").format(waiting=waiting(state.waiting))
            return SyncWords(_short(state.waiting), _with_bundle(said, state), "cloud-upload", badge=True)
        case SyncStanding.OFFLINE:
            short = translate("Sync", "Hors ligne")
            return SyncWords(short, _with_bundle(_offline(state, now), state), "cloud-off", badge=state.waiting > 0)
        case SyncStanding.REFUSED | SyncStanding.ALONE if state.must_enrol:
            return SyncWords(translate("Sync", "À raccorder"), in_words(state.problem), "cloud-alert", badge=True)
        case _:
            return None


def usual_words() -> tuple[str, ...]:
    """The words that come and go under the icon; a hundred records to send are no longer usual."""
    shorts = (translate("Sync", "Synchronisé"), translate("Sync", "Hors ligne"), translate("Sync", "À raccorder"))
    return (*shorts, _short(99))


def synced(state: SyncState, now: datetime) -> str:
    """When the last exchange went to its end."""
    if state.synced_at is None:
        return translate("Sync", "Raccordé, jamais synchronisé.")
    return translate("Sync", "Synchronisé {when}.").format(when=_when(state.synced_at, now))


def waiting(count: int) -> str:
    """How much is still to be sent."""
    if count == 0:
        return translate("Sync", "Rien à envoyer")
    if count == 1:
        return translate("Sync", "1 enregistrement à envoyer")
    return translate("Sync", "{count} enregistrements à envoyer").format(count=count)


def _with_bundle(sentence: str, state: SyncState) -> str:
    """What is in service, and why something newer is not."""
    said = (sentence, *(in_words(part) for part in (state.bundle, state.refused_bundle) if part))
    return "\n".join(said)


def _offline(state: SyncState, now: datetime) -> str:
    since = _when(state.since, now) if state.since is not None else ""
    said = translate("Sync", "Hors ligne depuis {since}. {waiting}.")
    said = said.format(since=since, waiting=waiting(state.waiting))
    return f"{said} {in_words(state.problem)}"


def _short(count: int) -> str:
    return translate("Sync", "{count} à envoyer").format(count=count if count < 1000 else "999+")


def _when(moment: datetime, now: datetime) -> str:
    local, today = moment.astimezone(), now.astimezone().date()
    hour = f"{local:%H:%M}"
    if local.date() == today:
        return translate("Sync", "aujourd'hui à {hour}").format(hour=hour)
    return translate("Sync", "le {day} à {hour}").format(day=day_in_words(local.date()), hour=hour)
