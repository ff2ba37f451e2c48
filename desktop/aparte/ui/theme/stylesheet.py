"""The one stylesheet, built from the tokens; widgets choose a look through their `role`."""

from aparte.ui.theme.theme import BODY, CAPTION, SMALL, TITLE, TYPED, Theme


def stylesheet(theme: Theme) -> str:
    """The whole application's style at this theme's size."""
    return "\n".join(
        (
            _surfaces(theme),
            _labels(theme),
            _badges(theme),
            _fields(theme),
            _buttons(theme),
            _choosers(theme),
            _lists(theme),
            _scroll_bars(theme),
            _menus(theme),
        )
    )


def _surfaces(theme: Theme) -> str:
    t, px = theme.tokens, theme.px
    return f"""
QMainWindow, QDialog, QWidget[role="window"] {{ background: {t.window}; }}
QWidget[role="surface"] {{ background: {t.surface}; }}
QWidget[role="bar"] {{ background: {t.surface}; border-bottom: 1px solid {t.line}; }}
QFrame[role="card"] {{
    background: {t.surface}; border: 1px solid {t.line}; border-radius: {px(9)}px; }}
QFrame[role="sunk"] {{
    background: {t.sunk}; border: 1px solid {t.line}; border-radius: {px(9)}px; }}
QFrame[role="answer"] {{
    background: {t.tint}; border: none; border-radius: {px(9)}px; }}
QFrame[role="warning"] {{
    background: {t.warning_ground}; border: none; border-radius: {px(9)}px; }}
QFrame[role="corrected"] {{
    background: {t.sunk}; border: 1px solid {t.line}; border-radius: {px(9)}px; }}
QFrame[role="urgent"] {{
    background: {t.warning_ground}; border: none; border-bottom: 1px solid {t.line}; }}
QFrame[role="urgent"] QScrollArea, QWidget[role="urgent-inner"] {{ background: transparent; border: none; }}
QFrame[role="machine"] {{
    background: {t.machine_ground}; border: none; border-left: {px(3)}px solid {t.machine};
    border-top-right-radius: {px(9)}px; border-bottom-right-radius: {px(9)}px; }}
QFrame[role="machine-quiet"] {{ background: transparent; border: none; border-left: {px(3)}px solid {t.line}; }}
QFrame[role="notice"] {{
    background: {t.surface}; border: 1px solid {t.border}; border-radius: {px(9)}px; }}
QFrame[role="rule"] {{ background: {t.line}; border: none; }}
QSplitter::handle {{ background: {t.line}; }}
QSplitter::handle:hover {{ background: {t.accent}; }}
QToolTip {{ background: {t.surface}; color: {t.text}; border: 1px solid {t.border};
    padding: {px(4)}px {px(6)}px; font-size: {px(CAPTION)}px; }}
"""


def _labels(theme: Theme) -> str:
    t, px = theme.tokens, theme.px
    return f"""
QLabel {{ color: {t.text}; background: transparent; font-size: {px(BODY)}px; }}
QLabel[role="heading"] {{
    color: {t.soft}; font-size: {px(CAPTION)}px; font-weight: 600; }}
QLabel[role="title"] {{ font-size: {px(TITLE)}px; font-weight: 600; }}
QLabel[role="subtitle"] {{ font-size: {px(TYPED)}px; font-weight: 600; }}
QLabel[role="strong"] {{ font-weight: 600; }}
QLabel[role="soft"] {{ color: {t.soft}; font-size: {px(CAPTION)}px; }}
QLabel[role="small"] {{ color: {t.soft}; font-size: {px(SMALL)}px; }}
QLabel[role="warning"] {{ color: {t.warning}; }}
QLabel[role="warning-strong"] {{ color: {t.warning}; font-weight: 600; }}
QLabel[role="key"] {{ color: {t.soft}; background: {t.surface}; font-size: {px(SMALL)}px;
    font-weight: 600; border: 1px solid {t.line}; border-radius: {px(4)}px;
    padding: 0 {px(5)}px; }}
"""


def _badges(theme: Theme) -> str:
    t, px = theme.tokens, theme.px
    shape = f"font-size: {px(SMALL)}px; font-weight: 600; border-radius: {px(4)}px; padding: {px(1)}px {px(8)}px;"
    return f"""
QLabel[role="badge-local"] {{ color: {t.local}; background: {t.local_ground}; {shape} }}
QLabel[role="badge-national"] {{ color: {t.national}; background: {t.national_ground}; {shape} }}
QLabel[role="badge-warning"] {{ color: {t.warning}; background: {t.warning_ground}; {shape} }}
QLabel[role="badge-warning-strong"] {{ color: {t.surface}; background: {t.warning}; {shape} }}
QLabel[role="badge-machine"] {{ color: {t.surface}; background: {t.machine}; {shape} }}
"""


