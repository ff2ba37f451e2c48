"""French names of what a contact holds, for commands, exports and slips; the window translates its own."""

from aparte.core.contact import Act, Channel, CodeChoice, Outcome

CHANNELS: dict[Channel, str] = {
    Channel.DESK: "guichet",
    Channel.PHONE: "téléphone",
    Channel.EMAIL: "courriel",
    Channel.CHAT: "tchat",
    Channel.SOCIAL: "réseau social",
    Channel.MAIL: "courrier",
    Channel.VIDEO: "visio",
}
OUTCOMES: dict[Outcome, str] = {
    Outcome.ANSWERED: "répondu au premier niveau",
    Outcome.PROCEDURE_DONE: "démarche faite",
    Outcome.FILE_INCOMPLETE: "dossier incomplet",
    Outcome.TRANSFERRED: "transféré",
    Outcome.REDIRECTED: "réorienté hors de la ville",
    Outcome.CALL_BACK: "à rappeler",
    Outcome.APPOINTMENT: "rendez-vous",
    Outcome.ABANDONED: "abandonné",
}
CHOICES: dict[CodeChoice, str] = {
    CodeChoice.CONFIRMED: "confirmé",
    CodeChoice.CHANGED: "choisi par l'agent",
    CodeChoice.BY_DEFAULT: "par défaut",
}
ACTS: dict[Act, str] = {
    Act.SHOWN: "proposée",
    Act.OPENED: "ouverte",
    Act.COPIED: "copiée",
    Act.EDITED: "modifiée",
    Act.REFUSED: "refusée",
}
