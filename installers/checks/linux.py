"""The checks of the Debian package and of its repository, in a clean Debian where nothing of ours is installed."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from installers.checks.apt_repositories import KEYRING, OLDER, SOURCE, Repositories, repositories
from installers.checks.clean_system import ROOT, CleanSystem
from installers.checks.table import CheckError, Mark, Row, attempt, skipped
from installers.linux.compare import compared

LARGEST = 60_000_000
_BASE = "/home/agent/echanges"
_NO_SCREEN = "export QT_QPA_PLATFORM=offscreen; "
_SCREEN = 'xvfb-run -a -s "-screen 0 1400x900x24" '


def rows(dist: Path) -> Iterator[Row]:
    """A row for the newest package of `dist`, if there is one."""
    found = sorted(dist.glob("aparte_*_amd64.deb"), key=lambda path: path.stat().st_mtime)
    if not found:
        return
    deb = found[-1]
    signature, reproduced = attempt(lambda: _signed(dist, deb)), _reproduced(deb)
    if os.geteuid() != 0 or shutil.which("debootstrap") is None:
        rest = skipped("a clean system is made by debootstrap, as root")
        yield Row(deb.name, deb.stat().st_size, signature, rest, rest, rest, rest, reproduced)
        return
    work = Path(os.environ.get("WORK") or ROOT / "build" / "linux")
    work.mkdir(parents=True, exist_ok=True)
    system = CleanSystem(work)
    try:
        with repositories(deb) as made:
            system.make()
            yield replace(_tried(system, made, deb, signature, dist / "shots"), reproduced=reproduced)
    finally:
        system.close()


def _tried(system: CleanSystem, made: Repositories, deb: Path, signature: Mark, shots: Path) -> Row:
    """In this order, each on what the one before left."""
    tampered = attempt(lambda: _tampered(system, made))
    installed = attempt(lambda: _installed(system, made, shots))
    goes_on = not installed.failed
    upgraded = attempt(lambda: _upgraded(system, made)) if goes_on else skipped("not installed")
    removed = attempt(lambda: _removed(system)) if goes_on else skipped("not installed")
    return Row(deb.name, deb.stat().st_size, signature, installed, upgraded, removed, tampered)


def _signed(dist: Path, deb: Path) -> str:
    """The delivered repository is signed, says until when it is valid, and holds this very package, fit to publish."""
    lists = dist / "apt" / "dists" / "stable"
    keyring = dist / "apt" / "aparte-archive-keyring.gpg"
    command = ["gpgv", "--keyring", str(keyring.resolve()), str(lists / "InRelease")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own files
    until = re.search(r"^Valid-Until: (.+)$", (lists / "Release").read_text("utf-8"), re.MULTILINE)
    held = [path for path in (dist / "apt" / "pool").rglob(deb.name) if path.read_bytes() == deb.read_bytes()]
    if done.returncode or until is None or not held:
        raise CheckError("the repository is not signed, has no end of validity, or holds another package")
    if deb.stat().st_size > LARGEST:
        raise CheckError(f"{deb.stat().st_size / 1e6:.1f} MB is over the budget of {LARGEST / 1e6:.0f} MB")
    return f"valid until {until[1]}; {_linted(deb)}"


def _linted(deb: Path) -> str:
    """Debian's own checks of a package, where they are installed: no error and no warning but the explained ones."""
    if shutil.which("lintian") is None:
        return "lintian is not here to ask"
    command = ["lintian", "--tag-display-limit", "0", str(deb)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own file
    found = [line for line in done.stdout.splitlines() if line.startswith(("E:", "W:"))]
    if found or done.returncode not in (0, 2):
        raise CheckError("; ".join(["lintian objects", *found[:3], done.stderr.strip()[-200:]]))
    return "lintian has nothing to say"


def _reproduced(deb: Path) -> Mark:
    """Held against the second build in the folder that SECOND names."""
    second = Path(os.environ.get("SECOND", "")) / deb.name
    if not second.is_file():
        return skipped("SECOND=folder names a second build of the commit")
    return attempt(lambda: _same(deb, second))


def _same(first: Path, second: Path) -> str:
    if found := compared(first, second):
        raise CheckError(f"{len(found)} differences, among them {'; '.join(found[:3])}")
    return "every file the same, the full-text index by its content"


def _serve(system: CleanSystem, repository: Path) -> None:
    """Put a repository where the clean system looks for it; the key it trusts stays the first one."""
    target = system.root / SOURCE.lstrip("/")
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(repository, target)
    shutil.rmtree(system.root / "var/lib/apt/lists/partial", ignore_errors=True)
    for path in (system.root / "var/lib/apt/lists").glob("*srv_aparte*"):
        path.unlink()


def _trust(system: CleanSystem, repository: Path) -> None:
    shutil.copyfile(repository / "aparte-archive-keyring.gpg", system.root / KEYRING.lstrip("/"))
    shutil.copyfile(repository / "aparte.sources", system.root / "etc/apt/sources.list.d/aparte.sources")


def _tampered(system: CleanSystem, made: Repositories) -> str:
    """Nothing is installed from any of the spoilt repositories, and `apt-get` says no."""
    system.must("apt-get", "update", "-qq", online=True)
    _trust(system, made.now)
    for how, repository in made.spoilt.items():
        _serve(system, repository)
        only = ("-o", "Dir::Etc::sourcelist=/dev/null", "-o", "APT::Update::Error-Mode=any")
        listed = system.run("apt-get", "update", *only, "-o", "APT::Get::List-Cleanup=false")
        if listed.returncode == 0 and how != "changed package":
            raise CheckError(f"apt accepted a repository: {how}")
        done = system.run("apt-get", "install", "-y", "--no-install-recommends", "aparte", online=True)
        if done.returncode == 0 or (system.root / "usr/lib/aparte").exists():
            raise CheckError(f"the package of a spoilt repository was installed: {how}")
    return f"refused: {', '.join(made.spoilt)}"


def _installed(system: CleanSystem, made: Repositories, shots: Path) -> str:
    """The older version, unattended, with its dependencies; it works without and with a screen."""
    _trust(system, made.older)
    _serve(system, made.older)
    system.must("apt-get", "update", "-qq", online=True)
    system.must("apt-get", "install", "-y", "-qq", "--no-install-recommends", "aparte", online=True)
    seen = [_smoke(system, _NO_SCREEN), _smoke(system, _SCREEN, "--shots /tmp/shots")]
    shots.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(system.root / "tmp/shots/smoke.png", shots / "installed.png")
    for command in ("aparte --version", 'aparte ask "carte d identite perdue"', "aparte model test", "man -w aparte"):
        done = system.as_agent(command)
        if done.returncode:
            raise CheckError(f"{command}: exit code {done.returncode}, {(done.stderr or done.stdout).strip()[-300:]}")
    return f"{len(seen)} runs of --smoke, without and with a screen; commands, manual and engine"


def _smoke(system: CleanSystem, before: str, more: str = "") -> str:
    done = system.as_agent(f"{before}aparte --smoke {more}")
    if done.returncode or done.stderr or done.stdout.count("\n") != 1:
        raise CheckError(f"--smoke: exit code {done.returncode}, {(done.stderr + done.stdout).strip()[-500:]}")
    return done.stdout


def _upgraded(system: CleanSystem, made: Repositories) -> str:
    """A contact recorded with the older version is there with the newer; going back is refused."""
    said = _smoke(system, _NO_SCREEN, f"--basedir {_BASE}")
    (reference,) = re.findall(r"E-\w{6}", said)
    _serve(system, made.now)
    system.must("apt-get", "update", "-qq", online=True)
    system.must("apt-get", "upgrade", "-y", "-qq", online=True)
    if (version := system.must("dpkg-query", "-W", "-f", "${Version}", "aparte")) == OLDER:
        raise CheckError(f"apt-get upgrade left {version}")
    done = system.as_agent(f"aparte --basedir {_BASE} contact list")
    if reference not in done.stdout:
        raise CheckError(f"the contact {reference} is not listed: {(done.stderr or done.stdout).strip()[-300:]}")
    _smoke(system, _NO_SCREEN)
    _downgrade_refused(system, made, version)
    return f"{OLDER} to {version}, contact {reference} kept, going back refused by apt and by dpkg"


def _downgrade_refused(system: CleanSystem, made: Repositories, version: str) -> None:
    (older,) = made.older.rglob("*.deb")
    shutil.copyfile(older, system.root / "srv/older.deb")
    for command in (["apt-get", "install", "-y", "/srv/older.deb"], ["dpkg", "-i", "/srv/older.deb"]):
        done = system.run(*command)
        if done.returncode == 0 or system.must("dpkg-query", "-W", "-f", "${Version}", "aparte") != version:
            raise CheckError(f"an older version took the place of the newer: {command[0]}")


def _removed(system: CleanSystem) -> str:
    """What the package brought goes, what the agent recorded and the town imposed stays."""
    policy = system.root / "etc/aparte/policy.toml"
    brought = [line for line in system.must("dpkg", "-L", "aparte").splitlines() if _is_file(system.root / line[1:])]
    policy.write_text('locked_by = "la DSI"\n', "utf-8")
    system.must("apt-get", "remove", "-y", "-qq", "aparte")
    if (system.root / "usr/lib/aparte").exists() or not _is_file(system.root / "etc/aparte/policy.toml.example"):
        raise CheckError("apt-get remove left the program, or took its configuration")
    system.must("apt-get", "purge", "-y", "-qq", "aparte")
    left = [line for line in brought if _is_file(system.root / line[1:])]
    if left:
        raise CheckError(f"purge left {', '.join(left[:5])}")
    if not (system.root / _BASE.lstrip("/") / "store").is_dir() or not policy.is_file():
        raise CheckError("the agent's contacts or the town's policy went with the package")
    return f"{len(brought)} files gone; contacts and policy.toml kept"


def _is_file(path: Path) -> bool:
    return path.is_symlink() or path.is_file()
