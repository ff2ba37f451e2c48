"""The answer as plain text, fit to be pasted into Windows-1252 business software."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date

from markdown_it import MarkdownIt
from markdown_it.token import Token

from aparte.core.article import FACT_WORDS, Article, Document, Fact, FactKind, Section, Service, Source

_PLAIN = str.maketrans(
    {
        "\u202f": " ",
        "\u2009": " ",
        "\u2007": " ",
        "\u2002": " ",
        "\u2003": " ",
        "\u3000": " ",
        "\u2028": "\n",
        "\u2029": "\n",
        "\u2010": "-",
        "\u2011": "-",
        "\u2012": "-",
        "\u2015": "-",
        "\u2212": "-",
        "\u2032": "'",
        "\u2033": '"',
        "→": "->",
        "⇒": "=>",
        "←": "<-",
        "⇐": "<=",
        "↔": "<->",
        "↑": "^",
        "↓": "v",
        "≤": "<=",
        "≥": ">=",
        "≠": "<>",
        "≈": "~",
        "✓": "-",
        "✔": "-",
        "✅": "-",
        "☑": "-",
        "☐": "-",
        "✗": "-",
        "✘": "-",
        "❌": "-",
        "●": "-",
        "◦": "-",
        "▪": "-",
        "■": "-",
        "▶": "-",
        "►": "-",
        "☎": "Tél.",
        "📞": "Tél.",
        "✉": "Courriel :",
        "№": "n°",
        "⅓": "1/3",
        "⅔": "2/3",
        "ﬁ": "fi",
        "ﬂ": "fl",
        "ł": "l",
        "Ł": "L",
        "đ": "d",
        "Đ": "D",
        "\u0131": "i",
        "ẞ": "SS",
    }
)


def answer_text(
    article: Article,
    section: int,
    with_source: bool,
    today: date,
    service: Service | None = None,
) -> str:
    """The answer as the agent pastes it: title, the section shown, facts, papers, where.

    `section` is the index of the section shown; out of range, the facts stand for the answer.
    `with_source` adds the source, the verification date and, past `review_by`, a warning.
    Lines end with CRLF and every character exists in Windows-1252.
    """
    blocks = [article.title]
    if 0 <= section < len(article.sections):
        blocks.append(_section(article.sections[section]))
    blocks += [_facts(article.facts), _documents(article.documents), _online(article)]
    blocks.append(_contact(service))
    if with_source:
        blocks.append(source_line(article, today))
    text = "\n\n".join(plain(block) for block in blocks if block.strip())
    return text.replace("\n", "\r\n")


def plain(text: str) -> str:
    """`text` in characters of Windows-1252 alone, lines ended by a line feed.

    What has no plain equivalent loses its accents first, and is dropped last.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").translate(_PLAIN)
    composed = unicodedata.normalize("NFC", lines)
    kept = "".join(_closest(character) for character in composed)
    return re.sub(r"[ \t]+(?=\n|$)", "", kept).strip("\n")


def without_markdown(markdown: str) -> str:
    """The words of a Markdown text: paragraphs apart, list items behind a dash."""
    return _words(_PARSER.parse(markdown)).strip()


def _closest(character: str) -> str:
    if character in "\n\t" or _fits(character):
        return character
    bare = "".join(c for c in unicodedata.normalize("NFKD", character) if _fits(c))
    return bare.translate(_PLAIN)


def _fits(character: str) -> bool:
    if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Mn"):
        return False
    try:
        character.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True


def _section(section: Section) -> str:
    body = without_markdown(section.body)
    return f"{section.heading}\n{body}" if section.heading else body


def _facts(facts: Iterable[Fact]) -> str:
    ordered = sorted(facts, key=lambda fact: tuple(FactKind).index(fact.kind))
    return "\n".join(f"{FACT_WORDS[fact.kind]} : {fact.value}{_condition(fact.condition)}" for fact in ordered)


def _documents(documents: tuple[Document, ...]) -> str:
    if not documents:
        return ""
    lines = [f"- {document.label}{_condition(document.condition)}" for document in documents]
    return "\n".join(["À apporter :", *lines])


def _condition(condition: str) -> str:
    return f" ({condition})" if condition else ""


def _online(article: Article) -> str:
    if article.online is None:
        return ""
    online = f"En ligne : {article.online.label}, {article.online.url}"
    return f"{online}\nSans internet : {article.online.offline}"


def _contact(service: Service | None) -> str:
    if service is None:
        return ""
    parts = (service.name, service.place, service.phone, service.email, service.hours)
    return "Contact : " + ", ".join(part for part in parts if part)


def source_line(article: Article, today: date) -> str:
    """Where the facts come from, when they were verified and, past `review_by`, since when they must be again."""
    label = " ; ".join(_sourced(source) for source in article.sources) or "base de la mairie"
    text = f"Source : {label}"
    if article.verified_on:
        text += f", fiche vérifiée le {article.verified_on:%d/%m/%Y}"
    if article.review_by and article.review_by < today:
        text += f" (à revoir depuis le {article.review_by:%d/%m/%Y})"
    return text + "."


def _sourced(source: Source) -> str:
    """A town's own source is told apart from the State's: its licence forbids to mislead on that."""
    return f"{source.label} (complément de la ville)" if source.local else source.label


_PARSER = MarkdownIt("commonmark", {"html": False}).enable("table")


def _words(tokens: list[Token]) -> str:
    lines: list[str] = []
    depth = 0
    prefix = ""
    for token in tokens:
        if token.type in ("bullet_list_open", "ordered_list_open"):
            depth += 1
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            depth -= 1
            if depth == 0:
                lines.append("")
        elif token.type == "list_item_open":
            prefix = "  " * (depth - 1) + (f"{token.info}. " if token.info else "- ")
        elif token.type in ("inline", "code_block", "fence"):
            lines.append(prefix + _inline(token))
            prefix = ""
        elif token.type in ("paragraph_close", "heading_close") and depth == 0:
            lines.append("")
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines))


def _inline(token: Token) -> str:
    if not token.children:
        return token.content.rstrip("\n")
    words = []
    for child in token.children:
        if child.type in ("softbreak", "hardbreak"):
            words.append(" " if child.type == "softbreak" else "\n")
        else:
            words.append(child.content)
    return "".join(words)
