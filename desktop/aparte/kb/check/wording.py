"""What is said of every file alike, and texts compared as the search reads them."""

from aparte.kb.text import tokens

TWICE = "« {} » est écrit deux fois."
MISREAD = "« {} » n'est pas lu comme un texte : mettez-le entre guillemets."


def folded(text: str) -> str:
    """The words of a text, by which two are the same."""
    return " ".join(token.form for token in tokens(text))
