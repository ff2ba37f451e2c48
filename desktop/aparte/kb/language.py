"""What the search knows of French, and the compiled form in which it opens fast."""

import hashlib
import json
import logging
import shutil
import uuid
from collections.abc import ItemsView
from dataclasses import dataclass
from pathlib import Path

from aparte.kb.index_files import load_impact, save_impact
from aparte.kb.lexicon import Lexicon, Phrase, Target, Targets, load_lexicon
from aparte.kb.reading import read_yaml
from aparte.kb.situations import Situations, load_situations
from aparte.kb.text import tokens

log = logging.getLogger(__name__)
LANGUAGE_FILES = ("lexicon.yaml", "situations.yaml", "elsewhere.yaml")
FORMAT = 2


@dataclass(frozen=True, slots=True)
class Language:
    """The lexicon, the everyday situations, and every word that they hold."""

    lexicon: Lexicon
    situations: Situations
    known: frozenset[str]


def load_language(folder: Path, cache: Path | None = None) -> Language:
    """Read the language files of a base; raises `BaseUnavailableError` when one is broken.

    With `cache`, a folder, the compiled form is taken from there, or left there for next time.
    """
    if cache is None:
        return _compiled(folder)
    kept = cache / f"language-{_digest(folder)}"
    found = _opened(kept)
    if found is None:
        found = _compiled(folder)
        _keep(found, kept)
    return found


def _compiled(folder: Path) -> Language:
    lexicon_path = folder / LANGUAGE_FILES[0]
    lexicon = load_lexicon(lexicon_path) if lexicon_path.exists() else Lexicon()
    paths = [path for name in LANGUAGE_FILES[1:] if (path := folder / name).exists()]
    situations = load_situations(paths)
    known = frozenset(form for path in (lexicon_path, *paths) if path.exists() for form in _words(path))
    return Language(lexicon, situations, known)


def _digest(folder: Path) -> str:
    total = hashlib.sha256(str(FORMAT).encode())
    for name in LANGUAGE_FILES:
        path = folder / name
        total.update(path.read_bytes() if path.exists() else b"\0")
    return total.hexdigest()[:16]


def _words(path: Path) -> set[str]:
    """The folded words of every expression in a YAML file, chat abbreviations left out."""
    found: set[str] = set()

    def walk(part: object) -> None:
        if isinstance(part, str):
            found.update(token.form for token in tokens(part))
        elif isinstance(part, dict):
            for key, value in part.items():
                if key != "abbreviations":
                    walk(value)
        elif isinstance(part, list):
            for value in part:
                walk(value)

    walk(read_yaml(path))
    return found


def _keep(language: Language, folder: Path) -> None:
    """Write the compiled form; a disk that refuses only costs the time of the next start."""
    building = folder.with_name(f".{folder.name}-{uuid.uuid4().hex[:6]}")
    lexicon, situations = language.lexicon, language.situations
    data = {
        "names": lexicon.names,
        "phrases": [[list(phrase), list(ids)] for phrase, ids in lexicon.phrases.items()],
        "says": _plain(lexicon.says.items()),
        "intents": _plain(lexicon.intents.items()),
        "abbreviations": dict(lexicon.abbreviations),
        "about": situations.about,
        "known": sorted(language.known),
    }
    try:
        building.mkdir(parents=True)
        (building / "language.json").write_text(json.dumps(data, ensure_ascii=False), "utf-8")
        if situations.profiles is not None:
            save_impact(building, "profiles", situations.profiles)
        for pattern in ("language-*", ".language-*"):
            for old in folder.parent.glob(pattern):
                if old != building:
                    shutil.rmtree(old, ignore_errors=True)
        building.replace(folder)
    except OSError as error:
        log.warning("compiled language not kept: %s", error.strerror)
        shutil.rmtree(building, ignore_errors=True)


def _opened(folder: Path) -> Language | None:
    """The compiled form, None when it is absent or damaged."""
    try:
        data = json.loads((folder / "language.json").read_text("utf-8"))
        profiles = load_impact(folder, "profiles") if (folder / "profiles.size").exists() else None
        lexicon = Lexicon(
            names=data["names"],
            phrases={tuple(phrase): tuple(ids) for phrase, ids in data["phrases"]},
            says=_links(data["says"]),
            intents=_links(data["intents"]),
            abbreviations=data["abbreviations"],
        )
        situations = Situations([tuple(about) for about in data["about"]], profiles)
        return Language(lexicon, situations, frozenset(data["known"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _plain(links: ItemsView[Phrase, Targets]) -> list[list[object]]:
    return [[list(phrase), [[target.term, target.name] for target in targets]] for phrase, targets in links]


def _links(rows: list[tuple[list[str], list[tuple[str, str]]]]) -> dict[Phrase, Targets]:
    return {tuple(phrase): tuple(Target(term, name) for term, name in targets) for phrase, targets in rows}
