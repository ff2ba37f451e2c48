"""The full-text index behind the search palette: Whoosh with our French analysis."""

import re
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

from whoosh import index as whoosh_files
from whoosh.analysis import Analyzer, Token
from whoosh.fields import ID, TEXT, SchemaClass
from whoosh.index import FileIndex
from whoosh.matching.binary import AndNotMatcher
from whoosh.qparser import (
    BoostPlugin,
    GtLtPlugin,
    MultifieldParser,
    OperatorsPlugin,
    QueryParser,
    RangePlugin,
    WildcardPlugin,
)
from whoosh.query import NullQuery, Query, QueryError
from whoosh.reading import IndexReader
from whoosh.searching import Searcher

from aparte.core.article import Article
from aparte.kb.passages import added, plain
from aparte.kb.stem import stem
from aparte.kb.text import ELISIONS, fold, tokens
from aparte.kb.text import Token as Word

_ALIASES = {
    "titre": "title",
    "théme": "theme",
    "thème": "theme",
    "mot": "keywords",
    "mots": "keywords",
    "question": "questions",
    "texte": "body",
    "code": "closure_code",
}
_ALIAS = re.compile(rf"(?<!\w)({'|'.join(_ALIASES)})\s*:\s*", re.IGNORECASE)
_CODE = re.compile(r"\bclosure_code:\S+")
_WILDCARD = re.compile(r"[^\s:()\"]*[*?][^\s:()\"]*")
_SHORT_WILDCARD = re.compile(r"(?<![^\s:()])\w?[*?]")
_PATTERN = re.compile(r"[\w*?]+")
_ACCENTED = re.compile(r"[^\W_]")
_OPERATORS = OperatorsPlugin(
    And=r"(?<=\s)(?:ET|AND)(?=\s)",
    Or=r"(?<=\s)(?:OU|OR)(?=\s)",
    AndNot=r"(?<=\s)(?:SAUF|ANDNOT)(?=\s)",
    Not=r"(?:^|(?<=(?:\s|[()])))(?:NON|NOT)(?=\s)",
    AndMaybe=None,
    Require=None,
)
_WEIGHTS = {"title": 3.0, "questions": 1.5, "keywords": 1.5, "headings": 1.0, "body": 0.8}


def _look_at_first(matcher: AndNotMatcher) -> None:
    if matcher.a.is_active() and matcher.b.is_active():
        matcher._find_next()  # noqa: SLF001 - whoosh's own


# whoosh3 3.54 lets the first document through when an excluded word was met in an earlier one.
AndNotMatcher._find_first = _look_at_first  # noqa: SLF001


class _WholePatterns(WildcardPlugin):  # type: ignore[misc]  # whoosh is untyped
    """Takes a word with wildcards whole: whoosh's own loses a word that has two of them side by side."""

    expr = rf"(?P<text>{_WILDCARD.pattern})"


class FrenchAnalyzer(Analyzer):  # type: ignore[misc]  # whoosh is untyped
    """Our own tokens and stems, so that the palette finds what the suggestions find."""

    def __call__(self, value: str, positions: bool = False, chars: bool = False, **options: Any) -> Iterator[Token]:  # noqa: ANN401 - whoosh's protocol
        """Yield one Whoosh token a word; `positions` and `chars` fill its places.

        Without `tokenize`, the value is a pattern: its wildcards stay, and nothing is stemmed.
        """
        token = Token(positions, chars, **options)
        pattern = not options.get("tokenize", True)
        for at, word in enumerate(_patterns(value) if pattern else tokens(value)):
            root = word.form if pattern else stem(word.form)
            # The form itself is indexed too, so that a wildcard meets whole words.
            both = options.get("mode") == "index" and root != word.form
            for text in (root, word.form) if both else (root,):
                token.original = token.text = text
                token.boost = 1.0
                token.pos = at
                token.startchar, token.endchar = word.start, word.end
                token.stopped = False
                yield token


def _patterns(value: str) -> Iterator[Word]:
    """The words of a pattern, elisions and those that begin with a wildcard left out."""
    for found in _PATTERN.finditer(value):
        text, end = found.group(), found.end()
        if (text in ELISIONS and value[end : end + 1] in ("'", "’")) or _SHORT_WILDCARD.match(text):
            continue
        yield Word(text, found.start(), end)


_FRENCH = FrenchAnalyzer()


class ArticleSchema(SchemaClass):  # type: ignore[misc]  # whoosh is untyped
    """One document an article; the text itself is kept in the generation's own blobs."""

    article = ID(stored=True, unique=True)
    theme = TEXT(analyzer=_FRENCH)
    closure_code = ID()
    title = TEXT(analyzer=_FRENCH, field_boost=_WEIGHTS["title"])
    questions = TEXT(analyzer=_FRENCH, field_boost=_WEIGHTS["questions"])
    keywords = TEXT(analyzer=_FRENCH, field_boost=_WEIGHTS["keywords"])
    headings = TEXT(analyzer=_FRENCH, field_boost=_WEIGHTS["headings"])
    body = TEXT(analyzer=_FRENCH, field_boost=_WEIGHTS["body"])


