"""Hand-over of a demand to a service that knows, with what the first level learned and gave."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, tzinfo

from aparte.assist.contacts.wording import CHANNELS
from aparte.assist.extraction import Extract, extract
from aparte.assist.sheet import Part, Sheet, items
from aparte.core.article import Article, Document, FactKind, Service, ServiceLevel
from aparte.core.contact import Act, AnswerUse, CallBack, Channel, ClosureCode, Demand, OpenContact, Outcome
from aparte.kb.analysis import stems

WRITTEN = frozenset({Channel.EMAIL, Channel.CHAT, Channel.SOCIAL, Channel.MAIL})
_GIVEN = frozenset({Act.COPIED, Act.EDITED})
_DEPENDS = {
    FactKind.FEE: "le coût",
    FactKind.DELAY: "le délai",
    FactKind.WHERE: "le lieu",
    FactKind.WHEN: "la date ou les horaires",
    FactKind.APPOINTMENT: "le rendez-vous",
    FactKind.VALIDITY: "la durée de validité",
}
_VERSION_SIGNS = 8


@dataclass(frozen=True, slots=True)
class Escalation:
    """What the service receives; every word that comes from the citizen or the notes is masked.

    `given` and `seen` are lines about articles, `papers` the documents not yet brought and `unknown`
    what the article's facts depend on; `call_back` is set only when the agent chose to hand it over.
    """

    service: Service
    reference: str
    channel: Channel
    opened_at: datetime
    subject: str
    extract: Extract
    given: tuple[str, ...] = ()
    seen: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    due: datetime | None = None
    appointment: bool = False
    call_back: CallBack | None = None


def escalate(
    contact: OpenContact,
    demand: Demand,
    service: Service,
    *,
    code: ClosureCode | None = None,
    article: Article | None = None,
    ticked: frozenset[Document] = frozenset(),
    public: frozenset[str] = frozenset(),
    with_call_back: bool = False,
) -> Escalation:
    """What a service needs to take one demand over.

    `article` is the one on screen and `ticked` its documents already brought; `public` are the
    directory's phrases, which masking leaves. Whom to call back is handed over only when asked.
    """
    known = frozenset(stems(f"{contact.said}\n{contact.notes}"))
    given = _newest(use for use in contact.uses if use.act in _GIVEN)
    seen = _newest(use for use in contact.uses if use.act is Act.OPENED and use.article_id not in given)
    call_back = contact.call_back
    return Escalation(
        service=service,
        reference=contact.reference,
        channel=contact.channel,
        opened_at=contact.happened_at or contact.opened_at,
        subject=_subject(code, article),
        extract=extract(contact.said, contact.notes, public),
        given=tuple(_given_line(use) for use in given.values()),
        seen=tuple(_article_line(use) for use in seen.values()),
        papers=_papers(article, ticked),
        unknown=_unknown(article, known),
        due=call_back.due if call_back else None,
        appointment=demand.outcome is Outcome.APPOINTMENT,
        call_back=call_back if with_call_back else None,
    )


def escalation_sheet(escalation: Escalation, zone: tzinfo | None = None) -> Sheet:
    """The hand-over as a page; `zone` is where the town lives, the machine's own when left out."""
    return Sheet(
        title=f"{'Transmission' if _outside(escalation) else 'Transfert'} à : {escalation.service.name}",
        lead=_lead(escalation, zone),
        parts=(
            Part("En bref", items(escalation.extract.matter) or "Rien n'a été noté de la demande."),
            Part("Questions posées", items(escalation.extract.questions)),
            Part("Déjà répondu à l'usager", items(escalation.given)),
            Part("Fiches consultées", items(escalation.seen)),
            Part("Ce qui manque", _missing(escalation)),
            Part("À rappeler", _call_back(escalation)),
            Part("", _law(escalation)),
        ),
        foot="Les données personnelles reconnues ont été masquées.",
    )


