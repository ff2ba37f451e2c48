"""A prepared text on paper: with its headings, as long as nobody changed its words."""

from PySide6.QtGui import QFont, QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from aparte.assist.letters import Letter


def paper(letter: Letter, words: str, font: QFont) -> QTextDocument:
    """The page of `letter` as it stands in `words`: what the agent changed is printed as it was written."""
    page = QTextDocument()
    page.setDefaultFont(font)
    if letter.page and _lines(words) == _lines(letter.text):
        page.setHtml(letter.page)
    else:
        page.setPlainText(words)
    return page


def print_letter(parent: QWidget, letter: Letter, words: str, font: QFont) -> bool:
    """Ask for a printer, then print; whether it was done."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialog = QPrintDialog(printer, parent)
    accepted = bool(dialog.exec())
    dialog.deleteLater()
    if accepted:
        paper(letter, words, font).print_(printer)
    return accepted


def _lines(text: str) -> list[str]:
    return text.splitlines()
