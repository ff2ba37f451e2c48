"""Overlays from one national import to the next: served, followed, listed for review, never lost."""

import json
from pathlib import Path

import pytest

from aparte import cli
from aparte.assist.changes import BaseChanges, ChangeKind, Why
from aparte.assist.desk import SuggestRequest
from tests.fakes.national import DOCUMENTS, document
from tests.fakes.overlays import GARDEN, TOWN_HALL, write_overlays
from tests.fakes.town import Town


@pytest.fixture
def town(tmp_path: Path) -> Town:
    town = Town(tmp_path)
    write_overlays(town.seed, jardins=GARDEN, accueil=TOWN_HALL)
    return town


def later(**changed: str) -> dict[str, str]:
    """The archive with some documents changed; an empty text withdraws one."""
    documents = {**DOCUMENTS, **{f"{name}.xml": text for name, text in changed.items()}}
    return {name: text for name, text in documents.items() if text}


def spoilt(before: str, after: str) -> str:
    assert before in DOCUMENTS["F90001.xml"]
    return DOCUMENTS["F90001.xml"].replace(before, after)


def changes(town: Town) -> BaseChanges:
    found = town.desk().changes()
    assert found is not None
    return found


def to_review(town: Town) -> list[tuple[str, Why | None]]:
    return [(change.id, change.why) for change in changes(town).of(ChangeKind.REVIEW)]


def test_the_merged_article_is_one_article_found_by_the_town_s_words(town: Town) -> None:
    town.take("vosdroits", town.national())
    desk = town.desk()
    items = desk.suggest(SuggestRequest(1, "serre municipale chemin des prés", settled=True)).items
    assert [item.article_id for item in items if item.origin == "national"] == ["F90001"]
    assert "Serre municipale" in items[0].quote
    assert desk.article("F90001").completed
    assert town.first("réservé aux habitants de la commune") == "F90001"
    assert town.first("lopin") == "F90001"


def test_the_palette_finds_the_town_s_words_too(town: Town) -> None:
    town.take("vosdroits", town.national())
    town.build()
    hits = town.desk().search('"serre municipale"').hits
    assert [(hit.article_id, "Serre municipale" in hit.excerpt) for hit in hits] == [("F90001", True)]


def test_the_command_that_answers_says_which_words_are_the_town_s(
    town: Town, capsys: pytest.CaptureFixture[str]
) -> None:
    town.take("vosdroits", town.national())
    assert run(town, "ask", "serre municipale chemin des prés", "--limit", "1") == 0
    quote, source = capsys.readouterr().out.splitlines()[-2:]
    assert "Serre municipale" in quote
    assert source.strip().startswith("dit par la ville, en complément · Service-Public.gouv.fr / DILA")


def test_a_replaced_national_fact_is_neither_found_nor_shown(town: Town) -> None:
    town.take("vosdroits", town.national())
    article = town.desk().article("F90001")
    assert "8 € en ligne" not in "".join(section.body for section in article.sections)


def test_a_bad_overlay_is_left_out_and_the_rest_is_served(town: Town) -> None:
    write_overlays(town.seed, jardins=GARDEN.replace("kind: fee", "kind: prix"))
    town.take("vosdroits", town.national())
    desk = town.desk()
    assert desk.article("F90001").facts[0].value == "Hôtel de ville, 1 place du Marché"
    assert desk.state().left_out == 1
    assert changes(town).problems == ("jardins.md, ligne 13 : « prix » n'est pas une sorte de fait.",)


def test_an_edited_overlay_is_served_at_the_next_opening(town: Town) -> None:
    town.take("vosdroits", town.national())
    write_overlays(town.seed, jardins=GARDEN.replace("5 €", "6 €"))
    assert town.desk().article("F90001").facts[0].value == "6 €"


def test_overlays_survive_the_next_import_and_rest_when_their_part_is_unchanged(town: Town) -> None:
    town.take("vosdroits", town.national())
    assert to_review(town) == []
    town.take("vosdroits", town.national(later(F90001=spoilt("Un décret doit", "Une loi doit")), "2.zip"))
    assert town.desk().article("F90001").facts[0].value == "5 €"
    assert to_review(town) == []
    assert [change.id for change in changes(town).of(ChangeKind.CHANGED)] == ["F90001"]


def test_a_changed_part_lists_its_overlay_until_the_town_has_verified_it(town: Town) -> None:
    town.take("vosdroits", town.national())
    report = town.take("vosdroits", town.national(later(F90001=spoilt("Bail signé", "Bail et bornage")), "2.zip"))
    assert [(change.id, change.why) for change in report.to_review] == [("jardins", Why.CHANGED)]
    assert to_review(town) == [("jardins", Why.CHANGED)]
    # A correction that verifies nothing leaves it in the list.
    write_overlays(town.seed, jardins=GARDEN.replace("5 €", "6 €"))
    assert to_review(town) == [("jardins", Why.CHANGED)]
    write_overlays(town.seed, jardins=GARDEN.replace("2026-03-10", "2026-11-26"))
    assert to_review(town) == []


def test_a_change_back_and_forth_stays_listed(town: Town) -> None:
    for at, text in enumerate(("Bail signé", "Bail et bornage", "Bail signé")):
        town.take("vosdroits", town.national(later(F90001=spoilt("Bail signé", text)), f"{at}.zip"))
    assert to_review(town) == [("jardins", Why.CHANGED)]


def test_a_national_text_newer_than_a_first_overlay_is_to_be_read(town: Town) -> None:
    write_overlays(town.seed, jardins=GARDEN.replace("2026-03-10", "2026-02-10"))
    town.take("vosdroits", town.national())
    assert to_review(town) == [("jardins", Why.CHANGED)]