@dataclass(frozen=True, slots=True)
class Found:
    """The ids of the articles found, best first, out of `total`; `stems` are what to mark."""

    ids: tuple[str, ...]
    total: int
    stems: frozenset[str]


class DamagedFullTextError(Exception):
    """Files that Whoosh can't open."""


class UnreadableQueryError(Exception):
    """A query that means nothing; the message is a French sentence."""


def build_whoosh(folder: Path, articles: Iterable[Article]) -> None:
    """Write a whole index of `articles` into the empty `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    writer = whoosh_files.create_in(str(folder), ArticleSchema).writer(limitmb=64)
    for article in articles:
        writer.add_document(**_document(article))
    writer.commit()


def renew_whoosh(folder: Path, written: Iterable[Article], gone: Iterable[str], most_replaced: int) -> bool:
    """Take articles in and out of the index in `folder`, which nobody else uses.

    False, with nothing changed, when more than `most_replaced` articles were replaced since it was
    built. Raises `DamagedFullTextError`.
    """
    try:
        with closing(whoosh_files.open_dir(str(folder))) as files:
            if files.doc_count_all() - files.doc_count() > most_replaced:
                return False
            writer = files.writer(limitmb=64)
            for article_id in gone:
                writer.delete_by_term("article", article_id)
            for article in written:
                writer.update_document(**_document(article))
            writer.commit()
    except OSError:
        raise
    except Exception as error:  # whoosh lets whatever a damaged file provokes go through
        raise DamagedFullTextError(type(error).__name__) from error
    return True


def _document(article: Article) -> dict[str, str]:
    return {
        "article": article.id,
        "theme": " \n".join((article.theme, *article.breadcrumb)),
        "closure_code": article.closure_code.lower(),
        "title": article.title,
        "questions": " \n".join(article.questions),
        "keywords": " \n".join(article.keywords),
        "headings": " \n".join(section.heading for section in article.sections),
        "body": "\n".join([*(plain(section.body) for section in article.sections), *added(article)]),
    }


class WhooshIndex:
    """An opened full-text index; searching is safe from any thread."""

    def __init__(self, folder: Path) -> None:
        try:
            self._files: FileIndex = whoosh_files.open_dir(str(folder), schema=None)
            # Kept open: another process may build anew and drop these files while they are read.
            self._searcher: Searcher = self._files.searcher()
        except Exception as error:  # whoosh lets whatever a damaged file provokes go through
            raise DamagedFullTextError(type(error).__name__) from error
        self._one_at_a_time = Lock()
        self._parser: QueryParser = MultifieldParser(list(_WEIGHTS), self._files.schema)
        # Signs that agents type as text, and what is ours instead.
        for plugin in (GtLtPlugin, RangePlugin, BoostPlugin, WildcardPlugin):
            self._parser.remove_plugin_class(plugin)
        self._parser.replace_plugin(_OPERATORS)
        self._parser.add_plugin(_WholePatterns())

    def search(self, text: str, limit: int) -> Found:
        """The articles that a query finds; raises `UnreadableQueryError` when it can't be read."""
        query = self._parsed(text)
        with self._one_at_a_time, _readable():
            results = self._searcher.search(query, limit=limit)
            ids = tuple(str(hit["article"]) for hit in results)
            words = _words(query, self._searcher.reader())
            return Found(ids, len(results), frozenset(words | {stem(word) for word in words}))

    def close(self) -> None:
        """Release the files."""
        self._searcher.close()
        self._files.close()

    def _parsed(self, text: str) -> Query:
        named = _ALIAS.sub(lambda found: f"{_ALIASES[found.group(1).lower()]}:", text)
        named = _CODE.sub(lambda found: found.group().lower(), named)
        if _SHORT_WILDCARD.search(named):
            raise UnreadableQueryError("Avant un joker, tapez au moins deux lettres.")
        # A wildcard meets the folded words, which Whoosh doesn't fold by itself.
        named = _WILDCARD.sub(lambda found: _ACCENTED.sub(lambda letter: fold(letter.group()), found.group()), named)
        try:
            query = self._parser.parse(named.replace("’", "'"))
        except (AssertionError, IndexError) as error:
            # Whoosh's own words for an operator that has nothing on one of its sides.
            raise UnreadableQueryError("ET, OU, SAUF et NON attendent un mot de chaque côté.") from error
        if query == NullQuery or not text.strip("*?() "):
            raise UnreadableQueryError("Cette recherche est trop générale : ajoutez un mot.")
        return query


@contextmanager
def _readable() -> Iterator[None]:
    try:
        yield
    except QueryError as error:
        raise UnreadableQueryError("Cette recherche n'a pas de sens pour ce champ : simplifiez-la.") from error


def _words(query: Query, reader: IndexReader) -> set[str]:
    """The words that a query searches, wildcards expanded.

    `Query.existing_terms` can't serve: it keeps only the field of its first leaf (whoosh3 3.54).
    """
    texts = {text for leaf in query.leaves() for _, text in leaf.expanded_terms(reader)}
    return {text.decode("utf-8") if isinstance(text, bytes) else text for text in texts}
