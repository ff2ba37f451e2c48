"""Certificates made for one run of checks: an authority, those it vouches for, and those it should not."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

_DAY = timedelta(days=1)
_EXPONENT, _BITS = 65537, 3072


@dataclass(frozen=True, slots=True)
class Signatory:
    """A certificate and its key, as files; the key is encrypted when it has a password."""

    certificate: Path
    key: Path


class Authority:
    """Vouches for others; its own certificate is what a computer would be told to trust."""

    def __init__(self, folder: Path, name: str) -> None:
        self._folder, self._name = folder, name
        self._key = rsa.generate_private_key(_EXPONENT, _BITS)
        self._subject = _named(name)
        unsigned = self._started(self._subject, self._key, 365).add_extension(
            x509.BasicConstraints(ca=True, path_length=0), critical=True
        )
        unsigned = unsigned.add_extension(_usage(authority=True), critical=True)
        self.certificate = folder / f"{name}.pem"
        self.certificate.write_bytes(unsigned.sign(self._key, hashes.SHA256()).public_bytes(Encoding.PEM))

    def for_code(self, name: str, days: int = 90, password: str = "") -> Signatory:
        """Who may sign programs, for `days` from a month ago."""
        return self._issue(name, ExtendedKeyUsageOID.CODE_SIGNING, days, password)

    def for_stamps(self, name: str) -> Signatory:
        """Who may say when something was signed."""
        return self._issue(name, ExtendedKeyUsageOID.TIME_STAMPING, 3650, "")

    def _issue(self, name: str, purpose: x509.ObjectIdentifier, days: int, password: str) -> Signatory:
        key = rsa.generate_private_key(_EXPONENT, _BITS)
        unsigned = self._started(_named(name), key, days).add_extension(
            x509.BasicConstraints(ca=False, path_length=None), critical=True
        )
        unsigned = unsigned.add_extension(x509.ExtendedKeyUsage([purpose]), critical=True)
        unsigned = unsigned.add_extension(_usage(authority=False), critical=True)
        made = Signatory(self._folder / f"{name}.crt.pem", self._folder / f"{name}.key.pem")
        made.certificate.write_bytes(unsigned.sign(self._key, hashes.SHA256()).public_bytes(Encoding.PEM))
        lock = BestAvailableEncryption(password.encode()) if password else NoEncryption()
        made.key.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, lock))
        return made

    def _started(self, subject: x509.Name, key: rsa.RSAPrivateKey, days: int) -> x509.CertificateBuilder:
        begun = datetime.now(UTC) - 30 * _DAY
        builder = x509.CertificateBuilder().subject_name(subject).issuer_name(self._subject)
        builder = builder.public_key(key.public_key()).serial_number(x509.random_serial_number())
        return builder.not_valid_before(begun).not_valid_after(begun + days * _DAY)


def bundle(signatory: Signatory, path: Path, password: str) -> Path:
    """The same certificate and key, an unencrypted one, in one file under a password."""
    key = serialization.load_pem_private_key(signatory.key.read_bytes(), None)
    if not isinstance(key, rsa.RSAPrivateKey):
        raise TypeError(type(key))
    certificate = x509.load_pem_x509_certificate(signatory.certificate.read_bytes())
    lock = BestAvailableEncryption(password.encode())
    path.write_bytes(pkcs12.serialize_key_and_certificates(b"aparte", key, certificate, None, lock))
    return path


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"Essai {name}")])


def _usage(*, authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not authority,
        key_cert_sign=authority,
        crl_sign=authority,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )
