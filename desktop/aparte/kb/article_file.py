"""Reading one article file: Markdown under a YAML front matter (docs/kb-format.md)."""

import re
from collections.abc import Iterator
from pathlib import Path

from aparte.core.article import Article, Section
from aparte.kb.front_matter import Filed, parse_filed, read_filed

_HEADING = re.compile(r"^##\s+(.+?)\s*#*\s*$")


def read_article(path: Path) -> Article:
    """The article in `path`; raises `ArticleFileError` with the line that is wrong."""
    return _article(read_filed(path))


def parse_article(content: bytes, path: Path) -> Article:
    """The article in the bytes of `path`; raises `ArticleFileError`."""
    return _article(parse_filed(content, path))


def _article(filed: Filed) -> Article:
    front = filed.front
    return Article(
        id=front.text("id", required=True),
        title=front.text("title", required=True),
        theme=front.text("theme"),
        service=front.text("service"),
        contact=front.text("contact"),
        audience=front.text("audience"),
        keywords=front.texts("keywords"),
        questions=front.texts("questions"),
        closure_code=front.text("closure_code"),
        verified_on=front.day("verified_on"),
        review_by=front.day("review_by"),
        sources=front.sources(),
        facts=front.facts(),
        documents=front.documents(),
        online=front.online(),
        sections=tuple(split_sections(filed.body)),
        version=filed.version,
    )


def split_sections(body: str) -> Iterator[Section]:
    """The `##` sections of a Markdown body, a lead without heading first when there is one."""
    heading, lines = "", list[str]()
    for line in body.split("\n"):
        found = _HEADING.match(line)
        if found:
            if heading or "".join(lines).strip():
                yield Section(heading, "\n".join(lines).strip())
            heading, lines = found.group(1), []
        else:
            lines.append(line)
    if heading or "".join(lines).strip():
        yield Section(heading, "\n".join(lines).strip())
