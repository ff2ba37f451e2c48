"""The other files of the base: themes, directory, closure codes, lexicon, situations, town, conversations."""

from collections.abc import Iterable
from pathlib import Path

from aparte.core.article import ServiceLevel
from aparte.kb.article_file import ArticleFileError
from aparte.kb.check.problem import Report
from aparte.kb.check.wording import MISREAD, TWICE, folded
from aparte.kb.check.yaml_lines import Items, Keys, Leaf, Value, read_yaml, walk

CHANNELS = ("desk", "phone", "email", "chat", "social", "mail", "video")
_NUMBERS = frozenset({"level", "inhabitants"})


def check_themes(path: Path, report: Report) -> frozenset[str]:
    """Add the faults of `themes.yaml`; returns the themes' ids."""
    rows = _table(path, "themes", report)
    _named(rows, "id", "label", path, report)
    return frozenset(row.text("id") for row in rows)


def check_directory(path: Path, report: Report) -> frozenset[str]:
    """Add the faults of `directory.yaml`; returns the services' ids."""
    rows = _table(path, "services", report)
    _named(rows, "id", "name", path, report)
    for row in rows:
        level = row.text("level") or "2"
        if level not in set(ServiceLevel):
            report.error(path, row.line, f"« {level} » n'est pas un niveau (1, 2 ou external).")
        if not any(row.text(key) for key in ("phone", "email", "place")):
            report.error(path, row.line, f"« {row.text('id')} » n'a ni téléphone, ni courriel, ni adresse.")
        if not row.text("takes_over"):
            report.error(path, row.line, f"« {row.text('id')} » ne dit pas ce qu'il prend en charge (takes_over).")
    return frozenset(row.text("id") for row in rows)


def check_codes(path: Path, report: Report) -> frozenset[str]:
    """Add the faults of `closure_codes.yaml`; returns the second-level codes."""
    parents = _table(path, "codes", report)
    children = [child for parent in parents for child in _rows(parent, "children", path, report)]
    _named([*parents, *children], "code", "label", path, report)
    for parent in parents:
        if not parent.items("children"):
            report.error(path, parent.line, f"le code « {parent.text('code')} » n'a aucun code de second niveau.")
        for child in parent.rows("children"):
            if not child.text("code").startswith(f"{parent.text('code')}-"):
                report.error(
                    path, child.line, f"« {child.text('code')} » ne commence pas par « {parent.text('code')}- »."
                )
    return frozenset(child.text("code") for child in children)


def check_lexicon(path: Path, report: Report) -> None:
    """Add the faults of `lexicon.yaml`: empty lists, expressions in two groups, keys written twice."""
    document = _document(path, report)
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
    _named(entries, "topic", "topic", path, report)
    for entry in entries:
        _check_expressions(entry, "said", path, report)


def _entries(path: Path, report: Report) -> list[Keys]:
    """The mappings of a file that is a list of them."""
    document = _document(path, report)
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
    document = _document(path, report)
    if isinstance(document, Keys) and not document.text("name"):
        report.error(path, 1, "« name » manque : le nom de la commune.")


def check_conversation(path: Path, report: Report) -> None:
    """Add the faults of a sample conversation: its title, its channel, what is said at each turn."""
    document = _document(path, report)
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


def _document(path: Path, report: Report) -> Value | None:
    try:
        document = read_yaml(path)
    except ArticleFileError as error:
        report.error(path, error.line, error.problem)
        return None
    for keys in (value for value in walk(document) if isinstance(value, Keys)):
        for name in keys.repeated:
            report.error(path, name.line, TWICE.format(name.text))
        written = (part for key, part in keys.parts.items() if key not in _NUMBERS)
        _check_texts((*keys.names, *written), path, report)
    for items in (value for value in walk(document) if isinstance(value, Items)):
        _check_texts(items.parts, path, report)
    return document


def _check_texts(values: Iterable[Value], path: Path, report: Report) -> None:
    for value in values:
        if isinstance(value, Leaf) and value.misread:
            report.error(path, value.line, MISREAD.format(value.text))


def _table(path: Path, key: str, report: Report) -> list[Keys]:
    """The rows under the file's one key."""
    document = _document(path, report)
    if document is None:
        return []
    if not isinstance(document, Keys) or not document.items(key):
        report.error(path, 1, f"« {key} » manque ou est vide.")
        return []
    return _rows(document, key, path, report)


def _rows(keys: Keys, key: str, path: Path, report: Report) -> list[Keys]:
    """The mappings of a list, which holds nothing else."""
    for part in keys.items(key):
        if not isinstance(part, Keys):
            report.error(path, part.line, f"une ligne de « {key} » n'est pas de la forme {{…}}.")
    return keys.rows(key)


def _named(rows: Iterable[Keys], identifier: str, label: str, path: Path, report: Report) -> None:
    """Each row has an identifier of its own and a label."""
    seen: dict[str, int] = {}
    for row in rows:
        name = row.text(identifier)
        for key in dict.fromkeys((identifier, label)):
            if not row.text(key):
                report.error(path, row.line, f"« {key} » manque.")
        if name and name in seen:
            report.error(path, row.line, f"« {name} » sert déjà ligne {seen[name]}.")
        seen.setdefault(name, row.line)


def _line(document: Keys, key: str) -> int:
    part = document.parts.get(key)
    return part.line if part is not None else 1
