"""The agent's own day: nobody else's figures, and nobody else sees them."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from aparte.assist.contacts.own_day import OwnDay
from aparte.assist.figures.shapes import Chart, ChartKind, Table
from aparte.ui.contact.wording import channel_label, outcome_label
from aparte.ui.figures.cards import ChartCard, plain_card
from aparte.ui.figures.grid import CardGrid
from aparte.ui.journal.wording import duration_label, long_day, number_label
from aparte.ui.screen.scale import rescale, spaced
from aparte.ui.screen.words import words
from aparte.ui.theme import Theme

translate = QCoreApplication.translate

_Pairs = tuple[tuple[str, int], ...]


def own_day_page(day: OwnDay, theme: Theme) -> QWidget:
    """The day's few numbers and three charts."""
    page = QWidget()
    column = spaced(QVBoxLayout(page), 10, (16, 4, 16, 18))
    column.addWidget(words(long_day(day.day).capitalize(), "subtitle", name="ownDayTitle"))
    column.addWidget(
        words(
            translate("OwnDay", "Vos chiffres restent sur ce poste : ils ne sont ni envoyés ni comparés à d'autres."),
            "soft",
        )
    )
    column.addWidget(CardGrid(_numbers(day), theme, column=150, most=4))
    column.addWidget(CardGrid(_charts(day, theme), theme, column=340, most=3))
    column.addStretch(1)
    rescale(page, theme)
    return page


def _numbers(day: OwnDay) -> list[QWidget]:
    mean = duration_label(day.handled_s // day.timed) if day.timed else "–"
    confirmed = day.demands - day.unconfirmed
    return [
        plain_card(translate("OwnDay", "Échanges"), number_label(day.contacts)),
        plain_card(translate("OwnDay", "Demandes"), number_label(day.demands)),
        plain_card(translate("OwnDay", "Durée moyenne"), mean),
        plain_card(
            translate("OwnDay", "Codes confirmés"),
            translate("OwnDay", "{confirmed} sur {total}").format(confirmed=confirmed, total=day.demands),
        ),
    ]


def _charts(day: OwnDay, theme: Theme) -> list[QWidget]:
    hours = tuple((f"{hour} h", count) for hour, count in day.hours)
    channels = tuple((channel_label(channel), count) for channel, count in day.channels)
    outcomes = tuple((outcome_label(outcome), count) for outcome, count in day.outcomes)
    contacts, demands = translate("OwnDay", "échanges"), translate("OwnDay", "demandes")
    return [
        _card("own-hours", translate("OwnDay", "Par heure"), contacts, hours, theme, kind=ChartKind.COLUMNS),
        _card("own-channels", translate("OwnDay", "Par canal"), contacts, channels, theme),
        _card("own-outcomes", translate("OwnDay", "Par issue"), demands, outcomes, theme),
    ]


def _card(
    name: str, title: str, unit: str, pairs: _Pairs, theme: Theme, *, kind: ChartKind = ChartKind.BARS
) -> ChartCard:
    most = max(pairs, key=lambda pair: pair[1])
    chart = Chart(
        name=name,
        kind=kind,
        title=title,
        unit=unit,
        labels=tuple(label for label, _ in pairs),
        values=tuple(float(count) for _, count in pairs),
        description=translate("OwnDay", "Le plus : {label}, {count}.").format(label=most[0], count=most[1]),
        table=name,
    )
    return ChartCard(chart, Table(name, title, (title, unit.capitalize()), pairs), theme)
