"""What a workstation believes of a signed repository, and each way to be refused."""

import json
import shutil
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from securesystemslib.signer import CryptoSigner
from tuf.api.metadata import Metadata, Targets, Timestamp

from aparte.core.clock import FixedClock
from aparte.core.errors import UsageError
from aparte.sync.trust.errors import (
    ExpiredError,
    FrozenError,
    OversizeError,
    RolledBackError,
    TamperedError,
    ThresholdError,
    TruncatedError,
    TrustError,
    UnknownRootError,
    WrongSignerError,
)
from aparte.sync.trust.repository import TrustedRepository
from aparte.sync.trust.source import FolderSource, GoneError, MissingError
from aparte_server.bundles.local import sign_local
from aparte_server.bundles.signing import announce
from tests.fakes.signed import NOW, SignedTown, keys

FIRST, SECOND = b"premier", b"deuxieme"
Trusting = Callable[..., TrustedRepository]


@pytest.fixture
def town(tmp_path: Path) -> SignedTown:
    town = SignedTown(tmp_path / "repository")
    town.publish({"knowledge/manifest.json": FIRST})
    return town


@pytest.fixture
def trusting(tmp_path: Path, town: SignedTown) -> Trusting:
    def trusted(at: datetime = NOW, folder: Path = town.folder, root: bytes = town.root) -> TrustedRepository:
        return TrustedRepository(tmp_path / "trust", root, FolderSource(folder), FixedClock(at))

    return trusted


def metadata(town: SignedTown, role: str) -> Path:
    """The newest file of a role."""
    if role == "timestamp":
        return town.folder / "metadata" / "timestamp.json"
    found = (town.folder / "metadata").glob(f"*.{role}.json")
    return max(found, key=lambda path: int(path.name.partition(".")[0]))


def target(town: SignedTown) -> Path:
    return next((town.folder / "targets" / "knowledge").iterdir())


def test_what_is_signed_is_read(trusting: Trusting) -> None:
    trusted = trusting()
    trusted.refresh()
    assert trusted.read("knowledge/manifest.json") == FIRST
    assert trusted.version() == 1
    assert not trusted.clock_is_odd()


def test_what_nobody_signed_is_not_there(trusting: Trusting) -> None:
    assert trusting().read("knowledge/other.json") is None
    assert trusting().read("local/urgent.json") is None


def test_a_newer_content_is_learnt(trusting: Trusting, town: SignedTown) -> None:
    trusted = trusting()
    trusted.refresh()
    town.publish({"knowledge/manifest.json": SECOND}, NOW + timedelta(hours=1))
    trusted.refresh()
    assert trusted.read("knowledge/manifest.json") == SECOND
    assert trusted.version() == 2


def test_local_content_is_signed_online_and_read(trusting: Trusting, town: SignedTown) -> None:
    town.say({"local/urgent.json": b"neige"}, NOW + timedelta(minutes=1))
    trusted = trusting()
    trusted.refresh()
    assert trusted.read("local/urgent.json") == b"neige"
    town.say({"local/urgent.json": b"verglas"}, NOW + timedelta(minutes=2))
    trusted.refresh()
    assert trusted.read("local/urgent.json") == b"verglas"
    assert trusted.read("knowledge/manifest.json") == FIRST


def test_local_content_survives_a_new_bundle(trusting: Trusting, town: SignedTown) -> None:
    town.say({"local/urgent.json": b"neige"}, NOW + timedelta(minutes=1))
    town.publish({"knowledge/manifest.json": SECOND}, NOW + timedelta(hours=1))
    trusted = trusting()
    assert trusted.read("local/urgent.json") == b"neige"
    assert trusted.read("knowledge/manifest.json") == SECOND


def test_the_online_key_signs_nothing_but_local_content(town: SignedTown) -> None:
    with pytest.raises(UsageError, match="n'est pas un contenu local"):
        sign_local(town.repository, {"knowledge/manifest.json": b"faux"}, town.online_keys, NOW)
    with pytest.raises(UsageError, match="n'est pas un contenu local"):
        sign_local(town.repository, {"local/deep/urgent.json": b"faux"}, town.online_keys, NOW)


