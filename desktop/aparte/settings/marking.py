"""Marking a source string for translation where no Qt may be imported."""


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # noqa: ARG001 - Qt's own name
    """`text` unchanged; Qt's extraction tool finds the string by this function's name."""
    return text
