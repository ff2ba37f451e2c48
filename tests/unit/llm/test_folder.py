"""A model is added whole or not at all, and the list keeps what its author wrote."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import given, settings
from hypothesis import strategies as st

from aparte.core.errors import StorageError, UsageError
from aparte.core.model import ModelEntry, ModelError, ModelKind
from aparte.llm.folder import Described, ModelFolder, written
from aparte.llm.manifest import FILE_NAME, Owner, read_folder, read_manifest
from tests.fakes.models import Shape, write_model

DESCRIBED = Described("Bourg 1B", "MIT", ("fr", "en"))


def quiet(step: str, done: int, total: int) -> None:
    """Nobody watches."""


@pytest.fixture
def folder(tmp_path: Path) -> ModelFolder:
    return ModelFolder(tmp_path / "models", Owner.USER)


@pytest.fixture
def model(tmp_path: Path) -> Path:
    return write_model(tmp_path / "Bourg 1B (été).gguf", Shape(context=512))


def files(folder: ModelFolder) -> list[str]:
    return sorted(path.name for path in folder.folder.glob("*") if path.name != ".lock")


def test_an_added_model_is_listed_with_its_digest(folder: ModelFolder, model: Path) -> None:
    added = folder.add(model, DESCRIBED, quiet)
    (listed,) = folder.models().listed
    assert listed == added
    assert listed.path.read_bytes() == model.read_bytes()
    assert listed.entry.sha256 == hashlib.sha256(model.read_bytes()).hexdigest()
    assert files(folder) == ["Bourg-1B-ete-.gguf", FILE_NAME]


def test_what_is_not_said_is_taken_from_the_file(folder: ModelFolder, model: Path) -> None:
    entry = folder.add(model, DESCRIBED, quiet).entry
    assert (entry.context, entry.memory_mb, entry.kind) == (512, 200, ModelKind.CHAT)
    described = Described("Autre", "MIT", ("fr",), context=256, memory_mb=900, origin="mairie")
    other = folder.add(write_model(model.with_name("autre.gguf")), described, quiet).entry
    assert (other.context, other.memory_mb, other.origin) == (256, 900, "mairie")


def test_progress_goes_to_the_end(folder: ModelFolder, model: Path) -> None:
    told: list[tuple[str, int, int]] = []
    folder.add(model, DESCRIBED, lambda *said: told.append(said))
    size = model.stat().st_size
    assert told[-1] == ("Copie de Bourg 1B", size, size)


def test_an_interruption_leaves_nothing(folder: ModelFolder, model: Path) -> None:
    def interrupt(_step: str, _done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        folder.add(model, DESCRIBED, interrupt)
    assert files(folder) == []
    folder.add(model, DESCRIBED, quiet)
    assert len(folder.models().listed) == 1


@pytest.mark.parametrize(
    "spoil", [lambda data: data[:-9], lambda _data: b"", lambda data: b"PK" + data[2:]], ids=["cut", "empty", "zip"]
)
def test_a_file_that_cannot_serve_changes_nothing(
    folder: ModelFolder, model: Path, spoil: Callable[[bytes], bytes]
) -> None:
    model.write_bytes(spoil(model.read_bytes()))
    with pytest.raises(ModelError):
        folder.add(model, DESCRIBED, quiet)
    assert not folder.folder.exists()


def test_an_absent_file_is_one_sentence(folder: ModelFolder, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="ne peut pas être lu : vérifiez le chemin et les droits"):
        folder.add(tmp_path / "absent.gguf", DESCRIBED, quiet)


def test_another_digest_than_announced_is_refused(folder: ModelFolder, model: Path) -> None:
    with pytest.raises(ModelError, match="n'a pas l'empreinte annoncée"):
        folder.add(model, Described("Bourg 1B", "MIT", ("fr",), sha256="a" * 64), quiet)
    assert files(folder) == []


def test_a_full_disk_is_told_before_the_copy(folder: ModelFolder, model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aparte.llm.folder._SPARE", 1 << 60)
    with pytest.raises(StorageError, match=r"Il manque \d+ Mo dans .* : libérez de la place"):
        folder.add(model, DESCRIBED, quiet)
    assert files(folder) == []


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path, model: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError, match="ne peut pas être écrit"):
        ModelFolder(tmp_path / "file" / "models", Owner.MACHINE).add(model, DESCRIBED, quiet)


@pytest.mark.parametrize(
    ("described", "told"),
    [
        (Described("Bourg 1B", "", ("fr",)), "Le modèle est mal décrit : il manque sa licence (licence)."),
        (Described("", "MIT", ("fr",)), "Le modèle est mal décrit : il manque son nom (name)."),
        (Described("a\nb", "MIT", ("fr",)), "Le modèle est mal décrit : son nom (name) doit être un texte"),
        (Described("Bourg", "MIT", ("français",)), "Le modèle est mal décrit : ses langues (languages)"),
    ],
)
def test_a_bad_description_is_refused_before_the_copy(
    folder: ModelFolder, model: Path, described: Described, told: str
) -> None:
    with pytest.raises(UsageError) as refused:
        folder.add(model, described, quiet)
    assert str(refused.value).startswith(told)


def test_a_name_or_a_file_that_is_taken_is_refused(folder: ModelFolder, model: Path) -> None:
    folder.add(model, DESCRIBED, quiet)
    with pytest.raises(UsageError, match="s'appelle déjà « Bourg 1B »"):
        folder.add(write_model(model.with_name("autre.gguf")), DESCRIBED, quiet)
    with pytest.raises(UsageError, match="est déjà dans un fichier"):
        folder.add(model, Described("Autre", "MIT", ("fr",)), quiet)


def test_a_prepared_folder_is_added_as_its_list_says(folder: ModelFolder, model: Path, tmp_path: Path) -> None:
    prepared = ModelFolder(tmp_path / "usb", Owner.USER)
    prepared.add(model, DESCRIBED, quiet)
    prepared.add(write_model(tmp_path / "b.gguf"), Described("Autre", "MIT", ("fr",), memory_mb=77), quiet)
    folder.add_all(prepared.folder, quiet)
    assert [one.entry for one in folder.models().listed] == [one.entry for one in prepared.models().listed]
    assert files(folder) == files(prepared)


def test_a_prepared_folder_with_a_damaged_file_is_refused(folder: ModelFolder, model: Path, tmp_path: Path) -> None:
    prepared = ModelFolder(tmp_path / "usb", Owner.USER)
    path = prepared.add(model, DESCRIBED, quiet).path
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(bytes(data))
    with pytest.raises(ModelError, match="n'a pas l'empreinte annoncée"):
        folder.add_all(prepared.folder, quiet)
    assert files(folder) == []


def test_a_folder_that_was_not_prepared_is_refused(folder: ModelFolder, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"n'a pas de liste models\.toml"):
        folder.add_all(tmp_path, quiet)
    (tmp_path / FILE_NAME).write_text("[[model]]\n")
    with pytest.raises(UsageError, match="il manque son nom"):
        folder.add_all(tmp_path, quiet)


def test_a_removed_model_leaves_the_others_as_they_were_written(folder: ModelFolder, model: Path) -> None:
    folder.add(model, DESCRIBED, quiet)
    path = folder.folder / FILE_NAME
    path.write_text("# Relu par la DSI\n" + path.read_text("utf-8").replace("context", "# essayé\ncontext"), "utf-8")
    before = path.read_text("utf-8")
    folder.add(write_model(model.with_name("b.gguf")), Described("B", "MIT", ("fr",)), quiet)
    folder.add(write_model(model.with_name("c.gguf")), Described("C", "MIT", ("fr",)), quiet)
    folder.remove("b")
    folder.remove("C")
    assert path.read_text("utf-8").strip() == before.strip()
    assert files(folder) == ["Bourg-1B-ete-.gguf", FILE_NAME]
    folder.remove("Bourg 1B")
    assert files(folder) == [FILE_NAME]
    assert folder.models().listed == ()


def test_what_is_not_there_cannot_be_removed(folder: ModelFolder) -> None:
    with pytest.raises(UsageError, match="Le modèle « B » n'est pas dans"):
        folder.remove("B")


def test_a_file_that_two_models_name_stays_for_the_other(folder: ModelFolder, model: Path) -> None:
    added = folder.add(model, DESCRIBED, quiet)
    path = folder.folder / FILE_NAME
    path.write_text(path.read_text("utf-8") + written(added.entry).replace("Bourg 1B", "Même"), "utf-8")
    folder.remove("Bourg 1B")
    (left,) = folder.models().listed
    assert left.entry.name == "Même"
    assert left.present


def test_a_list_written_unusually_is_left_alone(folder: ModelFolder, model: Path) -> None:
    added = folder.add(model, DESCRIBED, quiet)
    path = folder.folder / FILE_NAME
    entry = written(added.entry).replace("[[model]]\n", "").strip().replace("\n", ", ")
    path.write_text(f"model = [{{ {entry} }}]\n", "utf-8")
    assert len(folder.models().listed) == 1
    with pytest.raises(StorageError, match="à la main"):
        folder.remove("Bourg 1B")
    with pytest.raises(StorageError, match="ne peut pas être complété"):
        folder.add(write_model(model.with_name("b.gguf")), Described("B", "MIT", ("fr",)), quiet)
    assert added.path.exists()


def test_two_changes_at_once_are_refused(folder: ModelFolder, model: Path) -> None:
    folder.folder.mkdir()
    with FileLock(folder.folder / ".lock"), pytest.raises(UsageError, match="est en cours"):
        ModelFolder(folder.folder, Owner.USER).add(model, DESCRIBED, quiet)


def test_what_a_kill_left_is_swept(folder: ModelFolder, model: Path) -> None:
    folder.folder.mkdir()
    (folder.folder / ".adding-old.gguf").write_bytes(b"half")
    folder.add(model, DESCRIBED, quiet)
    assert files(folder) == ["Bourg-1B-ete-.gguf", FILE_NAME]


PRINTABLE = st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=80)
ENTRIES = st.builds(
    ModelEntry,
    name=PRINTABLE,
    file=st.from_regex(r"[a-z0-9]{5,8}\.gguf", fullmatch=True),
    sha256=st.from_regex(r"[0-9a-f]{64}", fullmatch=True),
    licence=PRINTABLE,
    languages=st.lists(st.from_regex(r"[a-z]{2}", fullmatch=True), min_size=1, max_size=4).map(tuple),
    context=st.integers(64, 1_048_576),
    memory_mb=st.integers(1, 1_048_576),
    kind=st.sampled_from(ModelKind),
    demonstration=st.booleans(),
    rewrites=st.booleans(),
    origin=PRINTABLE | st.just(""),
    query_prefix=st.none() | st.sampled_from(["", "query: ", 'Instruct: "a"\\\nQuery: ']),
    passage_prefix=st.none() | st.sampled_from(["", "passage: "]),
)


@settings(deadline=None)
@given(entry=ENTRIES)
def test_a_written_entry_reads_as_itself(entry: ModelEntry) -> None:
    assert read_manifest(written(entry)) == ((entry,), ())


def test_the_models_that_come_with_the_program_are_there_and_whole() -> None:
    folder = Path(read_folder.__code__.co_filename).parent / "shipped"
    models = read_folder(folder, Owner.SHIPPED)
    assert models.problems == ()
    for model in models.listed:
        data = model.path.read_bytes()
        assert hashlib.sha256(data).hexdigest() == model.entry.sha256
        assert len(data) <= 15_000_000
        assert model.path.with_suffix(".md").is_file()
    named = {model.entry.file for model in models.listed}
    assert {path.name for path in folder.glob("*.gguf")} == named
