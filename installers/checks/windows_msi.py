"""The MSI on a machine, installed by msiexec without a window, each step seen by files and registry."""

import subprocess
from dataclasses import dataclass
from pathlib import Path

from installers.checks.expecting import expect, expect_same
from installers.checks.windows_machine import (
    HOME,
    NEW,
    OLD,
    POLICY_FILE,
    POLICY_KEY,
    PRODUCT_KEY,
    SERVER,
    Machine,
    expect_same_twice,
)
from installers.checks.wine import Ended
from installers.windows.product import UPGRADE_CODE, Version, product_code

_UNINSTALL_KEY = "HKLM\\Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\"
_WINDOWS_KEY = "HKLM\\Software\\Microsoft\\Windows NT\\CurrentVersion"
FAILED, OTHER = 1603, 1638
_FAILED_IN_WINE = 1627  # of an action that failed, where Windows says 1603


@dataclass(frozen=True, slots=True)
class MsiChecks:
    """The questions in the order they must be asked: each finds the machine as the one before left it."""

    machine: Machine

    def installed(self) -> str:
        """What the database says, then a silent installation with the public properties."""
        machine = self.machine
        self._expect_database()
        expect_same_twice(machine)
        # The value that an older Windows doesn't have; Wine's own older Windows keep it.
        machine.wine.run("reg", "delete", _WINDOWS_KEY, "/v", "CurrentMajorVersionNumber", "/f")
        machine.expect_ended("old Windows", self._msiexec("/i", machine.old.msi), FAILED)
        machine.wine.become("win7")
        machine.wine.become("win10")
        self._expect_nothing()
        lost = self._msiexec("/i", machine.old.msi, "POLICY=C:\\nulle part.toml")
        expect(lost.code in {FAILED, _FAILED_IN_WINE}, f"missing policy: exit code {lost.code}")
        self._expect_nothing()
        policy = f"POLICY={machine.wine.outside(machine.policy)}"
        ended = self._msiexec("/i", machine.old.msi, f"SERVER={SERVER}", policy, "DESKTOPSHORTCUT=1")
        machine.expect_ended("install", ended, 0)
        machine.expect_release(HOME, machine.old)
        self._expect_registered(OLD)
        expect(machine.wine.path(POLICY_FILE).read_bytes() == machine.policy.read_bytes(), "the policy was not copied")
        expect(len(self._shortcuts()) == 2, f"shortcuts: {self._shortcuts()}")
        machine.run_program(HOME, OLD)
        refused = f"old Windows, missing policy: {FAILED}, nothing installed"
        return f"same twice; {refused}; files, registry, shortcuts; the program ran"

    def upgraded(self) -> str:
        """The newer version in place of the older, its properties kept; then the older again."""
        machine = self.machine
        machine.expect_ended("upgrade", self._msiexec("/i", machine.new.msi), 0)
        machine.expect_release(HOME, machine.new)
        self._expect_registered(NEW)
        expect(not self._listed(OLD), "the old version is still listed")
        expect(len(self._shortcuts()) == 2, f"shortcuts: {self._shortcuts()}")
        machine.run_program(HOME, NEW)
        machine.expect_work()
        machine.expect_ended("downgrade", self._msiexec("/i", machine.old.msi), FAILED)
        setup = machine.wine.run(machine.wine.outside(machine.new.setup), "/S")
        machine.expect_ended("installer over the MSI", setup, OTHER, "MSI")
        machine.expect_release(HOME, machine.new)
        self._expect_registered(NEW)
        return f"{NEW} whole, {OLD} gone from the list, server and shortcuts kept; downgrade: {FAILED}, unchanged"

    def removed(self) -> str:
        """By its product code, as Intune and Configuration Manager do."""
        machine = self.machine
        foreign = machine.wine.path(f"{HOME}\\_internal\\à la ville.txt")
        foreign.write_text("x")
        ended = machine.wine.run("msiexec", "/x", _braced(NEW), "/qn")
        machine.expect_ended("uninstall", ended, 0)
        expect_same(HOME, dict.fromkeys(machine.wine.files(HOME), ""), {"_internal/à la ville.txt": ""})
        for key in (PRODUCT_KEY, POLICY_KEY, _UNINSTALL_KEY + _braced(NEW)):
            expect(not machine.wine.registry(key), f"{key} is still there")
        expect(not self._shortcuts(), f"shortcuts: {self._shortcuts()}")
        machine.expect_work()
        expect(machine.wine.path(POLICY_FILE).exists(), "the town's policy was removed")
        return "files, registry and shortcuts gone; data, policy and a foreign file kept"

    def tampered(self) -> str:
        """Windows Installer itself looks at the signature only where a policy asks it to."""
        return ""

    def _msiexec(self, verb: str, package: Path, *properties: str) -> Ended:
        return self.machine.wine.run("msiexec", verb, self.machine.wine.outside(package), "/qn", *properties)

    def _listed(self, version: str) -> dict[str, str]:
        return dict(self.machine.wine.registry(_UNINSTALL_KEY + _braced(version)))

    def _shortcuts(self) -> list[str]:
        """Wine puts those of all users at the user's; Windows does not."""
        return sorted(path.name for path in self.machine.folder.rglob("Aparté.lnk"))

    def _expect_nothing(self) -> None:
        expect(not self.machine.wine.files(HOME), "a refused package installed files")
        expect(not self.machine.wine.registry(PRODUCT_KEY), "a refused package wrote to the registry")

    def _expect_registered(self, version: str) -> None:
        own, listed = self.machine.wine.registry(PRODUCT_KEY), self._listed(version)
        wanted = {"Version": version, "InstallDir": f"{HOME}\\", "Installer": "msi", "Server": SERVER}
        expect_same(PRODUCT_KEY, {name: own.get(name, "") for name in wanted}, wanted)
        wanted = {"DisplayName": "Aparté", "DisplayVersion": version, "InstallLocation": f"{HOME}\\"}
        expect_same(_UNINSTALL_KEY, {name: listed.get(name, "") for name in wanted}, wanted)
        policy = self.machine.wine.registry(POLICY_KEY)
        expect(policy.get("sync_server") == SERVER, "the server's address is not set")

    def _expect_database(self) -> None:
        """What other tools read in the package, before anything installs it."""
        properties = dict(
            line.split("\t", 1) for line in _said("msiinfo", "export", self.machine.new.msi, "Property") if "\t" in line
        )
        wanted = {"UpgradeCode": f"{{{str(UPGRADE_CODE).upper()}}}", "ProductVersion": NEW, "ALLUSERS": "1"}
        expect_same("Property", {name: properties.get(name, "") for name in wanted}, wanted)
        into = self.machine.folder / "extracted"
        _said("msiextract", "-C", str(into), self.machine.new.msi)
        found = {path.relative_to(into).as_posix() for path in into.rglob("*") if path.is_file()}
        wanted = {f"Aparte/{name}": "" for name in self.machine.new.names}
        expect_same("msiextract", dict.fromkeys(found, ""), wanted)
        codes = [_components(release.msi) for release in (self.machine.old, self.machine.new)]
        common = set(codes[0]) & set(codes[1])
        expect(len(common) >= len(self.machine.old.names & self.machine.new.names), "components changed their names")
        expect(all(codes[0][name] == codes[1][name] for name in common), "a component changed its code")


def _components(package: Path) -> dict[str, str]:
    rows = (line.split("\t") for line in _said("msiinfo", "export", package, "Component")[3:])
    return {row[0]: row[1] for row in rows if len(row) > 1}


def _said(program: str, *arguments: str | Path) -> list[str]:
    made = subprocess.run([program, *map(str, arguments)], capture_output=True, check=False)  # noqa: S603
    expect(made.returncode == 0, f"{program}: {made.stderr.decode('utf-8', 'replace').strip()}")
    return made.stdout.decode("utf-8", "replace").replace("\r", "").split("\n")


def _braced(version: str) -> str:
    return f"{{{str(product_code(Version(version))).upper()}}}"
