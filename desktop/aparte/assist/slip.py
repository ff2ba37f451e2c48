"""The slip that a citizen takes away: the answer given, where it comes from, and how to contest it."""

from collections.abc import Iterable, Mapping
from datetime import date, tzinfo

from aparte.assist.contacts.wording import CHANNELS
from aparte.assist.copying import plain
from aparte.assist.escalation import WRITTEN
from aparte.assist.forwarding import Town, coordinates, signature
from aparte.assist.sheet import Part, Sheet
from aparte.core.article import Service
from aparte.core.contact import Act, AnswerUse, CallBack, Contact, Demand, OpenContact, Outcome

MEDIATOR, DATA_OFFICER = "mediateur", "dpo"
_GIVEN = frozenset({Act.COPIED, Act.EDITED})
_FROM_THE_BASE = "Ce texte vient d'une fiche de la base de connaissances de la mairie."
_DECISIONS = (
    "Une décision écrite se conteste en général dans les deux mois ; elle dit elle-même comment et auprès de qui."
)
_INFORMS = "Aparté informe et ne décide pas : ce document n'est pas une décision."


def slip(
    contact: OpenContact | Contact, town: Town, services: Mapping[str, Service], today: date, zone: tzinfo | None = None
) -> Sheet:
    """The slip of a contact, from the passages frozen when they were given.

    `services` is the directory by id: those that take over, the mediator and the data protection
    officer are named from it when it holds them. `zone` is where the town lives.
    """
    answers = _answers(contact.uses)
    return Sheet(
        title="Réponse de votre mairie",
        lead=f"Référence {contact.reference}, {CHANNELS[contact.channel].lower()}, le {_day(contact, zone):%d/%m/%Y}",
        parts=(
            *(_answer(use) for use in answers),
            *([] if answers else [Part("", "Aucun texte n'a été remis pendant cet échange.")]),
            Part("Et maintenant", _next_steps(contact, services, zone)),
            Part("Comment cette réponse a été préparée", _how_made(answers)),
            Part("Vous n'êtes pas d'accord ?", _contest(contact.reference, services)),
        ),
        foot=f"{signature(town)}\nDocument remis le {today:%d/%m/%Y}.",
    )


def _day(contact: OpenContact | Contact, zone: tzinfo | None) -> date:
    happened = contact.happened_at if isinstance(contact, OpenContact) else None
    return (happened or contact.opened_at).astimezone(zone).date()


def _answers(uses: Iterable[AnswerUse]) -> list[AnswerUse]:
    """The last text given of each article's section, in the order they were given."""
    last: dict[tuple[str, int], AnswerUse] = {}
    for use in sorted(uses, key=lambda one: one.at):
        if use.act in _GIVEN and use.passage.strip():
            last[use.article_id, use.section] = use
    return list(last.values())


def _answer(use: AnswerUse) -> Part:
    words = _without_title(use.passage.replace("\r\n", "\n").strip(), use.title)
    source = use.source or "base de connaissances de la mairie"
    checked = f", fiche vérifiée le {use.verified_on:%d/%m/%Y}" if use.verified_on else ""
    # A copied answer may end with its source already.
    line = "" if "\nSource : " in words else f"\n\nSource : {source}{checked}."
    return Part(use.title, words + line)


def _without_title(passage: str, title: str) -> str:
    first, _, rest = passage.partition("\n")
    return rest.strip("\n") if rest.strip() and plain(first.strip()) == plain(title.strip()) else passage


def _how_made(answers: list[AnswerUse]) -> str:
    if not answers:
        return ""
    helped = [use for use in answers if use.by_machine]
    if not helped:
        return f"{_FROM_THE_BASE} Aucun programme d'intelligence artificielle ne l'a rédigé."
    which = "" if len(helped) == len(answers) else f" ({' ; '.join(use.title for use in helped)})"
    return (
        f"Un programme d'intelligence artificielle a aidé à rédiger ce texte{which}, à partir d'une fiche de la base "
        "de connaissances de la mairie. Un agent l'a relu avant de vous le remettre."
    )


def _next_steps(contact: OpenContact | Contact, services: Mapping[str, Service], zone: tzinfo | None) -> str:
    steps = (_step(demand, contact, services.get(demand.service), zone) for demand in contact.demands)
    return "\n\n".join(dict.fromkeys(step for step in steps if step))


def _step(demand: Demand, contact: OpenContact | Contact, service: Service | None, zone: tzinfo | None) -> str:
    where = coordinates(service) if service else ""
    match demand.outcome:
        case Outcome.TRANSFERRED:
            return f"Votre demande est confiée à : {where or 'un service de la mairie'}."
        case Outcome.REDIRECTED:
            return _redirected(contact, where)
        case Outcome.CALL_BACK:
            return f"Nous vous rappelons{_when(contact.call_back, zone)}."
        case Outcome.APPOINTMENT:
            return f"Un rendez-vous est prévu{_when(contact.call_back, zone)}." + (
                f" Lieu et contact : {where}." if where else ""
            )
        case Outcome.FILE_INCOMPLETE:
            return (
                "Votre dossier est incomplet : apportez ou envoyez les pièces qui manquent en rappelant la référence."
            )
        case _:
            return ""


def _redirected(contact: OpenContact | Contact, where: str) -> str:
    to = where or "l'administration compétente"
    if contact.channel in WRITTEN:
        return (
            f"Votre demande écrite ne relève pas de la commune. Nous la transmettons à : {to}. "
            "Vous n'avez pas à la refaire (article L. 114-2 du code des relations entre le public et l'administration)."
        )
    return f"Votre demande ne relève pas de la commune. Adressez-vous à : {to}."


def _when(call_back: CallBack | None, zone: tzinfo | None) -> str:
    if call_back is None or call_back.due is None:
        return ""
    local = call_back.due.astimezone(zone)
    return f" le {local:%d/%m/%Y} à {local.hour} h {local.minute:02d}"


def _contest(reference: str, services: Mapping[str, Service]) -> str:
    mediator, officer = services.get(MEDIATOR), services.get(DATA_OFFICER)
    mistake = f"Une erreur, un oubli ? Dites-le à l'accueil avec la référence {reference} : une personne vérifiera."
    lines = [_INFORMS, mistake, _DECISIONS]
    if mediator is not None:
        lines.append(f"Désaccord avec la mairie : {coordinates(mediator)}.")
    if officer is not None:
        lines.append(f"Vos données personnelles : {coordinates(officer)}.")
    return "\n".join(f"- {line}" for line in lines)
