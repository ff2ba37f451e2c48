"""Key to ranked suggestions, engine only, beside tantivy, SQLite FTS5 and Whoosh's own searcher.

Each engine gets the same stream: every key of a set of questions, the text so far at each key.
The text is cut to the words that carry the subject for the other engines too, and the last word
is searched as a prefix, so that all do the same work.
"""

import json
import os
import resource
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import tantivy
from whoosh import index as whoosh_files
from whoosh.qparser import QueryParser

from aparte.core.article import Article
from aparte.kb.analysis import terms
from aparte.kb.base import KnowledgeBase, build_base
from aparte.kb.passages import passages
from aparte.kb.seed import SeedFolder
from aparte.kb.stem import stem
from aparte.kb.whoosh_index import build_whoosh
from tests.bench.keys import measure
from tests.bench.passages import SEED_FOLDER, PassageGarden
from tests.bench.report import machine, table, write_json

SIZES = tuple(int(size) for size in os.environ.get("SIZES", "20000 60000").split())
KEYS = int(os.environ.get("KEYS", "1500"))
SLOW_KEYS = 200


@dataclass(frozen=True, slots=True)
class Timing:
    """One engine at one size; times in milliseconds, sizes in megabytes."""

    engine: str
    passages: int
    p50_ms: float
    p95_ms: float
    max_ms: float
    index_s: float
    disk_mb: float
    memory_mb: float


def aparte_engine(articles: Sequence[Article], folder: Path) -> Callable[[str], object]:
    base: KnowledgeBase = build_base(folder, articles, SeedFolder(SEED_FOLDER).language(), "bench", full_text=False)
    return base.answer


def tantivy_engine(articles: Sequence[Article], folder: Path) -> Callable[[str], object]:
    schema = tantivy.SchemaBuilder()
    schema.add_text_field("body", stored=True, tokenizer_name="default")
    folder.mkdir()
    index = tantivy.Index(schema.build(), path=str(folder))
    writer = index.writer(heap_size=128_000_000, num_threads=1)
    for text in _stemmed(articles):
        writer.add_document(tantivy.Document(body=text))
    writer.commit()
    index.reload()
    searcher = index.searcher()

    def answer(text: str) -> object:
        words = _query(text)
        if not words:
            return None
        parts = [(tantivy.Occur.Should, tantivy.Query.term_query(index.schema, "body", word)) for word in words]
        prefix = tantivy.Query.regex_query(index.schema, "body", words[-1] + ".*")
        query = tantivy.Query.boolean_query([*parts, (tantivy.Occur.Should, prefix)])
        return [searcher.doc(address) for _, address in searcher.search(query, 8).hits]

    return answer


def fts5_engine(articles: Sequence[Article], folder: Path) -> Callable[[str], object]:
    folder.mkdir()
    base = sqlite3.connect(folder / "fts.db")
    base.execute("CREATE VIRTUAL TABLE p USING fts5(body, prefix='2 3')")
    base.executemany("INSERT INTO p VALUES (?)", ((text,) for text in _stemmed(articles)))
    base.commit()

    def answer(text: str) -> object:
        words = _query(text)
        if not words:
            return None
        query = " OR ".join([f'"{word}"' for word in words] + [f'"{words[-1]}"*'])
        return base.execute("SELECT rowid, body FROM p WHERE p MATCH ? ORDER BY bm25(p) LIMIT 8", (query,)).fetchall()

    return answer


def whoosh_engine(articles: Sequence[Article], folder: Path) -> Callable[[str], object]:
    build_whoosh(folder, articles)
    files = whoosh_files.open_dir(str(folder))
    parser = QueryParser("body", files.schema)
    searcher = files.searcher()

    def answer(text: str) -> object:
        words = _query(text)
        if not words:
            return None
        return list(searcher.search(parser.parse(" OR ".join([*words, words[-1] + "*"])), limit=8))

    return answer


ENGINES: dict[str, tuple[Callable[[Sequence[Article], Path], Callable[[str], object]], int]] = {
    "aparte": (aparte_engine, KEYS),
    "tantivy": (tantivy_engine, KEYS),
    "sqlite-fts5": (fts5_engine, SLOW_KEYS),
    "whoosh": (whoosh_engine, SLOW_KEYS),
}


def main() -> int:
    """Run every engine at every size, each in its own process so that memory is its own."""
    timings = []
    print(machine())
    for size in SIZES:
        for engine in ENGINES:
            timing = _in_child(engine, size)
            timings.append(timing)
            print(f"  {engine} at {size} passages: p95 {timing.p95_ms:.2f} ms", flush=True)
    headings = ["engine", "passages", "p50 ms", "p95 ms", "max ms", "index s", "disk MB", "memory MB"]
    print(table(headings, [[getattr(timing, name) for name in Timing.__slots__] for timing in timings]))
    write_json([{name: getattr(timing, name) for name in Timing.__slots__} for timing in timings])
    return 0


def _in_child(engine: str, size: int) -> Timing:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(writing, json.dumps(_timing(engine, size)).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as answer:
        text = answer.read()
    _, status = os.waitpid(child, 0)
    if status or not text:
        raise RuntimeError(f"{engine} failed at {size} passages")
    return Timing(*json.loads(text))


def _timing(engine: str, size: int) -> tuple[object, ...]:
    articles = list(PassageGarden().articles(size))
    count = sum(1 for article in articles for _ in passages(article))
    before = _memory()
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        build, keys = ENGINES[engine]
        answer = build(articles, Path(folder) / "index")
        built = time.perf_counter() - began
        times = measure(answer, keys)
        disk = sum(path.stat().st_size for path in Path(folder).rglob("*") if path.is_file()) / 1e6
        return (engine, count, *times, built, disk, _memory() - before)


def _memory() -> float:
    """Peak resident memory so far, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _query(text: str) -> list[str]:
    return [term.stem for term in terms(text[-1500:]) if term.content]


def _stemmed(articles: Sequence[Article]) -> Iterator[str]:
    for article in articles:
        for passage in passages(article):
            yield " ".join(
                stem(term.form) for term in terms(f"{article.title} {passage.heading} {passage.text}") if term.content
            )


if __name__ == "__main__":
    sys.exit(main())
