"""An import from its file to the answers: searched with the town's own, switched whole or not at all."""

import json
import shutil
from pathlib import Path

import pytest

from aparte import cli
from aparte.assist.desk import SuggestRequest
from aparte.assist.importing import finish_index
from aparte.core.errors import AparteError
from aparte.kb.importers.refusals import ImportRefusedError
from aparte.kb.library import collection
from tests.fakes.national import DOCUMENTS, document, write_folder
from tests.fakes.town import StoppedError, Town

NEW = document("F90005", "Composteur collectif", "<Texte><Paragraphe>Le compost est ouvert.</Paragraphe></Texte>")


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return Town(tmp_path)


def test_national_articles_answer_beside_the_town_s_own(town: Town) -> None:
    town.take("vosdroits", town.national())
    assert town.first("carte de jardin partagé") == "F90001"
    assert town.first("j'ai perdu ma carte d'identité") == "carte-perdue"
    origins = {item.article_id: item.origin for item in town.desk().suggest(SuggestRequest(1, "carte")).items}
    assert (origins["F90001"], origins["carte-perdue"]) == ("national", "local")


def test_the_index_made_by_the_import_is_the_one_that_is_opened(town: Town) -> None:
    town.take("vosdroits", town.national())
    made = town.generations()
    town.desk()
    assert town.generations() == made


def test_the_base_says_what_is_national_with_its_credit_dates(town: Town) -> None:
    town.take("vosdroits", town.national())
    state = town.desk().state()
    assert (state.articles, state.national) == (6, 3)
    (file,) = state.national_files
    assert (file.name, str(file.file_date), str(file.edition)) == ("vosdroits.zip", "2026-03-03", "2026-03-02")
    assert file.url.startswith("https://lecomarquage.service-public.gouv.fr/")


def test_a_folder_imports_like_its_zip(town: Town) -> None:
    town.take("vosdroits", write_folder(town.folder / "unpacked"))
    assert town.first("carte de jardin partagé") == "F90001"


def test_added_changed_redirected_and_withdrawn_are_told_apart(town: Town) -> None:
    first = town.take("vosdroits", town.national())
    assert [one.id for one in first.differences.added] == ["F90001", "F90002", "F90003", "N90000", "N90010"]
    later = {name: text for name, text in DOCUMENTS.items() if name not in ("F90001.xml", "N90000.xml")}
    later |= {"F90005.xml": NEW, "F90002.xml": DOCUMENTS["F90002.xml"].replace("2 mois", "3 mois")}
    differences = town.take("vosdroits", town.national(later, "later.zip")).differences
    assert [one.id for one in differences.added] == ["F90005"]
    assert [one.id for one in differences.changed] == ["F90002"]
    assert [(one.id, one.towards) for one in differences.redirected] == [("F90001", "F90002")]
    assert [one.id for one in differences.withdrawn] == ["N90000"]
    assert town.first("composteur collectif") == "F90005"


def test_the_same_archive_again_changes_nothing(town: Town) -> None:
    town.take("vosdroits", town.national())
    assert town.take("vosdroits", town.national()).differences.none


@pytest.mark.parametrize("step", ["Services et formulaires", "Fiches nationales", "Index"])
def test_a_killed_import_leaves_the_base_and_goes_on_afterwards(step: str, town: Town) -> None:
    town.desk()
    with pytest.raises(StoppedError):
        town.take("vosdroits", town.national(), stop=lambda now, done: now == step and done >= 1)
    assert town.first("carte de jardin partagé") != "F90001"
    assert town.desk().state().national == 0
    report = town.take("vosdroits", town.national())
    assert len(report.differences.added) == 5
    assert town.first("carte de jardin partagé") == "F90001"


