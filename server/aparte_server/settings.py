"""What the server is told when it starts."""

import os
from dataclasses import dataclass
from pathlib import Path

import platformdirs

DEFAULT_PORT = 8480


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """`database` is an SQLite file or a `postgresql://` address; `metrics_token` empty closes /metrics.

    `backup_key` is the file of the key that seals backups; None leaves them in clear. `bundles` is
    the folder of the signed repositories that are served, one a town; `online_keys` the folder of the
    keys that sign urgent changes, None where none are, `online_passphrase` the file of their passphrase.

    `oidc_…` is the identity provider of the staff; nobody signs in without an issuer.
    """

    database: str
    journal: Path
    metrics_token: str = ""
    backup_key: Path | None = None
    bundles: Path = Path("bundles")
    online_keys: Path | None = None
    online_passphrase: Path | None = None
    oidc_issuer: str = ""
    oidc_client: str = ""
    oidc_secret: Path | None = None
    oidc_address: str = ""
    oidc_siret: str = ""
    oidc_siret_claim: str = "siret"
    oidc_scopes: str = "openid email siret"
    oidc_levels: str = ""
    oidc_proxy: str = ""


def from_environment(database: str = "", journal: str = "") -> ServerSettings:
    """Arguments first, then the environment: APARTE_SERVER_DATABASE and its like."""
    key = os.environ.get("APARTE_SERVER_BACKUP_KEY", "")
    folder = Path(platformdirs.user_data_dir("aparte-server", appauthor=False))
    return ServerSettings(
        database=database or os.environ.get("APARTE_SERVER_DATABASE") or str(folder / "server.db"),
        journal=Path(journal or os.environ.get("APARTE_SERVER_JOURNAL") or folder / "erasures.jsonl"),
        metrics_token=os.environ.get("APARTE_SERVER_METRICS_TOKEN", ""),
        backup_key=Path(key) if key else None,
        online_keys=_path("APARTE_SERVER_ONLINE_KEYS"),
        online_passphrase=_path("APARTE_SERVER_ONLINE_PASSPHRASE"),
        bundles=Path(os.environ.get("APARTE_SERVER_BUNDLES") or folder / "bundles"),
        oidc_issuer=_said("ISSUER"),
        oidc_client=_said("CLIENT"),
        oidc_secret=_path("APARTE_SERVER_OIDC_SECRET_FILE"),
        oidc_address=_said("ADDRESS"),
        oidc_siret=_said("SIRET"),
        oidc_siret_claim=_said("SIRET_CLAIM") or "siret",
        oidc_scopes=_said("SCOPES") or "openid email siret",
        oidc_levels=_said("LEVELS"),
        oidc_proxy=_said("PROXY"),
    )


def _said(name: str) -> str:
    return os.environ.get(f"APARTE_SERVER_OIDC_{name}", "").strip()


def _path(name: str) -> Path | None:
    said = os.environ.get(name, "")
    return Path(said) if said else None
