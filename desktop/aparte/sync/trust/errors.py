"""Why something signed is not taken: one sentence each; what was in service stays there."""

from typing import ClassVar

from aparte.core.errors import AparteError

KNOWLEDGE = "Le lot de connaissances"
PROGRAM = "Le nouveau programme"


class TrustError(AparteError):
    """Nothing was taken. `subject` is what was to be, masculine, with its article and a capital."""

    exit_code = 8
    said: ClassVar[str] = "{} n'est pas recevable. Rien n'a changé : prévenez l'informatique."

    def __init__(self, subject: str = KNOWLEDGE) -> None:
        super().__init__(self.said.format(subject))


class TamperedError(TrustError):
    """Bytes that are not those that were signed."""

    said = "{} a été modifié depuis sa signature : il est refusé, l'ancien reste en service. Prévenez l'informatique."


class TruncatedError(TrustError):
    """A file is missing, cut short or unreadable."""

    said = "{} est incomplet ou abîmé : il est refusé, l'ancien reste en service. Recopiez-le, ou réessayez plus tard."


class RolledBackError(TrustError):
    """Older than what this workstation has already seen."""

    said = (
        "{} est plus ancien que ce que ce poste a déjà vu : il est refusé, l'actuel reste en service. "
        "Demandez le plus récent."
    )


class FrozenError(TrustError):
    """The word that nothing newer exists is itself too old to be believed."""

    said = (
        "{} n'est plus garanti comme le plus récent, sa dernière annonce a expiré : rien n'est installé, l'ancien "
        "reste en service. Demandez une copie récente, et vérifiez la date de ce poste."
    )


class ExpiredError(TrustError):
    """Its signature no longer holds."""

    said = (
        "{} a dépassé la date limite de sa signature : il est refusé, l'ancien reste en service. "
        "Demandez-en un nouveau, et vérifiez la date de ce poste."
    )


class WrongSignerError(TrustError):
    """Signed by keys that the town's root does not name."""

    said = (
        "{} est signé par une clé que la mairie n'a pas désignée : il est refusé, l'ancien reste en service. "
        "Prévenez l'informatique."
    )


class ThresholdError(TrustError):
    """Some of the right signatures, and not enough."""

    said = (
        "{} n'a pas toutes les signatures exigées : il est refusé, l'ancien reste en service. Prévenez l'informatique."
    )


class UnknownRootError(TrustError):
    """No root that this workstation can trust, or one that does not follow it."""

    said = (
        "{} ne se rattache pas à la racine de confiance de ce poste : il est refusé, l'ancien reste en service. "
        "L'informatique donne la bonne (« aparte kb bundle trust »)."
    )
    # No command changes the root of programs: only an administrator writes its file.
    said_of_program: ClassVar[str] = (
        "{} ne se rattache pas à la racine de confiance de ce poste : il est refusé, l'ancien reste en service. "
        "L'informatique pose la bonne (update-root.json)."
    )

    def __init__(self, subject: str = KNOWLEDGE) -> None:
        super().__init__(subject)
        if subject == PROGRAM:
            self.args = (self.said_of_program.format(subject),)


class OversizeError(TrustError):
    """Larger than anything that is expected there."""

    said = (
        "{} est plus gros que ce qu'un poste accepte : il est refusé, l'ancien reste en service. "
        "Prévenez l'informatique."
    )


class ClockError(TrustError):
    """The clock of this machine makes what is valid look expired."""

    said = (
        "L'horloge de ce poste n'est pas à l'heure : {} ne peut pas être vérifié, l'ancien reste en service. "
        "Réglez la date, ou prévenez l'informatique."
    )

    def __init__(self, subject: str = KNOWLEDGE) -> None:
        super().__init__(subject[:1].lower() + subject[1:])
