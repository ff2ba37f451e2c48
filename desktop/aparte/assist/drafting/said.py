"""How the facts of a reply are said to a model: one sentence each, its values parted by semicolons."""

from aparte.assist.reply.reply import ReplyFact

_MOST_ITEMS = 6
_LONGEST = 320


def said(fact: ReplyFact) -> str | None:
    """A fact as one statement ("Coût : 25 € (carte perdue) ; gratuit (carte rendue)").

    None when it is too long to be spoken: nobody remembers eight papers said in a breath, and the
    list on the screen, or pasted, serves better than a draft.
    """
    values = [" ".join(value.split()).rstrip(".") for value in fact.values]
    text = f"{fact.label} : {' ; '.join(values)}"
    return text if len(values) <= _MOST_ITEMS and len(text) <= _LONGEST else None
