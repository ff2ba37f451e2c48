"""What the application's stylesheet has no rule for, and screens of records need."""

from aparte.ui.theme import Theme
from aparte.ui.theme.theme import BODY, CAPTION, SMALL


def stylesheet(theme: Theme) -> str:
    """To be set on the screen's own root."""
    return "\n".join((_buttons(theme), _tabs(theme), _fields(theme), _table(theme)))


def _buttons(theme: Theme) -> str:
    t, px = theme.tokens, theme.px
    return f"""
QPushButton[role="danger"] {{ color: {t.warning}; }}
QPushButton[role="danger"]:hover {{ background: {t.warning_ground}; }}
QPushButton[role="danger"]:focus {{ border: 2px solid {t.warning};
    padding: {px(6) - 1}px {px(13) - 1}px; }}
QPushButton[role="danger-main"] {{ background: {t.warning}; color: {t.surface};
    border: 1px solid {t.warning}; }}
QPushButton[role="danger-main"]:focus {{ border: 2px solid {t.text}; }}
QPushButton[role="main"]:disabled, QPushButton[role="danger-main"]:disabled {{
    background: {t.border}; color: {t.surface}; border-color: {t.border}; }}
QPushButton[dense="true"] {{ font-size: {px(CAPTION)}px; padding: {px(4)}px {px(9)}px; }}
QPushButton[dense="true"]:focus {{ padding: {px(4) - 1}px {px(9) - 1}px; }}
QPushButton[dense="icon"], QPushButton[dense="icon"]:focus {{ padding: {px(4)}px {px(5)}px; }}
QPushButton::menu-indicator {{ image: none; width: 0; }}
QLabel[role="figure"] {{ font-size: {px(26)}px; font-weight: 600; }}
QLabel[role="good"] {{ color: {t.local}; font-size: {px(CAPTION)}px; }}
QLabel[role="caution"] {{ color: {t.warning}; font-size: {px(CAPTION)}px; }}
"""


def _tabs(theme: Theme) -> str:
    t, px = theme.tokens, theme.px
    return f"""
QPushButton[role="tab"] {{ background: transparent; border: 2px solid transparent; color: {t.soft};
    border-radius: {px(8)}px; padding: {px(4)}px {px(10)}px; }}
QPushButton[role="tab"]:hover {{ background: {t.tint}; }}
QPushButton[role="tab"]:checked {{ background: {t.tint}; color: {t.accent}; }}
QPushButton[role="tab"]:focus {{ border: 2px solid {t.accent}; }}
"""


def _fields(theme: Theme) -> str:
    t, px = theme.tokens, theme.px
    return f"""
QComboBox {{ padding: {px(4)}px {px(2)}px {px(4)}px {px(9)}px; font-size: {px(CAPTION)}px; combobox-popup: 0; }}
QComboBox:focus {{ padding: {px(4) - 1}px {px(2)}px {px(4) - 1}px {px(9) - 1}px; }}
QComboBox:disabled {{ color: {t.soft}; border-color: {t.line}; }}
QComboBox[on="true"] {{ background: {t.tint}; color: {t.accent}; font-weight: 600; }}
QComboBox::drop-down {{ border: none; width: {px(24)}px; }}
QComboBox::down-arrow {{ image: none; }}
QComboBox QAbstractItemView {{ padding: {px(3)}px; font-size: {px(BODY)}px; }}
QComboBox QAbstractItemView::item {{ min-height: {px(28)}px; padding: 0 {px(6)}px; }}
QDateEdit, QDateTimeEdit {{ background: {t.surface}; color: {t.text}; border: 1px solid {t.border};
    border-radius: {px(8)}px; font-size: {px(CAPTION)}px; padding: {px(4)}px {px(9)}px;
    min-height: {px(22)}px; selection-background-color: {t.accent}; selection-color: {t.on_accent}; }}
QDateEdit:focus, QDateTimeEdit:focus {{ border: 2px solid {t.accent};
    padding: {px(4) - 1}px {px(9) - 1}px; }}
QLineEdit[role="pin"] {{ font-size: {px(23)}px; }}
"""


def _table(theme: Theme) -> str:
    t, px = theme.tokens, theme.px
    return f"""
QTableView {{ background: transparent; border: none; gridline-color: transparent;
    selection-background-color: transparent; selection-color: {t.text}; }}
QTableView[role="figures"] {{ background: {t.surface}; font-size: {px(CAPTION)}px; }}
QTableView[role="figures"]::item {{ border-bottom: 1px solid {t.line}; padding: 0 {px(8)}px; }}
QTableView[role="figures"]::item:selected {{ background: {t.tint}; color: {t.text}; }}
QTableView[role="figures"]:focus {{ border: 2px solid {t.accent}; border-radius: {px(6)}px; }}
QHeaderView {{ background: transparent; border: none; }}
QHeaderView::section {{ background: transparent; color: {t.soft}; border: none;
    border-bottom: 1px solid {t.line}; padding: {px(3)}px {px(10)}px; font-size: {px(SMALL)}px;
    font-weight: 600; }}
"""
