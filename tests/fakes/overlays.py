"""Overlays over the small made-up archive of `tests.fakes.national`."""

from pathlib import Path

HEAD = """---
id: {name}
{target}
verified_on: 2026-03-10
review_by: 2027-03-10
sources:
  - {{label: "Délibération du 4 mars 2026"}}
"""
# A fee in the place of the State's, a section of its own, and one under a national heading.
GARDEN = (
    HEAD.format(name="jardins", target="article: F90001")
    + """service: titres
contact: titres
closure_code: IDE-CNI
keywords: [lopin]
replaces: ["Préparer les documents — Si : Vous êtes majeur › Vous louez"]
facts:
  - {kind: fee, value: "5 €", condition: "habitants d'Essaiville", replaces: "8 € en ligne"}
  - {kind: where, value: "Serre municipale, chemin des Prés"}
documents:
  - {label: "Photo de la parcelle"}
online: {label: "Réserver une parcelle", url: "https://www.aubremont.example/jardins"}
offline: "À la serre municipale, le mercredi matin."
---
## Réservé aux habitants
Une parcelle n'est donnée qu'aux habitants d'Essaiville depuis un an, sur justificatif de domicile.

## Préparer les documents — Si : Vous êtes majeur › Vous louez
Bail signé, ou attestation du bailleur social d'Essaiville.

## Déposer la demande › Prix — Si : Vous êtes majeur
La régie prend la carte bancaire et le chèque.
"""
)
TOWN_HALL = (
    HEAD.format(name="accueil", target="pivot: mairie")
    + """facts:
  - {kind: where, value: "Hôtel de ville, 1 place du Marché"}
  - {kind: when, value: "samedi matin compris"}
---
"""
)


def write_overlays(base: Path, **files: str) -> Path:
    """The overlays under their file names, underscores as hyphens; returns `base`."""
    folder = base / "overlays"
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / f"{name.replace('_', '-')}.md").write_text(text, "utf-8")
    return base
