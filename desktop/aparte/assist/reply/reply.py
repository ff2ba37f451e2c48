"""A reply made of what an article says: its sentences, its facts, and where each stands."""

from dataclasses import dataclass

from aparte.assist.copying import plain


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a sentence or a fact stands.

    `section` is the index of the article's section, -1 for the facts shown at a glance; `version`
    is the article's own; `local` when the town's words stand there in a national article.
    """

    article_id: str
    section: int
    version: str
    local: bool = False


@dataclass(frozen=True, slots=True)
class ReplySentence:
    """Words of the article, unchanged. `case` is the heading that limits them, empty when none does."""

    text: str
    citation: Citation
    case: str = ""


@dataclass(frozen=True, slots=True)
class ReplyFact:
    """Values of one kind that may answer, each with its condition inside.

    `label` names the kind in French; `listed` when each value is an item of a list to bring.
    """

    label: str
    values: tuple[str, ...]
    citation: Citation
    listed: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """What may be said or pasted in answer to one question.

    `warning` is empty, or says that the article is past its review date: it goes wherever the
    reply goes. `source` is added where the agent wants it.
    """

    article_id: str
    title: str
    facts: tuple[ReplyFact, ...]
    sentences: tuple[ReplySentence, ...]
    warning: str
    source: str

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Every place of the article that the reply rests on, each once."""
        facts, sentences = (part.citation for part in self.facts), (part.citation for part in self.sentences)
        return tuple(dict.fromkeys([*facts, *sentences]))

    @property
    def local(self) -> bool:
        """Whether a part of it is what the town added to a national article."""
        return any(citation.local for citation in self.citations)

    def lines(self) -> tuple[str, ...]:
        """The reply as short paragraphs: facts first, then the sentences, case by case."""
        return (*_facts(self.facts), *_sentences(self.sentences))

    def text(self, *, with_source: bool) -> str:
        """The reply as it is pasted: CRLF, and no character outside Windows-1252."""
        blocks = [*self.lines(), self.warning, self.source if with_source else ""]
        return plain("\n".join(block for block in blocks if block)).replace("\n", "\r\n")


def _facts(facts: tuple[ReplyFact, ...]) -> list[str]:
    found = []
    for fact in facts:
        if fact.listed:
            found.append("\n".join([f"{fact.label} :", *(f"- {value}" for value in fact.values)]))
        else:
            found.append(f"{fact.label} : {_joined(fact.values)}")
    return found


def _joined(values: tuple[str, ...]) -> str:
    whole = " ; ".join(value.rstrip(".") for value in values)
    return f"{whole}."


def _sentences(sentences: tuple[ReplySentence, ...]) -> list[str]:
    """Sentences of one section run on; the case is said once, before them."""
    found: list[str] = []
    before: Citation | None = None
    for sentence in sentences:
        if before == sentence.citation and "\n" not in sentence.text:
            found[-1] += f" {sentence.text}"
        else:
            found.append(f"{sentence.case} : {sentence.text}" if sentence.case else sentence.text)
        before = sentence.citation
    return found