def test_what_the_local_role_signs_elsewhere_is_not_accepted(trusting: Trusting, town: SignedTown) -> None:
    resign_local(town, {"knowledge/manifest.json": b"faux", "knowledge/new.json": b"faux", "articles/x.md": b"faux"})
    trusted = trusting()
    trusted.refresh()
    assert trusted.read("knowledge/manifest.json") == FIRST
    assert trusted.read("knowledge/new.json") is None
    assert trusted.read("articles/x.md") is None


def test_the_local_role_signed_by_another_key_is_refused(trusting: Trusting, town: SignedTown) -> None:
    town.say({"local/urgent.json": b"neige"}, NOW + timedelta(minutes=1))
    resign_local(town, {"local/urgent.json": b"faux"}, keys(1)[0])
    with pytest.raises(WrongSignerError):
        trusting().read("local/urgent.json")


@pytest.mark.parametrize("role", ["timestamp", "snapshot", "targets"])
def test_metadata_that_was_changed_is_refused(trusting: Trusting, town: SignedTown, role: str) -> None:
    path = metadata(town, role)
    changed = json.loads(path.read_bytes())
    changed["signed"]["expires"] = "2099-01-01T00:00:00Z"
    path.write_text(json.dumps(changed))
    with pytest.raises(TamperedError, match="a été modifié depuis sa signature : il est refusé, l'ancien reste"):
        trusting().refresh()


@pytest.mark.parametrize("role", ["timestamp", "snapshot", "targets"])
def test_metadata_that_was_cut_is_refused(trusting: Trusting, town: SignedTown, role: str) -> None:
    path = metadata(town, role)
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(TruncatedError, match="est incomplet ou abîmé"):
        trusting().refresh()


@pytest.mark.parametrize("role", ["snapshot", "targets"])
def test_metadata_that_is_missing_is_refused(trusting: Trusting, town: SignedTown, role: str) -> None:
    metadata(town, role).unlink()
    with pytest.raises(TruncatedError):
        trusting().refresh()


def test_content_that_was_changed_is_refused(trusting: Trusting, town: SignedTown) -> None:
    target(town).write_bytes(b"Premier")
    with pytest.raises(TamperedError):
        trusting().read("knowledge/manifest.json")


def test_content_that_was_cut_is_refused(trusting: Trusting, town: SignedTown) -> None:
    target(town).write_bytes(FIRST[:-1])
    with pytest.raises(TruncatedError):
        trusting().read("knowledge/manifest.json")


def test_content_larger_than_expected_is_refused(trusting: Trusting) -> None:
    with pytest.raises(OversizeError):
        trusting().read("knowledge/manifest.json", most=3)


def test_endless_metadata_is_refused(trusting: Trusting, town: SignedTown) -> None:
    metadata(town, "timestamp").write_bytes(b" " * 1_000_000)
    with pytest.raises(OversizeError):
        trusting().refresh()


def test_an_older_copy_is_refused(trusting: Trusting, town: SignedTown, tmp_path: Path) -> None:
    old = shutil.copytree(town.folder, tmp_path / "old")
    town.publish({"knowledge/manifest.json": SECOND}, NOW + timedelta(hours=1))
    trusting().refresh()
    with pytest.raises(RolledBackError, match="est plus ancien que ce que ce poste a déjà vu"):
        trusting(folder=old).refresh()


def test_content_that_goes_back_under_a_new_announcement_is_refused(trusting: Trusting, town: SignedTown) -> None:
    """The online key alone can't bring an older content back."""
    first = metadata(town, "targets").read_bytes()
    town.publish({"knowledge/manifest.json": SECOND}, NOW + timedelta(hours=1))
    trusting().refresh()
    announce_again(town, first)
    with pytest.raises(RolledBackError):
        trusting().refresh()


