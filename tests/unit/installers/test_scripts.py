"""Scripts of other systems, which no machine here can run: what they name exists, and their keys are named alike."""

import plistlib
import re
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[3]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
RELEASE = ROOT / ".github" / "workflows" / "release.yml"
SCRIPTS = [*WORKFLOWS, *sorted((ROOT / "installers").rglob("*.ps1")), ROOT / "installers" / "macos" / "build.sh"]
_PATH = re.compile(r"(?:\binstallers|\btools)[/\\][\w./\\-]+\.(?:ps1|sh|py|plist|md)\b")
_MODULE = re.compile(r"-m'?,? '?((?:installers|tools)(?:\.\w+)+)")
_VARIABLE = re.compile(r"\bAPARTE_SIGN_[A-Z0-9_]+")


def jobs(workflow: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(workflow.read_text("utf-8"))["jobs"]
    return found


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_a_job_waits_only_for_jobs_that_are(workflow: Path) -> None:
    for job in jobs(workflow).values():
        needs = job.get("needs", [])
        assert set([needs] if isinstance(needs, str) else needs) <= set(jobs(workflow))


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_a_secret_is_never_written_into_a_command(workflow: Path) -> None:
    for job in jobs(workflow).values():
        assert [step["run"] for step in job["steps"] if "secrets." in step.get("run", "")] == []


def test_whoever_uses_a_secret_waits_for_the_reviewers_of_signing() -> None:
    for workflow in WORKFLOWS:
        for name, job in jobs(workflow).items():
            if "secrets." in yaml.safe_dump(job):
                assert job.get("environment") == "signing", name


def test_a_release_gathers_every_file_once_and_the_templates_in_their_folders(tmp_path: Path) -> None:
    policy = tmp_path / "all" / "windows" / "policy"
    for path in (policy / "fr-FR" / "aparte.adml", policy / "en-US" / "aparte.adml", policy / "aparte.admx"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    (policy.parent / "aparte-1.2.0.msi").touch()
    (tmp_path / "all" / "linux" / "deep").mkdir(parents=True)
    (tmp_path / "all" / "linux" / "deep" / "aparte_1.2.0_amd64.deb").touch()
    (gather,) = (step["run"] for step in jobs(RELEASE)["draft"]["steps"] if step.get("name") == "Gather, and sum")
    subprocess.run(["bash", "-e", "-c", gather], cwd=tmp_path, check=True, capture_output=True)
    release = tmp_path / "release"
    assert sorted(path.name for path in release.iterdir()) == [
        "SHA256SUMS",
        "aparte-1.2.0.msi",
        "aparte-policy.zip",
        "aparte_1.2.0_amd64.deb",
    ]
    assert {"policy/fr-FR/aparte.adml", "policy/en-US/aparte.adml"} <= set(
        zipfile.ZipFile(release / "aparte-policy.zip").namelist()
    )


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_every_file_and_module_that_is_named_exists(script: Path) -> None:
    text = script.read_text("utf-8")
    missing = {path for path in _PATH.findall(text) if not (ROOT / path.replace("\\", "/")).exists()}
    modules = {name for name in _MODULE.findall(text) if not (ROOT / (name.replace(".", "/") + ".py")).exists()}
    assert (missing, modules) == (set(), set())


@pytest.mark.parametrize("script", [*SCRIPTS, ROOT / "docs" / "guide-it.md"], ids=lambda path: path.name)
def test_every_variable_that_signs_is_explained(script: Path) -> None:
    explained = set(_VARIABLE.findall((ROOT / "installers" / "RELEASING.md").read_text("utf-8")))
    read = set(_VARIABLE.findall((ROOT / "installers" / "windows" / "signing.py").read_text("utf-8")))
    used = set(_VARIABLE.findall(script.read_text("utf-8"))) - {"APARTE_SIGN_"}
    assert used <= explained
    assert {name.removesuffix("_FILE") for name in used} <= {name.removesuffix("_FILE") for name in read}


def test_powershell_of_windows_can_read_its_scripts_in_any_code_page() -> None:
    for script in (ROOT / "installers").rglob("*.ps1"):
        code = re.sub(r"<#.*?#>", "", script.read_text("utf-8"), flags=re.DOTALL)
        lines = [line for line in code.splitlines() if not line.lstrip().startswith("#")]
        assert [line for line in lines if not line.isascii()] == []


def test_the_rights_asked_of_macos_are_these() -> None:
    entitlements = plistlib.loads((ROOT / "installers" / "macos" / "entitlements.plist").read_bytes())
    assert entitlements == {"com.apple.security.cs.allow-unsigned-executable-memory": True}
