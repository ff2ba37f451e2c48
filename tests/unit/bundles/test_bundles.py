"""Bundles on a workstation: installed at once or not at all, whatever the folder holds."""

import json
import lzma
import shutil
import zlib
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aparte.assist.bundles.installing import UnreadableBundleError
from aparte.assist.bundles.shelf import InstallingError
from aparte.assist.finding import Finding, Level
from aparte.assist.health import examine
from aparte.assist.importing import ImportRequest, import_articles
from aparte.assist.librarian import Librarian
from aparte.core.errors import AparteError, UsageError
from aparte.kb.closure_codes import selectable
from aparte.kb.importers.collection import Collection
from aparte.kb.importers.refusals import ImportRefusedError
from aparte.kb.library import Library
from aparte.kb.seed import SeedFolder
from aparte.settings.places import Places
from aparte.sync.trust.errors import (
    ExpiredError,
    FrozenError,
    RolledBackError,
    TamperedError,
    TruncatedError,
    TrustError,
    UnknownRootError,
    WrongSignerError,
)
from aparte.sync.trust.source import FolderSource
from aparte.wire.bundle import MANIFEST, PACK
from aparte_server.bundles.building import build
from tests.fakes.base_folder import LOST_CARD
from tests.fakes.keyring import MemoryKeeper
from tests.fakes.signed import NOW, SignedTown, keys
from tests.fakes.town import Town
from tests.unit.bundles.workplace import Workplace


@pytest.fixture
def place(tmp_path: Path) -> Workplace:
    """The first bundle is published, and in service."""
    place = Workplace(tmp_path)
    place.publish()
    place.trust()
    place.take()
    return place


def file_of(folder: Path, path: str) -> Path:
    """A signed file of a repository, the newest."""
    bare = path.rpartition("/")[2]
    return max((folder / "targets" / "knowledge").glob(f"*.{bare}"), key=lambda one: one.stat().st_mtime_ns)


def test_a_first_bundle_takes_the_place_of_the_shipped_base(tmp_path: Path) -> None:
    place = Workplace(tmp_path)
    place.dog_weeks("neuf jours")
    place.publish()
    assert "huit jours" in place.answer()
    place.trust()
    taken = place.take()
    assert taken.new
    assert taken.way is not None
    assert not taken.way.alone
    assert "neuf jours" in place.answer()
    assert place.bundles.status().current == taken.bundle


def test_the_files_are_those_of_the_town(place: Workplace) -> None:
    def contents(folder: Path) -> dict[str, bytes]:
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    assert contents(place.served()) == contents(place.seed)


def test_a_second_bundle_brings_what_changed_alone(place: Workplace) -> None:
    place.write("articles/identite/passeport.md", "un mois", "deux mois")
    # In so small a base the pack would cost less than asking for anything.
    (place.seed / "articles/identite/long.md").write_text(long_article("long"), "utf-8")
    place.publish(1)
    place.take()
    place.write("articles/identite/passeport.md", "deux mois", "trois mois")
    place.publish(2)
    taken = place.take()
    assert taken.way is not None
    assert (taken.way.alone, taken.way.missing) == (True, 1)
    assert "trois mois" in (place.served() / "articles/identite/passeport.md").read_text("utf-8")


def test_the_same_bundle_is_not_taken_twice(place: Workplace) -> None:
    assert not place.take().new


def test_the_one_before_is_kept_and_can_be_gone_back_to(place: Workplace) -> None:
    place.dog_weeks("neuf jours")
    place.publish(1)
    place.take()
    assert "neuf jours" in place.answer()
    assert place.bundles.roll_back().version == 1
    assert "huit jours" in place.answer()


def test_what_was_gone_back_from_does_not_come_again_by_itself(place: Workplace) -> None:
    place.dog_weeks("neuf jours")
    place.publish(1)
    place.take()
    place.bundles.roll_back()
    assert not place.take(asked=False).new
    place.publish(2)
    assert place.take(asked=False).new
    assert place.version() == 3


def test_two_bundles_are_kept_and_no_more(place: Workplace) -> None:
    for hours in (1, 2, 3):
        place.publish(hours)
        place.take()
    folders = [path.name for path in (place.base / "bundles").iterdir() if path.name[0].isdigit()]
    assert sorted(name.partition("-")[0] for name in folders) == ["3", "4"]


def test_going_back_needs_something_to_go_back_to(place: Workplace) -> None:
    with pytest.raises(UsageError, match="Aucun lot plus ancien"):
        place.bundles.roll_back()


def test_nothing_is_taken_before_a_root_is_trusted(tmp_path: Path) -> None:
    place = Workplace(tmp_path)
    place.publish()
    with pytest.raises(UnknownRootError, match="aparte kb bundle trust"):
        place.take()


