"""The full-text index of a new generation: from the one before when little has changed, else anew.

A manager edits an article or two: analysing and writing all the others again would take most of
the time of a build.
"""

import shutil
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from aparte.core.article import Article
from aparte.kb.storage import DamagedIndexError, Generation, KeptArticles, current_folder, link, open_generation
from aparte.kb.whoosh_index import DamagedFullTextError, build_whoosh, renew_whoosh

FULL_TEXT = "whoosh"
# Whoosh counts replaced articles in the rarity of words until it is built anew.
_MOST_REPLACED, _MOST_SHARE = 8, 10


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs from the generation before: articles `written`, and the ids of those `gone`."""

    written: tuple[Article, ...]
    gone: tuple[str, ...]

    @classmethod
    def between(cls, before: KeptArticles, now: KeptArticles) -> "Changes":
        """Compare two states of a base, whatever the order of the articles.

        Only the hashes of their texts are kept: a national base is large.
        """
        old = {article_id: hash(text) for article_id, text in before.written()}
        ids = set[str]()
        written: list[int] = []
        for at, (article_id, text) in enumerate(now.written()):
            ids.add(article_id)
            if old.get(article_id) != hash(text):
                written.append(at)
        return cls(tuple(now[at] for at in written), tuple(sorted(old.keys() - ids)))

    @property
    def count(self) -> int:
        """How many articles were written or have gone."""
        return len(self.written) + len(self.gone)


def write_full_text(folder: Path, articles: KeptArticles, before: Path | None) -> None:
    """Write the full-text index of `articles` into `folder`, which does not exist yet.

    It starts from that of the generation in the folder `before`, if one is given.
    """
    if before is None or not _renewed_from(before, folder, articles):
        build_whoosh(folder, articles)


def latest_full_text(root: Path) -> Path | None:
    """The generation under `root` whose full-text index is the newest: the one in service, if it has one."""
    current = current_folder(root)
    folders = [path for path in root.glob("gen-*") if (path / FULL_TEXT).is_dir()]
    if current in folders:
        return current
    return max(folders, key=lambda path: path.stat().st_mtime, default=None)


def _renewed_from(folder_before: Path, folder: Path, articles: KeptArticles) -> bool:
    try:
        with closing(open_generation(folder_before)) as before:
            return _renewed(folder, articles, before)
    except DamagedIndexError:
        return False


def _renewed(folder: Path, articles: KeptArticles, before: Generation) -> bool:
    """Whether the index before could be brought up to date; leaves no folder when not."""
    old = before.folder / FULL_TEXT
    if not old.is_dir() or articles.repeated():
        return False
    most = max(_MOST_REPLACED, len(articles) // _MOST_SHARE)
    if abs(len(articles) - len(before.articles)) > most:
        return False
    changes = Changes.between(before.kept(), articles)
    if changes.count > most:
        return False
    shutil.copytree(old, folder, copy_function=link)
    try:
        if renew_whoosh(folder, changes.written, changes.gone, most):
            return True
    except DamagedFullTextError:
        pass
    shutil.rmtree(folder)
    return False
