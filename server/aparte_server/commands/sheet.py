"""The sheet that a manager hands to whoever sets a workstation up: its codes, how long they hold, what to scan."""

import io
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from aparte.wire.codes import scannable

# What comes from a library without types.
Untyped = Any
_POINTS_MM = 72 / 25.4


@dataclass(frozen=True, slots=True)
class Invitation:
    """One workstation to come; `team` is empty where the manager did not give the team's code."""

    town: str
    label: str
    address: str
    code: str
    team: str
    until: datetime


def pdf_sheet(invitation: Invitation) -> bytes:
    """One page of A4."""
    tools, out = _tools(), io.BytesIO()
    page = tools.canvas.Canvas(out, pagesize=(210 * _POINTS_MM, 297 * _POINTS_MM), lang="fr-FR")
    page.setTitle(f"Raccordement du poste {invitation.label}")
    for height, font, size, text in _lines(invitation):
        page.setFont(font, size)
        page.drawString(25 * _POINTS_MM, height * _POINTS_MM, text)
    code = tools.qr.QrCodeWidget(scannable(invitation.address, invitation.code, invitation.team), barLevel="M")
    left, bottom, right, top = code.getBounds()
    side = 55 * _POINTS_MM
    drawing = tools.shapes.Drawing(side, side, transform=[side / (right - left), 0, 0, side / (top - bottom), 0, 0])
    drawing.add(code)
    tools.render.draw(drawing, page, 25 * _POINTS_MM, 95 * _POINTS_MM)
    page.showPage()
    page.save()
    return out.getvalue()


def _lines(invitation: Invitation) -> list[tuple[float, str, float, str]]:
    """Millimetres from the bottom, font, size, text; every character is one that the standard fonts have."""
    plain, bold, fixed = "Helvetica", "Helvetica-Bold", "Courier-Bold"
    local = invitation.until.astimezone()
    return [
        (265, bold, 20, "Raccorder un poste Aparté"),
        (255, plain, 12, f"{invitation.town}, poste : {invitation.label}"),
        (240, plain, 11, "Adresse du serveur"),
        (233, fixed, 14, invitation.address),
        (220, plain, 11, f"Code de raccordement, valable une fois, jusqu'au {local:%d/%m/%Y à %H:%M}"),
        (211, fixed, 22, invitation.code),
        (198, plain, 11, "Code d'équipe, qu'un poste déjà raccordé affiche (il ouvre les rappels partagés)"),
        (189, fixed, 22, invitation.team or "______-______-______"),
        (172, plain, 11, "Sur le poste : le voyant de synchronisation, puis « Raccorder ce poste ». Tapez"),
        (166, plain, 11, "l'adresse et les codes (minuscules, tirets et espaces sont sans importance), ou"),
        (160, plain, 11, "scannez le carré ci-dessous avec une douchette, le curseur dans l'un des champs."),
        (82, plain, 10, "Détruisez cette feuille une fois le poste raccordé."),
    ]


@dataclass(frozen=True, slots=True)
class _Tools:
    canvas: Untyped
    qr: Untyped
    shapes: Untyped
    render: Untyped


@cache
def _tools() -> _Tools:
    """Reportlab, loaded when a sheet is asked for: a server that serves never needs it."""
    from reportlab.graphics import renderPDF, shapes  # type: ignore[import-untyped]  # noqa: PLC0415
    from reportlab.graphics.barcode import qr  # type: ignore[import-untyped]  # noqa: PLC0415
    from reportlab.pdfgen import canvas  # type: ignore[import-untyped]  # noqa: PLC0415

    return _Tools(canvas, qr, shapes, renderPDF)
