"""What the server is told of the identity provider."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from aparte.core.errors import UsageError

CALLBACK = "/api/v1/session/callback"
_LOCAL = frozenset({"127.0.0.1", "localhost", "::1"})


@dataclass(frozen=True, slots=True)
class ProviderSettings:
    """One provider (ProConnect, Keycloak).

    `address` is the server's own, as browsers know it. `siret` names the town of a provider that is one
    town's and tells no SIRET; empty, each person's own SIRET decides, under the claim `siret_claim`.
    `levels` are the levels of authentication that are enough (« eidas1 »), any when empty.
    """

    issuer: str
    client_id: str
    client_secret: str
    address: str
    siret: str = ""
    siret_claim: str = "siret"
    scopes: str = "openid email siret"
    levels: str = ""

    @property
    def callback(self) -> str:
        """Where the provider sends people back."""
        return self.address + CALLBACK


def checked(settings: ProviderSettings) -> ProviderSettings:
    """The same; `UsageError` for what could not be safe."""
    for name, address in (("ISSUER", settings.issuer), ("ADDRESS", settings.address)):
        if not is_safe(address):
            raise UsageError(f"APARTE_SERVER_OIDC_{name} : « {address} » n'est pas une adresse en https://.")
    if settings.address.endswith("/"):
        raise UsageError("APARTE_SERVER_OIDC_ADDRESS : donnez l'adresse du serveur sans « / » à la fin.")
    if not settings.client_id or not settings.client_secret:
        raise UsageError(
            "La connexion des agents demande APARTE_SERVER_OIDC_CLIENT et APARTE_SERVER_OIDC_SECRET_FILE : "
            "reprenez-les de votre fournisseur d'identité."
        )
    return settings


def secret_in(path: Path) -> str:
    """The client's secret, alone in its file; raises `UsageError`."""
    try:
        return path.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"Le secret {path} ne se lit pas : vérifiez le fichier et ses droits.") from error


def is_safe(address: object) -> bool:
    """An absolute address in https, or on this machine."""
    if not isinstance(address, str):
        return False
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return False
    plain = parts.scheme == "http" and host in _LOCAL
    return bool(host) and (parts.scheme == "https" or plain) and not parts.username and not parts.fragment
