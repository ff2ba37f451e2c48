"""A small, faultless base written to a folder, to be spoilt by tests."""

from pathlib import Path

THEMES = 'themes:\n  - {id: identite, label: "Papiers"}\n  - {id: animaux, label: "Animaux"}\n'
DIRECTORY = (
    "services:\n"
    '  - {id: accueil, name: "Guichet unique", level: 1, phone: "03 53 01 10 00", takes_over: "tout"}\n'
    '  - {id: titres, name: "Pôle titres", level: 2, phone: "03 53 01 11 10", takes_over: "dossiers bloqués"}\n'
)
CODES = (
    "codes:\n"
    '  - {code: IDE, label: "Identité", children: [{code: IDE-CNI, label: "Carte d\'identité"}]}\n'
    '  - {code: ANI, label: "Animaux", children: [{code: ANI-CHIEN, label: "Chiens"}]}\n'
)
LEXICON = (
    "abbreviations:\n  cni: carte d'identité\n"
    'groups:\n  - same: ["CNI", "carte d\'identité"]\n  - say: ["papiers"]\n    means: ["carte d\'identité"]\n'
)
CONVERSATION = "title: Au guichet\nchannel: desk\nturns:\n  - say: J'ai perdu ma carte\n"

_ARTICLE = """---
id: {id}
title: "{title}"
theme: {theme}
service: titres
contact: titres
audience: particuliers
keywords: [{word}, {word} un, {word} deux, {word} trois]
questions:
  - "Comment faire pour {word} ?"
  - "Combien coûte {word} ?"
  - "Où aller pour {word} ?"
closure_code: {code}
verified_on: 2026-10-12
review_by: 2027-04-12
sources:
  - {{label: "Délibération du conseil municipal"}}
facts:
  - {{kind: fee, value: "25 €", condition: "perte"}}
online: {{label: "Rendez-vous", url: "https://www.aubremont.example/{id}"}}
offline: "Au guichet unique."
---
## {title}
{body}
"""

LOST_CARD = _ARTICLE.format(
    id="carte-perdue",
    title="Carte d'identité perdue ou volée",
    theme="identite",
    word="carte perdue",
    code="IDE-CNI",
    body="Une carte perdue se déclare à la mairie au moment de la nouvelle demande, avec un timbre fiscal de 25 euros.",
)
DOG = _ARTICLE.format(
    id="chien-errant",
    title="Chien errant ou animal trouvé",
    theme="animaux",
    word="chien trouvé",
    code="ANI-CHIEN",
    body="Un chien trouvé sur la voie publique est gardé à la fourrière animale, qui cherche son maître huit jours.",
)
PASSPORT = _ARTICLE.format(
    id="passeport",
    title="Passeport d'un adulte",
    theme="identite",
    word="passeport",
    code="IDE-CNI",
    body="Le passeport est demandé sur rendez-vous ; les empreintes sont prises sur place, le titre arrive en un mois.",
)


def write_base(folder: Path) -> Path:
    """Three articles, two services, two codes, a lexicon and a conversation; returns `folder`."""
    files = {
        "articles/identite/carte-perdue.md": LOST_CARD,
        "articles/identite/passeport.md": PASSPORT,
        "articles/animaux/chien-errant.md": DOG,
        "themes.yaml": THEMES,
        "directory.yaml": DIRECTORY,
        "closure_codes.yaml": CODES,
        "lexicon.yaml": LEXICON,
        "town.yaml": "name: Essaiville\n",
        "conversations/guichet.yaml": CONVERSATION,
    }
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def spoil_rebuilding(folder: Path, index: Path) -> None:
    """Change an article of `folder`, and let nothing be built under `index` any more, not even by root."""
    path = folder / "articles/animaux/chien-errant.md"
    path.write_text(DOG.replace("huit jours", "neuf jours"), "utf-8")
    (index / "build.lock").unlink(missing_ok=True)
    (index / "build.lock").mkdir()
