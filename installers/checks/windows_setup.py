"""The NSIS installer on a machine: installed, replaced, refused, removed, each seen by files and registry."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from installers.checks.expecting import expect, expect_same
from installers.checks.windows_machine import HOME, NEW, OLD, POLICY_FILE, POLICY_KEY, PRODUCT_KEY, SERVER, Machine
from installers.checks.wine import Ended
from installers.windows.nsis import Setup, build_setup
from installers.windows.payload import read_payload
from installers.windows.product import Version

_UNINSTALL_KEY = "HKLM\\Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\Aparte"
_MENU = "C:\\ProgramData\\Microsoft\\Windows\\Start Menu\\Programs\\Aparté.lnk"
_DESKTOP = "C:\\users\\Public\\Desktop\\Aparté.lnk"
_CHOSEN = "C:\\Programmes de la ville\\Accueil d'été"
_OWN = frozenset({"uninstall.exe"})
BUSY, FAILED, OTHER, ARGUMENT, PLATFORM = 1618, 1603, 1638, 1639, 1633


@dataclass(frozen=True, slots=True)
class SetupChecks:
    """The questions in the order they must be asked: each finds the machine as the one before left it."""

    machine: Machine

    def installed(self) -> str:
        """Refused where it can't work, then installed silently with its options."""
        seen = [self._old_windows(), self._wrong_stub(), self._bad_options()]
        machine = self.machine
        options = [f"/SERVER={SERVER}", f"/POLICY={machine.wine.outside(machine.policy)}", "/DESKTOPSHORTCUT=1"]
        ended = self._setup(machine.old.setup, *options)
        machine.expect_ended("install", ended, 0, OLD)
        machine.expect_release(HOME, machine.old, _OWN)
        self._expect_registered(OLD, HOME)
        expect(machine.wine.registry(POLICY_KEY).get("sync_server") == SERVER, "the server's address is not set")
        expect(machine.wine.path(POLICY_FILE).read_bytes() == machine.policy.read_bytes(), "the policy was not copied")
        expect(machine.wine.path(_MENU).exists(), "nothing in the start menu")
        expect(machine.wine.path(_DESKTOP).exists(), "nothing on the desktop")
        machine.run_program(HOME, OLD)
        return "; ".join([*seen, "silent install: files, registry, shortcuts, policy; the program ran"])

    def upgraded(self) -> str:
        """An open program first, then the newer version in its place, then the older one again."""
        machine = self.machine
        with machine.wine.kept_open(f"{HOME}\\aparte.exe", "--stay", until=self._open_file()):
            machine.expect_ended("open program", self._setup(machine.new.setup), BUSY, "Aparté")
            machine.expect_release(HOME, machine.old, _OWN)
            machine.expect_ended("forced close", self._setup(machine.old.setup, "/FORCECLOSE=1"), 0)
        with machine.wine.kept_open(f"{HOME}\\aparte.exe", "--window", until=self._open_file()) as program:
            machine.expect_ended("upgrade", self._setup(machine.new.setup), 0, NEW)
            expect(program.wait(30) == 0, "the open window did not close by itself")
        machine.expect_release(HOME, machine.new, _OWN)
        self._expect_registered(NEW, HOME)
        machine.run_program(HOME, NEW)
        machine.expect_work()
        expect(machine.wine.registry(POLICY_KEY).get("sync_server") == SERVER, "the server's address was lost")
        machine.expect_ended("downgrade", self._setup(machine.old.setup, "/LOG=C:\\refus.txt"), OTHER, NEW)
        kept = machine.wine.path("C:\\refus.txt").read_text("utf-16")
        expect(NEW in kept, f"/LOG holds {kept!r}")
        machine.expect_ended("repair", self._setup(machine.new.setup), 0)
        machine.expect_release(HOME, machine.new, _OWN)
        refused = machine.wine.run("msiexec", "/i", machine.wine.outside(machine.new.msi), "/qn")
        machine.expect_ended("MSI over the installer", refused, FAILED)
        machine.expect_release(HOME, machine.new, _OWN)
        open_program = f"open program: {BUSY}, its window asked to close, ended by /FORCECLOSE"
        return f"{open_program}; {NEW} whole, data kept; downgrade: {OTHER}; repair"

    def removed(self) -> str:
        """Nothing of ours stays, everything of others does."""
        machine = self.machine
        with machine.wine.kept_open(f"{HOME}\\aparte.exe", "--stay", until=self._open_file()):
            ended = machine.wine.run(f"{HOME}\\uninstall.exe", "/S", f"_?={HOME}")
            machine.expect_ended("uninstall while open", ended, BUSY)
            machine.expect_release(HOME, machine.new, _OWN)
        self._remove(HOME)
        expect(not machine.wine.path(HOME).exists(), f"{HOME} is still there")
        machine.expect_work()
        expect(machine.wine.path(POLICY_FILE).exists(), "the town's policy was removed")
        foreign = machine.wine.path(f"{_CHOSEN}\\_internal\\à la ville.txt")
        foreign.parent.mkdir(parents=True)
        foreign.write_text("x")
        machine.expect_ended("install", self._setup(machine.old.setup), 0)
        machine.expect_ended("chosen folder", self._setup(machine.new.setup, f"/D={_CHOSEN}"), 0)
        expect(not machine.wine.path(HOME).exists(), "the old version stayed in its own folder")
        self._expect_registered(NEW, _CHOSEN)
        machine.run_program(_CHOSEN, NEW)
        self._remove(_CHOSEN)
        expect_same(_CHOSEN, dict.fromkeys(machine.wine.files(_CHOSEN), ""), {"_internal/à la ville.txt": ""})
        foreign.unlink()
        return "files, registry and shortcuts gone; data, policy and a foreign file in a chosen folder kept"

    def tampered(self) -> str:
        """A changed byte is seen by the installer itself, whoever checks its signature or not."""
        machine = self.machine
        content = bytearray(machine.new.setup.read_bytes())
        content[len(content) // 2] ^= 1
        changed = machine.folder / "changed.exe"
        changed.write_bytes(content)
        ended = machine.wine.run(machine.wine.outside(changed), "/S")
        expect(ended.code != 0, "a changed installer ended with 0")
        expect(not machine.wine.files(HOME), "a changed installer installed something")
        return f"; started all the same: exit code {ended.code}, nothing installed"

    def _setup(self, setup: Path, *options: str) -> Ended:
        return self.machine.wine.run(self.machine.wine.outside(setup), "/S", *options)

    def _remove(self, folder: str) -> None:
        self.machine.expect_ended("uninstall", self.machine.wine.run(f"{folder}\\uninstall.exe", "/S"), 0)
        self.machine.wine.wait_without(f"{folder}\\uninstall.exe")
        for key in (PRODUCT_KEY, _UNINSTALL_KEY, POLICY_KEY):
            expect(not self.machine.wine.registry(key), f"{key} is still there")
        for link in (_MENU, _DESKTOP):
            expect(not self.machine.wine.path(link).exists(), f"{link} is still there")

    def _expect_registered(self, version: str, folder: str) -> None:
        own, listed = self.machine.wine.registry(PRODUCT_KEY), self.machine.wine.registry(_UNINSTALL_KEY)
        wanted = {"Version": version, "InstallDir": folder, "Installer": "nsis"}
        expect_same(PRODUCT_KEY, {name: own.get(name, "") for name in wanted}, wanted)
        wanted = {
            "DisplayName": "Aparté",
            "DisplayVersion": version,
            "InstallLocation": folder,
            "QuietUninstallString": f'"{folder}\\uninstall.exe" /S',
        }
        expect_same(_UNINSTALL_KEY, {name: listed.get(name, "") for name in wanted}, wanted)

    def _open_file(self) -> str:
        path = self.machine.user_file("open.txt")
        path.unlink(missing_ok=True)
        return "C:\\" + path.relative_to(self.machine.wine.path("C:\\")).as_posix().replace("/", "\\")

    def _nothing(self, what: str, ask: Callable[[], Ended]) -> Ended:
        ended = ask()
        expect(not self.machine.wine.files(HOME), f"{what}: files were installed")
        expect(not self.machine.wine.registry(PRODUCT_KEY), f"{what}: the registry was written")
        return ended

    def _old_windows(self) -> str:
        self.machine.wine.become("win7")
        try:
            ended = self._nothing("Windows 7", lambda: self._setup(self.machine.old.setup))
        finally:
            self.machine.wine.become("win10")
        self.machine.expect_ended("Windows 7", ended, PLATFORM)
        return f"Windows 7: {PLATFORM}"

    def _wrong_stub(self) -> str:
        """A stub for another processor ends without a word: only what is on the disk says that it did nothing."""
        payload = read_payload(self.machine.folder / f"programme {OLD}")
        wrong = self.machine.folder / "32-bit.exe"
        work = self.machine.folder / "32-bit"
        work.mkdir()
        build_setup(Setup(payload, Version(OLD), target="x86-unicode"), work, wrong)
        ended = self._nothing("32-bit stub", lambda: self._setup(wrong))
        return f"32-bit stub: {f'exit code {ended.code}' if ended.started else 'not started'}, nothing installed"

    def _bad_options(self) -> str:
        for option in ("/POLICY=C:\\nulle part.toml", "/D=\\\\serveur\\partage\\Aparte", "/D=Q:\\Aparte"):
            ended = self._nothing(option, partial(self._setup, self.machine.old.setup, option))
            self.machine.expect_ended(option, ended, ARGUMENT)
        return f"missing policy, network folder, missing disk: {ARGUMENT}"
