"""The window comes back where it was, and always on a screen."""

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from aparte.settings import Settings, options
from aparte.ui.desktop.placement import Monitor, place, remember, restore

LEFT = Monitor("left", QRect(0, 0, 1366, 728))
RIGHT = Monitor("right", QRect(1366, 0, 1920, 1040))


def test_the_remembered_place_is_used_again() -> None:
    assert place((1500, 40, 900, 700), "right", [LEFT, RIGHT]) == QRect(1500, 40, 900, 700)


def test_a_monitor_that_is_gone_brings_the_window_to_the_main_one() -> None:
    assert place((1500, 40, 900, 700), "right", [LEFT]) == QRect(466, 28, 900, 700)


def test_a_frame_larger_than_the_screen_is_cut_to_it() -> None:
    assert place((0, 0, 4000, 3000), "left", [LEFT]) == LEFT.available


def test_the_first_start_is_in_the_middle() -> None:
    frame = place((), "", [LEFT])
    assert LEFT.available.contains(frame)
    assert abs(frame.center().x() - LEFT.available.center().x()) <= 1


NUMBER = st.integers(-100_000, 100_000)


@given(
    st.tuples(NUMBER, NUMBER, NUMBER, NUMBER),
    st.sampled_from(["left", "right", "gone"]),
    st.sampled_from([[LEFT], [LEFT, RIGHT], [RIGHT, LEFT]]),
)
def test_the_window_is_always_whole_on_one_monitor(
    remembered: tuple[int, ...], screen: str, monitors: list[Monitor]
) -> None:
    frame = place(remembered, screen, monitors, (420, 480))
    assert any(monitor.available.contains(frame) for monitor in monitors)


def test_a_window_closed_and_opened_again_stands_where_it_stood(qtbot: QtBot) -> None:
    settings = Settings()
    first = QWidget()
    qtbot.addWidget(first)
    first.setGeometry(30, 40, 500, 400)
    first.show()
    remember(first, settings)
    second = QWidget()
    qtbot.addWidget(second)
    restore(second, settings)
    assert second.geometry() == QRect(30, 40, 500, 400)
    assert settings.get(options.WINDOW_MAXIMIZED) is False
