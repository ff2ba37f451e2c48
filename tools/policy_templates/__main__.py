"""Writes every template: `python -m tools.policy_templates`; with `--check`, says which are out of date."""

import sys
from pathlib import Path

from tools.policy_templates.files import ROOT, outdated, templates


def main(arguments: list[str]) -> int:
    """1 when a template is out of date under `--check`."""
    if arguments == ["--check"]:
        stale = outdated(ROOT)
        for name in stale:
            print(f"{name} is out of date: make policy-templates")
        return 1 if stale else 0
    for name, text in templates().items():
        path = ROOT / Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="\n")
        print(name)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
