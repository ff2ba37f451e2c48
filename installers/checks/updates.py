"""Updates of the program, tried for real: signed by keys of this run, installed by dpkg in a folder, attacked.

`dist` gives the newest package, when it holds one, to be signed, fetched and verified; small packages do the rest.
"""

import shutil
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from aparte.assist.updating.applying import Applied
from aparte.assist.updating.updates import Standing
from aparte.core.errors import AparteError
from aparte.sync.trust.errors import TrustError
from installers.checks.expecting import expect
from installers.checks.table import Row, attempt, skipped
from installers.checks.update_attacks import ATTACKS, Attack, Stage
from installers.checks.update_scene import NOW, Publisher, Station, can_install, small_deb
from installers.update.releasing import verified_releases

_NAME = "updates (signed repository)"


def rows(dist: Path) -> Iterator[Row]:
    """One row for the whole way from the keys to the workstation."""
    if not can_install():
        mark = skipped("packages are installed by dpkg, as root")
        yield Row(_NAME, 0, mark, mark, mark, mark, mark)
        return
    with tempfile.TemporaryDirectory(prefix="aparte-updates-") as place:
        folder = Path(place)
        yield _row(folder, dist)


def _row(folder: Path, dist: Path) -> Row:
    publisher = Publisher(folder / "repository")
    publisher.release(small_deb(folder, "1.0.0"), small_deb(folder, "1.1.0"))
    station = Station(folder / "station", publisher)
    station.packages.install(folder / "aparte_1.0.0_amd64.deb")
    signed = attempt(lambda: _signed(folder, dist))
    installed = attempt(lambda: _installed(station))
    goes_on = not installed.failed
    upgraded = attempt(lambda: _not_older(station, publisher, folder)) if goes_on else skipped("not installed")
    removed = attempt(lambda: _back(station)) if goes_on else skipped("not installed")
    tampered = attempt(lambda: _all_refused(folder))
    return Row(_NAME, 0, signed, installed, upgraded, removed, tampered)


def _signed(folder: Path, dist: Path) -> str:
    """The real package where there is one: staged, signed by two keys of two, announced, fetched, verified."""
    found = sorted(dist.glob("aparte_*_amd64.deb"), key=lambda path: path.stat().st_mtime)
    deb = found[-1] if found else small_deb(folder, "1.0.0")
    publisher = Publisher(folder / "real")
    publisher.release(deb)
    (release,) = verified_releases(publisher.repository, NOW)
    station = Station(folder / "real-station", publisher, "0.0.1")
    status = station.updates().fetch()
    expect(status.standing is Standing.READY, f"{deb.name} was not made ready: {status.sentence}")
    whole = status.file is not None and status.file.read_bytes() == deb.read_bytes()
    expect(whole, f"what was fetched is not {deb.name}")
    return f"{deb.name}, {release.size / 1e6:.1f} MB, root 2 of 3 keys, content 2 of 2, fetched and verified"


def _installed(station: Station) -> str:
    done = station.applier().apply()
    expect(done == Applied("1.1.0", "1.0.0", returnable=True), f"1.1.0 was not installed over 1.0.0: {done}")
    expect(station.runs() == "1.1.0", f"{station.runs()} runs")
    station.restarted()
    return "1.0.0 to 1.1.0 by dpkg, in a folder; 1.0.0 kept"


def _not_older(station: Station, publisher: Publisher, folder: Path) -> str:
    """A newer one came by another way: what is signed is older, and stays out."""
    station.packages.install(small_deb(folder, "2.0.0"))
    station.version = "1.1.0"
    publisher.release(small_deb(folder, "1.5.0"), now=NOW + timedelta(hours=1))
    station.applier(NOW + timedelta(hours=1)).apply()
    expect(station.runs() == "2.0.0", f"{station.runs()} took the place of 2.0.0")
    station.restarted()
    return "1.5.0 offered to a machine that holds 2.0.0: not installed"


def _back(station: Station) -> str:
    before = station.packages.installed()
    done = station.applier().back()
    expect(station.runs() == done.version == "1.0.0", f"{station.runs()} runs after going back from {before}")
    station.restarted()
    held = station.folder / "var" / "updates" / "state.json"
    expect(f'"held": "{before}"' in held.read_text("utf-8"), "the version that was left could come again")
    return f"{before} back to {done.version} from what was kept; {before} is not offered again"


def _all_refused(folder: Path) -> str:
    for attack in ATTACKS:
        place = folder / attack.__name__
        place.mkdir()
        _refused(place, attack)
        shutil.rmtree(place)
    return f"{len(ATTACKS)} attacks refused, each for its reason: {', '.join(one.__name__ for one in ATTACKS)}"


def _refused(folder: Path, attack: Attack) -> None:
    publisher = Publisher(folder / "repository")
    publisher.release(small_deb(folder, "1.0.0"))
    before = shutil.copytree(publisher.folder, folder / "before")
    publisher.release(small_deb(folder, "1.1.0"))
    station = Station(folder / "station", publisher)
    station.packages.install(folder / "aparte_1.0.0_amd64.deb")
    station.updates().check()
    (folder / "work").mkdir()
    hostile = attack(Stage(publisher, before, folder / "work"))
    station.follow(hostile.folder)
    seen: AparteError | None = None
    try:
        station.applier(hostile.now).apply()
    except TrustError as error:
        seen = error
    expect(type(seen) is hostile.refused, f"{attack.__name__}: {type(seen).__name__}, not {hostile.refused.__name__}")
    expect(station.runs() == "1.0.0", f"{attack.__name__}: {station.runs()} was installed")
