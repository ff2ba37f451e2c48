"""Where the figures come from, and the files that can be made of them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from aparte.assist.contacts.own_day import OwnDay
from aparte.assist.figures.shapes import MonthFigures


class FileKind(StrEnum):
    """What a month can be exported to; the value ends the file's name."""

    PDF = "pdf"
    XLSX = "xlsx"
    ODS = "ods"
    CSV = "csv"


@dataclass(frozen=True, slots=True)
class FiguresSources:
    """Each is called on the store's lane; a month is given by its first day.

    `months` lists those that hold a contact, newest first; `file` makes the bytes of an export.
    """

    months: Callable[[], tuple[date, ...]]
    month: Callable[[date], MonthFigures]
    own_day: Callable[[date], OwnDay]
    file: Callable[[date, FileKind], bytes]
