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
    the folder of the signed repositories that are served, one a town.
    """

    database: str
    journal: Path
    metrics_token: str = ""
    backup_key: Path | None = None
    bundles: Path = Path("bundles")


def from_environment(database: str = "", journal: str = "") -> ServerSettings:
    """Arguments first, then APARTE_SERVER_DATABASE, _JOURNAL, _METRICS_TOKEN, _BACKUP_KEY and _BUNDLES."""
    key = os.environ.get("APARTE_SERVER_BACKUP_KEY", "")
    folder = Path(platformdirs.user_data_dir("aparte-server", appauthor=False))
    return ServerSettings(
        database=database or os.environ.get("APARTE_SERVER_DATABASE") or str(folder / "server.db"),
        journal=Path(journal or os.environ.get("APARTE_SERVER_JOURNAL") or folder / "erasures.jsonl"),
        metrics_token=os.environ.get("APARTE_SERVER_METRICS_TOKEN", ""),
        backup_key=Path(key) if key else None,
        bundles=Path(os.environ.get("APARTE_SERVER_BUNDLES") or folder / "bundles"),
    )
