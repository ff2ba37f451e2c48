"""The validator finds each kind of fault, at the line where a manager must look."""

import os
from datetime import date
from pathlib import Path

import pytest

from aparte.core.errors import BaseUnavailableError
from aparte.kb.check import check_base
from aparte.kb.check.likeness import grams, near_duplicates
from tests.fakes.base_folder import DOG, LOST_CARD, write_base
from tests.fakes.overlays import GARDEN, TOWN_HALL, write_overlays
from tests.unit.kb.test_seed import BROKEN

TODAY = date(2026, 11, 23)
CARD = "articles/identite/carte-perdue.md"


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return write_base(tmp_path / "base")


def faults(folder: Path, *, strict: bool = False) -> list[str]:
    """Every problem as `path:line: message`, the path as the base names it."""
    return [str(problem).replace(f"{folder}/", "") for problem in check_base(folder, TODAY, strict).problems]


def spoil(folder: Path, name: str, before: str, after: str) -> None:
    text = (folder / name).read_text("utf-8")
    assert before in text
    (folder / name).write_text(text.replace(before, after, 1), "utf-8")


def test_a_faultless_base_has_no_problem(base: Path) -> None:
    report = check_base(base, TODAY)
    assert report.problems == []
    assert report.summary() == "Fiches : 3. Erreurs : 0. Avertissements : 0."


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("theme: identite\n", "theme: \n", ":4: « theme » manque."),
        ("theme: identite", "theme: mer", ":4: le thème « mer » n'existe pas dans themes.yaml."),
        ("service: titres", "service: x", ":5: le service « x » n'existe pas dans directory.yaml."),
        ("contact: titres", "contact: x", ":6: le contact « x » n'existe pas dans directory.yaml."),
        ("contact: titres\n", "", ":1: « contact » manque."),
        ("audience: particuliers", "audience: chats", ":7: « chats » n'est pas un public connu."),
        ("carte perdue deux, carte perdue trois", "et", ":8: au moins 4 mots clés : il y en a 3."),
        ('  - "Où aller pour carte perdue ?"\n', "", ":9: au moins 3 questions : il y en a 2."),
        ("IDE-CNI", "IDE-X", ":13: le code de conclusion « IDE-X » n'existe pas dans closure_codes.yaml."),
        ("verified_on: 2026-10-12", "verified_on:", ":14: « verified_on » manque."),
        ("review_by: 2027-04-12\n", "", ":1: « review_by » manque."),
        (
            "review_by: 2027-04-12",
            "review_by: 2026-10-12",
            ":15: la date de révision n'est pas après la vérification.",
        ),
        ("verified_on: 2026-10-12", "verified_on: 2026-13-12", ":1: une date de l'en-tête n'existe pas."),
        ('  - {label: "Délibération du conseil municipal"}\n', "", ":16: au moins 1 source : il y en a 0."),
        ("id: carte-perdue\n", "id: autre\n", ":2: l'identifiant « autre » n'est pas le nom du fichier."),
        ('title: "Carte', 'titre: "Carte', ":1: « title » manque."),
        ("kind: fee", "kind: prix", ":18: « prix » n'est pas une sorte de fait."),
        (
            'offline: "Au guichet unique."\n',
            "",
            ":20: démarche en ligne sans voie au guichet ou sur papier : « offline » manque.",
        ),
        (
            "https://www.aubremont",
            "aubremont",
            ":20: « aubremont.example/carte-perdue » n'est pas une adresse de site.",
        ),
        ("keywords: [", "keywords: [[", ":9: l'en-tête n'est pas du YAML valide."),
        ("Une carte perdue se", "<b>Une</b> carte perdue se", ":24: « <b> » : ni HTML ni image dans une fiche."),
    ],
)
def test_a_fault_of_an_article_is_told_at_its_line(base: Path, before: str, after: str, expected: str) -> None:
    spoil(base, CARD, before, after)
    assert f"{CARD}{expected}" in faults(base)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("facts:", "factts:", ":18: « factts » n'est pas une clé connue."),
        ("{kind: fee,", "{sorte: x, kind: fee,", ":19: « sorte » n'est pas une clé connue."),
        ('{label: "Rendez', '{lien: x, label: "Rendez', ":20: « lien » n'est pas une clé connue."),
        ("contact: titres\n", "contact: titres\nservice: accueil\n", ":7: « service » est écrit deux fois."),
        ("{kind: fee,", "{kind: fee, kind: delay,", ":19: « kind » est écrit deux fois."),
        ("[carte perdue,", "[no, carte perdue,", ":8: « no » n'est pas lu comme un texte"),
        ("[carte perdue,", "[on, carte perdue,", ":8: « on » n'est pas lu comme un texte"),
        ("[carte perdue,", "[012, carte perdue,", ":8: « 012 » n'est pas lu comme un texte"),
        ('"Combien coûte carte perdue ?"', "1:30", ":11: « 1:30 » n'est pas lu comme un texte"),
        ('value: "25 €"', "value: 8:30", ":19: « 8:30 » n'est pas lu comme un texte"),
        ('"Combien coûte carte perdue ?"', "~", ":11: une ligne de « questions » est vide."),
        (
            '  - {kind: fee, value: "25 €", condition: "perte"}',
            "  - {kind: fee, value: x}\n  - gratuit",
            ":20: une ligne de « facts » n'est pas de la forme {…}.",
        ),
        (
            '  - {label: "Délib',
            '  - brut\n  - {label: "Délib',
            ":17: une ligne de « sources » n'est pas de la forme {…}.",
        ),
    ],
)
def test_what_reading_a_front_matter_would_pass_over_is_told(
    base: Path, before: str, after: str, expected: str
) -> None:
    spoil(base, CARD, before, after)
    assert [one for one in faults(base) if one.startswith(f"{CARD}{expected}")] != []


