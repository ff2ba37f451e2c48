"""A town's base read and searched by meaning: what changes, what does not, and what happens when a model fails."""

from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest

from aparte.assist.dense.meaning import MeaningSearch
from aparte.assist.dense.reader import PASSAGE_S, QUIET_S, PassageReader
from aparte.assist.dense.refining import Reading
from aparte.assist.desk import SuggestRequest
from aparte.assist.librarian import Librarian
from aparte.core.model import ModelError, ModelStanding
from aparte.core.suggestion import ReasonKind, Suggestions, Verdict
from aparte.kb.dense.vectors import PassageVectors
from tests.fakes.base_folder import write_base
from tests.fakes.clock import HandClock
from tests.fakes.embedder import WordEmbedder

# No word of this question is in the base: only its meaning is.
OBLIQUE = "un toutou égaré"
SENSES = {"toutou": "chien", "égaré": "errant"}


class ClosedAtThirdLook(Event):
    """A program that closes when the reader has looked for a quiet moment three times."""

    def __init__(self) -> None:
        super().__init__()
        self.looks = 0

    def wait(self, timeout: float | None = None) -> bool:
        self.looks += 1
        if self.looks == 3:
            self.set()
        return self.is_set()


class Setting:
    """A base, its vectors and a model without weights, with a clock of their own."""

    def __init__(self, folder: Path, closing: Event | None = None) -> None:
        self.librarian = Librarian.open(write_base(folder / "seed"), folder / "index", HandClock())
        self.embedder = WordEmbedder(SENSES)
        self.folder = folder / "vectors"
        self.told: list[Reading] = []
        self.on, self.busy, self.now = True, False, 100.0
        self.reader = PassageReader(
            self.embedder,
            switched=lambda: self.on,
            busy=lambda: self.busy,
            later_s=0.0,
            now=lambda: self.now,
            closing=closing,
        )
        self.meaning = MeaningSearch(self.librarian, self.folder, self.embedder, self.reader, lambda: self.on)

    def read(self) -> None:
        self.meaning.read(self.told.append)

    def asked(self, text: str = OBLIQUE) -> Suggestions | None:
        return self.meaning.refine(SuggestRequest(7, text, settled=True))


@pytest.fixture
def setting(tmp_path: Path) -> Iterator[Setting]:
    made = Setting(tmp_path)
    yield made
    made.librarian.base.close()


def test_an_article_that_no_word_met_is_found_by_its_meaning(setting: Setting) -> None:
    setting.read()
    assert setting.librarian.suggest(SuggestRequest(7, OBLIQUE, settled=True)).items == ()
    refined = setting.asked()
    assert refined is not None
    assert refined.number == 7
    assert refined.items[0].article_id == "chien-errant"
    assert [reason.kind for reason in refined.items[0].reasons] == [ReasonKind.MEANING]


def test_what_only_meaning_found_is_never_a_safe_answer(setting: Setting) -> None:
    setting.read()
    refined = setting.asked()
    assert refined is not None
    assert refined.verdict is Verdict.UNSURE


def test_how_far_the_reading_is_is_told_from_nothing_to_everything(setting: Setting) -> None:
    setting.read()
    assert (setting.told[0].read, setting.told[0].enough) == (0, False)
    assert (setting.told[-1].read, setting.told[-1].total, setting.told[-1].model) == (3, 3, "sens")
    assert setting.told[-1].enough


def test_until_enough_is_read_nothing_is_refined_and_no_model_asked(setting: Setting) -> None:
    assert setting.asked() is None
    assert setting.embedder.questions == []


def test_what_was_read_is_not_read_again(setting: Setting) -> None:
    setting.read()
    again = PassageVectors(setting.librarian.base.texts(), setting.folder, setting.embedder.fingerprint)
    assert again.prepare(lambda: True)
    assert again.read == 3


def test_switched_off_nothing_is_asked(setting: Setting) -> None:
    setting.read()
    setting.on = False
    assert setting.asked() is None
    assert setting.embedder.questions == []


@pytest.mark.parametrize("spoil", ["fails", "stands", "overtaken", "disk"])
def test_whatever_goes_wrong_the_words_own_list_stays(setting: Setting, spoil: str) -> None:
    setting.read()
    if spoil == "fails":
        setting.embedder.fails = ModelError("Le modèle a échoué.")
    elif spoil == "stands":
        setting.embedder.stands = ModelStanding.FAILED
    elif spoil == "overtaken":
        setting.embedder.overtaken = True
    else:
        for path in setting.folder.iterdir():
            path.unlink()
    assert setting.asked() is None


def test_a_text_without_a_word_to_search_is_not_refined(setting: Setting) -> None:
    setting.read()
    assert setting.asked("et de la") is None


def test_a_model_that_fails_again_and_again_is_left(setting: Setting) -> None:
    setting.embedder.fails = ModelError("Le modèle a échoué.")
    setting.read()
    assert setting.told[-1].read == 0


def test_a_large_model_on_a_slow_machine_reads_everything_in_its_time(setting: Setting) -> None:
    """More than a minute for a batch."""
    setting.embedder.pace = 0.9 * PASSAGE_S
    setting.read()
    assert setting.told[-1].read == setting.told[-1].total


def test_a_reading_that_is_closed_begins_no_batch(setting: Setting) -> None:
    setting.meaning.close()
    setting.read()
    assert setting.embedder.passages == []
    assert setting.embedder.closed


def test_a_disk_that_refuses_ends_the_reading_and_nothing_else(setting: Setting, tmp_path: Path) -> None:
    (tmp_path / "vectors").write_text("a file where the folder should be", "utf-8")
    setting.read()
    assert setting.told[-1].read == 0
    assert setting.librarian.suggest(SuggestRequest(8, "carte perdue", settled=True)).items


def test_a_base_that_is_renewed_is_read_for_what_changed(setting: Setting, tmp_path: Path) -> None:
    setting.read()
    article = tmp_path / "seed" / "articles" / "animaux" / "chien-errant.md"
    article.write_text(article.read_text("utf-8").replace("huit jours", "dix jours"), "utf-8")
    setting.meaning.librarian = Librarian.open(tmp_path / "seed", tmp_path / "index", HandClock())
    assert setting.asked() is None
    setting.meaning.renew()
    assert setting.asked() is None
    before = len(setting.embedder.passages)
    setting.read()
    assert ["dix jours" in text for text in setting.embedder.passages[before:]] == [True]
    refined = setting.asked()
    assert refined is not None
    assert refined.items[0].article_id == "chien-errant"
    setting.meaning.librarian.base.close()


@pytest.mark.parametrize("why", ["typing", "draft", "off"])
def test_nothing_is_read_while_the_agent_waits_for_something_else(tmp_path: Path, why: str) -> None:
    closing = ClosedAtThirdLook()
    setting = Setting(tmp_path, closing)
    setting.busy, setting.on = why == "draft", why != "off"
    if why == "typing":
        setting.reader.typed()
    setting.read()
    assert closing.looks == 3
    assert setting.embedder.passages == []
    setting.librarian.base.close()


def test_a_pause_long_enough_lets_the_reading_go_on(setting: Setting) -> None:
    setting.reader.typed()
    setting.now += QUIET_S
    setting.read()
    assert setting.told[-1].enough
