"""From messages to tokens, by the model's own chat template.

The template is rendered with a mark in the place of each text, and cut there: what users and articles
say is then made tokens on its own, where no name of a special token is recognised. Text between two
special tokens is made tokens as a whole, as llama.cpp does with a whole prompt.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from llama_cpp.llama_chat_format import Jinja2ChatFormatter

from aparte.core.model import Role, Writing
from aparte.llm.engine import Engine

_TEMPLATE = "tokenizer.chat_template"
_MARK = re.compile("\ue000(\\d+)\ue001")
_LONGEST = 100_000


class TemplateError(Exception):
    """The model's chat template is missing, fails, or leaves out what it is given."""


@dataclass(frozen=True, slots=True)
class Segment:
    """Text of the template, or, not `trusted`, a message's own."""

    text: str
    trusted: bool


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt's tokens; the first `fixed` are the same whatever is asked."""

    tokens: tuple[int, ...]
    fixed: int


Render = Callable[[Sequence[tuple[str, str]]], str]


class Prompter:
    """Makes prompts for one model. Raises `TemplateError` when it has no template that can be used."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._render = _renderer(engine)

    def prompt(self, writing: Writing) -> Prompt:
        """Raises `TemplateError`."""
        segments, fixed = segmented(self._render, writing)
        return to_tokens(self._engine, segments, fixed)


def _renderer(engine: Engine) -> Render:
    source = engine.described(_TEMPLATE)
    if not source:
        raise TemplateError("no chat template")
    try:
        formatter = Jinja2ChatFormatter(source, engine.eos_name, engine.bos_name)
    except Exception as error:
        raise TemplateError(type(error).__name__) from error

    def render(turns: Sequence[tuple[str, str]]) -> str:
        messages = [{"role": role, "content": content} for role, content in turns]
        # Models that think aloud first would spend the whole answer on it.
        return str(formatter(messages=messages, enable_thinking=False).prompt)

    return render


def segmented(render: Render, writing: Writing) -> tuple[list[Segment], int]:
    """The prompt's segments, and how many of them come before the first text that changes.

    Raises `TemplateError`.
    """
    turns = [(message.role.value, message.text.strip()) for message in writing.messages]
    steady = 1 if turns and turns[0][0] == Role.SYSTEM else 0
    marks = [(role, _mark(at)) for at, (role, _) in enumerate(turns)]
    texts = [text for _, text in turns]
    try:
        parts = _cut(render(marks), len(texts))
    except Exception:  # noqa: BLE001 - a template fails in any way it likes
        parts = _without_system(render, marks)
    segments = [Segment(parts[0], trusted=True)]
    for text, after in zip(texts, parts[1:], strict=True):
        segments += [Segment(text, trusted=False), Segment(after, trusted=True)]
    return [*segments, Segment(writing.begun, trusted=False)], 1 + 2 * steady


def _without_system(render: Render, marks: list[tuple[str, str]]) -> list[str]:
    """For templates that know no system: what it says begins the first question."""
    if len(marks) < 2 or marks[0][0] != Role.SYSTEM:
        raise TemplateError("refuses the messages")
    (_, system), (role, first), *others = marks
    try:
        return _cut(render([(role, f"{system}\n\n{first}"), *others]), len(marks))
    except Exception as error:
        raise TemplateError(type(error).__name__) from error


def _mark(number: int) -> str:
    return f"\ue000{number}\ue001"


def _cut(rendered: str, texts: int) -> list[str]:
    """The template's text around the marks, which must all be there, once each and in order."""
    if len(rendered) > _LONGEST:
        raise TemplateError("too long")
    parts = _MARK.split(rendered)
    if parts[1::2] != [str(number) for number in range(texts)]:
        raise TemplateError("leaves out a message")
    return parts[::2]


def to_tokens(engine: Engine, segments: Sequence[Segment], fixed_segments: int) -> Prompt:
    """The tokens of the segments one after the other."""
    out, raw, fixed = [] if engine.begins_with is None else [engine.begins_with], "", 0
    for at, segment in enumerate(segments):
        if at == fixed_segments:
            fixed = len(out)
        if not segment.trusted:
            raw += segment.text
            continue
        rest = segment.text
        for token, name in _specials(engine, segment.text):
            before, rest = rest.split(name, 1)
            out += engine.tokens(raw + before, special=False)
            if out != [token] or token != engine.begins_with:  # the template writes it too
                out.append(token)
            raw = ""
        raw += rest
    return Prompt((*out, *engine.tokens(raw, special=False)), fixed)


def _specials(engine: Engine, text: str) -> list[tuple[int, str]]:
    """The special tokens that the template names, in order, as they are written."""
    found, rest = [], text
    for token in engine.tokens(text, special=True):
        name = engine.name_of(token) if engine.is_special(token) else ""
        if name and name in rest:
            rest = rest.split(name, 1)[1]
            found.append((token, name))
    return found
