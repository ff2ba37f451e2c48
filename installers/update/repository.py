"""The signed repository of the program: which artefact of which version, for which share of the workstations.

`python -m installers.update.repository add|rollout|withdraw|list|verify|copy REPOSITORY …`
Keys and the root are made, and everything is signed, by `aparte-server bundle keys|root|sign`: one
ceremony for both repositories, with other keys. See `installers/RELEASING.md`.
"""

import sys
from argparse import ArgumentParser, Namespace
from datetime import UTC, datetime
from pathlib import Path

from aparte.core.errors import AparteError
from aparte.wire.release import CHANNELS, STABLE
from aparte_server.bundles.publishing import copy_repository
from aparte_server.bundles.repository import RepositoryFolder
from aparte_server.bundles.signing import Lifetimes
from installers.update.artefacts import NotAnArtefactError, read_artefact
from installers.update.releasing import (
    Published,
    published,
    stage_rollout,
    stage_withdrawal,
    staged_with,
    sweep,
    verified_releases,
)

_SIGN = "Now sign it: aparte-server bundle sign, with the content keys, then with the online one."


def main(argv: list[str] | None = None) -> int:
    """Returns the exit code: 0 done, 1 refused."""
    asked = _parser().parse_args(argv)
    try:
        asked.run(RepositoryFolder(asked.repository), asked)
    except (AparteError, NotAnArtefactError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _parser() -> ArgumentParser:
    parser = ArgumentParser(prog="python -m installers.update.repository", description=__doc__)
    actions = parser.add_subparsers(required=True)
    add = actions.add_parser("add", help="stage artefacts of a version; the versions before stay, to go back to")
    add.set_defaults(run=_add)
    add.add_argument("repository", type=Path)
    add.add_argument("artefacts", type=Path, nargs="+", help=".deb, -setup.exe, .msi, .dmg, .pkg as they were built")
    add.add_argument(
        "--rollout", type=int, default=100, metavar="PERCENT", help="share of the workstations, 100 if not"
    )
    add.add_argument(
        "--keep", type=int, default=4, metavar="N", help="versions kept of each channel and kind, 4 if not"
    )
    rollout = actions.add_parser("rollout", help="change the share of a version; 0 stops it")
    rollout.set_defaults(run=_rollout)
    rollout.add_argument("repository", type=Path)
    rollout.add_argument("percent", type=int)
    withdraw = actions.add_parser("withdraw", help="take a version out; no workstation takes it any more")
    withdraw.set_defaults(run=_withdraw)
    withdraw.add_argument("repository", type=Path)
    for one in (add, rollout, withdraw):
        one.add_argument("--channel", choices=CHANNELS, default=STABLE)
        one.add_argument("--days", type=int, default=Lifetimes().content.days, help="how long the signatures hold")
        if one is not add:
            one.add_argument("--version", required=True)
    for name, run, said in (
        ("list", _list, "what is announced"),
        ("verify", _verify, "check every signature and file"),
    ):
        shown = actions.add_parser(name, help=said)
        shown.set_defaults(run=run)
        shown.add_argument("repository", type=Path)
    copy = actions.add_parser("copy", help="a verified copy for a web server, a share or a USB key")
    copy.set_defaults(run=_copy)
    copy.add_argument("repository", type=Path)
    copy.add_argument("folder", type=Path)
    return parser


def _add(repository: RepositoryFolder, asked: Namespace) -> None:
    now = datetime.now(UTC)
    artefacts = [read_artefact(path, asked.channel, asked.rollout, now.date()) for path in asked.artefacts]
    _staged(staged_with(repository, artefacts, now, keep=asked.keep, days=asked.days))


def _rollout(repository: RepositoryFolder, asked: Namespace) -> None:
    now = datetime.now(UTC)
    _staged(stage_rollout(repository, asked.channel, asked.version, asked.percent, now, days=asked.days))


def _withdraw(repository: RepositoryFolder, asked: Namespace) -> None:
    _staged(stage_withdrawal(repository, asked.channel, asked.version, datetime.now(UTC), days=asked.days))


def _list(repository: RepositoryFolder, _asked: Namespace) -> None:
    _show(published(repository))


def _verify(repository: RepositoryFolder, _asked: Namespace) -> None:
    _show(verified_releases(repository, datetime.now(UTC)))


def _copy(repository: RepositoryFolder, asked: Namespace) -> None:
    releases = verified_releases(repository, datetime.now(UTC))
    sweep(repository)
    copy_repository(repository, asked.folder)
    _show(releases)
    print(f"On a workstation: aparte update fetch --from {asked.folder}")


def _staged(releases: tuple[Published, ...]) -> None:
    _show(releases)
    print(_SIGN)


def _show(releases: tuple[Published, ...]) -> None:
    for one in releases:
        release = one.release
        print(
            f"{release.channel:<8} {release.version:<10} {release.kind:<6} {release.machine:<8} "
            f"{release.rollout:>3} %  {release.released_on}  {one.size / 1e6:.1f} MB  {one.sha256[:12]}  {release.name}"
        )


if __name__ == "__main__":
    sys.exit(main())