def test_what_a_killed_import_had_read_is_not_read_again(town: Town) -> None:
    with pytest.raises(StoppedError):
        town.take("vosdroits", town.national(), stop=lambda now, done: now == "Fiches nationales" and done == 2)
    (staged,) = (town.index.parent / "imported" / "vosdroits").glob("staged-*")
    before = (staged / "articles.jsonl").read_bytes()
    assert before.count(b"\n") == 2
    (staged / "articles.jsonl").write_bytes(before + b'{"beside": {"torn')
    town.take("vosdroits", town.national())
    current = collection(town.index.parent / "imported", "vosdroits").current()
    assert current is not None
    assert [record.article.id for record in current.records()] == ["F90001", "F90002", "F90003", "N90000", "N90010"]
    assert (current.folder / "articles.jsonl").read_bytes().startswith(before)


def test_only_the_generation_before_is_kept(town: Town) -> None:
    for number in range(3):
        text = DOCUMENTS["F90002.xml"].replace("2 mois", f"{number + 3} mois")
        town.take("vosdroits", town.national({**DOCUMENTS, "F90002.xml": text}, f"{number}.zip"))
    assert len(list((town.index.parent / "imported" / "vosdroits").glob("gen-*"))) == 2


def test_a_refused_archive_leaves_the_answers_as_they_were(town: Town) -> None:
    town.take("vosdroits", town.national())
    (town.folder / "cut.zip").write_bytes(town.national().read_bytes()[:500])
    with pytest.raises(ImportRefusedError):
        town.take("vosdroits", town.folder / "cut.zip")
    assert town.first("carte de jardin partagé") == "F90001"


def test_damaged_imports_let_the_last_index_answer(town: Town) -> None:
    town.take("vosdroits", town.national())
    current = collection(town.index.parent / "imported", "vosdroits").current()
    assert current is not None
    (current.folder / "manifest.json").write_text("{", "utf-8")
    desk = town.desk()
    assert desk.state().stale
    assert desk.suggest(SuggestRequest(1, "carte de jardin partagé")).items[0].article_id == "F90001"


@pytest.mark.parametrize("name", ["manifest.json", "articles.jsonl"])
def test_damaged_imports_without_an_index_leave_the_town_s_own_articles(name: str, town: Town) -> None:
    town.take("vosdroits", town.national())
    current = collection(town.index.parent / "imported", "vosdroits").current()
    assert current is not None
    (current.folder / name).write_text("{}\n", "utf-8")
    shutil.rmtree(town.index)
    desk = town.desk()
    assert desk.suggest(SuggestRequest(1, "j'ai perdu ma carte d'identité")).items[0].article_id == "carte-perdue"
    assert any("importez-les de nouveau" in problem for problem in desk.state().problems)
    town.take("vosdroits", town.national())
    assert town.first("carte de jardin partagé") == "F90001"


def test_two_imports_at_once_are_refused(town: Town) -> None:
    with collection(town.index.parent / "imported", "vosdroits").importing(), pytest.raises(AparteError) as refusal:
        town.take("vosdroits", town.national())
    assert "en cours" in str(refusal.value)


def test_the_palette_is_ready_once_the_index_is_finished(town: Town) -> None:
    town.take("vosdroits", town.national())
    desk = town.desk()
    assert not desk.state().searchable
    finish_index(town.index)
    found = {hit.article_id for hit in town.desk().search("titre:jardin").hits}
    assert found == {"F90001", "F90002", "F90003"}
    assert town.desk().state().searchable


def test_an_open_base_finishes_what_a_stopped_import_left(town: Town) -> None:
    town.take("vosdroits", town.national())
    desk = town.desk()
    assert desk.search("titre:jardin").problem
    desk.complete()
    assert {hit.article_id for hit in desk.search("titre:jardin").hits} == {"F90001", "F90002", "F90003"}
    assert desk.state().searchable
    assert desk.suggest(SuggestRequest(1, "carte de jardin partagé")).items[0].article_id == "F90001"


