"""A made-up national archive at full size, for tests and benches: `python tools/national_archive.py OUT.zip`.

Same files, element names, attributes and irregularities as the real one (non-breaking spaces,
inline edges with blanks, conditions by variable, services given twice), same number of documents
and like lengths; sentences are put together from French administrative words. Seeded: the same
arguments give the same bytes. None of it is true.
"""

import argparse
import random
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

FICHES, RESOURCES, CONTENTS = 3_000, 2_305, 243
_SPACES = (
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xsi:noNamespaceSchemaLocation="../Schemas/3.5/Publication.xsd"'
)
_THEMES = (
    "Famille - Scolarité;Papiers - Citoyenneté;Logement;Social - Santé;Travail - Formation;Argent - Impôts;"
    "Transports - Mobilité;Justice;Étranger - Europe;Loisirs;Associations"
).split(";")
_SUBJECTS = (
    "carte nationale d'identité;passeport;acte de naissance;permis de construire;certificat d'immatriculation;"
    "allocation de rentrée;aide au logement;inscription sur les listes électorales;déclaration de travaux;"
    "pension de réversion;congé de maternité;médiateur de la consommation;titre de séjour;permis de conduire;"
    "taxe d'habitation;garde d'enfant;bail d'habitation;succession;changement de nom;mariage;Pacs;divorce;"
    "adoption;carte de stationnement;bourse au mérite;assurance chômage;retraite anticipée;licenciement;"
    "contrat d'apprentissage;autorité parentale;curatelle;concession funéraire;quotient familial;surendettement"
).split(";")
_ASPECTS = (
    "première demande;renouvellement;perte ou vol;démarche à l'étranger;contestation;modification;prix;durée;"
    "remboursement;pièces à fournir;délai de réponse;changement d'adresse;situation d'un mineur;refus;recours"
).split(";")
_ACTORS = (
    "vous;le demandeur;votre employeur;la mairie;la préfecture;le bailleur;le tribunal judiciaire;l'assuré;"
    "la caisse d'allocations familiales;le notaire;le parent titulaire de l'autorité parentale;l'administration"
).split(";")
_VERBS = (
    "devez fournir;pouvez demander;transmet;examine;délivre;conserve;doit déclarer;peut refuser;reçoit;"
    "renouvelle;signe;présente;verse;calcule;notifie;adresse par courrier;dépose en ligne"
).split(";")
_OBJECTS = (
    "une copie intégrale;le justificatif de domicile de moins de 6 mois;une attestation sur l'honneur;"
    "la photo d'identité récente et conforme;l'avis d'imposition;une pièce d'identité originale;le formulaire rempli;"
    "la décision motivée;un récépissé;le dossier complet;l'indemnité journalière;la somme due;le relevé de carrière;"
    "un certificat médical;l'extrait avec filiation;la quittance de loyer;une lettre recommandée avec avis de réception"
).split(";")
_ENDS = (
    "dans un délai de {n} jours;avant la fin du mois;auprès du service compétent;si vos ressources ne dépassent pas "
    "{n} € par mois;sauf en cas de force majeure;à compter de la date de la demande;pendant {n} ans;"
    "pour chaque enfant à charge;en présence de deux témoins;sans frais;au prix de {n} €;selon la commune"
).split(";")
_CASES = (
    "Vous êtes majeur;Vous êtes mineur;Vous êtes né à l'étranger;Vous êtes français;Vous êtes européen;Vous louez;"
    "Vous êtes propriétaire;Vous êtes hébergé;Vous travaillez;Vous êtes sans emploi;Cas général;À Paris;"
    "En cas de perte;En cas de vol;Vous êtes marié;Vous vivez seul;Vous êtes retraité;Vous êtes agent public"
).split(";")
_SYLLABLES = (
    "ba bi bo ca ce co da de do fa fi ga ja la le li lo ma me mi mo na ne no pa pe po ra re ri ro sa se ta te ti to va"
).split()


@dataclass(frozen=True, slots=True)
class Size:
    """How many documents of each kind, and how long a fiche is, in sections."""

    fiches: int = FICHES
    resources: int = RESOURCES
    contents: int = CONTENTS
    sections: int = 2