def test_a_misshapen_row_is_told_once(base: Path) -> None:
    spoil(base, CARD, '  - {kind: fee, value: "25 €", condition: "perte"}', "  - gratuit")
    assert faults(base) == [f"{CARD}:19: une ligne de « facts » n'est pas de la forme {{…}}."]


@pytest.mark.parametrize("kind", ["folder", "dangling link", "loop"])
def test_what_is_named_like_an_article_but_is_no_file_is_told(base: Path, kind: str) -> None:
    odd = base / "articles" / "identite" / "x.md"
    if kind == "folder":
        odd.mkdir()
    else:
        odd.symlink_to("x.md" if kind == "loop" else "nowhere")
    assert faults(base) == ["articles/identite/x.md:1: ce n'est pas un fichier."]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root reads what is forbidden")
def test_an_article_that_may_not_be_read_is_told(base: Path) -> None:
    (base / CARD).chmod(0)
    assert faults(base) == [f"{CARD}:1: le fichier ne peut pas être lu."]


@pytest.mark.parametrize("keywords", ["[" * 2_000 + "]" * 2_000, "&a [*a]"])
def test_yaml_that_has_no_end_is_told(base: Path, keywords: str) -> None:
    spoil(base, CARD, "keywords: [", f"keywords: {keywords}\nother: [")
    (base / "lexicon.yaml").write_text(f"groups: {keywords}", "utf-8")
    told = faults(base)
    assert "lexicon.yaml:1: ce n'est pas du YAML valide." in told
    assert [one for one in told if one.startswith(CARD)] != []


def test_an_empty_body_is_an_error(base: Path) -> None:
    (base / CARD).write_text(LOST_CARD.split("Une carte perdue se déclare")[0], "utf-8")
    assert faults(base) == [f"{CARD}:23: le corps de la fiche est vide."]


def test_an_article_without_a_section_is_an_error(base: Path) -> None:
    (base / CARD).write_text(LOST_CARD.split("## Carte")[0], "utf-8")
    assert faults(base) == [f"{CARD}:1: au moins 1 partie « ## » : il y en a 0."]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", ":1: la fiche est vide."),
        (b"Bonjour", ":1: l'en-tête entre deux lignes « --- » manque."),
        (LOST_CARD.encode("cp1252", "replace"), ":3: le fichier n'est pas en UTF-8."),
        (LOST_CARD.encode() + b"x" * 1_000_001, ":1: le fichier dépasse 1 Mo : ce n'est pas une fiche."),
    ],
)
def test_a_file_that_is_no_article_is_told(base: Path, content: bytes, expected: str) -> None:
    (base / CARD).write_bytes(content)
    assert faults(base) == [f"{CARD}{expected}"]


def test_a_passed_review_date_is_a_warning_and_an_error_when_strict(base: Path) -> None:
    spoil(base, CARD, "review_by: 2027-04-12", "review_by: 2026-11-01")
    assert faults(base) == [f"{CARD}:15: attention : la fiche est à revoir depuis le 2026-11-01."]
    assert check_base(base, TODAY).errors == 0
    assert faults(base, strict=True) == [f"{CARD}:15: la fiche est à revoir depuis le 2026-11-01."]


