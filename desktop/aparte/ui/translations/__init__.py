"""The interface's languages: French in the source, English beside it."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

_FOLDER = Path(__file__).parent
_LOCALES = {"fr": QLocale(QLocale.Language.French), "en": QLocale(QLocale.Language.English)}


def speak(language: str) -> list[QTranslator]:
    """Make the application speak `language` (“fr” or “en”); returns what it now uses.

    The source strings are French, so French needs Qt's own words only.
    """
    application = QCoreApplication.instance()
    if application is None:
        return []
    QLocale.setDefault(_LOCALES.get(language, _LOCALES["fr"]))
    qt_folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    wanted = [(f"qtbase_{language}", qt_folder), (f"aparte_{language}", str(_FOLDER))]
    used = []
    for name, folder in wanted:
        translator = QTranslator(application)
        if translator.load(name, folder):
            application.installTranslator(translator)
            used.append(translator)
    return used


def fall_silent(used: list[QTranslator]) -> None:
    """Take these translations out again."""
    for translator in used:
        QCoreApplication.removeTranslator(translator)
