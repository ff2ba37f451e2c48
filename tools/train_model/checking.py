"""Whether the exported file says what the network says: same tokens, same greedy text, before and after Q8_0."""

import argparse
import itertools
from pathlib import Path

import torch

from tools.train_model.corpus import read_corpus
from tools.train_model.examples import Example, Examples
from tools.train_model.export import NAME, greedy, load, tokenised_alike
from tools.train_model.running import likeliest, opened
from tools.train_model.vocabulary import END, SYSTEMS, conversation

_MOST_TOKENS = 120


def main() -> None:
    """`python -m tools.train_model.checking --folder DIR --file MODEL.gguf`; ends with 1 when the tokens differ."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, required=True, help="the run's folder")
    parser.add_argument("--file", type=Path, required=True, help="the quantised file")
    parser.add_argument("--base", type=Path, default=Path("kb_seed"))
    parser.add_argument("--prompts", type=int, default=60)
    asked = parser.parse_args()
    torch.set_num_threads(1)
    model, tokenizer, _ = load(asked.folder)
    quantised, half = opened(asked.file), opened(asked.folder / f"{NAME}-f16.gguf")
    corpus = read_corpus(asked.base)
    examples = list(itertools.islice(Examples(corpus, corpus.held_out, 77), 600))
    texts = [text for one in examples for text in (one.prompt, one.answer)] + list(SYSTEMS)
    differing = tokenised_alike(quantised, tokenizer, texts)
    print(f"texts with other tokens: {differing} of {len(texts)}")
    end = tokenizer.token_to_id(END)
    alike = {"f16": 0, "q8_0": 0}
    for one in examples[: asked.prompts]:
        ids, given = conversation(tokenizer, Example(one.prompt, ""))
        wanted = greedy(model, ids[:given], _MOST_TOKENS, end)
        alike["f16"] += list(itertools.islice(likeliest(half, ids[:given], end), _MOST_TOKENS)) == wanted
        alike["q8_0"] += list(itertools.islice(likeliest(quantised, ids[:given], end), _MOST_TOKENS)) == wanted
    print(f"same greedy text as PyTorch, of {asked.prompts}: {alike}")
    raise SystemExit(differing > 0)


if __name__ == "__main__":
    main()