def test_an_old_announcement_is_refused(trusting: Trusting) -> None:
    with pytest.raises(FrozenError, match="sa dernière annonce a expiré"):
        trusting(NOW + timedelta(days=40)).refresh()


def test_expired_content_is_refused(trusting: Trusting, town: SignedTown) -> None:
    later = NOW + timedelta(days=450)
    town.say({"local/urgent.json": b"neige"}, later)
    with pytest.raises(ExpiredError, match="a dépassé la date limite de sa signature"):
        trusting(later).refresh()


def test_content_signed_by_another_key_is_refused(trusting: Trusting, town: SignedTown) -> None:
    town.publish({"knowledge/manifest.json": b"faux"}, NOW + timedelta(hours=1), signers=keys(1))
    with pytest.raises(WrongSignerError, match="une clé que la mairie n'a pas désignée"):
        trusting().refresh()


def test_content_with_too_few_signatures_is_refused(tmp_path: Path) -> None:
    town = SignedTown(tmp_path / "two", content=keys(2), needed=2)
    town.publish({"knowledge/manifest.json": FIRST}, signers=town.content[:1])
    trusted = TrustedRepository(tmp_path / "trust", town.root, FolderSource(town.folder), FixedClock(NOW))
    with pytest.raises(ThresholdError, match="n'a pas toutes les signatures exigées"):
        trusted.refresh()


def test_another_towns_repository_is_refused(trusting: Trusting, tmp_path: Path) -> None:
    other = SignedTown(tmp_path / "other")
    other.publish({"knowledge/manifest.json": b"faux"})
    with pytest.raises(WrongSignerError):
        trusting(folder=other.folder).refresh()


def test_a_root_that_is_none_is_refused(trusting: Trusting) -> None:
    with pytest.raises(UnknownRootError, match="ne se rattache pas à la racine de confiance"):
        trusting(root=b"{}").refresh()


def test_the_root_is_renewed_by_those_who_held_it(trusting: Trusting, town: SignedTown) -> None:
    trusting().refresh()
    before, town.roots, town.content = town.roots, keys(3), keys(1)
    town.sign_root(2, signers=[*before[:2], *town.roots[:2]])
    town.publish({"knowledge/manifest.json": SECOND}, NOW + timedelta(hours=1))
    assert trusting().read("knowledge/manifest.json") == SECOND


def test_a_root_that_nobody_handed_over_is_refused(trusting: Trusting, town: SignedTown) -> None:
    town.roots = keys(3)
    town.sign_root(2)
    with pytest.raises(UnknownRootError):
        trusting().refresh()


def test_a_root_handed_over_by_too_few_is_refused(trusting: Trusting, town: SignedTown) -> None:
    before, town.roots = town.roots, keys(3)
    town.sign_root(2, signers=[before[0], *town.roots[:2]])
    with pytest.raises(ThresholdError):
        trusting().refresh()


def test_a_refusal_leaves_what_was_known(trusting: Trusting, town: SignedTown, tmp_path: Path) -> None:
    trusting().refresh()
    bad = shutil.copytree(town.folder, tmp_path / "bad")
    town.publish({"knowledge/manifest.json": SECOND}, NOW + timedelta(hours=1))
    (bad / "metadata" / "timestamp.json").write_bytes(b"{}")
    with pytest.raises(TrustError):
        trusting(folder=bad).refresh()
    assert trusting().read("knowledge/manifest.json") == SECOND


def test_nothing_published_is_no_attack(tmp_path: Path, town: SignedTown, trusting: Trusting) -> None:
    empty = tmp_path / "empty"
    (empty / "metadata").mkdir(parents=True)
    with pytest.raises(MissingError):
        trusting(folder=empty).refresh()


def test_a_key_that_was_pulled_out_is_told(tmp_path: Path, trusting: Trusting) -> None:
    with pytest.raises(GoneError, match="vérifiez la clé USB"):
        trusting(folder=tmp_path / "gone").refresh()


