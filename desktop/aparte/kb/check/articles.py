"""The articles' own faults: fields, references, dates, look-alikes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from aparte.core.article import Article
from aparte.kb.article_file import read_article
from aparte.kb.check.front import check_front
from aparte.kb.check.likeness import near_duplicates
from aparte.kb.check.problem import Report
from aparte.kb.check.references import References
from aparte.kb.front_matter import LARGEST_BYTES, ArticleFileError, key_line
from aparte.kb.passages import plain
from aparte.kb.text import folded

AUDIENCES = ("particuliers", "associations", "professionnels")
_REQUIRED = ("theme", "service", "contact", "audience", "closure_code")
_LEAST = {"questions": 3, "keywords": 4, "sources": 1, "sections": 1}
_FRENCH = {"questions": "questions", "keywords": "mots clés", "sources": "source", "sections": "partie « ## »"}
MARKUP = re.compile(r"<\s*/?\s*[a-zA-Z][^>\n]*>|!\[")
URL = re.compile(r"https?://[^\s/]+\S*\Z")


@dataclass(frozen=True, slots=True)
class Filed:
    """An article with its file, its front matter and the text of the file."""

    article: Article
    path: Path
    text: str

    def line(self, key: str) -> int:
        """The line of a key of the front matter, 1 when it is absent."""
        return key_line(self.text.split("\n---", 1)[0].removeprefix("---\n"), key)

    def line_of(self, needle: str) -> int:
        """The first line that holds `needle`, 1 when none does."""
        before, found, _ = self.text.partition(needle)
        return before.count("\n") + 1 if found else 1


def check_articles(paths: list[Path], known: References, today: date, strict: bool, report: Report) -> frozenset[str]:
    """Add every fault of the articles to `report`; returns the ids of those that can be read."""
    filed = list(_read(paths, report))
    report.articles = len(filed)
    for one in filed:
        _check_fields(one, report)
        _check_references(one, known, report)
        _check_dates(one, today, strict, report)
        _check_procedure(one, report)
        _check_body(one, report)
    _check_repeats(filed, report)
    _check_likeness(filed, report)
    return frozenset(one.article.id for one in filed)


def _read(paths: list[Path], report: Report) -> Iterator[Filed]:
    for path in paths:
        text = text_of(path)
        told = check_front(text, path, report)
        try:
            if not path.is_file():
                raise ArticleFileError(path, 1, "ce n'est pas un fichier.")  # noqa: TRY301 - as those of reading
            yield Filed(read_article(path), path, text)
        except ArticleFileError as error:
            if not told:
                report.error(path, error.line, error.problem)
        except OSError:
            report.error(path, 1, "le fichier ne peut pas être lu.")
        except RecursionError:
            report.error(path, 1, "l'en-tête n'est pas du YAML valide.")


def text_of(path: Path) -> str:
    """The file's text, empty when it can't be read: reading the article says why."""
    try:
        if not path.is_file() or path.stat().st_size > LARGEST_BYTES:
            return ""
        return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n").replace("\0", "")
    except (OSError, UnicodeDecodeError):
        return ""


def _check_fields(one: Filed, report: Report) -> None:
    article = one.article
    for key in _REQUIRED:
        if not getattr(article, key):
            report.error(one.path, one.line(key), f"« {key} » manque.")
    for key, least in _LEAST.items():
        count = sum(bool(part) for part in getattr(article, key))
        if count < least:
            report.error(one.path, one.line(key), f"au moins {least} {_FRENCH[key]} : il y en a {count}.")
    if article.audience and article.audience not in AUDIENCES:
        report.error(one.path, one.line("audience"), f"« {article.audience} » n'est pas un public connu.")
    if article.id != one.path.stem:
        report.error(one.path, one.line("id"), f"l'identifiant « {article.id} » n'est pas le nom du fichier.")


def _check_references(one: Filed, known: References, report: Report) -> None:
    article = one.article
    wanted = (
        ("theme", article.theme, known.themes, "thème", "themes.yaml"),
        ("service", article.service, known.services, "service", "directory.yaml"),
        ("contact", article.contact, known.services, "contact", "directory.yaml"),
        ("closure_code", article.closure_code, known.codes, "code de conclusion", "closure_codes.yaml"),
    )
    for key, value, ids, noun, file in wanted:
        if value and value not in ids:
            report.error(one.path, one.line(key), f"le {noun} « {value} » n'existe pas dans {file}.")
    if article.closure_code in known.retired:
        report.error(one.path, one.line("closure_code"), f"le code « {article.closure_code} » a pris fin.")
    if article.theme and one.path.parent.name != article.theme:
        report.error(one.path, one.line("theme"), f"la fiche n'est pas dans le dossier « {article.theme} ».")


def _check_dates(one: Filed, today: date, strict: bool, report: Report) -> None:
    article = one.article
    for key in ("verified_on", "review_by"):
        if getattr(article, key) is None:
            report.error(one.path, one.line(key), f"« {key} » manque.")
    if article.review_by is None:
        return
    line = one.line("review_by")
    if article.verified_on is not None and article.review_by <= article.verified_on:
        report.error(one.path, line, "la date de révision n'est pas après la vérification.")
    elif article.review_by < today:
        tell = report.error if strict else report.warn
        tell(one.path, line, f"la fiche est à revoir depuis le {article.review_by}.")
    if article.verified_on is not None and article.verified_on > today:
        report.warn(one.path, one.line("verified_on"), "la date de vérification est dans l'avenir.")


def _check_procedure(one: Filed, report: Report) -> None:
    online = one.article.online
    if online is not None:
        if not online.offline:
            message = "démarche en ligne sans voie au guichet ou sur papier : « offline » manque."
            report.error(one.path, one.line("offline") if "\noffline" in one.text else one.line("online"), message)
        if not URL.match(online.url):
            report.error(one.path, one.line("online"), f"« {online.url} » n'est pas une adresse de site.")
    for source in one.article.sources:
        if source.url and not URL.match(source.url):
            report.error(one.path, one.line("sources"), f"« {source.url} » n'est pas une adresse de site.")
    seen: set[tuple[str, str, str]] = set()
    for fact in one.article.facts:
        key = (fact.kind, fact.value, fact.condition)
        if key in seen:
            report.error(one.path, one.line("facts"), f"le fait « {fact.value} » est écrit deux fois.")
        seen.add(key)


def _check_body(one: Filed, report: Report) -> None:
    if one.article.sections and not any(plain(section.body) for section in one.article.sections):
        report.error(one.path, one.line_of(f"## {one.article.sections[0].heading}"), "le corps de la fiche est vide.")
        return
    for section in one.article.sections:
        if not plain(section.body):
            report.error(one.path, one.line_of(f"## {section.heading}"), f"la partie « {section.heading} » est vide.")
        markup = MARKUP.search(section.body)
        if markup:
            line = one.line_of(markup.group())
            report.error(one.path, line, f"« {markup.group()} » : ni HTML ni image dans une fiche.")


def _check_repeats(filed: list[Filed], report: Report) -> None:
    ids: dict[str, Path] = {}
    titles: dict[str, Path] = {}
    questions: dict[str, Path] = {}
    for one in filed:
        article = one.article
        first = ids.setdefault(article.id, one.path)
        if first != one.path:
            report.error(one.path, one.line("id"), f"l'identifiant « {article.id} » sert déjà dans {first.name}.")
        first = titles.setdefault(folded(article.title), one.path)
        if first != one.path:
            report.error(one.path, one.line("title"), f"le titre « {article.title} » sert déjà dans {first.name}.")
        for question in article.questions:
            first = questions.setdefault(folded(question), one.path)
            if first != one.path:
                line = one.line_of(question)
                report.warn(one.path, line, f"la question « {question} » est déjà dans {first.name}.")


def _check_likeness(filed: list[Filed], report: Report) -> None:
    by_path = {str(one.path): one for one in filed}
    bodies = {name: "\n".join(plain(section.body) for section in one.article.sections) for name, one in by_path.items()}
    for first, second, index in near_duplicates(bodies):
        one = by_path[second]
        line = one.text.partition("\n---\n")[0].count("\n") + 3
        message = f"le corps redit celui de {by_path[first].path.name} (ressemblance {index:.2f}, au plus 0,30)."
        report.error(one.path, line, message.replace(f"{index:.2f}", f"{index:.2f}".replace(".", ",")))
