"""How long things are kept: the settings in force, as days and as the sentence shown to the agent."""

from dataclasses import dataclass
from datetime import date, timedelta

from aparte.settings import Settings, options


@dataclass(frozen=True, slots=True)
class Retention:
    """Days after the recording; 0 deletes on saving."""

    words_days: int
    notes_days: int
    call_back_days: int
    backups_days: int

    @classmethod
    def of(cls, settings: Settings) -> "Retention":
        """What the settings, policy included, say now."""
        return cls(
            settings.get(options.KEEP_WORDS_DAYS),
            settings.get(options.KEEP_NOTES_DAYS),
            settings.get(options.KEEP_CALL_BACK_DAYS),
            settings.get(options.KEEP_BACKUPS_DAYS),
        )

    def words_until(self, today: date) -> date | None:
        """The last day of the citizen's words; None when they go on saving."""
        return _until(today, self.words_days)

    def notes_until(self, today: date) -> date | None:
        """The last day of the notes; None when they go on saving."""
        return _until(today, self.notes_days)

    def call_back_until(self, today: date) -> date:
        """The last day of whom to call back, if it is not done before."""
        return today + timedelta(days=self.call_back_days)

    def sentence(self) -> str:
        """What is kept, for how long, in one French sentence."""
        return (
            f"Ce que dit l'usager est effacé {_when(self.words_days)}, vos notes {_when(self.notes_days)} : "
            "rien de cela ne quitte ce poste. Les coordonnées à rappeler le sont une fois le rappel fait ou "
            f"{_when(self.call_back_days)} : seule votre équipe peut les lire. Les sauvegardes chiffrées s'effacent "
            f"{_when(self.backups_days)}, et les statistiques restent."
        )


def _until(today: date, days: int) -> date | None:
    return today + timedelta(days=days) if days else None


def _when(days: int) -> str:
    if not days:
        return "à l'enregistrement"
    return f"après {days} jour{'s' if days > 1 else ''}"
