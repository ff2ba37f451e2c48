"""A newer archive over an older one: only what changed is read, and nothing differs from a first import."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree as ET

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from aparte.kb.importers import vosdroits
from aparte.kb.importers.collection import Collection, Generation
from aparte.kb.importers.context import Context
from aparte.kb.importers.fiche import Read, read_fiche
from aparte.kb.importers.vosdroits import import_vosdroits
from tests.fakes.memory_archive import MemoryArchive
from tools.national_archive import ArchiveWriter, Size

TODAY = date(2026, 11, 26)
FIRST = dict(ArchiveWriter(Size(fiches=8, resources=5, contents=2, sections=1)).documents())
NAMES = sorted(name for name in FIRST if name[1].isdigit())
SERVED = sorted(name for name in NAMES if name.startswith("F"))

EDITS = st.one_of(
    st.tuples(st.just("reword"), st.sampled_from(NAMES)),
    st.tuples(st.just("drop"), st.sampled_from(NAMES)),
    st.tuples(st.just("double"), st.sampled_from(SERVED)),
    st.tuples(st.just("break"), st.sampled_from(NAMES)),
    st.tuples(st.just("add an unknown element"), st.sampled_from(SERVED)),
    st.tuples(st.just("move"), st.sampled_from(NAMES)),
    st.tuples(st.just("ask"), st.sampled_from(SERVED)),
)


def edited(documents: dict[str, str], edit: tuple[str, str]) -> dict[str, str]:
    kind, name = edit
    found, text = dict(documents), documents.get(name, FIRST[name])
    if kind == "reword":
        found[name] = text.replace("le ", "ce ").replace("exemple.fr/", "exemple.fr/neuf/")
    elif kind == "drop":
        found.pop(name, None)
    elif kind == "double":
        found[f"F0{name[1:]}"] = text
    elif kind == "break":
        found[name] = text[: len(text) // 2]
    elif kind == "add an unknown element":
        found[name] = text.replace(
            "</Publication>", "<Inconnu><Paragraphe>Du neuf.</Paragraphe></Inconnu></Publication>"
        )
    elif kind == "move":
        found.pop(name, None)
        target = next((other for other in sorted(found) if other[0] == name[0] and other[1].isdigit()), name)
        moved = f'<Redirection ancien="{name[:-4]}" nouveau="{target[:-4]}"/></Redirections>'
        found["redirections.xml"] = found["redirections.xml"].replace("</Redirections>", moved)
    else:
        question = f'<QuestionReponse ID="{name[:-4]}">Et pour {len(found)} ?</QuestionReponse></Groupe>'
        found["questionsReponses.xml"] = found["questionsReponses.xml"].replace("</Groupe>", question)
    return found


def imported(documents: dict[str, str], root: Path) -> Generation:
    kept = Collection(root)
    with kept.importing():
        prepared = import_vosdroits(MemoryArchive(documents, TODAY), kept, TODAY, force=True)
        return kept.switch(prepared.generation)


@given(st.lists(st.lists(EDITS, min_size=1, max_size=4), min_size=1, max_size=3))
@settings(max_examples=12, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
def test_an_update_gives_what_a_first_import_gives(rounds: list[list[tuple[str, str]]]) -> None:
    with TemporaryDirectory() as folder:
        documents = FIRST
        imported(documents, Path(folder) / "updated")
        for number, edits in enumerate(rounds):
            for edit in edits:
                documents = edited(documents, edit)
            if not any(name[0] in "FN" and name in NAMES for name in documents):
                return
            updated = imported(documents, Path(folder) / "updated")
            whole = imported(documents, Path(folder) / f"whole{number}")
            assert updated.manifest == whole.manifest
            assert list(updated.records()) == list(whole.records())


def read_again(documents: dict[str, str], root: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the articles that an import really reads."""
    seen: list[str] = []

    def reading(root: ET.Element, context: Context) -> Read | None:
        seen.append(root.get("ID", ""))
        return read_fiche(root, context)

    monkeypatch.setattr(vosdroits, "read_fiche", reading)
    imported(documents, root)
    return seen


def test_only_what_changed_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    imported(FIRST, tmp_path)
    changed = edited(FIRST, ("reword", "F10003.xml"))
    assert read_again(changed, tmp_path, monkeypatch) == ["F10003"]


def test_an_article_is_read_again_when_a_service_that_it_names_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported(FIRST, tmp_path)
    naming = [name[:-4] for name in SERVED if "R20001" in FIRST[name]]
    assert naming
    assert read_again(edited(FIRST, ("reword", "R20001.xml")), tmp_path, monkeypatch) == naming


@pytest.mark.parametrize("name", ["documents.jsonl", "articles.jsonl"])
def test_nothing_is_copied_from_a_damaged_import(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = imported(FIRST, tmp_path).folder / name
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0x01
    path.write_bytes(bytes(content))
    assert len(read_again(FIRST, tmp_path, monkeypatch)) == len(NAMES) - 5
