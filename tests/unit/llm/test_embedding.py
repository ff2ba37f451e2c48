"""The worker embeds: the vectors of the reference, cut, in order, the question first, on a real model."""

import os
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import gguf
import numpy as np
import pytest

from aparte.core.lanes import InlineLane
from aparte.core.model import Embedder, ModelError, ModelStanding
from aparte.llm.embedder import LocalEmbedder
from aparte.llm.keeper import Surroundings
from aparte.llm.life import Phase
from tests.fakes.embedders import SLOW, Size, embedder, embedding_entry, rows, small_bert, write_bert
from tests.fakes.models import TEXT, Shape, write_model
from tests.fakes.writers import wait_until
from tools.embedding_model.network import Floats, of_length_one, states, tokens, vector

PATIENT = 60.0
posix = pytest.mark.skipif(os.name == "nt", reason="signals and priorities are another thing on Windows")
TEXTS = (
    "Où refaire ma carte d'identité ?",
    "L'acte de naissance est GRATUIT : il est envoyé sous 8 jours.",
    "œuf à la coque, 25 € (ça coûte trop !) – naïveté",
    "?",
    "",
    "Pour refaire votre carte, prenez rendez-vous à la mairie.",
)


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_bert(tmp_path_factory.mktemp("model") / "bert.gguf")


@pytest.fixture(scope="module")
def slow_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_bert(tmp_path_factory.mktemp("slow") / "bert.gguf", SLOW)


@pytest.fixture
def tiny(model: Path, tmp_path: Path) -> Iterator[LocalEmbedder]:
    with embedder(model, tmp_path) as made:
        yield made


def one(made: LocalEmbedder, text: str) -> Floats:
    """A question's vector."""
    found: Floats = rows(made.embed_question(text, PATIENT))[0]
    return found


def pid_of(made: LocalEmbedder) -> int:
    """The process's number, once it has served."""
    one(made, "Bonjour")
    pid = made.process
    assert pid is not None
    return pid


def reads(made: LocalEmbedder) -> bool:
    """Whether its process has been given a text."""
    with made._changed:
        life = made._keeper.life
        return life is not None and life.phase is Phase.BUSY


def test_vectors_are_those_of_the_reference(tiny: LocalEmbedder) -> None:
    bert = small_bert()
    found = rows(tiny.embed_passages(TEXTS))
    expected = np.array([vector(bert, tokens(bert, text, bert.positions)) for text in TEXTS])
    assert found.shape == (len(TEXTS), 64)
    assert (found * expected).sum(axis=1).min() > 0.999
    assert np.abs(np.linalg.norm(found, axis=1) - 1).max() < 1e-5


def test_questions_and_passages_are_read_alike_by_a_model_without_prefixes(tiny: LocalEmbedder) -> None:
    first, second = rows(tiny.embed_passages(TEXTS[:2]))
    assert np.array_equal(one(tiny, TEXTS[0]), first)
    assert not np.allclose(first, second, atol=0.01)


def test_a_passage_is_cut_at_the_models_context(tiny: LocalEmbedder) -> None:
    bert = small_bert()
    cut = tokens(bert, TEXT * 3, bert.positions)
    assert len(cut) == bert.positions
    assert float(rows(tiny.embed_passages([TEXT * 3]))[0] @ vector(bert, cut)) > 0.999
    assert rows(tiny.embed_passages(["mairie " * 20_000])).shape == (1, 64)


@pytest.mark.parametrize(("pooling", "token"), [(gguf.PoolingType.CLS, 0), (gguf.PoolingType.LAST, -1), (None, None)])
def test_the_vector_is_taken_where_the_file_says_else_the_mean(
    tmp_path: Path, pooling: gguf.PoolingType | None, token: int | None
) -> None:
    path, bert = write_bert(tmp_path / "bert.gguf", pooling=pooling), small_bert()
    read = states(bert, tokens(bert, TEXTS[0], bert.positions))
    expected = of_length_one(read.mean(axis=0) if token is None else read[token])
    with embedder(path, tmp_path) as made:
        assert float(one(made, TEXTS[0]) @ expected) > 0.999


def test_a_model_that_reads_from_left_to_right_is_taken_at_its_last_word(tmp_path: Path) -> None:
    path = write_model(tmp_path / "llama.gguf", Shape(template=None, keys={"llama.pooling_type": 3}))
    with embedder(path, tmp_path) as made:
        first, other, again = (one(made, text) for text in (TEXTS[0], TEXTS[1], TEXTS[0]))
        cut = rows(made.embed_passages([TEXT * 40]))
    assert np.array_equal(first, again)
    assert float(first @ other) < 0.999
    assert abs(float(np.linalg.norm(cut)) - 1) < 1e-5


def test_half_a_character_is_replaced_and_no_passage_is_no_work(tiny: LocalEmbedder) -> None:
    assert np.array_equal(one(tiny, "Bonjour \ud83d"), one(tiny, "Bonjour ?"))
    empty = tiny.embed_passages([])
    assert empty is not None
    assert empty.count == 0
    with pytest.raises(ValueError, match="33 passages"):
        tiny.embed_passages(["a"] * 33)


@posix
def test_the_worker_leaves_the_machine_to_the_window(tiny: LocalEmbedder) -> None:
    pid = pid_of(tiny)
    assert os.getpriority(os.PRIO_PROCESS, pid) >= min(os.getpriority(os.PRIO_PROCESS, 0) + 10, 19)


