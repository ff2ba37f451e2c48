"""What an article needs to know of the other files of its archive."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from aparte.kb.importers.inline import line, safe_url

MOST_HOPS = 5
_ID = re.compile(r"[FNR]\d{1,9}(-\w{1,4})?", re.ASCII)
_LIVE = re.compile(r"[FNR]\d{1,9}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Resource:
    """An on-line service or a form that articles point to."""

    title: str
    kind: str = ""
    url: str = ""
    form: str = ""


@dataclass(slots=True)
class Context:
    """The resources by id, where dead ids lead, and the questions that citizens ask by article.

    `asked_for` gathers the ids that were looked up: what was made of them holds as long as `about`
    says the same of each.
    """

    resources: dict[str, Resource] = field(default_factory=dict)
    redirections: dict[str, str] = field(default_factory=dict)
    questions: dict[str, list[str]] = field(default_factory=dict)
    asked_for: set[str] = field(default_factory=set)

    def follow(self, target: str) -> str:
        """The id that answers for `target` now; itself when nothing replaces it or in a cycle."""
        self.asked_for.add(target)
        now = target
        for _ in range(MOST_HOPS):
            following = self.redirections.get(now)
            if following is None:
                return now
            now = following
        return target

    def resource(self, target: str) -> Resource | None:
        """The on-line service or the form that has an id."""
        self.asked_for.add(target)
        return self.resources.get(target)

    def asked(self, article: str) -> tuple[str, ...]:
        """The questions that citizens ask, by the article that answers."""
        self.asked_for.add(article)
        return tuple(self.questions.get(article, ()))

    def about(self, target: str) -> str:
        """All that is known of an id, as one text."""
        return repr((target, self.follow(target), self.resources.get(target), self.questions.get(target, [])))

    def learn_resource(self, root: ET.Element) -> None:
        """Keep what one R file says."""
        found = document_id(root)
        title = root.find("dc:title")
        web = root.find("LienWeb")
        form = root.find("NumeroCerfa")
        if found:
            self.resources[found] = Resource(
                title=found if title is None else line(title),
                kind=root.get("type", ""),
                url="" if web is None else safe_url(web.get("URL")),
                form="" if form is None else line(form),
            )

    def learn_questions(self, root: ET.Element) -> None:
        """Keep the questions of the list of questions, by the article that answers."""
        for question in root.iter("QuestionReponse"):
            target, asked = identifier(question.get("ID")), line(question)
            if target and asked and asked not in self.questions.setdefault(target, []):
                self.questions[target].append(asked)

    def learn_redirections(self, root: ET.Element, living: Iterable[str]) -> None:
        """Keep each pair of ids whose first has no file any more and whose second has one."""
        files = set(living)
        pairs = dict(_pairs(root))
        for old, new in pairs.items():
            if old not in files and (new in files or new in pairs):
                self.redirections[old] = new


def document_id(root: ET.Element) -> str:
    """The id of a document, empty when it has none that can be trusted."""
    return identifier(root.get("ID"))


def identifier(written: str | None) -> str:
    """An id in capitals, empty when it is none: only then may it be a key."""
    found = (written or "").strip().upper()
    return found if _ID.fullmatch(found) else ""


def _pairs(root: ET.Element) -> Iterator[tuple[str, str]]:
    """The structure of that file is not published: any element with exactly two ids is a pair."""
    for element in root.iter():
        texts = [*element.attrib.values(), element.text or "", *((child.text or "") for child in element)]
        ids = list(dict.fromkeys(text.strip().upper() for text in texts if _LIVE.fullmatch(text.strip().upper())))
        if len(ids) == 2:
            yield ids[0], ids[1]
