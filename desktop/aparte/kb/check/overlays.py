"""The faults of the town's overlays: what keeps one from being read, and what a manager must know."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from aparte.kb.check.articles import MARKUP, URL, text_of
from aparte.kb.check.front import Shape, check_front
from aparte.kb.check.problem import Report
from aparte.kb.check.references import References
from aparte.kb.front_matter import ArticleFileError, key_line
from aparte.kb.overlays.overlay import Overlay
from aparte.kb.overlays.reading import DATES, KEYS, LISTS, ROWS, read_overlay
from aparte.kb.text import folded

_SHAPE = Shape(keys=KEYS - LISTS - ROWS.keys() | DATES, lists=LISTS, rows=ROWS)


def check_overlays(paths: list[Path], known: References, today: date, strict: bool, report: Report) -> None:
    """Add every fault of the overlays to `report`."""
    seen: dict[str, Path] = {}
    replaced: dict[tuple[str, str], Path] = {}
    for path in paths:
        overlay = _read(path, report)
        if overlay is None:
            continue
        report.overlays += 1
        text = text_of(path)
        for key, problem in _faults(overlay, known):
            report.error(path, _line(text, key), problem)
        _check_dates(overlay, text, today, strict, report)
        _check_body(overlay, text, report)
        first = seen.setdefault(overlay.id, path)
        if first != path:
            report.error(path, _line(text, "id"), f"l'identifiant « {overlay.id} » sert déjà dans {first.name}.")
        for heading in overlay.replaces:
            first = replaced.setdefault((overlay.article, folded(heading)), path)
            if first != path:
                line = _line(text, "replaces")
                report.error(path, line, f"« {heading} » de {overlay.article} est déjà remplacée par {first.name}.")


def _read(path: Path, report: Report) -> Overlay | None:
    before = len(report.problems)
    try:
        check_front(text_of(path), path, report, _SHAPE)
        if not path.is_file():
            raise ArticleFileError(path, 1, "ce n'est pas un fichier.")  # noqa: TRY301 - as those of reading
        return read_overlay(path)
    except ArticleFileError as error:
        # A key that is unknown stops the reading too: once is enough.
        if len(report.problems) == before:
            report.error(path, error.line, error.problem)
    except RecursionError:
        report.error(path, 1, "l'en-tête n'est pas du YAML valide.")
    return None


def _faults(overlay: Overlay, known: References) -> Iterator[tuple[str, str]]:
    """Each fault of the front matter, with its key."""
    if overlay.id != overlay.path.stem:
        yield "id", f"l'identifiant « {overlay.id} » n'est pas le nom du fichier."
    for key, value in (("service", overlay.service), ("contact", overlay.contact)):
        if value and value not in known.services:
            yield key, f"le {key} « {value} » n'existe pas dans directory.yaml."
    code = overlay.closure_code
    if code and code not in known.codes:
        yield "closure_code", f"le code de conclusion « {code} » n'existe pas dans closure_codes.yaml."
    elif code in known.retired:
        yield "closure_code", f"le code « {code} » a pris fin."
    yield from _addresses(overlay)
    yield from _repeated(overlay)


def _addresses(overlay: Overlay) -> Iterator[tuple[str, str]]:
    if overlay.online is not None:
        if not overlay.online.offline:
            yield "online", "démarche en ligne sans voie au guichet ou sur papier : « offline » manque."
        if not URL.match(overlay.online.url):
            yield "online", f"« {overlay.online.url} » n'est pas une adresse de site."
    for source in overlay.sources:
        if source.url and not URL.match(source.url):
            yield "sources", f"« {source.url} » n'est pas une adresse de site."


def _repeated(overlay: Overlay) -> Iterator[tuple[str, str]]:
    seen: set[tuple[str, str, str]] = set()
    for one in overlay.facts:
        key = (one.fact.kind, one.fact.value, one.fact.condition)
        if key in seen:
            yield "facts", f"le fait « {one.fact.value} » est écrit deux fois."
        seen.add(key)


def _check_dates(overlay: Overlay, text: str, today: date, strict: bool, report: Report) -> None:
    line = _line(text, "review_by")
    if overlay.review_by is None:
        report.error(overlay.path, line, "« review_by » manque.")
    elif overlay.review_by <= overlay.verified_on:
        report.error(overlay.path, line, "la date de révision n'est pas après la vérification.")
    elif overlay.review_by < today:
        tell = report.error if strict else report.warn
        tell(overlay.path, line, f"le complément est à revoir depuis le {overlay.review_by}.")
    if overlay.verified_on > today:
        report.warn(overlay.path, _line(text, "verified_on"), "la date de vérification est dans l'avenir.")


def _check_body(overlay: Overlay, text: str, report: Report) -> None:
    for section in overlay.sections:
        markup = MARKUP.search(section.body)
        if markup:
            line = text.partition(markup.group())[0].count("\n") + 1
            report.error(overlay.path, line, f"« {markup.group()} » : ni HTML ni image dans un complément.")


def _line(text: str, key: str) -> int:
    return key_line(text.split("\n---", 1)[0].removeprefix("---\n"), key)