def test_a_question_goes_before_the_passages_that_wait(slow_model: Path, tmp_path: Path) -> None:
    passages = [f"{number} {TEXT * 4}" for number in range(32)]
    with embedder(slow_model, tmp_path) as made, ThreadPoolExecutor(1) as pool:
        pid_of(made)
        embedding = pool.submit(made.embed_passages, passages, PATIENT)
        wait_until(lambda: reads(made))
        question = one(made, passages[31])
        assert not embedding.done()
        found = rows(embedding.result())
    assert found.shape == (32, 384)
    assert np.array_equal(found[31], question)


@posix
def test_the_newest_question_wins(tiny: LocalEmbedder) -> None:
    pid = pid_of(tiny)
    with ThreadPoolExecutor(2) as pool:
        os.kill(pid, signal.SIGSTOP)
        older = pool.submit(tiny.embed_question, "Une carte ?", PATIENT)
        wait_until(lambda: reads(tiny))
        newer = pool.submit(tiny.embed_question, "Un acte ?", PATIENT)
        assert older.result() is None
        os.kill(pid, signal.SIGCONT)
        assert rows(newer.result()).shape == (1, 64)
    assert tiny.process == pid


@posix
def test_a_cancelled_question_returns_at_once_and_the_next_is_read(tiny: LocalEmbedder) -> None:
    tiny.cancel()
    pid = pid_of(tiny)
    with ThreadPoolExecutor(1) as pool:
        os.kill(pid, signal.SIGSTOP)
        asked = pool.submit(tiny.embed_question, "Une carte ?", PATIENT)
        wait_until(lambda: reads(tiny))
        tiny.cancel()
        assert asked.result() is None
        os.kill(pid, signal.SIGCONT)
    assert one(tiny, "Un acte ?").shape == (64,)
    assert tiny.process == pid


@posix
def test_closing_ends_passages_without_a_complaint(tiny: LocalEmbedder) -> None:
    pid = pid_of(tiny)
    with ThreadPoolExecutor(1) as pool:
        os.kill(pid, signal.SIGSTOP)
        reading = pool.submit(tiny.embed_passages, TEXTS, PATIENT)
        wait_until(lambda: reads(tiny))
        tiny.close()
        assert reading.result() is None
    assert tiny.embed_passages(TEXTS) is None
    with pytest.raises(ModelError, match="Aparté se ferme"):
        tiny.embed_question("Une carte ?")


def test_what_a_model_wants_before_a_text_is_written_there(tiny: LocalEmbedder, model: Path, tmp_path: Path) -> None:
    text = "une carte"
    entry = embedding_entry(model, name="multilingual-e5-small")
    with embedder(model, tmp_path, entry=entry) as made:
        assert np.array_equal(one(made, text), one(tiny, f"query: {text}"))
        assert np.array_equal(rows(made.embed_passages([text]))[0], one(tiny, f"passage: {text}"))
    with embedder(model, tmp_path, entry=replace(entry, query_prefix="", passage_prefix="")) as made:
        assert np.array_equal(one(made, text), one(tiny, text))


def test_a_fingerprint_tells_what_cannot_be_compared(model: Path, tmp_path: Path) -> None:
    entry = embedding_entry(model)
    others = (
        replace(entry, sha256="0" * 64),
        replace(entry, query_prefix="query: "),
        replace(entry, passage_prefix="x "),
        replace(entry, context=64),
    )
    found = set()
    for described in (entry, *others, replace(entry, name="Autre", memory_mb=60)):
        with embedder(model, tmp_path, entry=described) as made:
            found.add(made.fingerprint)
            assert made.process is None
    assert len(found) == 1 + len(others)


def test_without_a_model_there_is_nothing_to_ask() -> None:
    made: Embedder = LocalEmbedder(None, InlineLane())
    assert (made.model, made.fingerprint, made.standing()) == (None, "", ModelStanding.NO_MODEL)
    with pytest.raises(ModelError, match="Aucun modèle de recherche n'est installé"):
        made.embed_question("Une carte ?")


def test_without_memory_nothing_is_loaded(model: Path, tmp_path: Path) -> None:
    with embedder(model, tmp_path, around=Surroundings(available_mb=lambda: 100)) as made:
        assert made.standing() is ModelStanding.NO_MEMORY
        with pytest.raises(ModelError, match="mémoire libre"):
            made.embed_question("Une carte ?", PATIENT)


def test_another_file_than_the_lists_is_refused(model: Path, tmp_path: Path) -> None:
    with embedder(model, tmp_path, entry=embedding_entry(model, sha256="0" * 64)) as made:
        with pytest.raises(ModelError, match="n'est pas celui du catalogue"):
            made.embed_question("Une carte ?", PATIENT)
        assert made.standing() is ModelStanding.REFUSED


def test_a_model_that_writes_is_refused(tmp_path: Path) -> None:
    path = write_model(tmp_path / "chat.gguf")
    with (
        embedder(path, tmp_path) as made,
        pytest.raises(ModelError, match="sert à rédiger, pas à chercher"),
    ):
        made.embed_passages(["Une carte"])


@pytest.mark.parametrize("fill", [0.0, float("nan")])
def test_weights_that_mean_nothing_are_refused(tmp_path: Path, fill: float) -> None:
    path = write_bert(tmp_path / "bert.gguf", Size(fill=fill))
    with embedder(path, tmp_path) as made, pytest.raises(ModelError, match="réinstallez-le"):
        made.embed_question("Une carte ?", PATIENT)
