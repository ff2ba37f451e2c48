"""Authenticode with osslsigncode: what holds the key is said by the environment, never by a command line.

A list of processes shows command lines to every user of a machine; so a password goes through standard
input, and a key that came in a variable is written where only we read, for as long as a signature takes.
"""

import os
import struct
import subprocess
import tempfile
from base64 import b64decode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from installers.windows.product import NAME, PackagingError

# PE: where the header's offset is, the word that opens it, the optional header's length before the directories.
_PE_OFFSET, _PE_WORD, _DIRECTORIES, _SECURITY = 0x3C, b"PE\0\0", {0x10B: 96, 0x20B: 112}, 4
_ENGINES = ("/usr/lib/x86_64-linux-gnu/engines-3/pkcs11.so", "/usr/lib/aarch64-linux-gnu/engines-3/pkcs11.so")
_STAMPED = "Timestamp Server Signature verification: ok"
NO_TIMESTAMP = "none"
PROGRAMS = frozenset({".exe", ".dll", ".pyd"})


class SigningError(PackagingError):
    """A file could not be signed, or its signature does not hold."""


@dataclass(frozen=True, slots=True)
class Signer:
    """What osslsigncode is told: `arguments` hold no secret; the password or PIN is handed over on its input."""

    arguments: tuple[str, ...]
    password: str
    timestamp: str

    def sign(self, path: Path) -> None:
        """Sign the program or package in place; raises `SigningError` and leaves the file as it was."""
        signed = path.with_name(f"{path.name}.signed")
        command = ["osslsigncode", "sign", *self.arguments, "-h", "sha256", "-n", NAME]
        command += [] if self.timestamp == NO_TIMESTAMP else ["-ts", self.timestamp]
        command += ["-add-msi-dse"] if path.suffix.lower() == ".msi" else []
        signed.unlink(missing_ok=True)
        try:
            _run([*command, "-readpass", "-", "-in", str(path), "-out", str(signed)], self.password + "\n")
            signed.chmod(path.stat().st_mode)
            signed.replace(path)
        finally:
            signed.unlink(missing_ok=True)


@contextmanager
def signer(environment: Mapping[str, str]) -> Iterator[Signer]:
    """Whoever signs, as the environment says (installers/RELEASING.md lists its variables)."""
    timestamp = environment.get("APARTE_SIGN_TIMESTAMP", "")
    if not timestamp:
        raise SigningError(
            "APARTE_SIGN_TIMESTAMP names no timestamp server: without one, signatures end with the certificate. "
            "Off-line tests say none."
        )
    with tempfile.TemporaryDirectory(prefix="aparte-sign-", dir=_memory()) as private:
        yield Signer(_key(environment, Path(private)), _password(environment), timestamp)


def verify(path: Path, authority: Path, stamps: Path | None = None, moment: int | None = None) -> None:
    """Raise `SigningError` unless the signature of `path` holds under `authority`, at `moment` if given.

    `stamps` is the authority of the timestamp server; without it timestamps are not looked at.
    """
    command = ["osslsigncode", "verify", "-in", str(path), "-CAfile", str(authority)]
    command += ["-TSA-CAfile", str(stamps)] if stamps else ["-ignore-timestamp"]
    command += ["-time", str(moment)] if moment is not None else []
    output = _run(command)
    # A stamp of nobody known is left aside, and the rest passes as if there were none.
    if stamps and _STAMPED not in output:
        raise SigningError(f"{path}: the timestamp is not from a known server.")


def unsigned(folder: Path) -> list[Path]:
    """The programs and libraries below `folder` that nobody signed: another publisher's signature stays."""
    found = (path for path in sorted(folder.rglob("*")) if path.suffix.lower() in PROGRAMS and path.is_file())
    return [path for path in found if not is_signed(path)]


def is_signed(path: Path) -> bool:
    """Whether a program has a signature, whatever it is worth; raises `SigningError` for what isn't a program."""
    content = path.read_bytes()
    try:
        (start,) = struct.unpack_from("<I", content, _PE_OFFSET)
        (kind,) = struct.unpack_from("<H", content, start + 24)
        if content[start : start + 4] != _PE_WORD or kind not in _DIRECTORIES:
            raise SigningError(f"{path}: not a Windows program.")
        (_, size) = struct.unpack_from("<II", content, start + 24 + _DIRECTORIES[kind] + 8 * _SECURITY)
    except struct.error as error:
        raise SigningError(f"{path}: not a Windows program.") from error
    return bool(size)


def _key(environment: Mapping[str, str], private: Path) -> tuple[str, ...]:
    if uri := environment.get("APARTE_SIGN_PKCS11_KEY"):
        return (
            *("-pkcs11engine", environment.get("APARTE_SIGN_PKCS11_ENGINE") or _engine()),
            *("-pkcs11module", _wanted(environment, "APARTE_SIGN_PKCS11_MODULE")),
            *("-certs", _file(environment, "APARTE_SIGN_CERTIFICATE", private, "certificate.pem"), "-key", uri),
        )
    if "APARTE_SIGN_PKCS12_FILE" in environment:
        return ("-pkcs12", environment["APARTE_SIGN_PKCS12_FILE"])
    if "APARTE_SIGN_PKCS12" in environment:
        return ("-pkcs12", _write(private / "key.p12", b64decode(environment["APARTE_SIGN_PKCS12"])))
    return (
        *("-certs", _file(environment, "APARTE_SIGN_CERTIFICATE", private, "certificate.pem")),
        *("-key", _file(environment, "APARTE_SIGN_KEY", private, "key.pem")),
    )


def _file(environment: Mapping[str, str], name: str, private: Path, file: str) -> str:
    """The path that `NAME_FILE` says, or a private file with what `NAME` holds."""
    if f"{name}_FILE" in environment:
        return environment[f"{name}_FILE"]
    return _write(private / file, _wanted(environment, name).encode())


def _wanted(environment: Mapping[str, str], name: str) -> str:
    if not environment.get(name):
        raise SigningError(f"{name} or {name}_FILE must say what signs (installers/RELEASING.md).")
    return environment[name]


def _password(environment: Mapping[str, str]) -> str:
    if path := environment.get("APARTE_SIGN_PASSWORD_FILE"):
        return Path(path).read_text("utf-8").rstrip("\r\n")
    return environment.get("APARTE_SIGN_PASSWORD", "")


def _write(path: Path, content: bytes) -> str:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    return str(path)


def _memory() -> str | None:
    """A folder that never reaches a disk, where the system has one."""
    return "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: PTH112, S108


def _engine() -> str:
    for path in _ENGINES:
        if Path(path).exists():
            return path
    raise SigningError(
        "APARTE_SIGN_PKCS11_ENGINE must name OpenSSL's engine pkcs11.so (Debian: libengine-pkcs11-openssl)."
    )


def _run(command: list[str], given: str = "") -> str:
    try:
        made = subprocess.run(  # noqa: S603
            # Without a terminal, a wrong password is an error and never a question.
            command,
            input=given,
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
            start_new_session=True,
        )
    except FileNotFoundError as error:
        raise SigningError("osslsigncode is not installed (Debian: osslsigncode).") from error
    output = made.stdout + made.stderr
    if made.returncode:
        raise SigningError(f"{command[1]}: {output.strip()}")
    return output
