"""The guide of the computing service: what it tells to type exists, and its table of contents leads somewhere."""

import re
from pathlib import Path

import pytest

from aparte.settings.arguments import parse

GUIDE = (Path(__file__).resolve().parents[3] / "docs" / "guide-it.md").read_text("utf-8")
_FAMILIES = "kb bundle|kb|store|sync|update|model|contact|stats|privacy"
COMMANDS = sorted(set(re.findall(rf"\baparte(?:-cli)? ((?:{_FAMILIES}) [a-z]+)\b", GUIDE)))


def anchor(heading: str) -> str:
    """As a reader of Markdown names it."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_that_the_guide_names_is_one(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        parse([*command.split(), "--help"])
    assert ended.value.code == 0
    assert f"aparte {command}" in " ".join(capsys.readouterr().out.split())


def test_every_link_inside_the_guide_leads_to_a_heading() -> None:
    headings = {anchor(line) for line in re.findall(r"^#+ (.+)$", GUIDE, re.MULTILINE)}
    links = set(re.findall(r"\]\(#([^)]+)\)", GUIDE))
    assert links
    assert links <= headings
