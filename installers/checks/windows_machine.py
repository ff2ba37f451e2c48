"""What the checks of both Windows installers share: a machine, two versions to install, and what is in each."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from installers.checks.authority import Authority, Signatory
from installers.checks.expecting import expect, expect_same
from installers.checks.sample.building import sample_payload
from installers.checks.stamping import stamping
from installers.checks.table import CheckError
from installers.checks.wine import Ended, Wine

ROOT = Path(__file__).resolve().parents[2]
OLD, NEW = "0.1.0", "0.2.0"
PRODUCT_KEY = "HKLM\\Software\\Aparte"
POLICY_KEY = "HKLM\\Software\\Policies\\Aparte"
POLICY_FILE = "C:\\ProgramData\\aparte\\policy.toml"
HOME = "C:\\Program Files\\Aparte"
SERVER = "https://aparte.ville.example"
_PASSWORD = "sésame d'essai"  # noqa: S105 - of a key that lives for one run
_SHARED = {
    "_internal/données/accueil d'été.txt": "Bienvenue à la mairie\n",
    "_internal/prix %PATH% 100 [SERVER].txt": "un nom qui ressemble à des variables\n",
}
_POLICY = 'locked_by = "la DSI"\n\n[values]\nsync_slow = true\n'


@dataclass(frozen=True, slots=True)
class Release:
    """One version: its two installers, and the files that it installs with their digests, unsigned programs apart."""

    version: str
    setup: Path
    msi: Path
    names: frozenset[str]
    digests: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Trust:
    """Who signs in these checks, and who says when."""

    editor: Signatory
    authority: Path
    stamps: Path
    environment: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Machine:
    """A Windows with a user who has worked, two releases, and a policy file to hand out."""

    wine: Wine
    old: Release
    new: Release
    trust: Trust
    policy: Path
    folder: Path

    def run_program(self, folder: str, version: str) -> None:
        """Start what is installed and see that it is that version, from there."""
        proof = self.user_file("proof.txt")
        proof.unlink(missing_ok=True)
        self.wine.run(f"{folder}\\aparte.exe")
        said = proof.read_text("utf-8-sig") if proof.exists() else "nothing"
        expect(said == f"{version} {folder}\\aparte.exe", f"the installed program says {said!r}")

    def user_file(self, name: str) -> Path:
        """A file that the program keeps for its user."""
        (local,) = self.wine.path("C:\\users").glob("*/AppData/Local")
        return local / "aparte" / name

    def work(self) -> None:
        """What the user did with the program, which no installer may touch."""
        contacts = self.user_file("store/contacts.db")
        contacts.parent.mkdir(parents=True, exist_ok=True)
        contacts.write_text("des échanges", "utf-8")

    def expect_work(self) -> None:
        """See that the user's work is as it was."""
        contacts = self.user_file("store/contacts.db")
        expect(contacts.exists() and contacts.read_text("utf-8") == "des échanges", "the user's data are gone")

    def expect_release(self, folder: str, release: Release, more: frozenset[str] = frozenset()) -> None:
        """See exactly the files of that release, and that what was not signed has its bytes."""
        found = self.wine.files(folder)
        wanted = release.names | more
        expect_same(folder, dict.fromkeys(found, ""), dict.fromkeys(wanted, ""))
        expect_same(folder, {name: found[name] for name in release.digests}, release.digests)

    def expect_ended(self, what: str, ended: Ended, code: int, said: str = "") -> None:
        """See that exit code and those words."""
        expect(ended.code == code, f"{what}: exit code {ended.code} instead of {code}: {ended.output}")
        expect(said in ended.output, f"{what}: {said!r} is not in {ended.output!r}")


@contextmanager
def machine(folder: Path, display: str) -> Iterator[Machine]:
    """Make everything in `folder`, which is ours."""
    authority, clocks = Authority(folder, "racine"), Authority(folder, "horloges")
    editor = authority.for_code("editeur", password=_PASSWORD)
    policy = folder / "règles de la ville.toml"
    policy.write_text(_POLICY, "utf-8")
    with stamping(clocks.for_stamps("horloge"), folder) as url:
        environment = {
            "APARTE_SIGN_CERTIFICATE_FILE": str(editor.certificate),
            "APARTE_SIGN_KEY_FILE": str(editor.key),
            "APARTE_SIGN_PASSWORD": _PASSWORD,
            "APARTE_SIGN_TIMESTAMP": url,
        }
        trust = Trust(editor, authority.certificate, clocks.certificate, environment)
        old = _release(folder, OLD, {**_SHARED, "_internal/ancien/retiré.txt": "de la version 1\n"}, trust)
        new = _release(folder, NEW, {**_SHARED, "_internal/nouveau.txt": "de la version 2\n"}, trust)
        wine = Wine(folder, display)
        try:
            made = Machine(wine, old, new, trust, policy, folder)
            made.work()
            yield made
        finally:
            wine.stop()


def built(payload: Path, version: str, out: Path, environment: Mapping[str, str]) -> None:
    """Run the builder as a release does; signed when the environment says by whom."""
    signed = ["--sign"] if "APARTE_SIGN_TIMESTAMP" in environment else []
    command = [sys.executable, "-m", "installers.windows.build_installers", str(payload), "--out", str(out)]
    made = subprocess.run(  # noqa: S603 - ourselves
        [*command, "--version", version, *signed],
        env={**os.environ, "PYTHONPATH": f"{ROOT}:{ROOT / 'desktop'}", **environment},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode:
        raise CheckError(made.stderr.strip())


def expect_same_twice(machine: Machine) -> None:
    """See that the same sources make the same two files, before they are signed."""
    dated = {"SOURCE_DATE_EPOCH": "1700000000"}
    outs = [machine.folder / "once", machine.folder / "twice"]
    for out in outs:
        built(machine.folder / f"programme {OLD}", OLD, out, dated)
    first, second = (_contents(out) for out in outs)
    expect(set(first) == set(second), f"{set(first)} and {set(second)}")
    for name, content in first.items():
        expect(content == second[name], f"two builds of {name} differ")


def _release(folder: Path, version: str, others: Mapping[str, str], trust: Trust) -> Release:
    payload = sample_payload(folder / f"programme {version}", version, others)
    out = folder / "dist"
    built(payload, version, out, trust.environment)
    digests = {name: hashlib.sha256(content.encode()).hexdigest() for name, content in others.items()}
    names = frozenset(path.relative_to(payload).as_posix() for path in payload.rglob("*") if path.is_file())
    return Release(version, out / f"aparte-{version}-setup.exe", out / f"aparte-{version}.msi", names, digests)


def _contents(folder: Path) -> dict[str, bytes]:
    """Every file under a folder, by its path there."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