def test_a_file_that_is_no_root_is_not_trusted(place: Workplace) -> None:
    with pytest.raises(UsageError, match="pas une racine de confiance"):
        place.bundles.trust(b"{}")
    assert place.bundles.status().root
    assert not place.take().new


def test_an_imposed_root_is_the_one_that_counts(place: Workplace) -> None:
    other = SignedTown(place.folder / "other")
    other.build(place.seed)
    path = place.folder / "root.json"
    path.write_bytes(other.root)
    place.imposed = str(path)
    place.publish(1)
    with pytest.raises(WrongSignerError):
        place.take()
    with pytest.raises(UsageError, match="imposée par la collectivité"):
        place.trust()


def test_another_towns_numbers_are_not_compared_with_ours(place: Workplace) -> None:
    place.publish(1)
    place.take()
    other = SignedTown(place.folder / "other")
    place.dog_weeks("neuf jours")
    other.build(place.seed)
    place.bundles.trust(other.root)
    assert place.take(other.folder).new
    assert "neuf jours" in place.answer()


def test_keys_that_were_replaced_sign_the_next_bundle(place: Workplace) -> None:
    place.town.content, place.town.online = keys(1), keys(1)[0]
    place.town.sign_root(2)
    place.dog_weeks("neuf jours")
    place.publish(1)
    assert place.take().new
    assert "neuf jours" in place.answer()


ATTACKS: dict[str, tuple[Callable[[Workplace, Path], None], type[AparteError], str]] = {}


def attack(error: type[AparteError], said: str) -> Callable[[Callable[[Workplace, Path], None]], None]:
    def listed(spoil: Callable[[Workplace, Path], None]) -> None:
        ATTACKS[spoil.__name__] = (spoil, error, said)

    return listed


@attack(TamperedError, "a été modifié depuis sa signature")
def a_changed_pack(_place: Workplace, usb: Path) -> None:
    path = file_of(usb, PACK)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


@attack(TamperedError, "a été modifié depuis sa signature")
def a_changed_list(_place: Workplace, usb: Path) -> None:
    path = file_of(usb, MANIFEST)
    path.write_bytes(path.read_bytes()[::-1])


@attack(TruncatedError, "est incomplet ou abîmé")
def a_cut_pack(_place: Workplace, usb: Path) -> None:
    path = file_of(usb, PACK)
    path.write_bytes(path.read_bytes()[:-1])


@attack(TruncatedError, "est incomplet ou abîmé")
def a_pack_that_was_not_copied(_place: Workplace, usb: Path) -> None:
    file_of(usb, PACK).unlink()


@attack(RolledBackError, "est plus ancien que ce que ce poste a déjà vu")
def an_older_copy(place: Workplace, usb: Path) -> None:
    shutil.rmtree(usb)
    shutil.copytree(place.folder / "first", usb)


@attack(FrozenError, "sa dernière annonce a expiré")
def an_announcement_of_long_ago(place: Workplace, _usb: Path) -> None:
    place.at(NOW + timedelta(days=40))


@attack(ExpiredError, "a dépassé la date limite de sa signature")
def a_content_of_long_ago(place: Workplace, usb: Path) -> None:
    later = NOW + timedelta(days=500)
    place.at(later)
    SignedTown(usb, place.town.roots, place.town.content, place.town.online, place.town.local).say({}, later)


@attack(WrongSignerError, "une clé que la mairie n'a pas désignée")
def a_strangers_bundle(place: Workplace, usb: Path) -> None:
    stranger = SignedTown(usb, place.town.roots, keys(1), place.town.online, place.town.local)
    stranger.publish({MANIFEST: b"faux"}, NOW + timedelta(hours=2))


@attack(TamperedError, "a été modifié depuis sa signature")
def a_list_that_is_none_rightly_signed(place: Workplace, usb: Path) -> None:
    town = SignedTown(usb, place.town.roots, place.town.content, place.town.online, place.town.local)
    town.publish({MANIFEST: b"{}", PACK: b""}, NOW + timedelta(hours=2))


@attack(TamperedError, "a été modifié depuis sa signature")
def a_name_that_climbs_rightly_signed(place: Workplace, usb: Path) -> None:
    sign_list(place, usb, [["kb/../../evil", []]])


@attack(TruncatedError, "est incomplet ou abîmé")
def a_pack_that_lacks_a_block_rightly_signed(place: Workplace, usb: Path) -> None:
    sign_list(place, usb, [["kb/town.yaml", [["a" * 64, 1000, 10]]]], lzma.compress(b"short"))


@attack(TamperedError, "a été modifié depuis sa signature")
def a_pack_of_other_bytes_rightly_signed(place: Workplace, usb: Path) -> None:
    sign_list(place, usb, [["kb/town.yaml", [["a" * 64, 5, 10**6]]]], lzma.compress(b"other"))


