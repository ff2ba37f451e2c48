"""When to call back: by the town hall's clock, and for no longer than the town keeps a name."""

import time
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import QDate
from pytestqt.qtbot import QtBot

from aparte.core.contact import Outcome
from aparte.settings import Settings, options
from aparte.settings.policy import Policy
from aparte.ui.contact.followup import FollowUp
from aparte.ui.theme import Appearance
from tests.fakes.clock import HandClock

# As the C library reads it, wherever the machine has its zones.
_PARIS = "CET-1CEST,M3.5.0,M10.5.0/3"


@pytest.fixture
def paris(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as patch:
        patch.setenv("TZ", _PARIS)
        time.tzset()
        yield
    time.tzset()


def fields(bot: QtBot, clock: HandClock, settings: Settings | None = None) -> FollowUp:
    settings = settings or Settings()
    appearance = Appearance(settings)
    made = FollowUp(appearance.theme, clock, lambda: settings.get(options.KEEP_CALL_BACK_DAYS))
    bot.addWidget(made)
    appearance.close()
    made.show_call_back(None, Outcome.CALL_BACK)
    return made


@pytest.mark.usefixtures("paris")
@pytest.mark.parametrize(
    ("now", "due"),
    [
        (datetime(2026, 7, 10, 12, tzinfo=UTC), datetime(2026, 7, 11, 7, tzinfo=UTC)),
        (datetime(2026, 11, 23, 9, tzinfo=UTC), datetime(2026, 11, 24, 8, tzinfo=UTC)),
        # The last hour of a UTC day is already the next one in the town.
        (datetime(2026, 11, 23, 23, 30, tzinfo=UTC), datetime(2026, 11, 25, 8, tzinfo=UTC)),
        # The clocks change in the night.
        (datetime(2026, 3, 28, 12, tzinfo=UTC), datetime(2026, 3, 29, 7, tzinfo=UTC)),
    ],
)
def test_a_new_call_back_is_due_tomorrow_at_nine(qtbot: QtBot, now: datetime, due: datetime) -> None:
    follow_up = fields(qtbot, HandClock(now))
    assert follow_up.due.dateTime().toString("HH:mm") == "09:00"
    assert follow_up.call_back().due == due


def test_tomorrow_moves_on_with_a_window_left_open(qtbot: QtBot) -> None:
    clock = HandClock(datetime(2026, 11, 23, 9, tzinfo=UTC))
    follow_up = fields(qtbot, clock)
    clock.pass_(days=3)
    follow_up.show_call_back(None, Outcome.CALL_BACK)
    assert follow_up.due.date() == QDate(2026, 11, 27)
    assert follow_up.until.minimumDate() == QDate(2026, 11, 26)


@pytest.mark.parametrize(
    ("policy", "last"), [({}, date(2026, 12, 23)), ({"keep_call_back_days": 7}, date(2026, 11, 30))]
)
def test_a_name_is_kept_no_longer_than_the_town_says(qtbot: QtBot, policy: dict[str, object], last: date) -> None:
    clock = HandClock(datetime(2026, 11, 23, 9, tzinfo=UTC))
    follow_up = fields(qtbot, clock, Settings(policy=Policy(values=policy)))
    assert follow_up.call_back().until == last
    follow_up.until.setDate(QDate(2027, 6, 1))
    assert follow_up.call_back().until == last


def test_a_setting_changed_meanwhile_counts_from_the_next_look(qtbot: QtBot) -> None:
    settings = Settings()
    follow_up = fields(qtbot, HandClock(datetime(2026, 11, 23, 9, tzinfo=UTC)), settings)
    settings.set(options.KEEP_CALL_BACK_DAYS, 2)
    follow_up.show_call_back(None, Outcome.CALL_BACK)
    assert follow_up.call_back().until == date(2026, 11, 25)