def test_an_id_and_a_title_serve_once(base: Path) -> None:
    copy = DOG.replace("id: chien-errant", "id: carte-perdue").replace("gardé", "recueilli avec soin et gardé")
    (base / "articles/animaux/chien-bis.md").write_text(copy, "utf-8")
    told = faults(base)
    assert (
        "articles/animaux/chien-errant.md:3: le titre « Chien errant ou animal trouvé » sert déjà dans chien-bis.md."
        in told
    )
    assert f"{CARD}:2: l'identifiant « carte-perdue » sert déjà dans chien-bis.md." in told


def test_bodies_that_say_the_same_are_refused(base: Path) -> None:
    body = LOST_CARD.split("## ")[1].split("\n", 1)[1]
    (base / "articles/identite/passeport.md").write_text(
        (base / "articles/identite/passeport.md").read_text("utf-8").split("## ")[0] + "## Autre titre\n" + body,
        "utf-8",
    )
    assert faults(base) == [
        "articles/identite/passeport.md:23: le corps redit celui de carte-perdue.md (ressemblance 1,00, au plus 0,30)."
    ]


@pytest.mark.parametrize(
    ("name", "before", "after", "expected"),
    [
        ("themes.yaml", "id: animaux", "id: identite", "themes.yaml:3: « identite » sert déjà ligne 2."),
        ("themes.yaml", "themes:", "autres:", "themes.yaml:1: « themes » manque ou est vide."),
        ("directory.yaml", "id: titres", "id: accueil", "directory.yaml:3: « accueil » sert déjà ligne 2."),
        ("directory.yaml", "level: 2", "level: 7", "directory.yaml:3: « 7 » n'est pas un niveau (1, 2 ou external)."),
        ("directory.yaml", 'name: "Pôle titres", ', "", "directory.yaml:3: « name » manque."),
        (
            "directory.yaml",
            'phone: "03 53 01 11 10", ',
            "",
            "directory.yaml:3: « titres » n'a ni téléphone, ni courriel, ni adresse.",
        ),
        (
            "closure_codes.yaml",
            "code: ANI-CHIEN",
            "code: IDE-CNI",
            "closure_codes.yaml:3: « IDE-CNI » sert déjà ligne 2.",
        ),
        (
            "closure_codes.yaml",
            "code: ANI-CHIEN",
            "code: CHIEN",
            "closure_codes.yaml:3: « CHIEN » ne commence pas par « ANI- ».",
        ),
        (
            "closure_codes.yaml",
            ', children: [{code: ANI-CHIEN, label: "Chiens"}]',
            "",
            "closure_codes.yaml:3: le code « ANI » n'a aucun code de second niveau.",
        ),
        *(
            ("closure_codes.yaml", 'label: "Chiens"', f'label: "Chiens"{more}', f"closure_codes.yaml:3: {expected}")
            for more, expected in (
                (", valid_to: demain", "« valid_to » n'est pas une date de la forme 2026-12-31."),
                (', valid_from: "2026-01-01"', "« valid_from » n'est pas une date de la forme 2026-12-31."),
                (", valid_from: 2026-02-30", "« valid_from » n'est pas une date de la forme 2026-12-31."),
                (", valid_from: 2026-03-01, valid_to: 2026-02-01", "« ANI-CHIEN » prend fin avant de commencer."),
                (", aliases: toutou", "« aliases » n'est pas une liste, ou elle est vide."),
                (", aliases: []", "« aliases » n'est pas une liste, ou elle est vide."),
                (', aliases: [""]', "un alias est vide."),
                (", aliases: [[a]]", "un alias est vide."),
                (", aliases: [no]", "« no » n'est pas lu comme un texte : mettez-le entre guillemets."),
                (", aliases: [CHIENS]", "« CHIENS » mène déjà à « ANI-CHIEN », ligne 3."),
                (", aliases: [toutou, Toutou]", "« Toutou » mène déjà à « ANI-CHIEN », ligne 3."),
                (", aliases: [carte d'identite]", "« carte d'identite » mène déjà à « IDE-CNI », ligne 2."),
                (", alias: [toutou]", "« alias » n'est pas une clé connue."),
            )
        ),
        (
            "closure_codes.yaml",
            'label: "Animaux"',
            'label: "Animaux", valid_to: 2026-01-01',
            "closure_codes.yaml:3: « ANI-CHIEN » est encore valable, « ANI » a pris fin.",
        ),
        ("lexicon.yaml", 'means: ["carte d\'identité"]', "means: []", "lexicon.yaml:6: « means » est vide."),
        (
            "lexicon.yaml",
            "  - say",
            '  - same: ["cni", "autre"]\n  - say',
            "lexicon.yaml:5: « cni » est déjà équivalent ligne 4.",
        ),
        ("lexicon.yaml", "  cni:", "  cni: x\n  cni:", "lexicon.yaml:3: « cni » est écrit deux fois."),
        ("lexicon.yaml", "groups:", "groups: [", "lexicon.yaml:4: ce n'est pas du YAML valide."),
        (
            "themes.yaml",
            "themes:",
            "themes:\n  - mer",
            "themes.yaml:2: une ligne de « themes » n'est pas de la forme {…}.",
        ),
        (
            "closure_codes.yaml",
            "children: [{code: IDE-CNI",
            "children: [x, {code: IDE-CNI",
            "closure_codes.yaml:2: une ligne de « children » n'est pas de la forme {…}.",
        ),
        (
            "directory.yaml",
            'phone: "03 53 01 11 10"',
            "phone: 0353011110",
            "directory.yaml:3: « 0353011110 » n'est pas lu comme un texte : mettez-le entre guillemets.",
        ),
        (
            "lexicon.yaml",
            'same: ["CNI"',
            'same: [no, "CNI"',
            "lexicon.yaml:4: « no » n'est pas lu comme un texte : mettez-le entre guillemets.",
        ),
        ("lexicon.yaml", 'same: ["CNI"', 'same: [[a], "CNI"', "lexicon.yaml:4: une expression est vide."),
        (
            "lexicon.yaml",
            "  cni:",
            "  on: x\n  cni:",
            "lexicon.yaml:2: « on » n'est pas lu comme un texte : mettez-le entre guillemets.",
        ),
        ("town.yaml", "name:", "nom:", "town.yaml:1: « name » manque : le nom de la commune."),
        ("conversations/guichet.yaml", "say:", "dit:", "conversations/guichet.yaml:4: un tour n'a pas de « say »."),
    ],
)
def test_a_fault_of_another_file_is_told_at_its_line(
    base: Path, name: str, before: str, after: str, expected: str
) -> None:
    spoil(base, name, before, after)
    assert expected in faults(base)