def test_an_overlay_whose_article_vanished_is_an_orphan_and_comes_back_with_it(town: Town) -> None:
    redirected = DOCUMENTS["redirections.xml"].replace('ancien="F90001" nouveau="F90002"', 'ancien="F1" nouveau="F2"')
    town.take("vosdroits", town.national())
    town.take("vosdroits", town.national(later(F90001="", redirections=redirected), "2.zip"), force=True)
    assert to_review(town) == [("accueil", Why.ORPHAN), ("jardins", Why.ORPHAN)]
    town.take("vosdroits", town.national(name="3.zip"))
    assert to_review(town) == []
    assert town.desk().article("F90001").facts[0].value == "5 €"


def test_an_overlay_follows_a_redirection_and_is_to_be_read(town: Town) -> None:
    town.take("vosdroits", town.national())
    town.take("vosdroits", town.national(later(F90001=""), "2.zip"), force=True)
    assert ("jardins", Why.REDIRECTED) in to_review(town)
    assert town.desk().article("F90002").facts[0].value == "5 €"
    (change,) = [one for one in changes(town).of(ChangeKind.REVIEW) if one.id == "jardins"]
    assert change.opens == "F90002"


def test_words_that_are_gone_are_told(town: Town) -> None:
    town.take("vosdroits", town.national())
    town.take("vosdroits", town.national(later(F90001=spoilt("8 € en ligne", "9 € en ligne")), "2.zip"))
    (change,) = changes(town).of(ChangeKind.REVIEW)
    assert (change.why, change.detail, change.opens) == (Why.MISPLACED, "8 € en ligne", "F90001")


def test_an_overlay_past_its_own_review_date_is_listed(town: Town) -> None:
    write_overlays(town.seed, accueil=TOWN_HALL.replace("2027-03-10", "2026-11-01"))
    town.take("vosdroits", town.national())
    assert to_review(town) == [("accueil", Why.OVERDUE)]
    assert str(town.desk().article("F90001").review_by) == "2026-11-01"


def test_a_broken_record_of_what_overlays_rest_on_is_made_again(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    town.take("vosdroits", town.national())
    record = town.index.parent / "imported" / "overlays.json"
    record.write_text("{", "utf-8")
    assert to_review(town) == []
    assert [entry.message for entry in caplog.records] == ["what overlays rest on is lost: JSONDecodeError"]
    caplog.clear()
    assert set(json.loads(record.read_text("utf-8"))["overlays"]) == {"accueil", "jardins"}


def test_the_last_import_says_what_it_changed_and_what_it_replaced(town: Town) -> None:
    town.take("vosdroits", town.national())
    first = changes(town)
    assert (first.before, [change.id for change in first.of(ChangeKind.ADDED)][:2]) == (None, ["F90001", "F90002"])
    new = document("F90005", "Composteur", "<Texte><Paragraphe>Le compost.</Paragraphe></Texte>", day="2026-04-01")
    town.take("vosdroits", town.national(later(F90005=new, F90003="", F90001=""), "2.zip"), force=True)
    found = changes(town)
    assert (found.file_name, str(found.before), str(found.edition)) == ("2.zip", "2026-03-02", "2026-04-01")
    lists = {kind: [(one.id, one.opens) for one in found.of(kind)] for kind in ChangeKind}
    assert lists[ChangeKind.ADDED] == [("F90005", "F90005")]
    assert lists[ChangeKind.REDIRECTED] == [("F90001", "F90002")]
    assert lists[ChangeKind.WITHDRAWN] == [("F90003", "")]


def test_an_import_that_kept_no_list_of_changes_says_so(town: Town, capsys: pytest.CaptureFixture[str]) -> None:
    town.take("vosdroits", town.national())
    (kept,) = (town.index.parent / "imported" / "vosdroits").glob("gen-*/changes.json")
    kept.unlink()
    found = changes(town)
    assert (found.unknown, found.changes) == (True, ())
    assert run(town, "kb", "changes") == 0
    assert "le prochain le dira" in capsys.readouterr().out


def test_no_national_import_means_no_changes(town: Town) -> None:
    assert town.desk().changes() is None


def run(town: Town, *argv: str) -> int:
    return cli.main([*argv, "--basedir", str(town.folder / "own"), "--seed", str(town.seed)])


def test_the_command_lists_what_changed(town: Town, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(town, "kb", "changes") == 0
    assert "Aucune fiche nationale n'est importée" in capsys.readouterr().out
    town.take("vosdroits", town.national())
    town.take("vosdroits", town.national(later(F90001=spoilt("Bail signé", "Bail et bornage")), "2.zip"))
    assert run(town, "kb", "changes") == 0
    said = capsys.readouterr().out
    assert "Service-Public.gouv.fr / DILA, 2.zip du 03/03/2026, Licence Ouverte 2.0" in said
    assert "Compléments à relire : 1\n   jardins  Carte de jardin partagé : le texte national a changé" in said
    assert "Modifiées : 1\n   F90001  Carte de jardin partagé" in said


def test_the_command_writes_json_and_a_table(town: Town, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    town.take("vosdroits", town.national())
    assert run(town, "kb", "changes", "--json") == 0
    assert json.loads(capsys.readouterr().out)["changes"][0]["id"] == "F90001"
    table = tmp_path / "changes.csv"
    assert run(town, "kb", "changes", "--csv", str(table)) == 0
    lines = table.read_text("utf-8-sig").splitlines()
    assert lines[:2] == ["liste;identifiant;titre;raison", "Nouvelles;F90001;Carte de jardin partagé;"]
