"""Urgent changes on a real base: in force at once, everywhere, without building anything."""

from dataclasses import asdict
from datetime import timedelta
from pathlib import Path

import pytest

from aparte.assist.completing.completer import CompletionRequest
from aparte.assist.completing.phrases import PhraseCompleter
from aparte.assist.completing.texts import article_texts, learned_texts
from aparte.assist.desk import SuggestRequest
from aparte.assist.drafting.draft import DraftRequest
from aparte.assist.drafting.gathering import Gatherer
from aparte.assist.librarian import Librarian
from aparte.core.article import FactKind, Origin
from aparte.core.errors import BaseUnavailableError
from aparte.core.suggestion import Suggestions, Verdict
from aparte.core.urgent import suspended_words
from aparte.kb.overlays.correcting import corrected
from aparte.kb.overlays.wording import pattern_of
from tests.fakes.base_folder import LOST_CARD, write_base
from tests.fakes.clock import HandClock
from tests.fakes.overlays import GARDEN, write_overlays
from tests.fakes.town import Town
from tests.fakes.urgent import CLOSED, DEARER, NOON, SUSPENDED, on, urgent_set

COST = "Combien coûte une carte d'identité perdue ?"
OLD = pattern_of(["25 €"])


@pytest.fixture
def clock() -> HandClock:
    return HandClock(NOON)


@pytest.fixture
def seed(tmp_path: Path) -> Path:
    folder = write_base(tmp_path / "seed")
    for name in ("identite/passeport", "animaux/chien-errant"):
        path = folder / "articles" / f"{name}.md"
        path.write_text(path.read_text("utf-8").replace("25 €", "86 €"), "utf-8")
    return folder


@pytest.fixture
def desk(seed: Path, tmp_path: Path, clock: HandClock) -> Librarian:
    return Librarian.open(seed, tmp_path / "own" / "index", clock)


def suggested(desk: Librarian, text: str = COST) -> Suggestions:
    return desk.suggest(SuggestRequest(1, text, settled=True))


def everything(desk: Librarian, text: str = COST) -> str:
    """All that an agent could be given of the card: suggestion, reply, draft's slots, completion, article, palette."""
    said = [repr(suggested(desk, text)), repr(asdict(desk.article("carte-perdue"))), repr(desk.search("carte"))]
    reply = desk.reply(text)
    if reply is not None:
        said.append(reply.text(with_source=True))
        evidence = Gatherer(desk.base, {}).evidence(DraftRequest(text, reply), NOON.date())
        said.append(repr(evidence))
    completer = PhraseCompleter(learned_texts([desk.article(one.id) for one in desk.base.cards()], ()))
    cited = article_texts(desk.article("carte-perdue"))
    typed = ("Le timbre fiscal est de 2", "avec un timbre fiscal de ", "Le coût est de ")
    said += [completer.complete(CompletionRequest(before, cited)) for before in typed]
    return "\n".join(said)


def test_a_corrected_fee_is_the_only_one_left_anywhere(desk: Librarian) -> None:
    assert OLD is not None
    assert OLD.search(everything(desk))
    assert desk.take_urgent(urgent_set([DEARER]))
    assert OLD.search(everything(desk)) is None
    reply = desk.reply(COST)
    assert reply is not None
    assert "31 €" in reply.text(with_source=False)
    assert "Correction de la mairie du 26/11/2026" in reply.source
    assert "31 €" in suggested(desk).items[0].quote
    (fee,) = [fact for fact in desk.article("carte-perdue").facts if fact.kind is FactKind.FEE]
    assert (fee.value, fee.condition, fee.local) == ("31 €", "perte", True)


def test_what_is_kept_as_proof_is_the_corrected_article(desk: Librarian) -> None:
    before = desk.article("carte-perdue")
    desk.take_urgent(urgent_set([DEARER]))
    now = desk.article("carte-perdue")
    assert now.version != before.version
    assert now.sources[0].label == "Correction de la mairie du 26/11/2026"


def test_it_ends_when_it_was_to_end_and_comes_back_with_nothing(desk: Librarian, clock: HandClock) -> None:
    desk.take_urgent(urgent_set([on(DEARER, ends=NOON + timedelta(hours=1))]))
    clock.pass_(hours=1)
    assert "31 €" in everything(desk)
    assert desk.keep_time()
    assert "31 €" not in everything(desk)
    assert not desk.keep_time()


def test_what_is_sent_ahead_waits_for_its_time(desk: Librarian, clock: HandClock) -> None:
    assert not desk.take_urgent(urgent_set([on(DEARER, begins=NOON + timedelta(days=1))]))
    assert "31 €" not in everything(desk)
    clock.pass_(days=1)
    assert desk.keep_time()
    assert "31 €" in everything(desk)


