"""Numbers, dates and times as French readers expect them."""

from datetime import date

from aparte.stats.months import Month

WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
_THIN, _FIXED, _MINUS = "\u202f", "\u00a0", "\u2212"


def count(number: float) -> str:
    """« 12 345 », its thousands apart by a thin space that never breaks."""
    return f"{round(number):,}".replace(",", _THIN).replace("-", _MINUS)


def share(value: float) -> str:
    """« 68,7 % » for 0.687."""
    return f"{_decimal(value * 100)}{_FIXED}%"


def duration(seconds: float) -> str:
    """« 6 min 32 s », « 45 s », « 1 h 05 »."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole}{_FIXED}s"
    if whole < 3600:
        return f"{whole // 60}{_FIXED}min{_FIXED}{whole % 60:02d}{_FIXED}s"
    return f"{whole // 3600}{_FIXED}h{_FIXED}{whole % 3600 // 60:02d}"


def count_of(number: int, noun: str) -> str:
    """« 1 échange », « 3 échanges », « 0 échange »."""
    return f"{count(number)}{_FIXED}{noun}{'s' if number > 1 else ''}"


def growth(now: float, then: float) -> str:
    """« + 3 % », « − 12 % », « stable »; `then` is not zero. More than three times is told as a multiple."""
    if now > 3 * then:
        return f"×{_FIXED}{_decimal(now / then)}"
    percent = round((now - then) / then * 100)
    return f"{_sign(percent)}{abs(percent)}{_FIXED}%" if percent else "stable"


def points(now: float, then: float) -> str:
    """« + 1,2 point » between two shares."""
    difference = round((now - then) * 100, 1)
    if not difference:
        return "stable"
    noun = "points" if abs(difference) >= 2 else "point"
    return f"{_sign(difference)}{_decimal(abs(difference))}{_FIXED}{noun}"


def longer(now: float, then: float) -> str:
    """« + 12 s », « − 1 min 05 s » between two times in seconds."""
    difference = round(now) - round(then)
    return f"{_sign(difference)}{duration(abs(difference))}" if difference else "stable"


def month_name(month: Month) -> str:
    """« octobre 2026 »."""
    return f"{MONTHS[month.number - 1]} {month.year}"


def of_month(month: Month) -> str:
    """« d'octobre 2026 », « de mars 2026 »."""
    name = month_name(month)
    return f"d'{name}" if name[0] in "ao" else f"de {name}"


def day_name(day: date) -> str:
    """« jeudi 1er octobre »."""
    number = "1er" if day.day == 1 else str(day.day)
    return f"{WEEKDAYS[day.weekday()]} {number} {MONTHS[day.month - 1]}"


def full_date(day: date) -> str:
    """« 1er octobre 2026 »."""
    number = "1er" if day.day == 1 else str(day.day)
    return f"{number} {MONTHS[day.month - 1]} {day.year}"


def hour_span(hour: int) -> str:
    """« 9 h – 10 h »."""
    return f"{hour}{_FIXED}h{_FIXED}–{_FIXED}{hour + 1}{_FIXED}h"


def listed(items: list[str]) -> str:
    """« a, b et c »."""
    return " et ".join([", ".join(items[:-1]), items[-1]]) if len(items) > 1 else "".join(items)


def typeset(text: str) -> str:
    """As a printer sets it: curved apostrophes, and no line that begins with « : » or « % »."""
    text = text.replace("'", "’").replace("« ", f"«{_FIXED}")
    for sign in ":;?!%»":
        text = text.replace(f" {sign}", _FIXED + sign)
    return text


def _decimal(value: float) -> str:
    return f"{value:.1f}".replace(".", ",").replace("-", _MINUS)


def _sign(value: float) -> str:
    return f"{'+' if value > 0 else _MINUS}{_FIXED}"
