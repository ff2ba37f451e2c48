"""A finished file in llama.cpp, as the program runs it, but in this very process."""

from collections.abc import Callable, Iterator
from pathlib import Path

import llama_cpp
from tokenizers import Tokenizer

from aparte.core.model import Finish, ModelEntry, ModelStanding, Role, Writing, Written
from tools.train_model.examples import Example
from tools.train_model.vocabulary import END, conversation

CONTEXT = 512


def opened(path: Path) -> llama_cpp.Llama:
    """The file in llama.cpp, on one thread."""
    return llama_cpp.Llama(str(path), n_ctx=CONTEXT, n_threads=1, n_threads_batch=1, use_mmap=False, verbose=False)


def likeliest(model: llama_cpp.Llama, tokens: list[int], end: int) -> Iterator[int]:
    """The tokens that go on, always the likeliest, up to `end` or to the context's."""
    model.reset()
    for written, token in enumerate(model.generate(tokens, temp=0.0, top_k=1, repeat_penalty=1.0), start=1):
        if token == end:
            break
        yield token
        if len(tokens) + written >= CONTEXT - 1:
            break


class Bench:
    """A writer as the drafts want one, without a process of its own; `last` is the prompt and what was written."""

    def __init__(self, model: llama_cpp.Llama, tokenizer: Tokenizer) -> None:
        self._model = model
        self._tokenizer = tokenizer
        self._end = tokenizer.token_to_id(END)
        self._stopped = False
        self.last = ("", "")

    @property
    def model(self) -> ModelEntry | None:
        """No manifest describes it yet."""
        return None

    def standing(self) -> ModelStanding:
        """It always may."""
        return ModelStanding.READY

    def count(self, writing: Writing) -> int:
        """Tokens of the prompt."""
        return len(self._prompt(writing))

    def cancel(self) -> None:
        """Stop after the present token."""
        self._stopped = True

    def close(self) -> None:
        """Nothing is held."""

    def write(self, writing: Writing, told: Callable[[str], None]) -> Written:
        """Write, a token at a time."""
        self._stopped = False
        prompt = self._prompt(writing)
        tokens: list[int] = []
        text, finish = "", Finish.END
        for token in likeliest(self._model, prompt, self._end):
            tokens.append(token)
            whole = self._model.detokenize(tokens, special=False).decode("utf-8", "ignore")
            told(whole[len(text) :])
            text = whole
            if self._stopped or len(tokens) >= writing.max_tokens:
                finish = Finish.CANCELLED if self._stopped else Finish.LENGTH
                break
        self.last = (writing.messages[-1].text, text)
        return Written(text, finish, len(prompt), len(tokens))

    def _prompt(self, writing: Writing) -> list[int]:
        (asked,) = [message.text for message in writing.messages if message.role is Role.USER]
        ids, given = conversation(self._tokenizer, Example(asked, ""))
        return [*ids[:given], *self._tokenizer.encode(writing.begun).ids]