def test_the_town_wins_where_two_articles_have_one_id(town: Town) -> None:
    (town.folder / "a.csv").write_text("id;titre;texte\npasseport;Autre passeport;Texte\n", "utf-8")
    town.take("csv", town.folder / "a.csv")
    assert town.desk().article("passeport").title == "Passeport d'un adulte"


def test_a_spreadsheet_becomes_articles(town: Town) -> None:
    rows = (
        "Titre;Texte;Thème;Mots-clés;Questions;Revoir le\r\n"
        'Piscine municipale;"## Horaires\nOuverte le mercredi.";animaux;"bassin, natation";Quand ?;31/12/2027\r\n'
    )
    (town.folder / "fiches.csv").write_bytes(rows.encode("cp1252"))
    town.take("csv", town.folder / "fiches.csv")
    article = town.desk().article("piscine-municipale")
    assert (article.origin, article.breadcrumb, article.keywords) == ("local", ("Animaux",), ("bassin", "natation"))
    assert (article.sections[0].heading, str(article.review_by)) == ("Horaires", "2027-12-31")
    assert town.first("la piscine est ouverte quand") == "piscine-municipale"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("nom;prix\nA;3\n", "« titre » et « texte »"),
        ("titre;texte\nA;\n", "ligne 2"),
        ("id;titre;texte\n../a;A;B\n", "identifiant"),
        ("id;titre;texte\na;A;B\na;C;D\n", "sert déjà"),
        ("titre;texte;revoir-le\nA;B;demain\n", "n'est pas une date"),
        ("", "« titre » et « texte »"),
        ("titre;texte\n", "aucune fiche"),
    ],
)
def test_a_wrong_spreadsheet_says_its_line(content: str, said: str, town: Town) -> None:
    (town.folder / "bad.csv").write_text(content, "utf-8")
    with pytest.raises(ImportRefusedError) as refusal:
        town.take("csv", town.folder / "bad.csv")
    assert said in str(refusal.value)


def test_pages_of_markdown_become_articles_and_a_broken_one_is_said(town: Town) -> None:
    pages = town.folder / "pages"
    pages.mkdir()
    (pages / "marche.md").write_text("# Marché couvert\n\nLe marché a lieu le samedi.\n\n## Place\nHalle.\n", "utf-8")
    (pages / "bad.md").write_bytes(b"\xff\xfe")
    report = town.take("markdown", pages)
    assert [one.id for one in report.differences.added] == ["marche-couvert"]
    assert len(report.manifest.left_out) == 1
    assert town.first("quand est le marché couvert") == "marche-couvert"


def test_the_command_lists_what_changed(town: Town, capsys: pytest.CaptureFixture[str]) -> None:
    places = ["--seed", str(town.seed), "--basedir", str(town.index.parent)]
    assert cli.main(["kb", "import", "vosdroits", str(town.national()), *places]) == 0
    said = capsys.readouterr()
    assert "Nouvelles : 5" in said.out
    assert "Éléments inconnus, gardés comme texte : Nouveaute (1)" in said.out
    assert "Import terminé." in said.err
    assert cli.main(["kb", "info", *places]) == 0
    info = capsys.readouterr().out
    assert "Service-Public.gouv.fr / DILA, vosdroits.zip du 03/03/2026, Licence Ouverte 2.0" in info
    assert "dont nationales       3" in info


def test_the_command_in_json_and_its_refusals(town: Town, capsys: pytest.CaptureFixture[str]) -> None:
    places = ["--seed", str(town.seed), "--basedir", str(town.index.parent)]
    assert cli.main(["kb", "import", "vosdroits", str(town.national()), "--json", *places]) == 0
    assert len(json.loads(capsys.readouterr().out)["added"]) == 5
    assert cli.main(["kb", "import", "vosdroits", str(town.folder / "none.zip"), *places]) == 3
    assert "n'existe pas" in capsys.readouterr().err
    assert cli.main(["kb", "import", "pdf", "x", *places]) == 2
