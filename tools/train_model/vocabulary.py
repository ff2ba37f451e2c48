"""The tokenizer: byte-level BPE whose digits stand alone, with one token for each slot."""

from collections.abc import Iterable
from pathlib import Path

from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, pre_tokenizers, trainers

from aparte.assist.drafting.prompt import SYSTEM as DRAFTING
from tools.train_model.completing import SYSTEM as COMPLETING
from tools.train_model.completing import TASK
from tools.train_model.examples import Example

BOS, END, USER, ASSISTANT, PAD = "<|bos|>", "<|end|>", "<|user|>", "<|assistant|>", "<|pad|>"
CONTROL = (BOS, END, USER, ASSISTANT, PAD)
# The two system messages never change: each is one token, read in no time. A model that was made for
# these very messages gains nothing from their words.
SYSTEMS = (DRAFTING, COMPLETING)
SLOTS = tuple(f"§{number}" for number in range(1, 41))
# What llama.cpp does under the name "qwen2": the name and this expression go together.
PRE = "qwen2"
_SPLIT = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)
CHAT_TEMPLATE = (
    "{{ bos_token }}{% for message in messages %}"
    "{% if message['role'] == 'system' %}{{ message['content'] }}"
    "{% elif message['role'] == 'user' %}<|user|>{{ message['content'] }}"
    "{% elif message['role'] == 'assistant' %}<|assistant|>{{ message['content'] }}<|end|>"
    "{% endif %}{% endfor %}{% if add_generation_prompt %}<|assistant|>{% endif %}"
)


def trained(texts: Iterable[str], size: int) -> Tokenizer:
    """A tokenizer of `size` tokens, the control tokens and the slots first; the same texts give the same one."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(_SPLIT), behavior="isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    tokenizer.decoder = decoders.ByteLevel()
    added = [AddedToken(token, special=True, normalized=False) for token in CONTROL]
    added += [AddedToken(token, special=False, normalized=False) for token in SLOTS]
    trainer = trainers.BpeTrainer(
        vocab_size=size - len(SYSTEMS),
        min_frequency=2,
        special_tokens=added,
        initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()),
        show_progress=False,
    )
    tokenizer.train_from_iterator(texts, trainer)
    tokenizer.add_tokens([AddedToken(text, special=False, normalized=False) for text in SYSTEMS])
    return tokenizer


def opened(path: Path) -> Tokenizer:
    """A tokenizer from its file."""
    return Tokenizer.from_file(str(path))


def conversation(tokenizer: Tokenizer, example: Example) -> tuple[list[int], int]:
    """The tokens of a prompt and its answer, and how many of them are given rather than learned."""
    ids = {token: tokenizer.token_to_id(token) for token in CONTROL}
    system = COMPLETING if example.prompt.startswith(TASK) else DRAFTING
    asked = [ids[BOS], *tokenizer.encode(system).ids, ids[USER], *tokenizer.encode(example.prompt).ids, ids[ASSISTANT]]
    # What was begun is read as it stands, half a word at its end included: so will it be in use.
    begun, rest = example.answer[: example.begun], example.answer[example.begun :]
    given = len(asked)
    return [*asked, *tokenizer.encode(begun).ids, *tokenizer.encode(rest).ids, ids[END]], given