def subject_line(escalation: Escalation) -> str:
    """The subject of a mail: reference first, so that an answer finds its way back."""
    return " - ".join(part for part in (escalation.reference, escalation.subject) if part)


def _subject(code: ClosureCode | None, article: Article | None) -> str:
    if code is not None:
        return code.label
    return article.title if article is not None else ""


def _newest(uses: Iterable[AnswerUse]) -> dict[str, AnswerUse]:
    """The last use of each article, in the order of the first."""
    found: dict[str, AnswerUse] = {}
    for use in sorted(uses, key=lambda one: one.at):
        found[use.article_id] = use
    return found


def _given_line(use: AnswerUse) -> str:
    if use.by_machine:
        how = "brouillon écrit par IA, " + ("adapté par l'agent" if use.act is Act.EDITED else "repris tel quel")
    else:
        how = "texte adapté par l'agent" if use.act is Act.EDITED else "texte de la fiche, tel quel"
    return f"{_article_line(use)} : {how}"


def _article_line(use: AnswerUse) -> str:
    checked = [f"fiche vérifiée le {use.verified_on:%d/%m/%Y}"] if use.verified_on else []
    version = [f"version {use.version[:_VERSION_SIGNS]}"] if use.version else []
    detail = ", ".join([*checked, *version])
    return f"« {use.title} » ({detail})" if detail else f"« {use.title} »"


def _papers(article: Article | None, ticked: frozenset[Document]) -> tuple[str, ...]:
    """The documents not brought; with none ticked nobody went through the list, and it says nothing."""
    if article is None or not ticked & frozenset(article.documents):
        return ()
    return tuple(
        f"{paper.label} ({paper.condition})" if paper.condition else paper.label
        for paper in article.documents
        if paper not in ticked
    )


def _unknown(article: Article | None, known: frozenset[str]) -> tuple[str, ...]:
    """What a fact depends on, when neither the words nor the notes tell which case it is."""
    lines = []
    for kind in FactKind:
        cases = [fact.condition for fact in article.facts if fact.kind is kind and fact.condition] if article else []
        if len(cases) > 1 and not any(known.issuperset(stems(case)) for case in cases):
            lines.append(
                f"{_DEPENDS[kind][0].upper()}{_DEPENDS[kind][1:]} dépend du cas : {' ; '.join(dict.fromkeys(cases))}"
            )
    return tuple(lines)


def _lead(escalation: Escalation, zone: tzinfo | None) -> str:
    about = [f"Objet : {escalation.subject}"] if escalation.subject else []
    channel = CHANNELS[escalation.channel].lower()
    came = f"Référence {escalation.reference}, {channel}, le {_moment(escalation.opened_at, zone)}"
    due = []
    if escalation.due is not None:
        promised = "Rendez-vous prévu" if escalation.appointment else "Rappel promis à l'usager"
        due = [f"{promised} le {_moment(escalation.due, zone)}"]
    return "\n".join([came, *about, *due])


def _moment(at: datetime, zone: tzinfo | None) -> str:
    local = at.astimezone(zone)
    return f"{local:%d/%m/%Y} à {local.hour} h {local.minute:02d}"


def _missing(escalation: Escalation) -> str:
    papers = [f"Pièce : {paper}" for paper in escalation.papers]
    return items([*papers, *escalation.unknown])


def _call_back(escalation: Escalation) -> str:
    call_back = escalation.call_back
    if call_back is None:
        return ""
    return "\n".join(part for part in (call_back.name, call_back.phone, call_back.about) if part)


def _outside(escalation: Escalation) -> bool:
    return escalation.service.level is ServiceLevel.EXTERNAL


def _law(escalation: Escalation) -> str:
    if not (_outside(escalation) and escalation.channel in WRITTEN):
        return ""
    return (
        "Demande écrite transmise à l'administration compétente, en application de l'article L. 114-2 du code des "
        "relations entre le public et l'administration. La demande d'origine est à joindre."
    )