def test_a_suspended_article_answers_nothing_and_says_why(desk: Librarian) -> None:
    desk.take_urgent(urgent_set([SUSPENDED]))
    found = suggested(desk)
    assert "carte-perdue" not in [item.article_id for item in found.items]
    assert found.verdict is Verdict.UNSURE
    assert found.suspended is not None
    assert (found.suspended.article_id, found.suspended.said) == ("carte-perdue", suspended_words(SUSPENDED))
    assert found.hand_over is not None
    assert found.hand_over.id == "titres"
    assert desk.reply(COST) is None
    article = desk.article("carte-perdue")
    assert [section.body for section in article.sections] == [suspended_words(SUSPENDED)]
    assert (article.facts, article.contact) == ((), "titres")
    assert OLD is not None
    assert OLD.search(everything(desk)) is None


def test_a_suspended_article_is_opened_from_the_palette_with_its_reason(desk: Librarian) -> None:
    desk.take_urgent(urgent_set([SUSPENDED]))
    (hit,) = [hit for hit in desk.search("carte perdue").hits if hit.article_id == "carte-perdue"]
    assert "Fiche suspendue par la mairie" in hit.excerpt


def test_a_suspension_wins_over_a_correction_and_a_notice_changes_no_text(desk: Librarian) -> None:
    before = desk.article("carte-perdue")
    desk.take_urgent(urgent_set([CLOSED]))
    assert desk.article("carte-perdue") == before
    assert [one.id for one in desk.urgent()] == ["neige"]
    desk.take_urgent(urgent_set([DEARER, SUSPENDED], 2))
    assert suggested(desk).suspended is not None
    assert "31 €" not in everything(desk)


def test_a_correction_that_finds_nothing_is_one_more_local_fact_and_is_listed(desk: Librarian) -> None:
    lost = on(DEARER, condition="vol à l'étranger", replaces=("48 €",))
    desk.take_urgent(urgent_set([lost]))
    facts = [(fact.value, fact.condition) for fact in desk.article("carte-perdue").facts]
    assert facts == [("31 €", "vol à l'étranger"), ("25 €", "perte")]
    assert desk.state().problems == (
        "Correction urgente de la fiche carte-perdue : « 48 € » n'y est plus, « 31 € » y est ajouté. Relisez-la.",
    )
    assert [one.id for one in desk.misplaced()] == ["tarif"]


def test_words_without_a_fact_that_are_not_there_are_told_first(desk: Librarian) -> None:
    desk.take_urgent(urgent_set([on(DEARER, fact=None, condition="", value="Guichet fermé", replaces=("Guichet 9",))]))
    assert desk.article("carte-perdue").sections[0].body == "Guichet fermé"
    assert [one.id for one in desk.misplaced()] == ["tarif"]


def test_a_change_of_an_article_that_the_base_does_not_have_is_listed(desk: Librarian) -> None:
    desk.take_urgent(urgent_set([on(SUSPENDED, article_id="ailleurs")]))
    assert [one.id for one in desk.misplaced()] == ["suspension"]
    with pytest.raises(BaseUnavailableError):
        desk.article("ailleurs")


def test_the_last_correction_validated_wins(desk: Librarian) -> None:
    again = on(DEARER, id="tarif-2", value="32 €", replaces=("25 €", "31 €"), validated_at=NOON)
    desk.take_urgent(urgent_set([again, DEARER]))
    assert [fact.value for fact in desk.article("carte-perdue").facts] == ["32 €"]


def test_a_renewed_base_has_the_urgent_changes_on_it(desk: Librarian, seed: Path) -> None:
    desk.take_urgent(urgent_set([DEARER]))
    longer = LOST_CARD.replace("Une carte perdue se", "Toute carte perdue se")
    (seed / "articles/identite/carte-perdue.md").write_text(longer, "utf-8")
    assert desk.renew()
    assert "Toute carte perdue" in everything(desk)
    assert OLD is not None
    assert OLD.search(everything(desk)) is None


def test_a_national_article_keeps_the_state_s_words_apart_from_the_town_s(tmp_path: Path) -> None:
    town = Town(tmp_path)
    write_overlays(town.seed, jardins=GARDEN)
    town.take("vosdroits", town.national())
    before = town.desk().article("F90001")
    body = next(section.body for section in before.sections if not section.local and "décret" in section.body)
    done = corrected(before, [on(DEARER, article_id="F90001", fact=None, value="Une loi", replaces=("Un décret",))])
    assert done.misplaced == ()
    assert before.origin is Origin.NATIONAL
    local = [section.body for section in done.article.sections if section.local and "Une loi" in section.body]
    assert len(local) == 1
    rest = " ".join(section.body for section in done.article.sections if not section.local)
    assert "Un décret" in body
    assert "Un décret" not in rest
    assert done.article.sources[0].local