def test_a_code_valid_to_the_day_itself_is_no_fault(base: Path) -> None:
    spoil(base, "closure_codes.yaml", 'label: "Chiens"', 'label: "Chiens", aliases: [toutou], valid_to: 2026-11-23')
    assert faults(base) == []


def test_an_article_may_not_keep_a_code_that_ended(base: Path) -> None:
    spoil(base, "closure_codes.yaml", 'label: "Chiens"', 'label: "Chiens", valid_to: 2026-11-22')
    assert faults(base) == ["articles/animaux/chien-errant.md:13: le code « ANI-CHIEN » a pris fin."]


def test_a_retired_code_leaves_its_words_to_another(base: Path) -> None:
    retired = '{code: ANI-VIEUX, label: "Chiens", valid_to: 2025-01-01}, {code: ANI-CHIEN'
    spoil(base, "closure_codes.yaml", "{code: ANI-CHIEN", retired)
    assert faults(base) == []


def test_a_table_whose_only_row_is_no_row_is_told_at_its_line(base: Path) -> None:
    (base / "themes.yaml").write_text("# thèmes\nthemes:\n  - mer\n", "utf-8")
    assert "themes.yaml:3: une ligne de « themes » n'est pas de la forme {…}." in faults(base)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("- said: [a]\n", ":1: « topic » manque."),
        ("- {topic: a, said: [b]}\n- {topic: a, said: [c]}\n", ":2: « a » sert déjà ligne 1."),
        ("- topic: a\n  said: []\n", ":2: « said » est vide."),
        ("- topic: a\n", ":1: « said » est vide."),
        ("- topic: a\n  said:\n    - no\n", ":3: « no » n'est pas lu comme un texte : mettez-le entre guillemets."),
        ("- a\n", ":1: une ligne de la liste n'est pas de la forme {…}."),
        ("topic: a\n", ":1: une liste est attendue."),
    ],
)
def test_a_fault_of_the_subjects_of_no_administration_is_told(base: Path, content: str, expected: str) -> None:
    (base / "elsewhere.yaml").write_text(content, "utf-8")
    assert faults(base) == [f"elsewhere.yaml{expected}"]


@pytest.mark.parametrize(("name", "content"), [(name, content) for name, rows in BROKEN.items() for content in rows])
def test_what_keeps_a_base_from_opening_is_an_error(base: Path, name: str, content: str) -> None:
    (base / name).write_text(content, "utf-8")
    assert [one for one in faults(base) if one.startswith(f"{name}:")] != []


def test_files_that_the_program_does_not_load_are_left_alone(base: Path) -> None:
    (base / "situations-brouillon.yaml").write_text("rien", "utf-8")
    assert faults(base) == []


