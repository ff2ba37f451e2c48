"""What administrators are given is made from the options, whole, and as Windows reads it."""

import re
import tomllib
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from aparte.settings import CATALOGUE, Option, Policy, Settings
from aparte.settings.kinds import Choices, Switch, Whole
from aparte.settings.policy_registry import KEY
from tests.fakes.registry import NO_SYSTEM, windows_with
from tools.policy_templates.admx import ENGLISH, LANGUAGES, SPACE, Language, adml, admx
from tools.policy_templates.documents import example, table
from tools.policy_templates.files import ROOT, outdated, templates

_IN = f"{{{SPACE}}}"
IMPOSABLE = [option for option in CATALOGUE if option.is_imposable]


def _definitions() -> ET.Element:
    return ET.fromstring(admx())


def _all(top: ET.Element, name: str) -> list[ET.Element]:
    return list(top.iter(f"{_IN}{name}"))


def _ids(top: ET.Element, name: str, attribute: str) -> list[str]:
    return [one.attrib[attribute] for one in _all(top, name)]


def test_the_files_in_the_repository_are_those_of_the_options() -> None:
    assert outdated(ROOT) == [], "make policy-templates"


def test_a_file_that_is_absent_or_changed_is_found(tmp_path: Path) -> None:
    assert outdated(tmp_path) == list(templates())
    for name, text in templates().items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    assert outdated(tmp_path) == []
    (tmp_path / "docs/policy-settings.md").write_text("mine", "utf-8")
    assert outdated(tmp_path) == ["docs/policy-settings.md"]


def test_every_setting_that_can_be_imposed_has_its_policy_and_no_other_has() -> None:
    named = _ids(_definitions(), "policy", "name")
    assert named == ["locked_by", *(option.key for option in IMPOSABLE)]
    assert {one.attrib["key"] for one in _all(_definitions(), "policy")} == {KEY}
    assert {one.attrib["class"] for one in _all(_definitions(), "policy")} == {"Both"}


def test_every_reference_of_the_definitions_leads_somewhere() -> None:
    top = _definitions()
    categories = set(_ids(top, "category", "name"))
    assert {one.attrib["ref"] for one in _all(top, "parentCategory")} <= categories
    assert {one.attrib["ref"] for one in _all(top, "supportedOn") if "ref" in one.attrib} <= set(
        _ids(top, "definition", "name")
    )
    for policy in _all(top, "policy"):
        order = [child.tag.removeprefix(_IN) for child in policy]
        wanted = ["parentCategory", "supportedOn", "enabledValue", "disabledValue", "elements"]
        assert order == [name for name in wanted if name in order]
        assert ("presentation" in policy.attrib) == ("elements" in order)


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.folder)
def test_every_word_that_the_definitions_ask_for_is_there_once_and_none_is_unused(language: Language) -> None:
    words = ET.fromstring(adml(language))
    asked = re.findall(r"\$\((string|presentation)\.([\w-]+)\)", admx())
    for kind in ("string", "presentation"):
        had = _ids(words, kind, "id")
        assert len(had) == len(set(had))
        assert set(had) == {name for what, name in asked if what == kind}
    assert all((one.text or "").strip() for one in _all(words, "string"))


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.folder)
def test_every_field_of_a_presentation_is_an_element_of_its_policy(language: Language) -> None:
    controls = {"decimalTextBox": "decimal", "dropdownList": "enum", "textBox": "text"}
    words, top = ET.fromstring(adml(language)), _definitions()
    policies = {one.attrib["name"]: one for one in _all(top, "policy")}
    for presentation in _all(words, "presentation"):
        (elements,) = _all(policies[presentation.attrib["id"]], "elements")
        assert [(child.tag.removeprefix(_IN), child.attrib["id"]) for child in elements] == [
            (controls[field.tag.removeprefix(_IN)], field.attrib["refId"]) for field in presentation
        ]


def test_bounds_defaults_and_choices_are_those_of_the_options() -> None:
    top, words = _definitions(), ET.fromstring(adml(ENGLISH))
    known = {option.key: option for option in IMPOSABLE}
    for one in _all(top, "decimal"):
        if "id" in one.attrib:
            kind = known[one.attrib["id"]].kind
            assert isinstance(kind, Whole)
            assert (one.attrib["minValue"], one.attrib["maxValue"]) == (str(kind.lowest), str(kind.highest))
    for one in _all(top, "enum"):
        kind = known[one.attrib["id"]].kind
        assert isinstance(kind, Choices)
        assert [value.text for value in _all(one, "string")] == [choice.value for choice in kind.choices]
    for field in _all(words, "dropdownList"):
        option = known[field.attrib["refId"]]
        assert isinstance(option.kind, Choices)
        assert option.kind.choices[int(field.attrib["defaultItem"])].value == option.default


def _as_the_editor_writes(option: Option[Any]) -> object:
    """What the registry holds once the policy is enabled with its default."""
    match option.kind:
        case Switch():
            return int(option.default)
        case Whole(lowest=lowest):
            return option.default if lowest >= 0 else str(option.default)
        case _:
            return option.default


def test_what_the_editor_writes_is_what_the_program_reads(tmp_path: Path) -> None:
    held = {option.key: _as_the_editor_writes(option) for option in IMPOSABLE}
    settings = Settings(policy=Policy.read(tmp_path / "policy.toml", windows_with(held)))
    assert settings.problems == []
    for option in IMPOSABLE:
        assert settings.get(option) == option.default
        assert settings.locked_by(option)


def test_the_example_imposes_nothing_as_it_is_and_each_of_its_lines_is_good(tmp_path: Path) -> None:
    path = tmp_path / "policy.toml"
    path.write_text(example(), "utf-8")
    assert tomllib.loads(example()) == {"values": {}}
    assert Policy.read(path, NO_SYSTEM).problems == ()
    names = "|".join(["locked_by", *(option.key for option in IMPOSABLE)])
    path.write_text(re.sub(rf"^# (?=(?:{names}) = )", "", example(), flags=re.MULTILINE), "utf-8")
    settings = Settings(policy=Policy.read(path, NO_SYSTEM))
    assert settings.problems == []
    assert {settings.locked_by(option) for option in IMPOSABLE} == {"la DSI"}


def test_the_table_has_one_row_for_each_setting() -> None:
    rows = re.findall(r"^\| `(\w+)` \|", table(), flags=re.MULTILINE)
    assert sorted(rows) == sorted(option.key for option in IMPOSABLE)
