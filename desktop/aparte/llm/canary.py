"""A short answer that every sound model can give: weights that are zeros or garbage don't pass.

It knows nothing of what a good answer is. It notices numbers that are none, an answer that does not
depend on the question, and a tokenizer that does not give back what it was given.
"""

import numpy as np

from aparte.core.model import Message, Role, Writing
from aparte.llm.engine import Engine, Logits
from aparte.llm.generating import read_prompt
from aparte.llm.prompting import Prompter

_TEXT = "Où refaire sa carte d'identité ? À l'état civil : 25 €, 3 jours."
_QUESTIONS = ("Bonjour, à quelle heure ouvre la mairie ?", "Combien coûte un passeport pour un enfant ?")
_STEPS = 3
# Beyond, a score is no longer the sum of sound weights.
_LARGEST = 1e6


class CanaryError(Exception):
    """The model answers as no sound one does; the text says how."""


def sing(engine: Engine, prompter: Prompter) -> None:
    """Raises `CanaryError`."""
    _check_tokenizer(engine)
    first, second = (_asked(engine, prompter, question) for question in _QUESTIONS)
    if np.array_equal(first, second):
        raise CanaryError("the answer does not depend on the question")


def _check_tokenizer(engine: Engine) -> None:
    tokens = engine.tokens(_TEXT, special=False)
    back = b"".join(engine.piece(token) for token in tokens).decode("utf-8", "replace")
    # Some tokenizers begin with a space or write two as one; none changes a letter.
    if "".join(back.split()) != "".join(_TEXT.split()):
        raise CanaryError("the tokenizer loses text")


def _asked(engine: Engine, prompter: Prompter, question: str) -> Logits:
    """The scores after the question; those after a few tokens of an answer are checked too."""
    messages = (Message(Role.SYSTEM, "Réponds en français."), Message(Role.USER, question))
    prompt = prompter.prompt(Writing(messages, max_tokens=_STEPS))
    read_prompt(engine, prompt.tokens)
    asked = _checked(engine.logits())
    for _ in range(_STEPS):
        token = int(engine.logits().argmax())
        if engine.ends(token):
            break
        engine.read([token])
        _checked(engine.logits())
    return asked


def _checked(scores: Logits) -> Logits:
    if not np.isfinite(scores).all() or np.abs(scores).max() > _LARGEST:
        raise CanaryError("scores out of range")
    if scores.max() == scores.min():
        raise CanaryError("every token is as likely")
    return scores.copy()
