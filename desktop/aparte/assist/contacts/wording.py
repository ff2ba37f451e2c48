"""French names of what a contact holds, the same on every screen and page; the window translates these very strings."""

from aparte.core.contact import Act, Channel, CodeChoice, Outcome, Refusal
from aparte.settings.marking import QT_TRANSLATE_NOOP

CHANNELS: dict[Channel, str] = {
    Channel.DESK: QT_TRANSLATE_NOOP("contact", "Guichet"),
    Channel.PHONE: QT_TRANSLATE_NOOP("contact", "Téléphone"),
    Channel.EMAIL: QT_TRANSLATE_NOOP("contact", "Courriel"),
    Channel.CHAT: QT_TRANSLATE_NOOP("contact", "Tchat"),
    Channel.SOCIAL: QT_TRANSLATE_NOOP("contact", "Réseau social"),
    Channel.MAIL: QT_TRANSLATE_NOOP("contact", "Courrier"),
    Channel.VIDEO: QT_TRANSLATE_NOOP("contact", "Visio"),
}
OUTCOMES: dict[Outcome, str] = {
    Outcome.ANSWERED: QT_TRANSLATE_NOOP("contact", "Répondu à l'accueil"),
    Outcome.PROCEDURE_DONE: QT_TRANSLATE_NOOP("contact", "Démarche faite"),
    Outcome.FILE_INCOMPLETE: QT_TRANSLATE_NOOP("contact", "Dossier incomplet"),
    Outcome.TRANSFERRED: QT_TRANSLATE_NOOP("contact", "Transféré à un service"),
    Outcome.REDIRECTED: QT_TRANSLATE_NOOP("contact", "Orienté hors de la ville"),
    Outcome.CALL_BACK: QT_TRANSLATE_NOOP("contact", "À rappeler"),
    Outcome.APPOINTMENT: QT_TRANSLATE_NOOP("contact", "Rendez-vous"),
    Outcome.ABANDONED: QT_TRANSLATE_NOOP("contact", "Échange interrompu"),
}
CHOICES: dict[CodeChoice, str] = {
    CodeChoice.CONFIRMED: "confirmé",
    CodeChoice.CHANGED: "choisi par l'agent",
    CodeChoice.BY_DEFAULT: "par défaut",
}
ACTS: dict[Act, str] = {
    Act.SHOWN: "affichée",
    Act.OPENED: "ouverte",
    Act.COPIED: "copiée",
    Act.EDITED: "modifiée par l'agent",
    Act.REFUSED: "refusée",
}
DRAFT_ACTS: dict[Act, str] = {
    Act.COPIED: "copié",
    Act.EDITED: "modifié par l'agent",
    Act.REFUSED: "refusé",
}
REFUSALS: dict[Refusal, str] = {
    Refusal.WRONG: "faux",
    Refusal.INCOMPLETE: "incomplet",
    Refusal.BADLY_SAID: "mal dit",
    Refusal.NOT_NEEDED: "pas utile",
}