@attack(AparteError, "est plus gros que ce qu'un poste accepte")
def a_pack_that_unpacks_to_much_more_rightly_signed(place: Workplace, usb: Path) -> None:
    one = sha256(bytes(1)).hexdigest()
    sign_list(place, usb, [["kb/town.yaml", [[one, 1, 10**9]]]], lzma.compress(bytes(50_000_000)))


def sign_list(place: Workplace, usb: Path, files: object, pack: bytes = b"") -> None:
    """What the town's own key signed by mistake, or in a thief's hand."""
    version = place.town.repository.role("targets")
    assert version is not None
    data = {"format": 1, "version": version.signed.version + 1, "made_at": NOW.isoformat(), "town": "x", "files": files}
    town = SignedTown(usb, place.town.roots, place.town.content, place.town.online, place.town.local)
    town.publish({MANIFEST: zlib.compress(json.dumps(data).encode()), PACK: pack}, NOW + timedelta(hours=2))


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_is_refused_with_its_reason_and_the_base_before_answers(place: Workplace, name: str) -> None:
    spoil, error, said = ATTACKS[name]
    place.usb("first")
    place.dog_weeks("neuf jours")
    place.publish(1)
    usb = place.usb()
    if name == "an_older_copy":
        place.bundles.trusted(FolderSource(usb)).refresh()
    spoil(place, usb)
    with pytest.raises(error, match=said) as refused:
        place.take(usb)
    assert "l'ancien reste en service" in str(refused.value) or "l'actuel reste en service" in str(refused.value)
    assert "huit jours" in place.answer()
    assert place.version() == 1
    assert not (place.folder / "evil").exists()


def test_what_was_refused_does_not_spoil_the_right_copy(place: Workplace) -> None:
    place.dog_weeks("neuf jours")
    place.publish(1)
    usb = place.usb()
    ATTACKS["a_changed_pack"][0](place, usb)
    with pytest.raises(TrustError):
        place.take(usb)
    assert place.take().new
    assert "neuf jours" in place.answer()


