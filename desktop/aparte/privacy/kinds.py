"""What masking recognises, and where it was found."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """A kind of personal data; the strongest come first, and win where two overlap."""

    EMAIL = "email"
    IBAN = "iban"
    NIR = "nir"
    CARD = "card"
    PHONE = "phone"
    PLATE = "plate"
    BIRTH = "birth"
    ADDRESS = "address"
    NAME = "name"

    @property
    def label(self) -> str:
        """How an agent reads it, without an article."""
        return _LABELS[self]


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """Personal data of one kind at `[start, end)`, in characters."""

    start: int
    end: int
    kind: Kind

    @property
    def replacement(self) -> str:
        """What is written in its place, such as « [téléphone] »."""
        return f"[{self.kind.label}]"


_LABELS = {
    Kind.EMAIL: "courriel",
    Kind.IBAN: "compte bancaire",
    Kind.NIR: "numéro de sécurité sociale",
    Kind.CARD: "carte bancaire",
    Kind.PHONE: "téléphone",
    Kind.PLATE: "immatriculation",
    Kind.BIRTH: "date de naissance",
    Kind.ADDRESS: "adresse",
    Kind.NAME: "nom",
}
