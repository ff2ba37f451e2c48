"""Where each template goes in the repository."""

from pathlib import Path

from tools.policy_templates.admx import LANGUAGES, adml, admx
from tools.policy_templates.documents import example, table

ROOT = Path(__file__).parents[2]
_WINDOWS = "installers/windows/policy"


def templates() -> dict[str, str]:
    """The text of each file, by its path from the root of the repository."""
    return {
        f"{_WINDOWS}/aparte.admx": admx(),
        **{f"{_WINDOWS}/{language.folder}/aparte.adml": adml(language) for language in LANGUAGES},
        "installers/linux/policy.example.toml": example(),
        "docs/policy-settings.md": table(),
    }


def outdated(root: Path) -> list[str]:
    """The files that are not what they should be."""
    return [name for name, text in templates().items() if _held(root / name) != text]


def _held(path: Path) -> str:
    return path.read_text("utf-8") if path.is_file() else ""
