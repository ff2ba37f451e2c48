"""What models a folder offers: its `models.toml`, read entry by entry.

An entry that can't be taken is one French sentence, and the others serve. A manifest names files
of its own folder and nothing outside it.
"""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from aparte.core.model import ModelEntry, ModelError, ModelKind

FILE_NAME = "models.toml"
SHIPPED = Path(__file__).parent / "shipped"
_LARGEST = 200_000
_MOST = 100
_MOST_LANGUAGES = 200
_LONGEST_PREFIX = 300
_FILE = re.compile(r"(?!(?:con|prn|aux|nul|com\d|lpt\d)\.)[a-z0-9][a-z0-9._+-]{0,150}\.gguf", re.IGNORECASE)
_HASH = re.compile(r"[0-9a-f]{64}")
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_KNOWN = frozenset(
    "name file sha256 licence languages context memory_mb kind demonstration rewrites origin "
    "query_prefix passage_prefix".split(),
)


class Owner(StrEnum):
    """Who brought a model; an earlier one wins over a later one of the same name."""

    MACHINE = "machine"
    SHIPPED = "shipped"
    USER = "user"


class EntryError(ModelError):
    """A model is described in a way that can't be taken."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A model of a manifest and where its file is, or should be."""

    entry: ModelEntry
    path: Path
    owner: Owner

    @property
    def present(self) -> bool:
        """Whether its file is there; its content is another matter."""
        return self.path.is_file()


@dataclass(frozen=True, slots=True)
class Models:
    """What is offered, the machine's first; `problems` in French."""

    listed: tuple[Listed, ...] = ()
    problems: tuple[str, ...] = ()

    def named(self, name: str) -> Listed | None:
        """The model that an agent or a policy calls so, whatever the case."""
        wanted = name.casefold()
        return next((model for model in self.listed if model.entry.name.casefold() == wanted), None)


def read_folder(folder: Path, owner: Owner) -> Models:
    """The models of one folder; none when it has no manifest."""
    path = folder / FILE_NAME
    try:
        if path.stat().st_size > _LARGEST:
            return Models(problems=(f"« {path} » est trop gros pour une liste de modèles : il est ignoré.",))
        entries, problems = read_manifest(path.read_text(encoding="utf-8-sig"))
    except (FileNotFoundError, NotADirectoryError):
        return Models()
    except (OSError, UnicodeDecodeError):
        return Models(problems=(f"« {path} » ne peut pas être lu : les modèles de ce dossier sont ignorés.",))
    return Models(
        tuple(Listed(entry, folder / entry.file, owner) for entry in entries),
        tuple(f"« {path} » : {problem}" for problem in problems),
    )


def read_manifest(text: str) -> tuple[tuple[ModelEntry, ...], tuple[str, ...]]:
    """The entries of a manifest, and a sentence for each one that can't be taken."""
    try:
        document = tomllib.loads(text)
    except (ValueError, RecursionError):
        return (), ("ce n'est pas du TOML lisible, tout le fichier est ignoré.",)
    raw = document.get("model", [])
    if not isinstance(raw, list) or len(raw) > _MOST:
        return (), (f"les modèles se décrivent par des blocs [[model]], {_MOST} au plus.",)
    problems = [f"clé inconnue « {key} », ignorée." for key in document if key not in ("schema", "model")]
    entries: dict[str, ModelEntry] = {}
    for number, described in enumerate(raw, start=1):
        try:
            entry = read_entry(described)
        except EntryError as error:
            problems.append(f"modèle {number}{_called(described)} laissé de côté : {error}")
            continue
        if entry.name.casefold() in entries:
            problems.append(f"modèle {number} laissé de côté : un autre s'appelle déjà « {entry.name} ».")
            continue
        entries[entry.name.casefold()] = entry
        problems += [f"« {entry.name} » : clé inconnue « {key} », ignorée." for key in described if key not in _KNOWN]
    return tuple(entries.values()), tuple(problems)


