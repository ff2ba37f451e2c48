"""A desk that is still being opened: what waits, what does not, and what a failure answers."""

from collections.abc import Iterator
from concurrent.futures import Future
from threading import Event

import pytest

from aparte.assist.desk import SuggestRequest
from aparte.assist.opening import OpeningDesk
from aparte.core.errors import AparteError, BaseUnavailableError, StorageError
from aparte.core.lanes import SerialLane
from aparte.core.suggestion import SearchResult, Suggestions
from tests.fakes.desk import FakeDesk

REFUSED = StorageError("disque plein")


@pytest.fixture
def desk() -> OpeningDesk:
    return OpeningDesk()


@pytest.fixture
def asked(desk: OpeningDesk) -> Iterator["Future[Suggestions]"]:
    """A question typed before the base is open."""
    lane, begun = SerialLane(), Event()

    def ask() -> Suggestions:
        begun.set()
        return desk.suggest(SuggestRequest(7, "carte perdue"))

    asked = lane.submit(ask)
    assert begun.wait(5)
    yield asked
    desk.fail(AparteError("fin"))
    lane.close()


def test_what_was_typed_before_is_answered_once_the_base_is_open(
    desk: OpeningDesk, asked: "Future[Suggestions]"
) -> None:
    assert not asked.done()
    desk.attach(FakeDesk())
    assert asked.result(5).number == 7


def test_what_was_typed_before_fails_when_the_base_does_not_open(
    desk: OpeningDesk, asked: "Future[Suggestions]"
) -> None:
    desk.fail(REFUSED)
    assert asked.exception(5) is REFUSED


def test_a_search_waits_too(desk: OpeningDesk) -> None:
    lane, begun = SerialLane(), Event()

    def search() -> SearchResult:
        begun.set()
        return desk.search("carte")

    searched = lane.submit(search)
    assert begun.wait(5)
    assert not searched.done()
    desk.attach(FakeDesk())
    assert searched.result(5).total > 0
    lane.close()


def test_until_then_nothing_else_waits(desk: OpeningDesk) -> None:
    assert (desk.state().articles, desk.service("accueil"), desk.theme_label("identite")) == (0, None, "identite")
    with pytest.raises(BaseUnavailableError, match="s'ouvre"):
        desk.article("cni")
    with pytest.raises(BaseUnavailableError, match="s'ouvre"):
        desk.file_gap("?", ())


def test_after_a_failure_every_call_tells_it(desk: OpeningDesk) -> None:
    desk.fail(REFUSED)
    for call in (
        lambda: desk.suggest(SuggestRequest(1, "carte")),
        lambda: desk.search("carte"),
        lambda: desk.article("cni"),
        lambda: desk.file_gap("?", ()),
    ):
        with pytest.raises(StorageError, match="disque plein"):
            call()
    assert desk.state().articles == 0


def test_an_open_desk_is_asked_and_never_fails_afterwards(desk: OpeningDesk) -> None:
    real = FakeDesk()
    desk.attach(real)
    desk.fail(REFUSED)
    assert desk.state() == real.state()
    assert desk.article(real.articles[0].id) == real.articles[0]
    assert desk.file_gap("une question", ()) == "M-0001"
    assert real.gaps == [("une question", ())]
