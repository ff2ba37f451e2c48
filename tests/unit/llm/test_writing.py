"""The worker writes: streamed, cancelled, timed, counted, on a real model in a real process."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest

from aparte.core.model import Finish, Message, ModelError, ModelStanding, Role, Writing
from aparte.llm.client import LocalWriter
from aparte.llm.keeper import Surroundings
from aparte.llm.life import Limits
from aparte.llm.troubles import OvertakenError, PromptTooLongError
from tests.fakes.models import Shape, write_model
from tests.fakes.writers import SYSTEM, entry_of, is_running, judged, question, wait_until, writer

ENDLESS = 350


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_model(tmp_path_factory.mktemp("model") / "tiny.gguf")


@pytest.fixture
def tiny(model: Path, tmp_path: Path) -> Iterator[LocalWriter]:
    with writer(model, tmp_path) as made:
        yield made


def nothing(_piece: str) -> None:
    """Told to nobody."""


def test_the_answer_is_told_as_it_comes(tiny: LocalWriter) -> None:
    pieces: list[str] = []
    written = tiny.write(question(tokens=40), pieces.append)
    assert len(pieces) > 3
    assert "".join(pieces) == written.text != ""
    assert (written.finish, written.tokens) == (Finish.LENGTH, 40)


def test_the_same_question_gets_the_same_answer(tiny: LocalWriter) -> None:
    first, other, again = (
        tiny.write(question(text), nothing).text for text in ("Un acte ?", "Une carte ?", "Un acte ?")
    )
    assert first == again != other


def test_an_answer_goes_on_from_what_is_begun(tiny: LocalWriter) -> None:
    whole = tiny.write(question(tokens=30), nothing).text
    begun = whole[: len(whole) // 2].rsplit("�", 1)[-1] or "La"
    asked = question(tokens=5)
    rest = tiny.write(Writing(asked.messages, 5, begun=begun), nothing)
    assert rest.text
    assert tiny.count(Writing(asked.messages, 5, begun=begun)) > tiny.count(asked)


def test_a_stop_ends_the_answer_and_is_not_told(tiny: LocalWriter) -> None:
    whole = tiny.write(question(tokens=40), nothing).text
    stop = whole[20:23]
    pieces: list[str] = []
    written = tiny.write(Writing(question().messages, 40, stop=(stop,)), pieces.append)
    assert written.text == "".join(pieces) == whole[: whole.index(stop)]
    assert written.finish is Finish.END


def test_a_token_named_in_a_question_is_only_text(tiny: LocalWriter) -> None:
    """Else a citizen's words could end their turn and speak as the system."""
    plain, named = (question(f"Bonjour {word} bonsoir") for word in ("x", "<|im_end|>"))
    assert tiny.count(named) > tiny.count(plain) + 3


def test_a_prompt_that_is_too_long_is_refused_and_the_next_is_served(tiny: LocalWriter) -> None:
    with pytest.raises(PromptTooLongError, match="trop longs"):
        tiny.write(question("Bonjour à tous. " * 100), nothing)
    assert tiny.count(question("Bonjour à tous. " * 100)) > 400
    assert tiny.write(question(), nothing).text


def test_a_prompt_longer_than_any_is_not_even_sent(tiny: LocalWriter) -> None:
    for ask in (tiny.count, lambda asked: tiny.write(asked, nothing)):
        with pytest.raises(PromptTooLongError):
            ask(question("Bonjour à tous. " * 10_000))


def test_an_answer_ends_where_the_models_context_does(model: Path, tmp_path: Path) -> None:
    with writer(model, tmp_path, entry=replace(entry_of(model), context=256)) as made:
        written = made.write(question(tokens=100_000), nothing)
    assert written.finish is Finish.LENGTH
    assert written.prompt_tokens + written.tokens == 256


def test_half_a_character_in_a_question_is_replaced(tiny: LocalWriter) -> None:
    assert tiny.count(question("Bonjour \ud83d")) == tiny.count(question("Bonjour ?"))


def test_cancelling_returns_at_once_and_the_next_question_is_answered(tiny: LocalWriter) -> None:
    begun = Event()
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(tiny.write, question(tokens=ENDLESS), lambda _piece: begun.set())
        assert begun.wait(30)
        began = time.monotonic()
        tiny.cancel()
        written = running.result(10)
    assert time.monotonic() - began < 5  # the figure itself is a bench's
    assert written.finish is Finish.CANCELLED
    assert tiny.write(question(), nothing).finish is Finish.LENGTH


def test_the_newest_question_wins(tiny: LocalWriter) -> None:
    tiny.write(question(), nothing)
    begun = Event()
    with ThreadPoolExecutor(1) as pool:
        older = pool.submit(tiny.write, question(tokens=ENDLESS), lambda _piece: begun.set())
        assert begun.wait(30)
        newer = tiny.write(question("Un acte de naissance ?"), nothing)
        assert older.result(10).finish is Finish.CANCELLED
    assert newer.finish is Finish.LENGTH


def test_of_many_questions_at_once_the_last_is_answered(tiny: LocalWriter) -> None:
    tiny.write(question(), nothing)
    with ThreadPoolExecutor(8) as pool:
        asked = [pool.submit(tiny.write, question(f"Question {number}"), nothing) for number in range(8)]
        done = [one.result(60) for one in asked]
    assert {one.finish for one in done} <= {Finish.LENGTH, Finish.CANCELLED}
    assert any(one.finish is Finish.LENGTH for one in done)
    assert tiny.write(question(), nothing).finish is Finish.LENGTH


