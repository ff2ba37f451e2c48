"""What a signature is worth: it holds for what was signed, then and later, and for nothing else."""

import os
import shutil
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from installers.checks.authority import Authority, Signatory, bundle
from installers.checks.expecting import expect
from installers.checks.table import CheckError
from installers.checks.windows_machine import HOME, Machine
from installers.windows.signing import SigningError, is_signed, signer, verify

_YEAR = 365 * 24 * 3600
_OFFLINE = {"APARTE_SIGN_TIMESTAMP": "none"}
_PIN = "4321"
_MODULES = ("/usr/lib/softhsm/libsofthsm2.so", "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so")


@dataclass(frozen=True, slots=True)
class SignatureChecks:
    """Asked of an installer as it was built, and of copies that are signed otherwise."""

    machine: Machine

    def signed(self, installer: Path) -> str:
        """Signed by us under our authority, and still so once the certificate has expired."""
        trust = self.machine.trust
        later = int(time.time()) + _YEAR
        _holds(installer, trust.authority, trust.stamps)
        _holds(installer, trust.authority, trust.stamps, later)
        _refused("an expired certificate without its timestamp", installer, trust.authority, moment=later)
        others = Authority(self.machine.folder, f"étrangère à {installer.suffix[1:]}")
        _refused("another authority", installer, others.certificate)
        _refused("an unknown clock", installer, trust.authority, trust.authority)
        sources = self._other_keys(installer)
        return f"timestamped; another authority, an expired certificate, an unknown clock: refused; keys: {sources}"

    def programs(self) -> str:
        """Those that are installed now: the program and its uninstaller."""
        found = [path for path in self.machine.wine.path(HOME).rglob("*") if path.suffix in {".exe", ".dll"}]
        expect(bool(found), "no program is installed")
        for path in found:
            expect(is_signed(path), f"{path.name} is not signed")
            _holds(path, self.machine.trust.authority, self.machine.trust.stamps)
        return f"signed: {', '.join(sorted(path.name for path in found))}"

    def tampered(self, installer: Path) -> str:
        """A byte changed anywhere of what the signature covers."""
        content = installer.read_bytes()
        places = [len(content) * part // 8 for part in (1, 3, 5)]
        for place in places:
            changed = bytearray(content)
            changed[place] ^= 1
            copy = self.machine.folder / f"tampered{installer.suffix}"
            copy.write_bytes(changed)
            _refused(f"a change at byte {place}", copy, self.machine.trust.authority)
        return f"a byte changed at {', '.join(map(str, places))}: signature refused"

    def _other_keys(self, installer: Path) -> str:
        """The same file signed by keys that come by each other way, off-line, and by one that has expired."""
        name = installer.suffix[1:]
        authority = Authority(self.machine.folder, f"autre racine {name}")
        plain = authority.for_code(f"clair {name}")
        ways = {
            "file": {"APARTE_SIGN_CERTIFICATE_FILE": str(plain.certificate), "APARTE_SIGN_KEY_FILE": str(plain.key)},
            "variable": {
                "APARTE_SIGN_CERTIFICATE": plain.certificate.read_text("utf-8"),
                "APARTE_SIGN_KEY": plain.key.read_text("utf-8"),
            },
            "PKCS#12": {
                "APARTE_SIGN_PKCS12_FILE": str(bundle(plain, self.machine.folder / f"{name}.p12", "mot")),
                "APARTE_SIGN_PASSWORD": "mot",
            },
        }
        token = _token(self.machine.folder / f"token {name}", plain)
        ways |= {"PKCS#11 token": token} if token else {}
        for way, variables in ways.items():
            copy = _signed(installer, self.machine.folder / f"signed by {way.replace('#', '')}", variables)
            _holds(copy, authority.certificate)
        if token:
            _not_signed(
                "a wrong PIN", installer, self.machine.folder / "wrong PIN", {**token, "APARTE_SIGN_PASSWORD": "0000"}
            )
        past = authority.for_code(f"périmé {name}", days=20)
        expired = {"APARTE_SIGN_CERTIFICATE_FILE": str(past.certificate), "APARTE_SIGN_KEY_FILE": str(past.key)}
        copy = _signed(installer, self.machine.folder / "expired", expired)
        _refused("a certificate that had expired", copy, authority.certificate)
        return ", ".join(ways) + ("" if token else " (no token: apt-get install softhsm2 libengine-pkcs11-openssl)")


def _holds(path: Path, authority: Path, stamps: Path | None = None, moment: int | None = None) -> None:
    try:
        verify(path, authority, stamps, moment)
    except SigningError as error:
        raise CheckError(f"{path.name}: {error}") from error


def _refused(why: str, path: Path, authority: Path, stamps: Path | None = None, moment: int | None = None) -> None:
    try:
        verify(path, authority, stamps, moment)
    except SigningError:
        return
    raise CheckError(f"{path.name}: {why} was accepted")


def _signed(installer: Path, copy: Path, variables: Mapping[str, str]) -> Path:
    """A copy of the installer, signed anew with the key that `variables` say."""
    target = copy.with_name(f"{copy.name}{installer.suffix}")
    shutil.copyfile(installer, target)
    with signer({**_OFFLINE, **variables}) as chosen:
        try:
            chosen.sign(target)
        except SigningError as error:
            raise CheckError(str(error)) from error
    return target


def _not_signed(why: str, installer: Path, copy: Path, variables: Mapping[str, str]) -> None:
    try:
        _signed(installer, copy, variables)
    except CheckError:
        return
    raise CheckError(f"{why} signed all the same")


def _token(folder: Path, signatory: Signatory) -> dict[str, str]:
    """A token of software with that key in it, by what the environment says of it; nothing without SoftHSM.

    Its settings are found by a variable that this process hands on to those it starts.
    """
    modules = [path for path in _MODULES if Path(path).exists()]
    if not modules or not shutil.which("softhsm2-util"):
        return {}
    (folder / "tokens").mkdir(parents=True)
    settings = folder / "softhsm2.conf"
    settings.write_text(f"directories.tokendir = {folder}/tokens\nobjectstore.backend = file\n")
    os.environ["SOFTHSM2_CONF"] = str(settings)
    for command in (
        ["--init-token", "--free", "--label", "aparte", "--so-pin", "8765"],
        ["--import", str(signatory.key), "--token", "aparte", "--label", "signature", "--id", "a1"],
    ):
        made = subprocess.run(["softhsm2-util", *command, "--pin", _PIN], capture_output=True, check=False)  # noqa: S603, S607
        expect(made.returncode == 0, f"softhsm2-util: {made.stderr.decode('utf-8', 'replace')}")
    return {
        "APARTE_SIGN_PKCS11_MODULE": modules[0],
        "APARTE_SIGN_PKCS11_KEY": "pkcs11:token=aparte;object=signature;type=private",
        "APARTE_SIGN_CERTIFICATE_FILE": str(signatory.certificate),
        "APARTE_SIGN_PASSWORD": _PIN,
    }
