"""From a question and an article that the list offers to the reply that may be given."""

from datetime import date

from aparte.assist.copying import source_line
from aparte.assist.reply.aspects import FIGURES, Aspect, asked, holds
from aparte.assist.reply.cases import Circumstances
from aparte.assist.reply.choosing import SentenceChoice
from aparte.assist.reply.facts import choose_facts
from aparte.assist.reply.reply import Reply, ReplyFact, ReplySentence
from aparte.core.article import Article
from aparte.core.suggestion import Verdict
from aparte.kb.base import Answer, KnowledgeBase
from aparte.kb.relevance import Relevance

_BESIDE_FACTS = 2
_ALONE = 3
_LEAST_MET, _LEAST_MET_ALONE = 0.3, 0.33


class Replier:
    """Words replies from one base; never touches a model or the network."""

    def __init__(self, base: KnowledgeBase) -> None:
        self._base = base

    def reply(self, text: str, today: date, article_id: str = "") -> Reply | None:
        """What answers `text`, from its first article or from `article_id`; None when nothing safely does.

        An article that the list does not offer for this text answers nothing. Where nothing is asked
        in particular ("I have lost my card"), the passage that matched says more than sentences chosen from it.
        """
        if "?" not in text and not asked(text):
            return None
        answer = self._base.answer(text)
        if answer.verdict is not Verdict.ANSWERED:
            return None
        offered = [item for item in answer.items if item.article_id == (article_id or answer.items[0].article_id)]
        if not offered:
            return None
        article = self._base.article(offered[0].article_id)
        return self.word(text, answer, article, offered[0].section, today)

    def word(self, text: str, answer: Answer, article: Article, section: int, today: date) -> Reply | None:
        """The reply from one article, or None when what was asked is not in it."""
        aspects = asked(text)
        relevance = self._base.relevance(answer.query)
        circumstances = Circumstances.of(text)
        facts = choose_facts(article, aspects, relevance, circumstances)
        choice = SentenceChoice(article, aspects, relevance, circumstances, facts)
        sentences = choice.choose(section, _BESIDE_FACTS if facts.facts else _ALONE)
        if not _answers(aspects, facts.facts, sentences) or not _speaks_of(relevance, article, facts.facts, sentences):
            return None
        return Reply(
            article.id,
            article.title,
            facts.facts,
            sentences,
            _warning(article, today),
            source_line(article, today),
        )


def _answers(aspects: tuple[Aspect, ...], facts: tuple[ReplyFact, ...], sentences: tuple[ReplySentence, ...]) -> bool:
    if facts:
        return True
    figures = [aspect for aspect in aspects if aspect in FIGURES]
    if figures:
        return any(holds(aspect, sentence.text) for aspect in figures for sentence in sentences)
    return bool(sentences)


def _speaks_of(
    relevance: Relevance, article: Article, facts: tuple[ReplyFact, ...], sentences: tuple[ReplySentence, ...]
) -> bool:
    """Whether enough of what was said is met by what would be replied."""
    said = [article.title, *article.keywords, *(value for fact in facts for value in fact.values)]
    said += [f"{sentence.case} {sentence.text}" for sentence in sentences]
    met = relevance.typed("\n".join(said))
    return relevance.worth(met) >= (_LEAST_MET if facts else _LEAST_MET_ALONE) * relevance.whole()


def _warning(article: Article, today: date) -> str:
    if article.review_by is None or article.review_by >= today:
        return ""
    return f"À vérifier : cette fiche devait être revue avant le {article.review_by:%d/%m/%Y}."
