"""Libraries that write files, loaded when first used: a quarter of a second that opening the window must not cost."""

from dataclasses import dataclass
from functools import cache
from typing import Any

# What comes from a library without types, or from one that is loaded late.
Untyped = Any


@dataclass(frozen=True, slots=True)
class PdfTools:
    """What we use of reportlab, which has no types: its modules of the same names."""

    canvas: Untyped
    colors: Untyped
    pdfdoc: Untyped
    pdfmetrics: Untyped
    ttfonts: Untyped


@cache
def pdf_tools() -> PdfTools:
    """Reportlab."""
    from reportlab.lib import colors  # type: ignore[import-untyped]  # noqa: PLC0415 - see the module's docstring
    from reportlab.pdfbase import pdfdoc, pdfmetrics, ttfonts  # type: ignore[import-untyped]  # noqa: PLC0415
    from reportlab.pdfgen import canvas  # type: ignore[import-untyped]  # noqa: PLC0415

    return PdfTools(canvas, colors, pdfdoc, pdfmetrics, ttfonts)


@cache
def xlsx_tools() -> Untyped:
    """The module `xlsxwriter`."""
    import xlsxwriter  # type: ignore[import-untyped]  # noqa: PLC0415 - see the module's docstring

    return xlsxwriter


@cache
def ods_tools() -> Untyped:
    """The module `odfdo`."""
    import odfdo  # noqa: PLC0415 - see the module's docstring

    return odfdo
