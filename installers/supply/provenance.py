"""Where artefacts come from: an in-toto statement with SLSA's provenance, one for all of them.

It is written by whoever builds and says what went in, by digest: the commit, the locks, the Python
packages, the system's packages. Signing it is the release's business (installers/RELEASING.md).
"""

import hashlib
import json
import os
import platform
import sys
from argparse import ArgumentParser
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from aparte import __version__

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ("requirements.lock", "tools/llama/requirements.txt", "tools/llama/build.txt", "installers/linux/packages.lock")
NAME = "aparte-{version}-{system}.provenance.json"


def main() -> int:
    """Write the statement beside the first artefact; returns the exit code."""
    parser = ArgumentParser(prog="python -m installers.supply.provenance", description=__doc__)
    parser.add_argument("--commit", required=True, help="what was built")
    parser.add_argument("--system", type=Path, help="the list of the system's packages, name=version")
    parser.add_argument("--wheels", type=Path, help="the folder that the Python packages were installed from")
    parser.add_argument("artefacts", type=Path, nargs="+")
    asked = parser.parse_args()
    said = statement(asked.commit, asked.artefacts, materials(asked.system, asked.wheels))
    path = asked.artefacts[0].parent / NAME.format(version=__version__, system=sys.platform)
    path.write_text(json.dumps(said, ensure_ascii=False, indent=1) + "\n", "utf-8")
    print(path)
    return 0


def statement(commit: str, artefacts: list[Path], resolved: list[dict[str, Any]]) -> dict[str, Any]:
    """The document, https://slsa.dev/spec/v1.0/provenance."""
    now = datetime.now(UTC).replace(microsecond=0)
    return {
        "_type": "https://in-toto.io/Statement/v1",
        "subject": [{"name": path.name, "digest": {"sha256": digest(path)}} for path in artefacts],
        "predicateType": "https://slsa.dev/provenance/v1",
        "predicate": {
            "buildDefinition": {
                "buildType": "urn:aparte:installers:1",
                "externalParameters": {"commit": commit, "version": __version__},
                "internalParameters": {
                    "SOURCE_DATE_EPOCH": os.environ.get("SOURCE_DATE_EPOCH", ""),
                    "python": platform.python_version(),
                },
                "resolvedDependencies": [{"name": "aparte", "digest": {"gitCommit": commit}}, *resolved],
            },
            "runDetails": {
                "builder": {"id": os.environ.get("APARTE_BUILDER", "urn:aparte:builder:unnamed")},
                "metadata": {
                    "invocationId": f"{commit[:12]}-{now:%Y%m%dT%H%M%SZ}",
                    "finishedOn": f"{now:%Y-%m-%dT%H:%M:%SZ}",
                },
            },
        },
    }


def materials(system: Path | None, wheels: Path | None) -> list[dict[str, Any]]:
    """The locks, the Python packages and the system's, by digest or version."""
    found: list[dict[str, Any]] = [
        {"name": name, "digest": {"sha256": digest(ROOT / name)}} for name in LOCKS if (ROOT / name).is_file()
    ]
    files = sorted(path for path in wheels.iterdir() if path.is_file()) if wheels else []
    found += [{"name": path.name, "digest": {"sha256": digest(path)}} for path in files]
    for line in system.read_text("utf-8").splitlines() if system else ():
        name, _, version = line.partition("=")
        found.append({"uri": f"pkg:deb/debian/{name}@{version}"})
    return found


def digest(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


if __name__ == "__main__":
    sys.exit(main())
