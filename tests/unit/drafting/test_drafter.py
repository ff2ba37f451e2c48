"""The drafter: sentences are told once they passed, a refused draft leaves nothing, and no model means no draft."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from aparte.assist.drafting.draft import Draft, DraftRequest, DraftSentence, Refused, Unavailable, Why
from aparte.assist.drafting.drafter import Drafter
from aparte.assist.reply.replier import Replier
from aparte.assist.reply.reply import ReplyFact
from aparte.core.clock import FixedClock
from aparte.core.model import Finish, ModelError, ModelStanding
from aparte.kb.base import KnowledgeBase
from tests.fakes.articles import SERVICES
from tests.fakes.writer import ENTRY, ScriptedWriter
from tests.unit.drafting.conftest import TODAY

LOST = "J'ai perdu ma carte d'identité, combien ça coûte pour la refaire ?"
MORNING = datetime(2026, 11, 26, 9, tzinfo=UTC)


def echo(user: str) -> str:
    """What a model that copies its sources would write."""
    lines = [line.split("] ", 1)[1].rstrip(".") for line in user.split("\n")[1:]]
    return " ".join(f"{line}." for line in lines)


@pytest.fixture
def request_(base: KnowledgeBase) -> DraftRequest:
    reply = Replier(base).reply(LOST, TODAY)
    assert reply is not None
    return DraftRequest(LOST, reply)


def drafter(
    base: KnowledgeBase,
    writer: ScriptedWriter,
    switched: ModelStanding = ModelStanding.READY,
    moment: datetime = MORNING,
) -> Drafter:
    services = {service.id: service for service in SERVICES}
    return Drafter(base, services, writer, FixedClock(moment), lambda: switched)


def test_a_copy_of_the_sources_is_a_draft_told_sentence_by_sentence(
    base: KnowledgeBase, request_: DraftRequest
) -> None:
    told: list[DraftSentence] = []
    outcome = drafter(base, ScriptedWriter(echo)).draft(request_, told.append)
    assert isinstance(outcome, Draft)
    assert outcome.sentences == tuple(told)
    assert outcome.text(with_source=False).startswith("Coût : 25 €, en timbre fiscal (ancienne carte perdue ou volée).")
    assert (outcome.model, outcome.demonstration, outcome.source) == (ENTRY.name, True, request_.reply.source)
    assert all(sentence.citations for sentence in outcome.sentences)


def test_the_model_never_sees_a_value(base: KnowledgeBase, request_: DraftRequest) -> None:
    writer = ScriptedWriter(echo)
    drafter(base, writer).draft(request_, lambda _: None)
    prompt = writer.asked[0].messages[1].text
    assert "25" not in prompt.split("\n", 1)[1]
    assert "§1" in prompt


def test_the_writing_ends_at_the_first_sentence_that_fails(base: KnowledgeBase, request_: DraftRequest) -> None:
    told: list[DraftSentence] = []
    writer = ScriptedWriter("C'est 30 €. " + "Une phrase de plus. " * 50)
    outcome = drafter(base, writer).draft(request_, told.append)
    assert isinstance(outcome, Refused)
    assert Why.RAW_VALUE in outcome.reasons
    assert told == []


def test_a_draft_cut_short_is_refused(base: KnowledgeBase, request_: DraftRequest) -> None:
    outcome = drafter(base, ScriptedWriter(echo, finish=Finish.LENGTH)).draft(request_, lambda _: None)
    assert outcome == Refused((Why.UNFINISHED,))


def test_drafts_that_were_switched_off_ask_no_model(base: KnowledgeBase, request_: DraftRequest) -> None:
    writer = ScriptedWriter(echo)
    off = drafter(base, writer, ModelStanding.OFF_BY_POLICY)
    assert off.standing() is ModelStanding.OFF_BY_POLICY
    assert off.draft(request_, lambda _: None) == Unavailable(ModelStanding.OFF_BY_POLICY)
    assert writer.asked == []


def test_a_model_that_fails_leaves_the_reply(base: KnowledgeBase, request_: DraftRequest) -> None:
    writer = ScriptedWriter(echo)
    writer.fails = ModelError("Le modèle local ne répond pas : la réponse sans modèle reste affichée.")
    assert drafter(base, writer).draft(request_, lambda _: None) == Unavailable(ModelStanding.READY)


def test_an_overdue_article_is_refused_before_the_model_is_asked(base: KnowledgeBase, request_: DraftRequest) -> None:
    writer = ScriptedWriter(echo)
    late = drafter(base, writer, moment=datetime(2027, 6, 1, 9, tzinfo=UTC))
    assert late.draft(request_, lambda _: None) == Refused((Why.OVERDUE,))
    assert writer.asked == []


def test_a_list_too_long_to_be_spoken_is_not_asked_for(base: KnowledgeBase, request_: DraftRequest) -> None:
    papers = ReplyFact(
        "À apporter", tuple(f"Pièce {letter}" for letter in "abcdefgh"), request_.reply.facts[0].citation
    )
    request = replace(request_, reply=replace(request_.reply, facts=(papers,)))
    writer = ScriptedWriter(echo)
    assert drafter(base, writer).draft(request, lambda _: None) == Refused((Why.NOT_DRAFTABLE,))
    assert writer.asked == []


def test_cancelling_ends_the_draft(base: KnowledgeBase, request_: DraftRequest) -> None:
    writer = ScriptedWriter(echo)
    one = drafter(base, writer)
    outcome = one.draft(request_, lambda _: one.cancel())
    assert outcome == Unavailable(ModelStanding.READY, cancelled=True)


def test_a_draft_that_rests_on_a_base_no_more_in_service_is_never_given(
    base: KnowledgeBase, request_: DraftRequest
) -> None:
    def renewed(user: str) -> str:
        made.read(base, {})
        return echo(user)

    made = drafter(base, ScriptedWriter(renewed))
    assert made.draft(request_, lambda _: None) == Unavailable(ModelStanding.READY, cancelled=True)


def test_a_reply_from_an_article_that_has_changed_since_is_not_worded(
    base: KnowledgeBase, request_: DraftRequest
) -> None:
    facts = tuple(replace(fact, citation=replace(fact.citation, version="old")) for fact in request_.reply.facts)
    old = DraftRequest(request_.question, replace(request_.reply, facts=facts))
    assert drafter(base, ScriptedWriter(echo)).draft(old, lambda _: None) == Refused((Why.NOT_DRAFTABLE,))
