"""From a reply to a draft: gathered, put in slots, written by the model, held by the guard, told as it comes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from aparte.assist.drafting.draft import Draft, DraftOutcome, DraftRequest, DraftSentence, Refused, Unavailable, Why
from aparte.assist.drafting.evidence import Evidence
from aparte.assist.drafting.gathering import Gatherer, overdue, trimmed
from aparte.assist.drafting.guard import speech
from aparte.assist.drafting.guard.guard import Guard
from aparte.assist.drafting.guard.hearing import Heard
from aparte.assist.drafting.prompt import MOST_TOKENS, fitted
from aparte.assist.drafting.slots import UnslottableError, put
from aparte.core.article import Service
from aparte.core.clock import Clock
from aparte.core.model import Finish, ModelEntry, ModelError, ModelStanding, Writer, Writing, Written
from aparte.kb.base import KnowledgeBase
from aparte.llm.troubles import OvertakenError, PromptTooLongError
from aparte.privacy.directory import public_phrases


class Drafter:
    """Drafts over one base with one writer.

    `switched` says whether drafts are on: READY, or by whom they were switched off.
    """

    def __init__(
        self,
        base: KnowledgeBase,
        services: Mapping[str, Service],
        writer: Writer,
        clock: Clock,
        switched: Callable[[], ModelStanding],
    ) -> None:
        self._writer = writer
        self._clock = clock
        self._switched = switched
        self._number = 0
        self._cancelled = 0
        self._sources = _Sources.of(base, services)

    def read(self, base: KnowledgeBase, services: Mapping[str, Service]) -> None:
        """Another base is in service: a draft under way rests on the one before, and is never shown."""
        self._sources = _Sources.of(base, services)
        self.cancel()

    def standing(self) -> ModelStanding:
        """Whether a draft may be asked for now."""
        switched = self._switched()
        return self._writer.standing() if switched is ModelStanding.READY else switched

    @property
    def model(self) -> ModelEntry | None:
        """The model that would write."""
        return self._writer.model

    def cancel(self) -> None:
        """End the draft under way."""
        self._cancelled = self._number
        self._writer.cancel()

    def draft(self, request: DraftRequest, told: Callable[[DraftSentence], None]) -> DraftOutcome:
        """Word the reply; `told` gets each sentence once it passed the guard."""
        self._number += 1
        number = self._number
        standing = self.standing()
        if standing is not ModelStanding.READY:
            return Unavailable(standing)
        try:
            return self._gathered(request, number, told)
        except UnslottableError:
            return Refused((Why.NOT_DRAFTABLE,))
        except OvertakenError:
            return Unavailable(ModelStanding.READY, cancelled=True)
        except ModelError:
            return Unavailable(self.standing(), cancelled=number <= self._cancelled)

    def _gathered(self, request: DraftRequest, number: int, told: Callable[[DraftSentence], None]) -> DraftOutcome:
        sources = self._sources
        evidence = sources.gatherer.evidence(request, self._clock.today())
        if evidence is None or not evidence.shown:
            return Refused((Why.NOT_DRAFTABLE,))
        if overdue(evidence.shown, evidence.today):
            return Refused((Why.OVERDUE,))
        return self._worded(request, evidence, sources, number, told)

    def _worded(
        self,
        request: DraftRequest,
        evidence: Evidence,
        read: "_Sources",
        number: int,
        told: Callable[[DraftSentence], None],
    ) -> DraftOutcome:
        sources = put(((one.case, one.text) for one in evidence.shown), read.gatherer.names(evidence))
        prompt = fitted(request.question, sources, self._count, read.public)
        if prompt is None:
            return Refused((Why.NOT_DRAFTABLE,))
        if number <= self._cancelled:
            return Unavailable(ModelStanding.READY, cancelled=True)
        kept = trimmed(evidence, len(prompt.sources.sentences))
        guard = Guard(kept, prompt.sources, read.gatherer.relevance(request.question))
        listener = _Listener(guard, told, self._writer.cancel)
        written = self._writer.write(prompt.writing, listener.hear)
        if listener.reasons:
            return Refused(listener.reasons)
        if written.finish is Finish.CANCELLED or read is not self._sources:
            return Unavailable(ModelStanding.READY, cancelled=True)
        return self._judged(guard, listener, written, request)

    def _count(self, asked: Writing) -> int:
        try:
            return self._writer.count(asked)
        except PromptTooLongError:
            return MOST_TOKENS + 1

    def _judged(self, guard: Guard, listener: "_Listener", written: Written, request: DraftRequest) -> DraftOutcome:
        judgement = guard.judge(written.text, finished=written.finish is Finish.END)
        if judgement.reasons:
            return Refused(judgement.reasons)
        listener.rest(judgement.sentences)
        model = self.model
        return Draft(
            request.reply.article_id,
            request.reply.title,
            judgement.sentences,
            model.name if model else "",
            model.demonstration if model else False,
            request.reply.source,
        )


@dataclass(frozen=True, slots=True)
class _Sources:
    """What a draft rests on: one base from its first word to its last; `public` are the directory's own phrases."""

    gatherer: Gatherer
    public: frozenset[str]

    @classmethod
    def of(cls, base: KnowledgeBase, services: Mapping[str, Service]) -> "_Sources":
        return cls(Gatherer(base, services), public_phrases(services.values()))


class _Listener:
    """Hears a model write: tells each sentence once it is whole and passed, ends it at the first that fails."""

    def __init__(self, guard: Guard, told: Callable[[DraftSentence], None], stop: Callable[[], None]) -> None:
        self._guard = guard
        self._told = told
        self._stop = stop
        self._text = ""
        self._heard: list[Heard] = []
        self.reasons: tuple[Why, ...] = ()

    def hear(self, piece: str) -> None:
        """A piece of text as it comes."""
        self._text += piece
        if self.reasons:
            return
        whole = speech.sentences(self._text)[:-1]
        for sentence in whole[len(self._heard) :]:
            heard = self._guard.hear(sentence, self._heard)
            if heard.reasons:
                self.reasons = tuple(why for why in Why if why in heard.reasons)
                self._stop()
                return
            self._heard.append(heard)
            self._told(self._guard.written(heard))

    def rest(self, sentences: tuple[DraftSentence, ...]) -> None:
        """Tell what was not told while the model wrote."""
        for sentence in sentences[len(self._heard) :]:
            self._told(sentence)