def _fields(theme: Theme) -> str:
    t, px = theme.tokens, theme.px
    return f"""
QPlainTextEdit, QLineEdit {{ background: {t.surface}; color: {t.text};
    border: 1px solid {t.border}; border-radius: {px(8)}px; font-size: {px(BODY)}px;
    padding: {px(6)}px {px(9)}px; selection-background-color: {t.accent};
    selection-color: {t.on_accent}; placeholder-text-color: {t.soft}; }}
QPlainTextEdit[role="typed"] {{
    font-size: {px(TYPED)}px; padding: {px(11)}px {px(12)}px; border-radius: {px(9)}px; }}
QPlainTextEdit:focus, QLineEdit:focus {{
    border: 2px solid {t.accent}; padding: {px(6) - 1}px {px(9) - 1}px; }}
QPlainTextEdit[role="typed"]:focus {{ padding: {px(11) - 1}px {px(12) - 1}px; }}
QTextBrowser {{ background: transparent; color: {t.text}; border: none;
    selection-background-color: {t.accent}; selection-color: {t.on_accent}; }}
QComboBox, QAbstractSpinBox, QKeySequenceEdit QLineEdit {{ background: {t.surface}; color: {t.text};
    border: 1px solid {t.border}; border-radius: {px(8)}px; font-size: {px(BODY)}px;
    padding: {px(5)}px {px(9)}px; min-height: {px(22)}px; }}
QComboBox:focus, QAbstractSpinBox:focus {{ border: 2px solid {t.accent};
    padding: {px(5) - 1}px {px(9) - 1}px; }}
/* Without its arrows: the style squeezes the text of a styled field that has no buttons at all. */
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ width: 0; border: none; }}
QAbstractSpinBox QLineEdit, QAbstractSpinBox QLineEdit:focus {{ background: transparent; border: none;
    padding: 0; min-height: 0; }}
QComboBox::drop-down {{ border: none; width: {px(26)}px; }}
QComboBox::down-arrow {{ image: none; }}
QComboBox QAbstractItemView {{ background: {t.surface}; color: {t.text};
    border: 1px solid {t.border}; selection-background-color: {t.tint};
    selection-color: {t.text}; outline: none; }}
QCheckBox {{ color: {t.text}; font-size: {px(BODY)}px; spacing: {px(9)}px; }}
"""


def _buttons(theme: Theme) -> str:
    t, px = theme.tokens, theme.px
    return f"""
QPushButton, QToolButton {{ background: {t.surface}; color: {t.accent};
    border: 1px solid {t.border}; border-radius: {px(8)}px; font-size: {px(BODY)}px;
    font-weight: 600; padding: {px(6)}px {px(13)}px; }}
QPushButton:hover, QToolButton:hover {{ background: {t.tint}; }}
QPushButton:focus, QToolButton:focus {{ border: 2px solid {t.accent};
    padding: {px(6) - 1}px {px(13) - 1}px; }}
QPushButton:disabled, QToolButton:disabled {{ color: {t.soft}; border-color: {t.line}; }}
QPushButton[role="main"] {{ background: {t.accent}; color: {t.on_accent};
    border: 1px solid {t.accent}; }}
QPushButton[role="main"]:hover {{ background: {t.accent_strong}; }}
QPushButton[role="main"]:focus {{ border: 2px solid {t.text}; }}
QPushButton[role="link"] {{ background: transparent; border: 2px solid transparent;
    padding: {px(2)}px {px(4)}px; text-align: left; border-radius: {px(4)}px; }}
QPushButton[role="link"]:hover {{ background: {t.tint}; }}
QPushButton[role="link"]:focus {{ border: 2px solid {t.accent}; }}
QPushButton[role="machine-link"] {{ background: transparent; border: 2px solid transparent;
    color: {t.machine}; padding: {px(2)}px {px(4)}px; border-radius: {px(4)}px; }}
QPushButton[role="machine-link"]:hover {{ background: {t.machine_ground}; }}
QPushButton[role="machine-link"]:focus {{ border: 2px solid {t.machine}; }}
QPushButton[role="small"] {{ font-size: {px(CAPTION)}px; padding: {px(3)}px {px(9)}px;
    outline: none; }}
QPushButton[role="small"]:focus {{ padding: {px(3) - 1}px {px(9) - 1}px; }}
QPushButton[role="entry"] {{ background: transparent; border: 2px solid transparent;
    color: {t.soft}; font-weight: 400; font-size: {px(CAPTION)}px; text-align: left;
    padding: {px(3)}px {px(8)}px; border-radius: {px(6)}px; }}
QPushButton[role="entry"]:hover {{ background: {t.tint}; color: {t.text}; }}
QPushButton[role="entry"]:focus {{ border: 2px solid {t.accent}; }}
QPushButton[role="entry"][current="true"] {{ color: {t.accent}; font-weight: 600; }}
QToolButton[role="quiet"] {{ background: transparent; border: 2px solid transparent;
    padding: {px(5)}px; border-radius: {px(8)}px; color: {t.soft}; }}
QToolButton[role="quiet"]:hover {{ background: {t.tint}; }}
QToolButton[role="quiet"]:focus {{ border: 2px solid {t.accent}; }}
QToolButton[role="quiet"]:checked {{ background: {t.tint}; }}
QPushButton[role="search"] {{ background: {t.sunk}; color: {t.soft};
    border: 1px solid {t.border}; font-weight: 400; text-align: left;
    padding: {px(6)}px {px(11)}px; }}
QPushButton[role="search"]:hover {{ background: {t.tint}; }}
QPushButton[role="search"]:focus {{ border: 2px solid {t.accent};
    padding: {px(6) - 1}px {px(11) - 1}px; }}
"""


