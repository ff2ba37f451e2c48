"""An office over the real seed base and a real encrypted store."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from aparte.assist.contacts.office import Office, open_office
from aparte.kb.base import KnowledgeBase, build_base
from aparte.kb.seed import SeedFolder
from aparte.settings import Settings
from aparte.store.session_keeper import SessionKeeper
from tests.fakes.clock import HandClock

SEED = Path(__file__).parents[3] / "kb_seed"


@pytest.fixture(scope="session")
def knowledge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    seed = SeedFolder(SEED)
    base = build_base(tmp_path_factory.mktemp("index"), seed.articles(), seed.language(), seed.digest())
    yield base
    base.close()


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def settings() -> Settings:
    return Settings()


@pytest.fixture
def keeper() -> SessionKeeper:
    return SessionKeeper()


@pytest.fixture
def office(
    tmp_path: Path, knowledge: KnowledgeBase, settings: Settings, clock: HandClock, keeper: SessionKeeper
) -> Iterator[Office]:
    opened = open_office(tmp_path, SEED, settings, clock, keeper)
    opened.teacher.read(knowledge)
    opened.workstation.start()
    yield opened
    opened.workstation.lock()
