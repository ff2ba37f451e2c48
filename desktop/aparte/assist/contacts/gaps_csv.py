"""Gap tickets as a CSV that French Excel opens as it should: UTF-8 with BOM, semicolons."""

import csv
import io
from collections.abc import Iterable

from aparte.core.records import GapKind, GapStatus, GapTicket

_HEAD = ("référence", "signalée le", "motif", "question", "fiches", "thème", "état", "relue")
_KINDS = {
    GapKind.UNANSWERED: "sans réponse",
    GapKind.WRONG: "fiche fausse",
    GapKind.OLD: "fiche périmée",
}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def gaps_csv(tickets: Iterable[GapTicket]) -> bytes:
    """The tickets in the order given; a text that a spreadsheet would run as a formula is quoted."""
    lines = io.StringIO(newline="")
    writer = csv.writer(lines, delimiter=";", lineterminator="\r\n")
    writer.writerow(_HEAD)
    for ticket in tickets:
        writer.writerow([_plain(cell) for cell in _cells(ticket)])
    return lines.getvalue().encode("utf-8-sig")


def _cells(ticket: GapTicket) -> tuple[str, ...]:
    return (
        ticket.reference,
        f"{ticket.filed_at.astimezone():%d/%m/%Y %H:%M}",
        _KINDS[ticket.kind],
        ticket.text,
        ", ".join(ticket.article_ids),
        ticket.theme,
        "traitée" if ticket.status is GapStatus.DONE else "ouverte",
        "oui" if ticket.reread else "non",
    )


def _plain(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
