"""What an embedding model wants before a question and before a passage: some were trained with signs of which is which.

A list may say it (`query_prefix`, `passage_prefix`); otherwise the families that publish theirs are
known by their names.
"""

import re
from dataclasses import dataclass

from aparte.core.model import ModelEntry

_INSTRUCT = "Instruct: Given a web search query, retrieve relevant passages that answer the query\nQuery: "


@dataclass(frozen=True, slots=True)
class Prefixes:
    """What is written before each kind of text."""

    question: str = ""
    passage: str = ""


# The first that is found in a name decides.
_FAMILIES = (
    (r"\be5\b.*instruct|\be5-mistral", Prefixes(_INSTRUCT)),
    (r"\be5\b", Prefixes("query: ", "passage: ")),
    (r"nomic-embed", Prefixes("search_query: ", "search_document: ")),
    (r"embeddinggemma|embedding-gemma", Prefixes("task: search result | query: ", "title: none | text: ")),
    (r"qwen3-embedding", Prefixes(_INSTRUCT.rstrip(" "))),
    (r"mxbai-embed-large|arctic-embed|bge-(?:small|base|large)-en", Prefixes(
        "Represent this sentence for searching relevant passages: "
    )),
)  # fmt: skip


def recognised(*names: str) -> Prefixes:
    """The prefixes of the family that one of these names tells; none when it tells none."""
    for pattern, prefixes in _FAMILIES:
        if any(re.search(pattern, re.sub(r"[\s_]+", "-", name.casefold())) for name in names):
            return prefixes
    return Prefixes()


def prefixes_of(entry: ModelEntry) -> Prefixes:
    """What its list says, else what its names tell."""
    told = recognised(entry.name, entry.file)
    return Prefixes(
        told.question if entry.query_prefix is None else entry.query_prefix,
        told.passage if entry.passage_prefix is None else entry.passage_prefix,
    )
