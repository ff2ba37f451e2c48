"""Files over a real connection: resumed where it broke, a portal's page never taken for them."""

from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from aparte.core.clock import FixedClock
from aparte.sync.network import Network, pool_for
from aparte.sync.server import BusyError, NotTakenError, PortalError, UnreachableError
from aparte.sync.trust.downloading import download
from aparte.sync.trust.errors import ClockError, TamperedError
from aparte.sync.trust.http_source import HttpSource
from aparte.sync.trust.repository import TrustedRepository
from aparte.sync.trust.source import MissingError, PatientSource, PausedError, Source
from tests.fakes.file_server import FileServer
from tests.fakes.signed import NOW, SignedTown

CONTENT = bytes(range(256)) * 2000


@pytest.fixture
def town(tmp_path: Path) -> SignedTown:
    town = SignedTown(tmp_path / "repository")
    town.publish({"knowledge/pack": CONTENT})
    return town


@pytest.fixture
def server(town: SignedTown) -> Iterator[FileServer]:
    with FileServer(town.folder).running() as server:
        yield server


@pytest.fixture
def source(server: FileServer) -> Iterator[Source]:
    pool = pool_for(server.address, Network(proxy="direct"))
    yield HttpSource(server.address, pool)
    pool.clear()


@pytest.fixture
def trusted(tmp_path: Path, town: SignedTown, source: Source) -> TrustedRepository:
    return TrustedRepository(tmp_path / "trust", town.root, source, FixedClock(NOW))


def name(town: SignedTown) -> str:
    return f"targets/knowledge/{next((town.folder / 'targets' / 'knowledge').iterdir()).name}"


def test_a_repository_is_read_over_http(trusted: TrustedRepository) -> None:
    assert trusted.read("knowledge/pack") == CONTENT


def test_a_download_that_is_cut_again_and_again_asks_no_byte_twice(
    server: FileServer, trusted: TrustedRepository, tmp_path: Path
) -> None:
    trusted.refresh()
    server.sent, server.cuts = 0, [100_000, 1, 70_000, 200_000]
    assert trusted.fetch("knowledge/pack", tmp_path / "coming", 10**7).read_bytes() == CONTENT
    assert server.sent == len(CONTENT)
    assert [wanted for path, wanted in server.asked if "pack" in path] == [
        "",
        "bytes=100000-",
        "bytes=100001-",
        "bytes=170001-",
        "bytes=370001-",
    ]


def test_a_download_goes_on_after_the_program_was_stopped(
    server: FileServer, town: SignedTown, source: Source, tmp_path: Path
) -> None:
    server.cuts = [300_000, 0]
    with pytest.raises(UnreachableError, match="reprendra où il en est"):
        download(source, name(town), tmp_path / "pack", len(CONTENT))
    server.sent = 0
    download(source, name(town), tmp_path / "pack", len(CONTENT))
    assert (tmp_path / "pack").read_bytes() == CONTENT
    assert server.sent == len(CONTENT) - 300_000


def test_a_server_that_knows_no_range_is_understood(
    server: FileServer, town: SignedTown, source: Source, tmp_path: Path
) -> None:
    server.ranges, server.cuts = False, [300_000]
    download(source, name(town), tmp_path / "pack", len(CONTENT))
    assert (tmp_path / "pack").read_bytes() == CONTENT


def test_a_file_that_came_wrong_is_fetched_anew(trusted: TrustedRepository, tmp_path: Path) -> None:
    (tmp_path / "coming").mkdir()
    (tmp_path / "coming" / sha256(CONTENT).hexdigest()).write_bytes(b"x" * 1000)
    with pytest.raises(TamperedError):
        trusted.fetch("knowledge/pack", tmp_path / "coming", 10**7)
    assert trusted.fetch("knowledge/pack", tmp_path / "coming", 10**7).read_bytes() == CONTENT


def test_what_came_of_an_older_version_is_not_taken_for_the_new_one(
    server: FileServer, town: SignedTown, trusted: TrustedRepository, tmp_path: Path
) -> None:
    trusted.refresh()
    server.cuts = [300_000, 0]
    with pytest.raises(UnreachableError):
        trusted.fetch("knowledge/pack", tmp_path / "coming", 10**7)
    town.publish({"knowledge/pack": CONTENT[::-1]}, NOW + timedelta(hours=1))
    trusted.refresh()
    assert trusted.fetch("knowledge/pack", tmp_path / "coming", 10**7).read_bytes() == CONTENT[::-1]


def test_a_long_download_lets_what_is_more_urgent_pass_and_goes_on(
    server: FileServer, town: SignedTown, source: Source, tmp_path: Path
) -> None:
    rounds = 0
    while True:
        seconds = iter(range(100))
        rounds += 1
        try:
            download(PatientSource(source, 2, lambda: float(next(seconds))), name(town), tmp_path / "x", len(CONTENT))  # noqa: B023 - used up at once
        except PausedError:
            continue
        break
    assert rounds > 1
    assert (tmp_path / "x").read_bytes() == CONTENT
    starts = [int(wanted.removeprefix("bytes=").rstrip("-") or 0) for _, wanted in server.asked]
    assert starts == sorted(set(starts))


def test_more_than_was_signed_is_never_kept(
    server: FileServer, town: SignedTown, trusted: TrustedRepository, tmp_path: Path
) -> None:
    trusted.refresh()
    path = town.folder / name(town)
    path.write_bytes(CONTENT + bytes(10_000_000))
    assert trusted.fetch("knowledge/pack", tmp_path / "coming", 10**7).read_bytes() == CONTENT
    with pytest.raises(TamperedError):
        trusted.read("knowledge/pack")


def test_a_portals_page_is_no_metadata(server: FileServer, trusted: TrustedRepository) -> None:
    server.page = True
    with pytest.raises(PortalError, match="s'identifier dans un navigateur"):
        trusted.refresh()


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (302, PortalError),
        (511, PortalError),
        (401, NotTakenError),
        (429, BusyError),
        (500, BusyError),
        (503, BusyError),
        (418, UnreachableError),
    ],
)
def test_each_refusal_of_the_network_has_its_sentence(
    server: FileServer, trusted: TrustedRepository, status: int, error: type[Exception]
) -> None:
    server.status, server.location = status, "http://127.0.0.1:1/elsewhere"
    with pytest.raises(error):
        trusted.refresh()


def test_a_file_that_is_not_there(source: Source) -> None:
    with pytest.raises(MissingError):
        next(iter(source.read("targets/knowledge/none")))


def test_no_server_at_all(server: FileServer, town: SignedTown, tmp_path: Path) -> None:
    address = "http://127.0.0.1:9"
    trusted = TrustedRepository(
        tmp_path / "trust", town.root, HttpSource(address, pool_for(address, Network("direct"))), FixedClock(NOW)
    )
    with pytest.raises(UnreachableError):
        trusted.refresh()


def test_a_clock_that_is_not_the_servers_is_named(source: Source, town: SignedTown, tmp_path: Path) -> None:
    """The test server tells the machine's own time; the workstation believes to be in 2046."""
    ahead = FixedClock(NOW.replace(year=2046))
    with pytest.raises(ClockError, match="L'horloge de ce poste n'est pas à l'heure : le lot"):
        TrustedRepository(tmp_path / "trust", town.root, source, ahead).refresh()
