"""What of an open contact its closure codes are guessed from."""

from dataclasses import dataclass

from aparte.core.contact import Act, OpenContact

_OPENING = frozenset({Act.OPENED, Act.COPIED, Act.EDITED})


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words said and noted; ids of the articles opened, copied or edited (the last one last), and shown."""

    text: str
    opened: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()


def evidence_of(contact: OpenContact) -> Evidence:
    """What the agent has in front; an article that was refused counts for nothing until it is opened again.

    A draft that was refused says nothing of its article.
    """
    opened: dict[str, None] = {}
    shown: dict[str, None] = {}
    for use in sorted(contact.uses, key=lambda use: use.at):
        if use.act is Act.REFUSED and use.by_machine:
            continue
        if use.act is Act.REFUSED:
            opened.pop(use.article_id, None)
            shown.pop(use.article_id, None)
        elif use.act in _OPENING:
            opened.pop(use.article_id, None)
            opened[use.article_id] = None
        else:
            shown[use.article_id] = None
    text = "\n".join(part for part in (contact.said, contact.notes) if part.strip())
    return Evidence(text, tuple(opened), tuple(shown))
