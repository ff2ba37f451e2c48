"""The article: one unit of knowledge, and the facts it shows at a glance."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Origin(StrEnum):
    """Who stands behind an article."""

    LOCAL = "local"
    NATIONAL = "national"


class FactKind(StrEnum):
    """The questions an agent must answer at a glance, in the order they are shown."""

    FEE = "fee"
    DELAY = "delay"
    WHERE = "where"
    WHEN = "when"
    APPOINTMENT = "appointment"
    VALIDITY = "validity"


# The kinds of fact in the texts that leave the program: copied, searched, quoted.
FACT_WORDS = {
    FactKind.FEE: "Coût",
    FactKind.DELAY: "Délai",
    FactKind.WHERE: "Où",
    FactKind.WHEN: "Quand",
    FactKind.APPOINTMENT: "Rendez-vous",
    FactKind.VALIDITY: "Validité",
}


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact and the condition under which it holds; an empty condition means always.

    `local`, here and below: the town added it to a national article.
    """

    kind: FactKind
    value: str
    condition: str = ""
    local: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A paper the citizen brings, and when it is asked for."""

    label: str
    condition: str = ""
    local: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """Where the facts of an article come from."""

    label: str
    url: str = ""
    local: bool = False


@dataclass(frozen=True, slots=True)
class OnlineProcedure:
    """A procedure on the web; `offline` is the way that needs no computer."""

    label: str
    url: str
    offline: str
    local: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the Markdown under it; the heading is empty for a lead paragraph.

    `condition` is the sentence under which all of it holds, empty when it always does: the heading
    says it too, and each passage cut from the section repeats it. A section that only goes on
    after the town's words has the heading of the one before.
    """

    heading: str
    body: str
    condition: str = ""
    local: bool = False


@dataclass(frozen=True, slots=True)
class Article:
    """One unit of knowledge.

    `breadcrumb` names the themes from the widest to the narrowest, `service` and `contact`
    are ids of the directory, `version` is a digest of the whole file.
    """

    id: str
    title: str
    origin: Origin = Origin.LOCAL
    theme: str = ""
    breadcrumb: tuple[str, ...] = ()
    service: str = ""
    contact: str = ""
    audience: str = ""
    keywords: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    closure_code: str = ""
    verified_on: date | None = None
    review_by: date | None = None
    sources: tuple[Source, ...] = ()
    facts: tuple[Fact, ...] = ()
    documents: tuple[Document, ...] = ()
    online: OnlineProcedure | None = None
    sections: tuple[Section, ...] = field(default=())
    version: str = ""

    @property
    def completed(self) -> bool:
        """Whether the town has added to a national article, or replaced a part of it."""
        if self.origin is not Origin.NATIONAL:
            return False
        parts = (*self.facts, *self.documents, *self.sources, *self.sections, *((self.online,) if self.online else ()))
        return any(part.local for part in parts)


class ServiceLevel(StrEnum):
    """First level welcomes, second level knows, external is outside the town."""

    FIRST = "1"
    SECOND = "2"
    EXTERNAL = "external"


@dataclass(frozen=True, slots=True)
class Service:
    """A line of the directory."""

    id: str
    name: str
    level: ServiceLevel
    phone: str = ""
    email: str = ""
    place: str = ""
    hours: str = ""
    takes_over: str = ""