class ArchiveWriter:
    """Writes the documents; `changed` is the share of fiches that differ from the same seed's first edition."""

    def __init__(self, size: Size | None = None, seed: int = 2026, day: str = "2026-11-20", changed: float = 0) -> None:
        self._size = size or Size()
        self._seed = seed
        self._day = day
        self._changed = changed
        words = _drawn(seed)
        self._rare = ["".join(words.choice(_SYLLABLES) for _ in range(words.randint(3, 5))) for _ in range(30_000)]

    def write(self, path: Path) -> int:
        """Write the zip; returns the number of files."""
        year, month, number = (int(part) for part in self._day.split("-"))
        count = 0
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
            for name, text in self.documents():
                entry = zipfile.ZipInfo(name, (year, month, number, 4, 0, 0))
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, text)
                count += 1
        return count

    def documents(self) -> Iterator[tuple[str, str]]:
        """Each file's name and text."""
        for at in range(self._size.fiches):
            yield f"F{10_000 + at}.xml", self.fiche(at)
        for at in range(self._size.resources):
            yield f"R{20_000 + at}.xml", self._resource(at)
        for at in range(self._size.contents):
            yield f"N{30_000 + at}.xml", self._contents(at)
        yield from self._indexes()

    def fiche(self, at: int) -> str:
        """One fiche: a question and answer for every fourth, else with situations or chapters."""
        chance = _drawn(f"{self._seed} F {at}")
        edition = _drawn(f"{self._seed} edition {at}").random() < self._changed
        name, kind = f"F{10_000 + at}", ("Fiche Question-réponse" if at % 4 == 3 else "Fiche d'information")
        title = self._title(chance)
        body = [self._warning(at)] if at % 40 == 0 else []
        body.append(f"<Introduction><Texte>{self._paragraphs(chance, 2)}</Texte></Introduction>")
        if at % 4 == 3:
            body.append(f"<Texte>{self._paragraphs(chance, 3)}{self._list(chance)}{self._blocks(chance, 4)}</Texte>")
        elif at % 4 == 0:
            kind += " conditionnée"
            body.append(self._situations(chance))
        else:
            body.append(f"<Texte>{self._chapters(chance, self._size.sections)}</Texte>")
        body.insert(0, self._menu(at))
        if edition:
            body.append(f"<Texte><Paragraphe>Règle modifiée le {self._day}.</Paragraphe></Texte>")
        body += [self._service(chance, at), self._tail(chance, at)]
        day = self._day if edition else f"2026-{chance.randint(1, 10):02}-{chance.randint(1, 28):02}"
        return self._document("Publication", name, kind, title, day, chance, "".join(body))

    def _document(  # noqa: PLR0917 - the parts of a document, in its own order
        self, root: str, name: str, kind: str, title: str, day: str, chance: random.Random, body: str
    ) -> str:
        theme = chance.randrange(len(_THEMES))
        url = f"https://www.service-public.gouv.fr/particuliers/vosdroits/{name}"
        core = "".join(
            f"<dc:{tag}>{escape(text)}</dc:{tag}>"
            for tag, text in (
                ("title", title), ("creator", "Archive inventée"), ("subject", _THEMES[theme]),
                ("description", self._sentence(chance)), ("publisher", "Archive inventée"),
                ("contributor", "Archive inventée"), ("date", f"modified {day}"), ("type", "Fiche pratique"),
                ("format", "text/xml"), ("identifier", name), ("language", "Fr"), ("coverage", "France entière"),
            )
        )  # fmt: skip
        trail = f'<Niveau ID="N{30_000 + theme}">{escape(_THEMES[theme])}</Niveau>'
        return (
            f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} {_SPACES} ID="{name}" type={quoteattr(kind)} '
            f'spUrl="{url}" dateDerniereModificationImportante="{day}T00:00:00">{core}<SurTitre>Fiche</SurTitre>'
            f"<Audience>Particuliers</Audience><Canal>www.service-public.fr</Canal>"
            f'<FilDAriane><Niveau ID="Particuliers">Accueil particuliers</Niveau>{trail}'
            f'<Niveau ID="{name}" type={quoteattr(kind)}>{escape(title)}</Niveau></FilDAriane>'
            f'<Theme ID="N{30_000 + theme}"><Titre>{escape(_THEMES[theme])}</Titre></Theme>{body}</{root}>'
        )

    def _resource(self, at: int) -> str:
        chance = _drawn(f"{self._seed} R {at}")
        form = f"<NumeroCerfa>{10_000 + at}*0{at % 9 + 1}</NumeroCerfa>" if at % 2 else ""
        web = f'<LienWeb URL="https://demarches.exemple.fr/{at}"><Source>Service inventé</Source></LienWeb>'
        body = f"{form}<Texte>{self._paragraphs(chance, 1)}</Texte>{web}"
        kind = "Formulaire" if at % 2 else "Téléservice"
        return self._document(
            "ServiceComplementaire", f"R{20_000 + at}", kind, self._title(chance), "2026-05-04", chance, body
        )

    def _contents(self, at: int) -> str:
        chance = _drawn(f"{self._seed} N {at}")
        listed = [chance.randrange(self._size.fiches) for _ in range(12)]
        rows = "".join(f'<Fiche ID="F{10_000 + one}">{escape(self._title(chance))}</Fiche>' for one in listed)
        body = f'<SousDossier ID="N{30_000 + at}-1"><Titre>Démarches</Titre>{rows}</SousDossier>'
        return self._document(
            "Publication", f"N{30_000 + at}", "Dossier", self._title(chance), "2026-05-04", chance, body
        )

    def _indexes(self) -> Iterator[tuple[str, str]]:
        chance = _drawn(f"{self._seed} index")
        head = '<?xml version="1.0" encoding="UTF-8"?>\n'
        asked = "".join(
            f'<QuestionReponse ID="F{10_000 + at}" audience="Particuliers">'
            f"Comment faire pour {escape(self._title(chance).lower())} ?</QuestionReponse>"
            for at in range(3, self._size.fiches, 4)
        )
        yield (
            "questionsReponses.xml",
            f'{head}<Publication ID="questionsReponses"><Groupe>{asked}</Groupe></Publication>',
        )
        moved = "".join(
            f'<Redirection ancien="F{80_000 + at}" nouveau="F{10_000 + at}"/>'
            for at in range(min(200, self._size.fiches))
        )
        yield "redirections.xml", f"{head}<Redirections>{moved}</Redirections>"
        items = "".join(
            f'<Item type="Fiche" ID="F{10_000 + at}" fichier="true"><Titre>{escape(self._title(chance))}</Titre></Item>'
            for at in range(self._size.fiches)
        )
        yield "arborescence.xml", f"{head}<Arborescence>{items}</Arborescence>"
        for name in ("menu", "servicesEnLigne", "commentFaireSi", "centresDeContact", "idxDateModifImp", "accueil"):
            yield f"{name}.xml", f'{head}<Liste ID="{name}"/>'

    def _situations(self, chance: random.Random) -> str:
        labels = chance.sample(_CASES, 2)
        tabs = "".join(
            f'<Situation><Titre>{label}</Titre><Condition><estVrai var="T{100 + at}"/></Condition>'
            f"<Texte>{self._chapters(chance, max(1, self._size.sections // 2))}</Texte></Situation>"
            for at, label in enumerate(labels)
        )
        return f'<ListeSituations affichage="onglet">{tabs}</ListeSituations>'

    def _chapters(self, chance: random.Random, count: int) -> str:
        return "".join(
            f"<Chapitre><Titre><Paragraphe>{escape(self._title(chance))}</Paragraphe></Titre>{self._blocks(chance, 3)}"
            f"<SousChapitre><Titre><Paragraphe>{chance.choice(_ASPECTS).capitalize()}</Paragraphe></Titre>"
            f"{self._blocks(chance, 2)}</SousChapitre></Chapitre>"
            for _ in range(count)
        )

    def _blocks(self, chance: random.Random, count: int) -> str:
        makers = (self._cases, self._list, self._table, self._call_out, self._fragment, self._place)
        return "".join(
            self._paragraphs(chance, 2) + chance.choices(makers, (4, 5, 1, 3, 1, 1))[0](chance) for _ in range(count)
        )

    def _cases(self, chance: random.Random) -> str:
        cases = "".join(
            f'<Cas><Titre>{label}</Titre><Condition><estVrai var="T{200 + _CASES.index(label)}"/></Condition>'
            f"{self._paragraphs(chance, 2)}{self._list(chance)}</Cas>"
            for label in chance.sample(_CASES, 2)
        )
        return f'<BlocCas affichage="radio">{cases}</BlocCas>'

    def _fragment(self, chance: random.Random) -> str:
        test = chance.choice(("estVrai", "estFaux"))
        variable = 200 + chance.randrange(len(_CASES))
        return (
            f'<FragmentConditionne><Condition><{test} var="T{variable}"/></Condition>'
            f"{self._paragraphs(chance, 1)}</FragmentConditionne>"
        )

    def _list(self, chance: random.Random) -> str:
        items = "".join(
            f"<Item><Paragraphe>{escape(chance.choice(_OBJECTS))}\u00a0: "
            f"{escape(self._sentence(chance))}</Paragraphe></Item>"
            for _ in range(chance.randint(2, 4))
        )
        return f'<Liste type="puce">{items}</Liste>'

    def _table(self, chance: random.Random) -> str:
        rows = "".join(
            f'<Rangée type="normal"><Cellule><Paragraphe>{chance.choice(_CASES)}</Paragraphe></Cellule>'
            f"<Cellule><Paragraphe><Valeur>{chance.randint(5, 900)}\u00a0€</Valeur></Paragraphe></Cellule></Rangée>"
            for _ in range(4)
        )
        head = "".join(f"<Cellule><Paragraphe>{name}</Paragraphe></Cellule>" for name in ("Situation", "Montant"))
        return f'<Tableau><Titre>Montants</Titre><Rangée type="header">{head}</Rangée>{rows}</Tableau>'

    def _call_out(self, chance: random.Random) -> str:
        tag, title = chance.choice((("ANoter", "À noter"), ("ASavoir", "À savoir"), ("Attention", "Attention")))
        return f"<{tag}><Titre>{title}</Titre>{self._paragraphs(chance, 1)}</{tag}>"

    def _place(self, chance: random.Random) -> str:
        return (
            f'<OuSAdresser ID="R{50_000 + chance.randrange(400)}" sve="non" type="Local personnalisé sur SP">'
            "<Titre>Mairie</Titre><PivotLocal>mairie</PivotLocal></OuSAdresser>"
        )

    def _service(self, chance: random.Random, at: int) -> str:
        target = at % max(1, self._size.resources)
        return (
            f'<ServiceEnLigne ID="R{20_000 + target}" type="Téléservice">'
            f"<Titre>{escape(self._title(chance))}</Titre></ServiceEnLigne>"
        )

    def _tail(self, chance: random.Random, at: int) -> str:
        other = 10_000 + (at + 3) % max(1, self._size.fiches)
        return (
            f'<Reference type="Texte de référence" URL="https://www.legifrance.gouv.fr/{at}" ID="R{60_000 + at}">'
            f"<Titre>Code inventé\u00a0: articles L{at} à L{at + 4}</Titre></Reference>"
            f'<QuestionReponse ID="F{other}">{escape(self._title(chance))}\u00a0?</QuestionReponse>'
        )

    def _menu(self, at: int) -> str:
        """The menu of the whole folder, which the real files repeat: much of their weight is not their text."""
        chance = _drawn(f"{self._seed} menu {at % max(1, self._size.contents)}")
        rows = "".join(
            f'<Fiche ID="F{10_000 + chance.randrange(self._size.fiches)}">{escape(self._title(chance))}</Fiche>'
            for _ in range(150)
        )
        return (
            f'<DossierPere ID="N{30_000 + at % max(1, self._size.contents)}"><Titre>Démarches</Titre>'
            f'<SousDossier ID="N{30_000 + at % max(1, self._size.contents)}-1"><Titre>Obtenir</Titre>{rows}'
            "</SousDossier></DossierPere>"
        )

    def _warning(self, at: int) -> str:
        return (
            f'<Avertissement ID="R{70_000 + at}" date="2026-09-01"><Titre>Réforme annoncée</Titre>'
            "<Texte><Paragraphe>Un décret doit changer le montant.</Paragraphe></Texte></Avertissement>"
        )

    def _paragraphs(self, chance: random.Random, count: int) -> str:
        return "".join(f"<Paragraphe>{self._rich(chance)}</Paragraphe>" for _ in range(count))

    def _rich(self, chance: random.Random) -> str:
        first, second = escape(self._sentence(chance)), escape(self._sentence(chance))
        if chance.random() < 0.4:
            first = f"<MiseEnEvidence>{escape(chance.choice(_OBJECTS))} </MiseEnEvidence>{first}"
        if chance.random() < 0.2:
            target = 10_000 + chance.randrange(self._size.fiches)
            first += (
                f' <LienInterne LienPublication="F{target}" type="Fiche d\'information">voir la fiche</LienInterne>'
            )
        return f"{first} {second}"

    def _sentence(self, chance: random.Random) -> str:
        end = chance.choice(_ENDS).format(n=chance.randint(2, 1_800))
        rare = self._rare[int(chance.paretovariate(0.4)) % len(self._rare)] if chance.random() < 0.5 else ""
        subject = f"{chance.choice(_SUBJECTS)} {rare}".strip()
        return f"Pour {subject}, {chance.choice(_ACTORS)} {chance.choice(_VERBS)} {chance.choice(_OBJECTS)} {end}."

    def _title(self, chance: random.Random) -> str:
        return f"{chance.choice(_SUBJECTS).capitalize()}\u00a0: {chance.choice(_ASPECTS)}"


def _drawn(seed: object) -> random.Random:
    """Chance that is the same each time."""
    return random.Random(str(seed))  # noqa: S311 - a made-up archive, no secret


def main() -> int:
    """Write an archive where the arguments say."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--day", default="2026-11-20")
    parser.add_argument("--changed", type=float, default=0, help="share of fiches that differ, from 0 to 1")
    options = parser.parse_args()
    count = ArchiveWriter(seed=options.seed, day=options.day, changed=options.changed).write(options.out)
    print(f"{options.out}: {count} files, {options.out.stat().st_size / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