def test_articles_that_cannot_be_read_are_refused_with_the_reason(
    place: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The makers' own check is off: another version of their program might let it through."""
    monkeypatch.setattr("aparte_server.bundles.building._refuse_faults", lambda *_: None)
    place.write("articles/identite/passeport.md", "theme: identite", "theme: inconnu")
    place.publish(1)
    with pytest.raises(UnreadableBundleError, match=r"kb/articles/identite/passeport\.md, ligne \d+ : .*inconnu"):
        place.take()
    assert place.version() == 1


def test_a_base_with_faults_is_not_even_built(place: Workplace) -> None:
    place.write("articles/identite/passeport.md", "theme: identite", "theme: inconnu")
    with pytest.raises(UsageError, match="passeport"):
        build(place.town.repository, place.seed, None, NOW, NOW.date())


def test_an_expired_bundle_still_answers_and_says_so(place: Workplace) -> None:
    place.at(NOW + timedelta(days=401))
    desk = Librarian.open(place.served(), place.base / "index", place.clock)
    state = desk.state()
    assert state.expired
    assert any("n'est plus garantie depuis le" in problem for problem in state.problems)
    assert "huit jours" in place.answer()
    assert place.bundles.status().expired


def test_the_doctor_names_the_bundle_and_says_when_it_is_past_its_date(place: Workplace) -> None:
    def told() -> Finding:
        found = examine(Places(place.served(), place.base), place.clock, MemoryKeeper())
        return next(one for one in found if one.subject == "Lot signé")

    assert (told().level, told().detail) == (Level.FINE, "n° 1 du 26/11/2026, valable jusqu'au 31/12/2027")
    place.at(NOW + timedelta(days=401))
    assert told().level is Level.WARNING


def test_a_code_that_a_bundle_drops_stays_readable_and_can_no_longer_be_chosen(place: Workplace) -> None:
    path = place.seed / "closure_codes.yaml"
    old = '{code: IDE-CNI, label: "Carte d\'identité"}'
    path.write_text(path.read_text("utf-8").replace(old, '{code: IDE-NEW, label: "Titres"}'), "utf-8")
    for article in (place.seed / "articles/identite").glob("*.md"):
        article.write_text(article.read_text("utf-8").replace("IDE-CNI", "IDE-NEW"), "utf-8")
    for hours in (1, 2):
        place.publish(hours)
        place.take()
        codes = SeedFolder(place.served()).closure_codes()
        assert [one.label for one in codes if one.code == "IDE-CNI"] == ["Carte d'identité"]
        assert [one.code for one in selectable(codes, NOW.date())] == ["IDE-NEW", "ANI-CHIEN"]
    path.write_text(path.read_text("utf-8").replace("IDE-NEW", "IDE-CNI"), "utf-8")
    for article in (place.seed / "articles/identite").glob("*.md"):
        article.write_text(article.read_text("utf-8").replace("IDE-NEW", "IDE-CNI"), "utf-8")
    place.publish(3)
    place.take()
    codes = SeedFolder(place.served()).closure_codes()
    assert sorted(one.code for one in selectable(codes, NOW.date())) == ["ANI-CHIEN", "IDE-CNI"]
    assert [one.label for one in codes if one.code == "IDE-NEW"] == ["Titres"]


def test_imported_collections_come_with_the_bundle(place: Workplace) -> None:
    desk = Town(place.folder / "making")
    desk.take("vosdroits", desk.national())
    place.town.build(place.seed, NOW + timedelta(hours=1), desk.folder / "own" / "imported")
    place.take()
    library = Library.beside(SeedFolder(place.served()), place.base / "index")
    national = library.national()
    own = Collection(desk.folder / "own" / "imported" / "vosdroits").current()
    assert national is not None
    assert own is not None
    assert [one.article for one in national.records()] == [one.article for one in own.records()]
    assert Librarian.open(place.served(), place.base / "index", place.clock).state().national > 0
    request = ImportRequest("vosdroits", desk.national(name="later.zip"))
    with pytest.raises(ImportRefusedError, match="elles se mettent à jour avec lui"):
        import_articles(request, place.served(), place.base / "index", NOW.date())


def test_a_clock_ten_years_late_installs_and_says_so(place: Workplace) -> None:
    place.dog_weeks("neuf jours")
    place.publish(1)
    place.at(NOW - timedelta(days=3650))
    taken = place.take()
    assert taken.new
    assert taken.clock_odd


def test_a_clock_ten_years_ahead_keeps_the_base_in_service(place: Workplace) -> None:
    place.dog_weeks("neuf jours")
    place.publish(1)
    place.at(NOW + timedelta(days=3650))
    with pytest.raises(TrustError, match="vérifiez la date de ce poste"):
        place.take()
    assert "huit jours" in place.answer()
    place.at(NOW + timedelta(hours=2))
    assert place.take().new


def test_two_programs_do_not_install_at_once(place: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aparte.assist.bundles.shelf._LOCK_S", 0)
    place.publish(1)
    with place.opened().shelf.changing(), pytest.raises(InstallingError, match="s'installe déjà"):
        place.take()
    assert place.take().new


def test_a_full_disk_leaves_the_base_in_service(place: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    place.dog_weeks("neuf jours")
    place.publish(1)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as spoilt:
        spoilt.setattr("aparte.assist.bundles.installing.os.fsync", full)
        with pytest.raises(AparteError, match="disque plein"):
            place.take()
    assert "huit jours" in place.answer()
    assert place.take().new


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_whatever_byte_is_changed_no_other_content_is_ever_installed(spoilt: Workplace, data: st.DataObject) -> None:
    usb = spoilt.folder / "usb"
    shutil.rmtree(usb, ignore_errors=True)
    shutil.rmtree(spoilt.base, ignore_errors=True)
    shutil.copytree(spoilt.town.folder, usb)
    files = sorted(path for path in usb.rglob("*") if path.is_file())
    path = data.draw(st.sampled_from(files))
    content = bytearray(path.read_bytes())
    if not content:
        return
    at = data.draw(st.integers(0, len(content) - 1))
    if data.draw(st.booleans()):
        content[at] ^= data.draw(st.integers(1, 255))
    else:
        del content[at:]
    path.write_bytes(content)
    bundles = spoilt.opened()
    bundles.trust(spoilt.town.root)
    try:
        bundles.take(FolderSource(usb))
    except TrustError:
        assert spoilt.served() == spoilt.shipped
    else:
        whole = {one.relative_to(spoilt.seed): one.read_bytes() for one in spoilt.seed.rglob("*") if one.is_file()}
        served = spoilt.served()
        assert {one.relative_to(served): one.read_bytes() for one in served.rglob("*") if one.is_file()} == whole


@pytest.fixture
def spoilt(tmp_path: Path) -> Workplace:
    place = Workplace(tmp_path)
    place.publish()
    return place


def long_article(article_id: str) -> str:
    """An article whose words compress badly: the pack costs more than a block."""
    words = " ".join(f"{zlib.crc32(str(at).encode()):08x}" for at in range(6000))
    return (
        LOST_CARD.replace("carte-perdue", article_id)
        .replace("carte perdue", "mot rare")
        .replace("identité perdue", "un mot rare")
        .replace("timbre fiscal de 25 euros.", f"timbre fiscal de 25 euros. {words}")
    )