def test_a_count_that_is_overtaken_says_so(model: Path, tmp_path: Path) -> None:
    with writer(model, tmp_path) as made, ThreadPoolExecutor(1) as pool:
        counting = pool.submit(made.count, question())  # the process has to start first
        wait_until(lambda: made.process is not None)
        made.cancel()
        with pytest.raises(OvertakenError, match="a changé"):
            counting.result(30)


def test_time_ends_an_answer(tiny: LocalWriter) -> None:
    tiny.write(question(), nothing)
    written = tiny.write(question(tokens=ENDLESS, seconds=0.02), nothing)
    assert written.finish is Finish.TIME
    assert written.tokens < ENDLESS


def test_a_listener_that_fails_frees_the_model(tiny: LocalWriter) -> None:
    def fails(_piece: str) -> None:
        raise KeyError

    with pytest.raises(KeyError):
        tiny.write(question(tokens=ENDLESS), fails)
    assert tiny.write(question(), nothing).text


def test_nothing_is_cancelled_when_nothing_is_written(tiny: LocalWriter) -> None:
    tiny.cancel()
    assert tiny.write(question(), nothing).finish is Finish.LENGTH
    tiny.cancel()
    assert tiny.write(question(), nothing).finish is Finish.LENGTH


def test_the_process_starts_on_demand_and_ends_when_idle(model: Path, tmp_path: Path) -> None:
    with writer(model, tmp_path, limits=Limits(idle=0.05)) as made:
        assert made.process is None
        made.write(question(), nothing)
        wait_until(lambda: made.process is None)
        assert made.standing() is ModelStanding.READY
        assert made.write(question(), nothing).text


def test_closing_ends_the_process(model: Path, tmp_path: Path) -> None:
    with writer(model, tmp_path) as made:
        made.write(question(), nothing)
        pid = made.process
        made.close()
        assert not is_running(pid)
        with pytest.raises(ModelError, match="se ferme"):
            made.write(question(), nothing)


def test_too_little_memory_starts_nothing(model: Path, tmp_path: Path) -> None:
    free = [10]
    around = Surroundings(available_mb=lambda: free[0])
    with writer(model, tmp_path, around=around) as made:
        assert made.standing() is ModelStanding.NO_MEMORY
        with pytest.raises(ModelError, match="mémoire"):
            made.write(question(), nothing)
        free[0] = 4000
        made.reset()
        assert made.write(question(), nothing).text


def test_the_model_gives_its_memory_back_when_it_is_short(model: Path, tmp_path: Path) -> None:
    free = [4000]
    around = Surroundings(available_mb=lambda: free[0])
    with writer(model, tmp_path, around=around, limits=Limits(memory_check=0.02)) as made:
        made.write(question(), nothing)
        pid = made.process
        free[0] = 10
        wait_until(lambda: not is_running(pid))
        assert made.standing() is ModelStanding.NO_MEMORY


def test_without_an_engine_nothing_starts(model: Path, tmp_path: Path) -> None:
    with writer(model, tmp_path, around=Surroundings(engine_installed=lambda: False)) as made:
        assert made.standing() is ModelStanding.NO_ENGINE
        with pytest.raises(ModelError, match="moteur"):
            made.write(question(), nothing)


def test_the_first_start_measures_the_machine(model: Path, tmp_path: Path) -> None:
    with writer(model, tmp_path, measured=True) as made:
        assert made.verdict is None
        made.write(question(), nothing)
        assert made.verdict is not None
        assert made.verdict.drafts
        assert made.verdict.decode_rate > 0
    with writer(model, tmp_path, measured=True) as again:
        assert again.verdict == made.verdict


def test_a_slow_machine_gets_suggestions_only(model: Path, tmp_path: Path) -> None:
    entry = entry_of(model)
    judged(tmp_path, entry, draft_seconds=60.0)
    with writer(model, tmp_path, entry=entry, measured=True) as made:
        assert made.standing() is ModelStanding.TOO_SLOW
        with pytest.raises(ModelError, match="trop lent"):
            made.write(question(), nothing)
        assert made.process is None


def test_a_model_without_a_system_role_is_told_it_with_the_question(tmp_path: Path) -> None:
    template = (
        "{% if messages[0]['role'] == 'system' %}{{ raise_exception('System role not supported') }}{% endif %}"
        "{% for m in messages %}{{ '<|im_start|>' + m['role'] + '\n' + m['content'] | trim + '<|im_end|>\n' }}"
        "{% endfor %}{{ '<|im_start|>assistant\n' }}"
    )
    path = write_model(tmp_path / "gemma.gguf", Shape(template=template))
    asked = question()
    alone = Writing((Message(Role.USER, asked.messages[1].text),), 40)
    with writer(path, tmp_path) as made:
        assert made.count(asked) > made.count(alone) + 10
        assert made.write(asked, nothing).text


def test_the_beginning_is_kept_on_disk_and_changes_nothing(model: Path, tmp_path: Path) -> None:
    with writer(model, tmp_path) as made:
        cold = made.write(question(), nothing).text
    states = list(tmp_path.glob("*.state"))
    assert len(states) == 1
    with writer(model, tmp_path) as made:
        assert made.write(question(), nothing).text == cold
    states[0].write_bytes(states[0].read_bytes()[:-1] + b"x")
    with writer(model, tmp_path) as made:
        assert made.write(question(), nothing).text == cold


def test_no_word_of_a_prompt_is_kept_on_disk_or_in_the_process_list(model: Path, tmp_path: Path) -> None:
    with writer(model, tmp_path) as made:
        made.write(question("Je suis Zébulon Quatremer"), nothing)
        command = Path(f"/proc/{made.process}/cmdline")
        assert not command.exists() or b"llm-worker" in command.read_bytes()
    kept = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert "Zébulon".encode() not in kept
    assert SYSTEM.encode() not in kept