def test_a_clock_ten_years_late_is_noticed_and_takes_nothing_older(
    trusting: Trusting, town: SignedTown, tmp_path: Path
) -> None:
    late = NOW - timedelta(days=3650)
    old = shutil.copytree(town.folder, tmp_path / "old")
    town.publish({"knowledge/manifest.json": SECOND}, NOW + timedelta(days=60))
    trusted = trusting(late)
    trusted.refresh()
    assert trusted.clock_is_odd()
    assert trusted.read("knowledge/manifest.json") == SECOND
    with pytest.raises(TrustError):
        trusting(late, folder=old).refresh()


def test_a_clock_ten_years_ahead_takes_nothing_and_speaks_of_the_date(trusting: Trusting) -> None:
    with pytest.raises(TrustError, match="vérifiez la date de ce poste"):
        trusting(NOW + timedelta(days=3650)).refresh()


def test_a_late_clock_does_not_make_expired_content_valid(trusting: Trusting, town: SignedTown) -> None:
    """What was seen says that it is at least that day."""
    town.publish({"knowledge/manifest.json": SECOND}, NOW + timedelta(days=100))
    trusting(NOW + timedelta(days=100)).refresh()
    path = metadata(town, "timestamp")
    announced = json.loads(path.read_bytes())
    announced["signed"]["version"] += 1
    announced["signed"]["expires"] = "2026-12-26T00:00:00Z"
    sign_timestamp(town, announced)
    with pytest.raises(FrozenError):
        trusting(NOW).refresh()


def test_a_thief_of_the_online_key_freezes_nothing_for_longer_than_he_has_it(
    trusting: Trusting, town: SignedTown
) -> None:
    """He says that it is 2090; once the key is taken back, what he said counts no more."""
    trusting().refresh()
    announce(town.repository, {}, town.online, NOW.replace(year=2090), timedelta(days=30))
    trusting().refresh()
    with pytest.raises(TrustError):
        trusting(NOW + timedelta(hours=1)).refresh()
    town.online = keys(1)[0]
    town.sign_root(2)
    town.publish({"knowledge/manifest.json": SECOND}, NOW + timedelta(hours=2))
    with suppress(TrustError):
        trusting(NOW + timedelta(hours=2)).refresh()
    assert trusting(NOW + timedelta(hours=2)).read("knowledge/manifest.json") == SECOND


def test_announcements_of_long_ago_are_not_kept_for_ever(trusting: Trusting, town: SignedTown) -> None:
    for minutes in range(1, 40):
        town.say({"local/urgent.json": b"neige %d" % minutes}, NOW + timedelta(minutes=minutes))
    assert len(list((town.folder / "metadata").iterdir())) < 50
    assert trusting().read("local/urgent.json") == b"neige 39"
    assert trusting().read("knowledge/manifest.json") == FIRST


def resign_local(town: SignedTown, files: dict[str, bytes], signer: CryptoSigner | None = None) -> None:
    """Announce a local role that says anything, as who holds the online keys could."""
    at = NOW + timedelta(hours=2)
    targets = {path: town.repository.put_target(path, data) for path, data in files.items()}
    made = Metadata(Targets(int(at.timestamp()), expires=at + timedelta(days=30), targets=targets))
    made.sign(signer or town.local)
    announce(town.repository, {"local": made}, town.online, at, timedelta(days=30))


def announce_again(town: SignedTown, targets: bytes) -> None:
    """Announce a content that was signed before, as who holds the online key could."""
    old: Metadata[Targets] = Metadata.from_bytes(targets)
    announce(town.repository, {"targets": old}, town.online, NOW + timedelta(hours=2), timedelta(days=30))


def sign_timestamp(town: SignedTown, data: dict[str, object]) -> None:
    made: Metadata[Timestamp] = Metadata.from_dict(data)
    made.sign(town.online)
    metadata(town, "timestamp").write_bytes(made.to_bytes())
