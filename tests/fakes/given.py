"""An open contact with its answers, as the desk leaves it before a hand-over."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

from aparte.core.article import Article, Document, Fact, FactKind, Service, ServiceLevel
from aparte.core.contact import Act, AnswerUse, CallBack, Channel, Demand, OpenContact, Outcome

AT = datetime(2026, 11, 26, 8, 40, tzinfo=UTC)
PARIS = timezone(timedelta(hours=1))
TODAY = date(2026, 11, 26)
PASSAGE = (
    "Carte d'identité perdue\r\n\r\nIl faut déclarer la perte :\r\n\r\n- au guichet ;\r\n- en ligne.\r\n\r\nCoût : 25 €"
)

TITRES = Service(
    "titres", "Pôle titres d'identité", ServiceLevel.SECOND, "03 53 01 11 10", "titres@aubremont.example",
    "Hôtel de ville, guichets 1 à 4", "lundi au vendredi 8 h 45-17 h",
)  # fmt: skip
WELCOME = Service("guichet-unique", "Guichet unique", ServiceLevel.FIRST, "03 53 01 10 00", "accueil@aubremont.example")
MEDIATOR = Service("mediateur", "Médiatrice municipale", ServiceLevel.SECOND, "03 53 01 18 30")
OFFICER = Service("dpo", "Déléguée à la protection des données", ServiceLevel.SECOND, email="dpo@aubremont.example")
PREFECTURE = Service(
    "prefecture", "Préfecture du département", ServiceLevel.EXTERNAL, "34 00", place="Allô Service Public : 34 00"
)
SERVICES = {one.id: one for one in (TITRES, WELCOME, MEDIATOR, OFFICER, PREFECTURE)}

PHOTO, ACT, PROOF = Document("Photo d'identité"), Document("Acte de naissance"), Document("Déclaration de vol", "volée")
LOST_CARD = Article(
    id="cni-perdue",
    title="Carte d'identité perdue",
    facts=(
        Fact(FactKind.FEE, "25 €", "carte perdue"),
        Fact(FactKind.FEE, "gratuit", "carte abîmée rendue"),
        Fact(FactKind.DELAY, "3 semaines"),
    ),
    documents=(PHOTO, ACT, PROOF),
)
COPIED = AnswerUse(
    Act.COPIED, AT, "cni-perdue", "3f2a91c0deadbeef", "Carte d'identité perdue", 0, PASSAGE,
    "Service-Public, fiche F1344", date(2026, 10, 12),
)  # fmt: skip
OPENED = AnswerUse(Act.OPENED, AT + timedelta(minutes=1), "passeport", "77aa", "Passeport urgent")

CONTACT = OpenContact(
    id="1",
    reference="E-7K4PQ2",
    channel=Channel.PHONE,
    opened_at=AT,
    said=(
        "Bonjour, ma fille a perdu sa carte d'identité hier et on part en Italie dans trois semaines. "
        "Je m'appelle Sophie Colin. Ça coûte combien de la refaire ? Merci beaucoup, au revoir."
    ),
    notes=(
        "Mme Colin, 06 39 98 12 34, 12 rue des Lilas.\n"
        "Pré-demande refusée : filiation à prouver, renvoyée du 03 53 01 11 10."
    ),
    demands=(Demand("d1", outcome=Outcome.TRANSFERRED, service="titres"),),
    uses=(COPIED, OPENED),
    call_back=CallBack("Sophie Colin", "06 39 98 12 34", "filiation", AT + timedelta(days=1)),
)
PERSONAL = ("Colin", "06 39 98 12 34", "Lilas")


def ended(outcome: Outcome, service: str = "", channel: Channel = Channel.PHONE) -> OpenContact:
    """The contact with one demand that ended so."""
    return replace(CONTACT, channel=channel, demands=(Demand("d1", outcome=outcome, service=service),))
