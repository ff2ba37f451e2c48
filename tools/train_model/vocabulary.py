"""The tokenizer: byte-level BPE whose digits stand alone, with one token for each slot."""

from collections.abc import Iterable
from pathlib import Path

from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, pre_tokenizers, trainers

BOS, END, USER, ASSISTANT, PAD = "<|bos|>", "<|end|>", "<|user|>", "<|assistant|>", "<|pad|>"
CONTROL = (BOS, END, USER, ASSISTANT, PAD)
SLOTS = tuple(f"§{number}" for number in range(1, 41))
# What llama.cpp does under the name "qwen2": the name and this expression go together.
PRE = "qwen2"
_SPLIT = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)
# The system message is the same for every model and this one was made without: its tokens would be read in vain.
CHAT_TEMPLATE = (
    "{{ bos_token }}{% for message in messages %}"
    "{% if message['role'] == 'user' %}<|user|>{{ message['content'] }}"
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
        vocab_size=size,
        min_frequency=2,
        special_tokens=added,
        initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()),
        show_progress=False,
    )
    tokenizer.train_from_iterator(texts, trainer)
    return tokenizer


def opened(path: Path) -> Tokenizer:
    """A tokenizer from its file."""
    return Tokenizer.from_file(str(path))


def conversation(tokenizer: Tokenizer, prompt: str, answer: str) -> tuple[list[int], int]:
    """The tokens of a prompt and its answer, and how many of them are prompt."""
    ids = {token: tokenizer.token_to_id(token) for token in CONTROL}
    asked = [ids[BOS], ids[USER], *tokenizer.encode(prompt).ids, ids[ASSISTANT]]
    return [*asked, *tokenizer.encode(answer).ids, ids[END]], len(asked)
