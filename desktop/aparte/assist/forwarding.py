"""The letter that tells a citizen that a written request went to the administration it belongs to."""

from dataclasses import dataclass
from datetime import date

from aparte.assist.sheet import Part, Sheet
from aparte.core.article import Service


@dataclass(frozen=True, slots=True)
class Town:
    """Who signs: the town, and the service that welcomes."""

    name: str
    website: str = ""
    welcome: Service | None = None


def coordinates(service: Service) -> str:
    """A service on one line: name, place, telephone, email, hours."""
    phone = "" if service.phone and service.phone in service.place else service.phone
    return ", ".join(part for part in (service.name, service.place, phone, service.email, service.hours) if part)


def forwarding_letter(
    reference: str, received_on: date, to: Service, town: Town, today: date, *, about: str = ""
) -> Sheet:
    """A letter under articles L. 114-2 and L. 114-3 of the CRPA; `about` is the demand's subject, or empty."""
    subject = f" (objet : {about})" if about else ""
    return Sheet(
        title="Votre demande a été transmise",
        lead=f"{_of(town.name)}, le {today:%d/%m/%Y}\nRéférence à rappeler : {reference}",
        parts=(
            Part(
                "",
                "Madame, Monsieur,\n\n"
                f"Nous avons reçu le {received_on:%d/%m/%Y} votre demande{subject}. Elle ne relève pas "
                "de la commune.\n\n"
                "Conformément à l'article L. 114-2 du code des relations entre le public et l'administration, nous "
                f"la transmettons ce jour à l'administration compétente : {to.name}. Vous n'avez pas à la refaire.",
            ),
            Part("Qui vous répondra", coordinates(to)),
            Part(
                "Délais",
                "Si le silence de cette administration vaut refus, le délai court depuis le "
                f"{received_on:%d/%m/%Y}, jour où la commune a reçu votre demande. S'il vaut accord, il ne court "
                "que du jour où l'administration compétente la reçoit (article L. 114-3 du même code).",
            ),
            Part("", "Veuillez agréer, Madame, Monsieur, nos salutations distinguées."),
        ),
        foot=signature(town),
    )


def signature(town: Town) -> str:
    """The town's coordinates, as the last lines of a page."""
    lines = [_of(town.name)]
    if town.welcome is not None:
        lines.append(coordinates(town.welcome))
    if town.website:
        lines.append(town.website)
    return "\n".join(lines)


def _of(name: str) -> str:
    if not name:
        return "Mairie"
    for article, of in (("Le ", "du "), ("Les ", "des ")):
        if name.startswith(article):
            return f"Mairie {of}{name.removeprefix(article)}"
    return f"Mairie d'{name}" if name[0].lower() in "aàâeéèêiîoôuh" else f"Mairie de {name}"
