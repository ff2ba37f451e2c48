"""The town's signed repository over the API: whole, in part, never another town's, never another file."""

from collections.abc import Callable
from pathlib import Path

import pytest

from aparte_server.api.app import build_app
from tests.fakes.signed import SignedTown
from tests.server.caller import Caller
from tests.server.limits import no_limits
from tests.server.town import Town

CONTENT = bytes(range(256)) * 1000
METADATA, TARGETS = "/api/v1/knowledge/metadata", "/api/v1/knowledge/targets"


@pytest.fixture
def signed(town: Town) -> SignedTown:
    signed = SignedTown(town.folder / "bundles" / town.org_id)
    signed.publish({"knowledge/pack": CONTENT})
    return signed


@pytest.fixture
def calling(town: Town, signed: SignedTown) -> Callable[[Town], Caller]:
    assert signed.folder.is_dir()

    def caller(asking: Town) -> Caller:
        granted = asking.store.devices.enrol(asking.store.devices.invite(asking.org_id, "accueil"))
        return Caller(build_app(asking.store, "", no_limits(), asking.clock, town.folder / "bundles"), granted.token)

    return caller


def pack(signed: SignedTown) -> str:
    return f"{TARGETS}/knowledge/{next((signed.folder / 'targets' / 'knowledge').iterdir()).name}"


def test_a_device_reads_its_towns_files(town: Town, signed: SignedTown, calling: Callable[[Town], Caller]) -> None:
    caller = calling(town)
    assert caller.get(f"{METADATA}/1.root.json").body == signed.root
    assert caller.get(pack(signed)).body == CONTENT


def test_what_never_changes_is_kept_and_the_announcement_is_asked_again(
    town: Town, signed: SignedTown, calling: Callable[[Town], Caller]
) -> None:
    caller = calling(town)
    kept, told = caller.get(pack(signed)), caller.get(f"{METADATA}/timestamp.json")
    assert "immutable" in kept.headers["cache-control"]
    assert told.headers["cache-control"] == "no-cache"
    again = caller.get(f"{METADATA}/timestamp.json", headers={"if-none-match": told.headers["etag"]})
    assert (again.status, again.body) == (304, b"")


def test_a_download_goes_on_where_it_stopped(town: Town, signed: SignedTown, calling: Callable[[Town], Caller]) -> None:
    rest = calling(town).get(pack(signed), headers={"range": "bytes=200000-"})
    assert rest.status == 206
    assert rest.headers["content-range"] == f"bytes 200000-{len(CONTENT) - 1}/{len(CONTENT)}"
    assert rest.body == CONTENT[200000:]
    assert calling(town).get(pack(signed), headers={"range": f"bytes={len(CONTENT)}-"}).status == 416


def test_another_towns_files_are_not_there(town: Town, signed: SignedTown, calling: Callable[[Town], Caller]) -> None:
    other = Town(town.database, town.folder)
    caller = calling(other)
    assert caller.get(f"{METADATA}/timestamp.json").status == 404
    assert caller.get(pack(signed)).status == 404


@pytest.mark.parametrize(
    "path",
    [
        f"{METADATA}/..",
        f"{METADATA}/.lock",
        f"{METADATA}/../../../erasures.jsonl",
        f"{METADATA}/%2e%2e%2ferasures.jsonl",
        f"{METADATA}/..\\erasures.jsonl",
        f"{METADATA}/1.root.json%00",
        f"{METADATA}/1.root.json\n",
        f"{TARGETS}/../metadata",
        f"{TARGETS}/../timestamp.json",
        f"{TARGETS}/knowledge/..",
        f"{TARGETS}/knowledge/../../.lock",
        f"{TARGETS}/waiting/targets.json",
        f"{TARGETS}/knowledge",
        f"{TARGETS}//etc/passwd",
    ],
)
def test_nothing_else_is_served(town: Town, calling: Callable[[Town], Caller], path: str) -> None:
    (town.folder / "bundles" / "erasures.jsonl").write_text("secret")
    assert calling(town).get(path).status == 404


def test_a_link_is_not_followed(town: Town, signed: SignedTown, calling: Callable[[Town], Caller]) -> None:
    outside = Path(town.folder / "outside.json")
    outside.write_text("secret")
    (signed.folder / "metadata" / "2.root.json").symlink_to(outside)
    assert calling(town).get(f"{METADATA}/2.root.json").status == 404
