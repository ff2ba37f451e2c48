"""The colours, named by what they are for; every screen takes them from here."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tokens:
    """One palette, as `#rrggbb`.

    `line` separates surfaces and carries no meaning; `border` is a field's own edge and keeps
    3:1 against what it stands on. `*_ground` is the colour behind the text of the same name;
    `machine` marks what a model wrote, always beside the word that says so.
    """

    window: str
    surface: str
    sunk: str
    line: str
    border: str
    text: str
    soft: str
    accent: str
    accent_strong: str
    on_accent: str
    tint: str
    mark: str
    local: str
    local_ground: str
    national: str
    national_ground: str
    warning: str
    warning_ground: str
    machine: str
    machine_ground: str


LIGHT = Tokens(
    window="#F4F2EE",
    surface="#FFFFFF",
    sunk="#FAF9F6",
    line="#E2DED6",
    border="#87827A",
    text="#1E2227",
    soft="#5B6470",
    accent="#1F4E8C",
    accent_strong="#173D6E",
    on_accent="#FFFFFF",
    tint="#E8EFF8",
    mark="#FFE9A8",
    local="#1B6E5A",
    local_ground="#E2F1EC",
    national="#4A5568",
    national_ground="#EDF0F4",
    warning="#8A4B08",
    warning_ground="#FCEFD9",
    machine="#5F3E99",
    machine_ground="#F3EEFB",
)

DARK = Tokens(
    window="#15181C",
    surface="#1E2329",
    sunk="#191D22",
    line="#303740",
    border="#6F7B88",
    text="#E8EAED",
    soft="#A3ADB8",
    accent="#8AB4F0",
    accent_strong="#A9C8F5",
    on_accent="#10151B",
    tint="#22324A",
    mark="#6B5617",
    local="#7FD1B9",
    local_ground="#1B342D",
    national="#B4BFCC",
    national_ground="#29313B",
    warning="#F0C27A",
    warning_ground="#3A2C14",
    machine="#C9B5F2",
    machine_ground="#292338",
)


def contrast(one: str, other: str) -> float:
    """The WCAG 2.2 contrast ratio of two colours, from 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return 0.2126 * _linear(red) + 0.7152 * _linear(green) + 0.0722 * _linear(blue)


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
