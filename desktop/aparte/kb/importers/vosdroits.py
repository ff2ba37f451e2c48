"""Importing the national archive `vosdroits` of service-public.fr (DILA, Licence Ouverte 2.0)."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from xml.etree import ElementTree as ET

from aparte import __version__
from aparte.kb.importers.archive import Archive
from aparte.kb.importers.collection import NATIONAL, Collection, Staging
from aparte.kb.importers.context import Context, identifier
from aparte.kb.importers.documents import Earlier, Trace
from aparte.kb.importers.fiche import read_fiche
from aparte.kb.importers.importing import Found, Prepared, Progress, Provenance, finish, silent
from aparte.kb.importers.refusals import BrokenDocumentError, HostileDocumentError, ImportRefusedError
from aparte.kb.importers.xml_document import parse_document

SOURCE = NATIONAL
URL = "https://lecomarquage.service-public.gouv.fr/vdd/3.5/part/zip/vosdroits-latest.zip"
# To be raised when another article is made of the same document.
_READER = 1
_REDIRECTIONS, _QUESTIONS = "redirections.xml", "questionsreponses.xml"


def import_vosdroits(
    archive: Archive, collection: Collection, today: date, progress: Progress = silent, *, force: bool = False
) -> Prepared:
    """Read a whole archive into a generation that is not in service yet.

    Stopped at any time, it goes on where it was the next time the same archive is given.
    `force` accepts an archive older or much shorter than the one in service.
    Raises `ImportRefusedError`; then nothing has changed.
    """
    sorted_names = _Sorted(archive.names)
    if not sorted_names.articles:
        raise ImportRefusedError(
            f"« {archive.name} » ne contient aucune fiche F*.xml : ce n'est pas l'archive nationale vosdroits."
        )
    with collection.staging(archive.digest) as staging:
        importer = _Importer(archive, staging, collection.earlier(), progress)
        importer.learn(sorted_names)
        importer.take(sorted_names.articles)
        provenance = Provenance(SOURCE, archive.name, URL, archive.file_date)
        return finish(collection, staging, provenance, importer.found(sorted_names), today, force=force)


class _Sorted:
    """The documents of an archive by what they are."""

    def __init__(self, names: Sequence[str]) -> None:
        ids = {name: identifier(name.rsplit(".", 1)[0]) for name in names}
        self.articles = [name for name in names if ids[name][:1] in ("F", "N")]
        self.resources = [name for name in names if ids[name][:1] == "R"]
        self.indexes = [name for name in names if not ids[name]]
        self.living = [found for found in ids.values() if found]


class _Importer:
    def __init__(self, archive: Archive, staging: Staging, earlier: Earlier | None, progress: Progress) -> None:
        self._archive = archive
        self._staging = staging
        self._earlier = earlier
        self._progress = progress
        self._context = Context()
        self._unknown: Counter[str] = Counter()
        self._left_out: list[str] = []

    def learn(self, names: _Sorted) -> None:
        """Read what the articles need to know of the other files."""
        for name in names.indexes:
            if name.lower() in (_REDIRECTIONS, _QUESTIONS):
                for root in self._parsed(name, self._archive.read(name)):
                    if name.lower() == _REDIRECTIONS:
                        self._context.learn_redirections(root, names.living)
                    else:
                        self._context.learn_questions(root)
        for at, name in enumerate(names.resources):
            self._progress("Services et formulaires", at, len(names.resources))
            for root in self._parsed(name, self._archive.read(name)):
                self._context.learn_resource(root)

    def take(self, names: Sequence[str]) -> None:
        """Stage the article of each document, those already staged left as they are."""
        owners = {known.article: name for name, known in self._staging.taken.items()}
        for known in self._staging.taken.values():
            self._unknown.update(known.unknown)
        for at, name in enumerate(names):
            self._progress("Fiches nationales", at, len(names))
            if name not in self._staging.taken:
                self._take(name, owners)
        self._progress("Fiches nationales", len(names), len(names))

    def found(self, names: _Sorted) -> Found:
        """What was learnt beside the articles."""
        counts = Counter(
            files=len(self._archive.names) + self._archive.ignored,
            resources=len(names.resources),
            contents=sum(found.startswith("N") for found in self._staging.contents),
        )
        return Found(counts, self._unknown, self._left_out, self._final_redirections())

    def _take(self, name: str, owners: dict[str, str]) -> None:
        """Stage the article of one document: read, or copied when nothing that it was made from changed."""
        content = self._archive.read(name)
        known = self._earlier.get(name) if self._earlier else None
        if self._earlier and known and known.article not in owners and known.key == self._key(content, known.used):
            owners[known.article] = name
            self._unknown.update(known.unknown)
            self._staging.keep(known, self._earlier.line(name))
            return
        for root in self._parsed(name, content):
            self._read(name, root, content, owners)

    def _read(self, name: str, root: ET.Element, content: bytes, owners: dict[str, str]) -> None:
        self._context.asked_for.clear()
        try:
            read = read_fiche(root, self._context)
        except BrokenDocumentError as problem:
            self._left_out.append(f"{name} {problem}.")
            return
        if read is None:
            return
        article = read.imported.article
        if article.id in owners:
            self._left_out.append(f"{name} porte l'identifiant {article.id}, déjà pris par {owners[article.id]}.")
            return
        owners[article.id] = name
        self._unknown.update(read.unknown)
        used = tuple(sorted(self._context.asked_for))
        self._staging.add(name, read.imported, Trace(self._key(content, used), used, read.unknown))

    def _key(self, content: bytes, used: Sequence[str]) -> str:
        """Changes with the document, with what the other files say of the ids it uses, and with this program."""
        total = hashlib.sha256(f"{_READER} {__version__}".encode())
        total.update(hashlib.sha256(content).digest())
        for target in used:
            total.update(self._context.about(target).encode())
        return total.hexdigest()[:32]

    def _parsed(self, name: str, content: bytes) -> Iterator[ET.Element]:
        """The root of one document; nothing when it is broken, which is noted."""
        try:
            yield parse_document(content)
        except BrokenDocumentError as problem:
            self._left_out.append(f"{name} {problem}.")
        except HostileDocumentError as danger:
            raise ImportRefusedError(f"« {name} » {danger} : l'archive est refusée, rien n'a changé.") from danger

    def _final_redirections(self) -> dict[str, str]:
        follow = self._context.follow
        return {old: follow(old) for old in sorted(self._context.redirections) if follow(old) != old}