def read_entry(raw: object) -> ModelEntry:
    """One entry, every field checked; raises `EntryError`."""
    if not isinstance(raw, Mapping):
        raise EntryError("ce n'est pas un bloc [[model]].")
    return ModelEntry(
        name=_text(raw, "name", 80, "son nom (name)"),
        file=_matching(raw, "file", _FILE, "son fichier (file) doit être un nom simple qui finit par .gguf"),
        sha256=_matching(raw, "sha256", _HASH, "son empreinte (sha256) doit compter 64 chiffres hexadécimaux"),
        licence=_text(raw, "licence", 200, "sa licence (licence)"),
        languages=_languages(raw.get("languages")),
        context=_whole(raw, "context", 64, 1_048_576),
        memory_mb=_whole(raw, "memory_mb", 1, 1_048_576),
        kind=_kind(raw.get("kind", ModelKind.CHAT)),
        demonstration=_flag(raw, "demonstration"),
        rewrites=_flag(raw, "rewrites"),
        origin=_text(raw, "origin", 300, "son origine (origin)") if raw.get("origin", "") != "" else "",
        query_prefix=_prefix(raw, "query_prefix"),
        passage_prefix=_prefix(raw, "passage_prefix"),
    )


def file_name_of(name: str) -> str:
    """A file's name as a list may hold it: without blanks, accents or signs that some system refuses."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9._+-]+", "-", plain).lstrip("._+-")


def _called(raw: object) -> str:
    name = raw.get("name") if isinstance(raw, Mapping) else None
    return f" (« {name} »)" if isinstance(name, str) and name.isprintable() and 0 < len(name) <= 80 else ""


def _text(raw: Mapping[str, object], key: str, longest: int, called: str) -> str:
    value = raw.get(key)
    if value is None or value == "":
        raise EntryError(f"il manque {called}.")
    if not isinstance(value, str) or not value.isprintable() or len(value) > longest or value != value.strip():
        raise EntryError(f"{called} doit être un texte d'une ligne, de {longest} caractères au plus.")
    return value


def _matching(raw: Mapping[str, object], key: str, pattern: re.Pattern[str], said: str) -> str:
    value = raw.get(key)
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise EntryError(f"{said}.")
    return value


def _languages(raw: object) -> tuple[str, ...]:
    listed = raw if isinstance(raw, list) and len(raw) <= _MOST_LANGUAGES else []
    codes = tuple(code for code in listed if isinstance(code, str) and _LANGUAGE.fullmatch(code))
    if not codes or len(codes) != len(listed):
        raise EntryError('ses langues (languages) doivent être des codes, par exemple ["fr", "en"].')
    return codes


def _whole(raw: Mapping[str, object], key: str, lowest: int, highest: int) -> int:
    value = raw.get(key)
    if isinstance(value, bool) or not isinstance(value, int) or not lowest <= value <= highest:
        raise EntryError(f"« {key} » doit être un nombre entier de {lowest} à {highest}.")
    return value


def _flag(raw: Mapping[str, object], key: str) -> bool:
    value = raw.get(key, False)
    if not isinstance(value, bool):
        raise EntryError(f"« {key} » doit être true ou false.")
    return value


def _prefix(raw: Mapping[str, object], key: str) -> str | None:
    """Unlike other texts it may be empty, have several lines, and end with a blank."""
    value = raw.get(key)
    if value is None:
        return None
    if not isinstance(value, str) or len(value) > _LONGEST_PREFIX or not value.replace("\n", " ").isprintable():
        raise EntryError(f"« {key} » doit être un texte de {_LONGEST_PREFIX} caractères au plus.")
    return value


def _kind(raw: object) -> ModelKind:
    for kind in ModelKind:
        if raw == kind.value:
            return kind
    raise EntryError("sa sorte (kind) doit être « chat » ou « embedding ».")
