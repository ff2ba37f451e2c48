"""The network as this machine has it: its proxy, its certificates, nothing sent in clear."""

import ssl
import urllib.request
from dataclasses import dataclass
from urllib.parse import urlsplit

import truststore
import urllib3

from aparte.core.errors import UsageError
from aparte.sync.server import SyncError

CONNECT_S, READ_S = 10.0, 30.0
Pool = urllib3.PoolManager
_LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class Network:
    """`proxy` is an address, "direct", or empty for the system's; `authorities` a PEM file besides the system's."""

    proxy: str = ""
    authorities: str = ""


def checked_address(text: str) -> str:
    """The server's address without its end slash; `UsageError` for one that would send in clear or can't be."""
    address = text.strip()
    if "://" not in address:
        address = f"https://{address}"
    try:
        parts = urlsplit(address)
        parts.port  # noqa: B018 - reading it is what finds a port that is none
    except ValueError:
        raise _no_address(text) from None
    if not parts.hostname or parts.scheme not in ("http", "https") or parts.username or parts.query or parts.fragment:
        raise _no_address(text)
    if parts.scheme == "http" and parts.hostname not in _LOCAL:
        raise UsageError("L'adresse du serveur doit commencer par https:// : rien ne part en clair sur le réseau.")
    return address.rstrip("/")


def pool_for(address: str, network: Network) -> Pool:
    """Connections to `address`; raises `SyncError` when the certificates' file can't be read."""
    context = _context(network.authorities)
    timeout = urllib3.Timeout(connect=CONNECT_S, read=READ_S)
    proxy = _proxy(address, network.proxy)
    if proxy:
        return urllib3.ProxyManager(proxy, ssl_context=context, timeout=timeout, retries=False)
    return urllib3.PoolManager(ssl_context=context, timeout=timeout, retries=False)


def _context(authorities: str) -> ssl.SSLContext:
    context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    if authorities:
        try:
            context.load_verify_locations(cafile=authorities)
        except (OSError, ssl.SSLError) as error:
            raise SyncError(
                f"Le fichier de certificats « {authorities} » ne peut pas être lu : prévenez l'informatique."
            ) from error
    return context


def _proxy(address: str, chosen: str) -> str:
    """The proxy to pass by, or nothing; the system's own exceptions are kept."""
    if chosen == "direct":
        return ""
    if chosen:
        return chosen
    parts = urlsplit(address)
    host = parts.hostname or ""
    if host in _LOCAL or urllib.request.proxy_bypass(host):
        return ""
    return urllib.request.getproxies().get(parts.scheme, "")


def _no_address(text: str) -> UsageError:
    return UsageError(
        f"« {text.strip()[:80]} » n'est pas une adresse de serveur : demandez-la à l'informatique, "
        "par exemple https://aparte.ville.fr."
    )
