"""`aparte sync`: the exchange with the town's server, from a terminal."""

from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from typing import Any

from aparte.assist.syncing.enrolling import TeamStanding, scanned
from aparte.assist.syncing.opening import open_syncer
from aparte.assist.syncing.syncer import SOON_S, Syncer, SyncStanding, SyncState
from aparte.commands.opening import opened_office
from aparte.commands.output import json_text
from aparte.core.clock import SystemClock
from aparte.core.console import read, say
from aparte.core.errors import UsageError
from aparte.core.lanes import InlineLane
from aparte.settings import Policy, Settings, options
from aparte.settings.places import Places

_REFUSED_CODE = 7


def status(asked: Namespace, found: Places) -> int:
    """`aparte sync status`."""
    with _syncer(asked, found) as (syncer, _):
        state = syncer.state()
    if asked.json:
        say(json_text(_plain(state)))
    else:
        _show(state)
    return 0


def now(asked: Namespace, found: Places) -> int:
    """`aparte sync now`: 7 when the exchange did not go to its end."""
    with _syncer(asked, found) as (syncer, _):
        done = syncer.round()
        erased = done.erased
        while done.again_in_s == SOON_S:  # a bundle is still coming
            done = syncer.round()
            erased += done.erased
    if done.state.standing is SyncStanding.ALONE and not done.state.problem:
        raise UsageError("Ce poste n'est raccordé à aucun serveur : « aparte sync enrol CODE --server ADRESSE ».")
    _show(done.state)
    if erased:
        say(f"{_count(erased, 'échange effacé', 'échanges effacés')} à la demande de la mairie.")
    return 0 if not done.state.problem else _REFUSED_CODE


def enrol(asked: Namespace, found: Places) -> int:
    """`aparte sync enrol`."""
    code = read("écrivez le code de raccordement") if asked.code == "-" else asked.code
    with _syncer(asked, found) as (syncer, settings):
        address = asked.server or settings.get(options.SYNC_SERVER)
        if not address and scanned(code) is None:
            raise UsageError("L'adresse du serveur manque : donnez-la avec --server, l'informatique la connaît.")
        state = syncer.enrol(address, code.strip())
    say(f"Ce poste est raccordé à {state.server}.")
    _show(state)
    return 0


def team(asked: Namespace, found: Places) -> int:
    """`aparte sync team`: how the team stands; with a code, join it at the next exchange."""
    with _syncer(asked, found) as (syncer, _):
        if asked.code:
            syncer.join_team(read("écrivez le code d'équipe") if asked.code == "-" else asked.code)
            state = syncer.round().state
        else:
            state = syncer.state()
    say(_TEAM[state.team])
    if state.team_code:
        say(f"Code d'équipe : {state.team_code}")
    return 0


def leave(asked: Namespace, found: Places) -> int:
    """`aparte sync leave`."""
    if not asked.yes:
        raise UsageError("Ce poste n'enverra plus rien jusqu'à un nouveau code : relancez avec --yes pour confirmer.")
    with _syncer(asked, found) as (syncer, _):
        _show(syncer.leave())
    return 0


@contextmanager
def _syncer(asked: Namespace, found: Places) -> Iterator[tuple[Syncer, Settings]]:
    settings = Settings(found.settings, Policy.read(found.policy))
    with opened_office(asked, found) as office:
        yield open_syncer(office.workstation, InlineLane(), settings, SystemClock(), found), settings


_TEAM = {
    TeamStanding.NONE: "Aucun rappel n'est partagé : ce poste n'a pas encore d'équipe.",
    TeamStanding.READY: "Les rappels sont partagés avec l'équipe.",
    TeamStanding.WAITING: "Les rappels de l'équipe attendent qu'un autre de ses postes soit ouvert.",
    TeamStanding.CODE: "Pour lire les rappels de l'équipe, donnez le code qu'un autre poste affiche : "
    "« aparte sync team CODE ».",
}


def _show(state: SyncState) -> None:
    if state.standing is SyncStanding.ALONE:
        say("Ce poste n'est raccordé à aucun serveur.")
    elif state.synced_at is None:
        say(f"Raccordé à {state.server}, jamais synchronisé.")
    else:
        say(f"Synchronisé avec {state.server} le {_when(state.synced_at)}.")
    say(f"À envoyer : {_count(state.waiting, 'événement', 'événements')}.")
    if state.since is not None:
        say(f"Hors ligne depuis le {_when(state.since)}.")
    closed = state.closed if state.closed != state.problem else ""
    bundle = f"{state.bundle}." if state.bundle else ""
    for sentence in (state.problem, closed, state.warning, bundle, state.refused_bundle):
        if sentence:
            say(sentence)


def _plain(state: SyncState) -> dict[str, Any]:
    return {name: _text(value) if isinstance(value, datetime) else value for name, value in asdict(state).items()}


def _text(moment: datetime) -> str:
    return moment.isoformat()


def _when(moment: datetime) -> str:
    return f"{moment.astimezone():%d/%m/%Y à %H:%M}"


def _count(number: int, one: str, several: str) -> str:
    return f"{number} {several if number > 1 else one}"
