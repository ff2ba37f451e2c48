"""The other files of the base: themes, directory, lexicon, situations, town, conversations."""

from pathlib import Path

from aparte.core.article import ServiceLevel
from aparte.kb.check.problem import Report
from aparte.kb.check.rows import document_of, named, table
from aparte.kb.check.yaml_lines import Items, Keys, Leaf, Value
from aparte.kb.text import folded

CHANNELS = ("desk", "phone", "email", "chat", "social", "mail", "video")


def check_themes(path: Path, report: Report) -> frozenset[str]:
    """Add the faults of `themes.yaml`; returns the themes' ids."""
    rows = table(path, "themes", report)
    named(rows, "id", "label", path, report)
    return frozenset(row.text("id") for row in rows)


def check_directory(path: Path, report: Report) -> frozenset[str]:
    """Add the faults of `directory.yaml`; returns the services' ids."""
    rows = table(path, "services", report)
    named(rows, "id", "name", path, report)
    for row in rows:
        level = row.text("level") or "2"
        if level not in set(ServiceLevel):
            report.error(path, row.line, f"« {level} » n'est pas un niveau (1, 2 ou external).")
        if not any(row.text(key) for key in ("phone", "email", "place")):
            report.error(path, row.line, f"« {row.text('id')} » n'a ni téléphone, ni courriel, ni adresse.")
        if not row.text("takes_over"):
            report.error(path, row.line, f"« {row.text('id')} » ne dit pas ce qu'il prend en charge (takes_over).")
    return frozenset(row.text("id") for row in rows)


def check_lexicon(path: Path, report: Report) -> None:
    """Add the faults of `lexicon.yaml`: empty lists, expressions in two groups, keys written twice."""
    document = document_of(path, report)
    if document is None:
        return
    if not isinstance(document, Keys):
        report.error(path, 1, "« groups », « intents » ou « abbreviations » sont attendus.")
        return
    for key, shape, noun in (("groups", Items, "liste"), ("intents", Items, "liste"), ("abbreviations", Keys, "table")):
        part = document.parts.get(key)
        if part is not None and not isinstance(part, shape) and not (isinstance(part, Leaf) and part.empty):
            report.error(path, part.line, f"« {key} » n'est pas une {noun}.")
    for entry in (*document.items("groups"), *document.items("intents")):
        _check_entry(entry, path, report)
    seen: dict[str, int] = {}
    for leaf in (leaf for entry in document.rows("groups") for leaf in entry.leaves("same")):
        first = seen.setdefault(folded(leaf.text), leaf.line)
        if first != leaf.line:
            report.error(path, leaf.line, f"« {leaf.text} » est déjà équivalent ligne {first}.")


def _check_entry(entry: Value, path: Path, report: Report) -> None:
    if not isinstance(entry, Keys) or set(entry.parts) not in ({"same"}, {"say", "means"}):
        report.error(path, entry.line, "une ligne du lexique a « same », ou « say » et « means ».")
        return
    for key in entry.parts:
        _check_expressions(entry, key, path, report)
    if len(entry.items("same")) == 1:
        report.error(path, entry.line, "un groupe « same » d'une seule expression ne sert à rien.")


def _check_expressions(entry: Keys, key: str, path: Path, report: Report) -> None:
    """A list of texts, none of them empty."""
    if not entry.items(key):
        report.error(path, entry.parts[key].line if key in entry.parts else entry.line, f"« {key} » est vide.")
    for part in entry.items(key):
        if not isinstance(part, Leaf) or part.empty:
            report.error(path, part.line, "une expression est vide.")


def check_situations(path: Path, report: Report) -> None:
    """Add the faults of `situations.yaml`: empty or repeated ones."""
    seen: dict[str, int] = {}
    for entry in _entries(path, report):
        for key in ("about", "said"):
            _check_expressions(entry, key, path, report)
        name = " | ".join(sorted(folded(leaf.text) for leaf in entry.leaves("about")))
        first = seen.setdefault(name, entry.line)
        if first != entry.line:
            report.warn(path, entry.line, f"la situation est déjà ligne {first}.")


def check_elsewhere(path: Path, report: Report) -> None:
    """Add the faults of `elsewhere.yaml`: subjects of no administration, empty or repeated ones."""
    entries = _entries(path, report)
    named(entries, "topic", "topic", path, report)
    for entry in entries:
        _check_expressions(entry, "said", path, report)


def _entries(path: Path, report: Report) -> list[Keys]:
    """The mappings of a file that is a list of them."""
    document = document_of(path, report)
    if document is None:
        return []
    if not isinstance(document, Items):
        report.error(path, 1, "une liste est attendue.")
        return []
    for part in document.parts:
        if not isinstance(part, Keys):
            report.error(path, part.line, "une ligne de la liste n'est pas de la forme {…}.")
    return [part for part in document.parts if isinstance(part, Keys)]


def check_town(path: Path, report: Report) -> None:
    """Add the faults of `town.yaml`: a town has a name."""
    document = document_of(path, report)
    if isinstance(document, Keys) and not document.text("name"):
        report.error(path, 1, "« name » manque : le nom de la commune.")


def check_conversation(path: Path, report: Report) -> None:
    """Add the faults of a sample conversation: its title, its channel, what is said at each turn."""
    document = document_of(path, report)
    if not isinstance(document, Keys):
        return
    if not document.text("title"):
        report.error(path, 1, "« title » manque.")
    channel = document.text("channel")
    if channel not in CHANNELS:
        report.error(path, _line(document, "channel"), f"« {channel} » n'est pas un canal ({', '.join(CHANNELS)}).")
    if not document.items("turns"):
        report.error(path, _line(document, "turns"), "la conversation n'a aucun tour.")
    for turn in document.items("turns"):
        if not isinstance(turn, Keys) or not turn.text("say"):
            report.error(path, turn.line, "un tour n'a pas de « say ».")


def _line(document: Keys, key: str) -> int:
    part = document.parts.get(key)
    return part.line if part is not None else 1
