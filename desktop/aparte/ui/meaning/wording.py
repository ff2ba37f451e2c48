"""The words of the search by meaning."""

from PySide6.QtCore import QCoreApplication

from aparte.assist.dense.refining import Reading
from aparte.core.model import ModelStanding

translate = QCoreApplication.translate


def reading_line(reading: Reading) -> str:
    """How far the model is with the base, in one sentence."""
    if reading.read >= reading.total:
        ready = translate("Meaning", "Recherche par le sens : prête, modèle {name}.")
        return ready.format(name=reading.model)
    far = translate("Meaning", "Recherche par le sens : {read} extraits lus sur {total}.").format(
        read=_grouped(reading.read), total=_grouped(reading.total)
    )
    return far if reading.standing is ModelStanding.READY else f"{far} {_why(reading.standing)}"


def _why(standing: ModelStanding) -> str:
    if standing is ModelStanding.NO_MEMORY:
        return translate("Meaning", "La mémoire manque : la lecture reprendra.")
    return translate("Meaning", "Le modèle ne répond pas : la lecture attend.")


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", "\u202f")