def _choosers(theme: Theme) -> str:
    """Choices side by side, and the open contacts above the columns."""
    t, px = theme.tokens, theme.px
    return f"""
QPushButton[role="segment"] {{ background: {t.surface}; color: {t.text}; font-weight: 400;
    border: 1px solid {t.border}; border-radius: 0; padding: {px(5)}px {px(8)}px; }}
QPushButton[role="segment"][place="first"] {{
    border-top-left-radius: {px(8)}px; border-bottom-left-radius: {px(8)}px; }}
QPushButton[role="segment"][place="last"] {{
    border-top-right-radius: {px(8)}px; border-bottom-right-radius: {px(8)}px; }}
QPushButton[role="segment"]:hover {{ background: {t.tint}; }}
QPushButton[role="segment"]:checked {{
    background: {t.accent}; color: {t.on_accent}; border-color: {t.accent}; font-weight: 600; }}
QPushButton[role="segment"]:focus {{ border: 2px solid {t.text};
    padding: {px(5) - 1}px {px(8) - 1}px; }}
QPushButton[role="segment"]:disabled {{ color: {t.soft}; border-color: {t.line}; }}
QPushButton[role="segment"]:checked:disabled {{ background: {t.border}; color: {t.surface}; }}
QPushButton[role="picker"] {{ color: {t.text}; font-weight: 400; text-align: left; }}
QPushButton[role="tab"] {{ background: transparent; color: {t.soft}; border: 2px solid transparent;
    padding: {px(5)}px {px(10)}px; border-radius: {px(8)}px; }}
QPushButton[role="tab"]:hover {{ background: {t.sunk}; color: {t.text}; }}
QPushButton[role="tab"]:checked {{ background: {t.tint}; color: {t.accent}; }}
QPushButton[role="tab"]:focus {{ border: 2px solid {t.accent}; }}
"""


def _lists(theme: Theme) -> str:
    t, px = theme.tokens, theme.px
    return f"""
QAbstractItemView {{ background: {t.surface}; color: {t.text}; border: none; outline: none;
    font-size: {px(BODY)}px; }}
QListView[role="cards"] {{ background: transparent; }}
QScrollArea {{ background: transparent; border: 2px solid transparent; }}
QScrollArea[role="plain"] {{ border: none; }}
QScrollArea[role="page"] > QWidget > QWidget, QScrollArea[role="plain"] > QWidget > QWidget {{
    background: transparent; }}
QScrollArea[role="page"]:focus {{ border: 2px solid {t.accent};
    border-radius: {px(6)}px; }}
"""


def _scroll_bars(theme: Theme) -> str:
    t, px = theme.tokens, theme.px
    return f"""
QScrollBar:vertical {{ background: transparent; width: {px(11)}px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: {px(11)}px; margin: 0; }}
QScrollBar::handle {{ background: {t.border}; border-radius: {px(3)}px; }}
QScrollBar::handle:vertical {{ min-height: {px(32)}px; margin: {px(2)}px {px(3)}px; }}
QScrollBar::handle:horizontal {{ min-width: {px(32)}px; margin: {px(3)}px {px(2)}px; }}
QScrollBar::handle:hover {{ background: {t.accent}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""


def _menus(theme: Theme) -> str:
    t, px = theme.tokens, theme.px
    return f"""
QMenu {{ background: {t.surface}; color: {t.text}; border: 1px solid {t.border};
    border-radius: {px(8)}px; padding: {px(4)}px; font-size: {px(BODY)}px; }}
QMenu::item {{ padding: {px(6)}px {px(14)}px; border-radius: {px(6)}px; }}
QMenu::item:selected {{ background: {t.tint}; color: {t.text}; }}
QMenu::item:disabled {{ color: {t.soft}; }}
"""
