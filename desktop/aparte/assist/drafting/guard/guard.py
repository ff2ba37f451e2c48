"""The guard: holds what a model wrote against the question and its sources, sentence by sentence, then whole.

It trusts no model. Words may be arranged otherwise; what they say may not.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from aparte.assist.drafting.draft import DraftSentence, Why
from aparte.assist.drafting.evidence import Evidence
from aparte.assist.drafting.guard import speech
from aparte.assist.drafting.guard.aligning import align
from aparte.assist.drafting.guard.answering import Question, Statement, unanswered
from aparte.assist.drafting.guard.bearing import NEGATIVE, acts_for_another, added, dropped
from aparte.assist.drafting.guard.cells import Cell, canonical, cut, named_words, renumbered, written
from aparte.assist.drafting.guard.coverage import Coverage, by_pronoun, stands_for
from aparte.assist.drafting.guard.french import Mark
from aparte.assist.drafting.guard.headings import begins_with_if, is_condition
from aparte.assist.drafting.guard.heaps import ill_said
from aparte.assist.drafting.guard.hearing import Heard
from aparte.assist.drafting.guard.joints import unjoined
from aparte.assist.drafting.guard.leading import ill_led
from aparte.assist.drafting.guard.orders import is_order
from aparte.assist.drafting.guard.pairs import joined_otherwise, led_otherwise, misplaced, out_of_order, turned_round
from aparte.assist.drafting.guard.reading import Part, Reading, Token, read
from aparte.assist.drafting.guard.rivals import is_of_another, roots
from aparte.assist.drafting.guard.roles import changed
from aparte.assist.drafting.guard.sparing import Telling
from aparte.assist.drafting.guard.telling import first_named, leads_nowhere, limit_left, parted, repeats, unframed
from aparte.assist.drafting.guard.voice import voice_changed
from aparte.assist.drafting.prompt import limits
from aparte.assist.drafting.slots import SlottedSources, fill
from aparte.assist.drafting.values import Kind
from aparte.assist.drafting.values import values as find_values
from aparte.assist.reply.aspects import Aspect, folded
from aparte.assist.reply.reply import Citation
from aparte.kb.relevance import Relevance

MOST_SENTENCES = 5
# A question that asks whether something is refused: "non" would say the contrary.
_DENIES = re.compile(r"(?i)\b(?:ferm|refus|interdi|impossible|exclu|annul|supprim|payant|arrêt)")
_LIMITS = frozenset([Mark.MOST, Mark.LEAST, Mark.EXCEPT, Mark.ONLY])
_NO = re.compile(r"Non, ")


@dataclass(frozen=True, slots=True)
class Judgement:
    """What may be shown of a draft, or why nothing may: `sentences` is empty when there are `reasons`."""

    sentences: tuple[DraftSentence, ...] = ()
    reasons: tuple[Why, ...] = ()


class Guard:
    """Holds one question and its sources; judges any number of texts."""

    def __init__(self, evidence: Evidence, sources: SlottedSources, relevance: Relevance) -> None:
        self._shown = evidence.shown[: len(sources.sentences)]
        self._evidence = evidence
        self._slots = sources.slots
        self._numbers: Mapping[int, int] = canonical(sources.slots)
        self._kinds = {f"§{self._numbers[slot.number]}": slot.kind for slot in sources.slots}
        self._adjectives = frozenset(
            f"§{self._numbers[slot.number]}" for slot in sources.slots if slot.text.lower().startswith("gratuit")
        )
        self._sources = cut(sources, [one.title for one in self._shown])
        self._cells = tuple(cell for source in self._sources for cell in source.cells)
        self._words = frozenset(
            word for sentence in sources.sentences for word in folded(sentence.line()).split() if word.isalpha()
        )
        self._named = frozenset(key for source in self._sources for key in source.subject)
        self._question = Question(evidence, relevance)
        self._asked = read(evidence.question.lower())
        both = "|".join(f"§{slot.number}" for slot in sources.slots if slot.text.lower() == "deux")
        self._pairs = re.compile(rf"\b(?:tous|toutes) les (?=(?:{both or '(?!)'})\b)")
        self._coverage = Coverage(evidence.question, named_words(sources))

    def hear(self, sentence: str, before: Sequence[Heard] = ()) -> Heard:
        """One sentence held against the sources; `before` are those that were said already."""
        text = self._pairs.sub("les ", renumbered(sentence, self._numbers))
        no = _NO.match(text)
        reading = read(text[no.end() :] if no else text)
        reasons = speech.faults(sentence, self._numbers.keys(), self._words)
        if not any(token.part in (Part.SLOT, Part.WORD, Part.MARK) for token in reading.tokens):
            return Heard(sentence, reading, (), frozenset([Why.EMPTY]))
        if not speech.is_french(reading):
            reasons.add(Why.LANGUAGE)
        aligned = align(reading, self._cells)
        if repeats(reading, aligned.cells, [(one.reading, one.cells) for one in before], self._named):
            reasons.add(Why.REPEATED)
        reasons.update(aligned.reasons)
        if no and not self._may_say_no(reading):
            reasons.add(Why.NEGATION)
        if not aligned.reasons:
            reasons |= self._bears(reading, aligned.cells, before)
            if leads_nowhere(sentence, reading, aligned.cells, self._kinds):
                reasons.add(Why.FOREIGN_WORDS)
        return Heard(sentence, reading, aligned.cells, frozenset(reasons))

    def _may_say_no(self, reading: Reading) -> bool:
        """Whether "non" only goes before a negation of the source, in answer to a question that has none."""
        denied = any(tie.mark in NEGATIVE for tie in reading.ties)
        refused = any(tie.mark in NEGATIVE for tie in self._asked.ties) or _DENIES.search(self._evidence.question)
        return denied and not refused

    def judge(self, text: str, *, finished: bool = True) -> Judgement:
        """The whole draft; `finished` is false when the model did not end by itself."""
        said = speech.sentences(text)
        if not said:
            return Judgement((), (Why.EMPTY,))
        heard: list[Heard] = []
        for sentence in said:
            heard.append(self.hear(sentence, heard))
        reasons = {why for one in heard for why in one.reasons}
        if not finished or not all(speech.is_finished(sentence) for sentence in said) or len(said) > MOST_SENTENCES:
            reasons.add(Why.UNFINISHED)
        if not reasons:
            reasons = self._whole(heard)
        if reasons:
            return Judgement((), tuple(why for why in Why if why in reasons))
        return Judgement(tuple(self.written(one) for one in heard))

    def written(self, heard: Heard) -> DraftSentence:
        """A sentence that passed, its values written by the program, and the passages it rests on."""
        text = fill(heard.text, self._slots)
        cited = sorted({cell.sentence for cell in heard.cells})
        citations: tuple[Citation, ...] = tuple(dict.fromkeys(self._shown[at].citation for at in cited))
        return DraftSentence(text[:1].upper() + text[1:], citations)

    def _bears(self, reading: Reading, cells: Sequence[Cell], before: Sequence[Heard]) -> set[Why]:
        sources = [self._sources[cell.sentence] for cell in cells]
        case_ties = [tie for source in sources for tie in source.case_ties]
        reasons = added(reading, cells, case_ties, [key for source in sources for key in source.subject])
        whole: list[Sequence[Token]] = [[token for cell in source.cells for token in cell.tokens] for source in sources]
        whole += [source.case_tokens for source in sources]
        tokens = reading.tokens
        if ill_said(tokens, whole):
            reasons.add(Why.UNFINISHED)
        if (
            joined_otherwise(reading, whole, self._kinds)
            or ill_led(reading, whole, self._kinds, self._adjectives)
            or any(
                wrong(reading, cells) for wrong in (misplaced, out_of_order, turned_round, led_otherwise, voice_changed)
            )
            or changed(tokens, whole, self._kinds)
            or unjoined(tokens, whole)
        ):
            reasons.add(Why.WRONG_SENTENCE)
        if acts_for_another(reading, cells) or any(is_order(self._shown[cell.sentence].text) for cell in cells):
            reasons.add(Why.WRONG_SENTENCE)
        if by_pronoun(reading) and before and not self._goes_on(cells, before[-1]):
            reasons.add(Why.WRONG_SENTENCE)
        return reasons

    def _goes_on(self, cells: Sequence[Cell], before: Heard) -> bool:
        """Whether a pronoun speaks of what was said just before, as it does in the source."""
        if not cells or not before.cells:
            return False
        named = first_named(self._sources, cells[0].sentence)
        if any(first_named(self._sources, cell.sentence) == named for cell in before.cells):
            return True
        subject = self._sources[named].subject
        return bool(subject) and set(subject) <= set(before.reading.keys())

    def _whole(self, heard: Sequence[Heard]) -> set[Why]:
        used = list(dict.fromkeys(cell for one in heard for cell in one.cells))
        if not used:
            return {Why.EMPTY}
        reasons: set[Why] = set()
        for cell in used:
            telling = self._telling(cell, heard)
            reasons |= dropped(cell, telling.readings)
            reasons |= self._coverage.missing(cell, self._sources[cell.sentence], telling)
            reasons |= self._case_kept(cell, heard)
            if unframed(cell, telling.readings, self._kinds) or parted(cell, telling.readings, cell.families):
                reasons.add(Why.CONDITION)
        reasons |= self._left_out(used) | self._passed_over(used)
        if any(self._overdue(cell.sentence) for cell in used):
            reasons.add(Why.OVERDUE)
        draft = " ".join(fill(one.text, self._slots) for one in heard)
        statements = [self._statement(cell) for cell in used]
        given = {value for cell in used for value in cell.values}
        left = [cell for cell in self._cells if cell not in used and not (cell.values and cell.values <= given)]
        unused = [self._statement(cell) for cell in left]
        unused += self._beside(given)
        return reasons | unanswered(self._question, statements, unused, draft)

    def _beside(self, given: Collection[str]) -> list[Statement]:
        """The other sentences that give what the draft doesn't."""
        told = {slot.text.lower() for slot in self._slots if f"§{self._numbers[slot.number]}" in given}
        found = []
        for one in self._evidence.others:
            plain = one.text.lower()
            # Looking for values costs, and there may be a hundred sentences: only where one of them stands.
            same = any(value in plain for value in told)
            values = {one.text[span.start : span.end].lower() for span in find_values(one.text)} if same else set()
            if not (values and values <= told):
                found.append(Statement(one.text, one.text, one.case, one.title))
        return found

    def _telling(self, cell: Cell, heard: Sequence[Heard]) -> Telling:
        """The sentences that rest on a cell, and what the pronouns they begin with stand for."""
        before: set[str] = set()
        for last, one in pairwise(heard):
            if cell in one.cells and stands_for(one.reading, cell, self._sources[cell.sentence]):
                before |= set(last.reading.keys())
        readings = tuple(one.reading for one in heard if cell in one.cells)
        spoken = any(token.form == "c" for reading in readings for token in reading.tokens)
        fees = {one.sentence for one in self._cells if Kind.FEE in one.kinds}
        plain = spoken and fees == {cell.sentence} and Aspect.FEE in self._question.aspects
        return Telling(readings, frozenset(before), plain, self._said_beside(cell, heard))

    def _said_beside(self, cell: Cell, heard: Sequence[Heard]) -> frozenset[str]:
        """What the sentences on either side say that speak of the same thing."""
        found: set[str] = set()
        for one, other in (*pairwise(heard), *pairwise(reversed(heard))):
            if cell in one.cells and any(
                first_named(self._sources, near.sentence) == first_named(self._sources, cell.sentence)
                for near in other.cells
            ):
                found |= set(other.reading.keys())
        return frozenset(found)

    def _case_kept(self, cell: Cell, heard: Sequence[Heard]) -> set[Why]:
        """The heading that limits a sentence is said with it, or was just before, of the same case."""
        case, keys = self._shown[cell.sentence].case, self._sources[cell.sentence].case
        if not keys or not is_condition(case):
            return set()
        at = next(at for at, one in enumerate(heard) if cell in one.cells)
        while at and all(self._shown[one.sentence].case == case for one in heard[at - 1].cells):
            at -= 1
        kept = len(keys & set(heard[at].reading.keys()))
        return set() if kept == len(keys) or (len(keys) > 2 and 2 * kept >= len(keys)) else {Why.CONDITION}

    def _left_out(self, used: Sequence[Cell]) -> set[Why]:
        """Cells that are not used though one beside them is: another case, or what limits it."""
        reasons: set[Why] = set()
        sentences = {cell.sentence for cell in used}
        for cell in self._cells:
            if cell in used:
                continue
            beside = [one for one in used if one.sentence == cell.sentence]
            if beside and not self._may_leave(cell, beside):
                reasons.add(Why.CONDITION if not cell.slots else Why.MISSING_SLOT)
        for at in sorted(sentences):
            following = at + 1
            if following < len(self._shown) and following not in sentences and limits(self._shown[following].text):
                reasons.add(Why.CONDITION)
        if limit_left(
            self._sources,
            self._kinds,
            sentences,
            lambda at: self._question.excluded(self._statement(self._sources[at].cells[0])),
        ):
            reasons.add(Why.CONDITION)
        return reasons

    def _passed_over(self, used: Sequence[Cell]) -> set[Why]:
        """The citizen's own case, told by a sentence that is not used, or another thing than the one asked for."""
        question, sentences = self._evidence.question, {cell.sentence for cell in used}
        told = " ".join(f"{self._shown[at].title} {self._shown[at].case} {self._shown[at].text}" for at in sentences)
        mine = roots(question) - roots(told)
        for at, one in enumerate(self._shown):
            if at not in sentences and begins_with_if(one.text) and roots(one.text.partition(",")[0]) & mine:
                return {Why.CONDITION}
        return {Why.WRONG_SENTENCE} if is_of_another(question, [told]) else set()

    def _may_leave(self, cell: Cell, beside: Sequence[Cell]) -> bool:
        here = self._statement(cell)
        if any(tie.mark in _LIMITS for tie in cell.ties) and not self._question.excluded(here) and cell.place:
            return False
        if cell.values and cell.slots - cell.shared == cell.values - cell.shared and not self._listed(cell):
            return any(self._question.nearer(self._statement(one), here) for one in beside if one.values)
        first = next((token for token in cell.tokens if token.content or token.part is Part.MARK), None)
        strong = cell.tokens[0].form in (";", ":") if cell.tokens else False
        return (
            strong and not self._listed(cell) and (first is None or first.key not in (Mark.EXCEPT, Mark.ELSE, Mark.IF))
        )

    def _listed(self, cell: Cell) -> bool:
        return self._shown[cell.sentence].text.startswith("À apporter")

    def _overdue(self, sentence: int) -> bool:
        due = self._shown[sentence].review_by
        return due is not None and due < self._evidence.today

    def _statement(self, cell: Cell) -> Statement:
        one = self._shown[cell.sentence]
        whole = fill(cell.written(whole=True), self._slots)
        if cell.place:
            first = self._sources[cell.sentence].cells[0]
            whole = (
                f"{fill(written([token for token in first.tokens if token.key in cell.shared]), self._slots)} {whole}"
            )
        return Statement(whole, fill(cell.written(whole=False), self._slots), one.case, one.title, cell)