def test_a_missing_file_is_told(base: Path) -> None:
    (base / "lexicon.yaml").unlink()
    assert faults(base) == ["lexicon.yaml:1: le fichier ne peut pas être lu."]


def test_problems_are_sorted_by_file_and_line(base: Path) -> None:
    spoil(base, CARD, "theme: identite", "theme: mer")
    spoil(base, CARD, "audience: particuliers", "audience: chats")
    spoil(base, "articles/animaux/chien-errant.md", "service: titres", "service: x")
    places = [(problem.path, problem.line) for problem in check_base(base, TODAY).problems]
    assert places == sorted(places)
    assert len(places) >= 3


def test_a_folder_without_articles_is_no_base(tmp_path: Path) -> None:
    with pytest.raises(BaseUnavailableError, match="Aucune base de connaissances"):
        check_base(tmp_path, TODAY)


def test_the_seed_has_no_error() -> None:
    seed = Path(__file__).parents[2] / "kb_seed"
    errors = [str(problem) for problem in check_base(seed, TODAY).problems if problem.weight == 0]
    assert errors == []


def test_likeness_is_shared_grams_over_all_grams() -> None:
    first, second = "un deux trois quatre cinq six sept", "un deux trois quatre cinq six huit"
    assert len(grams(first) & grams(second)) == 2
    assert near_duplicates({"a": first, "b": second}) == [("a", "b", 0.5)]
    assert near_duplicates({"a": first, "b": second}, limit=0.5) == []


def test_short_bodies_are_like_nothing() -> None:
    assert near_duplicates({"a": "trop court", "b": "trop court"}) == []


GARDEN_FILE = "overlays/jardins.md"


def test_faultless_overlays_are_counted(base: Path) -> None:
    report = check_base(write_overlays(base, jardins=GARDEN, accueil=TOWN_HALL), TODAY)
    assert report.problems == []
    assert report.summary() == "Fiches : 3. Compléments : 2. Erreurs : 0. Avertissements : 0."


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("id: jardins", "id: jardin", ":2: l'identifiant « jardin » n'est pas le nom du fichier."),
        ("article: F90001", "article: N90001", ":3: « N90001 » n'est pas une fiche nationale : F suivi de chiffres."),
        ("service: titres", "service: x", ":8: le service « x » n'existe pas dans directory.yaml."),
        ("contact: titres", "contact: x", ":9: le contact « x » n'existe pas dans directory.yaml."),
        ("IDE-CNI", "IDE-X", ":10: le code de conclusion « IDE-X » n'existe pas dans closure_codes.yaml."),
        ("keywords: [lopin]", "mots: [lopin]", ":11: « mots » n'est pas une clé connue."),
        ("review_by: 2027-03-10\n", "", ":1: « review_by » manque."),
        (
            "review_by: 2027-03-10",
            "review_by: 2026-03-10",
            ":5: la date de révision n'est pas après la vérification.",
        ),
        ("kind: fee", "kind: prix", ":13: « prix » n'est pas une sorte de fait."),
        ('"5 €"', "5", ":14: « 5 » n'est pas lu comme un texte : mettez-le entre guillemets."),
        (
            'offline: "À la serre municipale, le mercredi matin."\n',
            "",
            ":18: démarche en ligne sans voie au guichet ou sur papier : « offline » manque.",
        ),
        ("https://www.aubremont", "aubremont", ":18: « aubremont.example/jardins » n'est pas une adresse de site."),
        ("Une parcelle", "<b>Une</b> parcelle", ":22: « <b> » : ni HTML ni image dans un complément."),
    ],
)
def test_a_fault_of_an_overlay_is_told_at_its_line(base: Path, before: str, after: str, expected: str) -> None:
    write_overlays(base, jardins=GARDEN)
    spoil(base, GARDEN_FILE, before, after)
    assert faults(base) == [GARDEN_FILE + expected]


def test_an_overlay_past_its_review_date_is_told(base: Path) -> None:
    write_overlays(base, accueil=TOWN_HALL.replace("2027-03-10", "2026-11-01"))
    sentence = "overlays/accueil.md:5: {}le complément est à revoir depuis le 2026-11-01."
    assert faults(base) == [sentence.format("attention : ")]
    assert faults(base, strict=True) == [sentence.format("")]


def test_two_overlays_may_not_replace_the_same_part(base: Path) -> None:
    write_overlays(base, jardins=GARDEN, autres=GARDEN.replace("id: jardins", "id: autres"))
    (found,) = faults(base)
    assert found.startswith("overlays/jardins.md:12: « Préparer les documents")
    assert found.endswith("de F90001 est déjà remplacée par autres.md.")
