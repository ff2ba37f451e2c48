"""The authorisation-code flow with PKCE, from the server: what goes out, and what of what comes back is believed."""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Any
from urllib.parse import urlencode

import jwt
from jwt.exceptions import InvalidTokenError

from aparte_server.identity.keys import Keys, UnknownKeyError
from aparte_server.identity.settings import ProviderSettings, is_safe
from aparte_server.identity.transport import ProviderUnavailableError, Transport

# How far the provider's clock may be from ours.
LEEWAY_S = 60
_FRESH_S = 3600.0
_DISCOVERY = "/.well-known/openid-configuration"
_ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")
_REQUIRED = ("iss", "aud", "exp", "iat", "sub")
_LONGEST = 200


class NotProvenError(Exception):
    """What came back proves nothing; the reason is for the log, and holds nothing of anyone."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Who someone is, as the provider says; `siret` is that of their organisation, empty where it tells none."""

    sub: str
    email: str
    siret: str


class Provider:
    """One identity provider; `clock` gives seconds since 1970."""

    def __init__(
        self,
        settings: ProviderSettings,
        transport: Transport,
        clock: Callable[[], float] = time.time,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self.settings = settings
        self._transport = transport
        self._clock = clock
        self._now = now
        self._lock = Lock()
        self._described: Mapping[str, Any] = {}
        self._described_at = float("-inf")
        self._keys = Keys(lambda: transport.json_at(str(self._description()["jwks_uri"])), now)

    def address(self, state: str, nonce: str, verifier: str) -> str:
        """Where a browser goes to sign in."""
        challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
        asked = {
            "response_type": "code",
            "client_id": self.settings.client_id,
            "redirect_uri": self.settings.callback,
            "scope": self.settings.scopes,
            "state": state,
            "nonce": nonce,
            "code_challenge": challenge,
            "code_challenge_method": "S256",
            **({"acr_values": self.settings.levels} if self.settings.levels else {}),
        }
        place = str(self._description()["authorization_endpoint"])
        return f"{place}{'&' if '?' in place else '?'}{urlencode(asked)}"

    def logout_address(self) -> str:
        """Where a browser goes to sign out there too; empty when the provider has no such place."""
        place = self._description().get("end_session_endpoint")
        return f"{place}?{urlencode({'client_id': self.settings.client_id})}" if is_safe(place) else ""

    def identity(self, code: str, nonce: str, verifier: str) -> Identity:
        """Whose the code is; `NotProvenError` or `ProviderUnavailableError`."""
        tokens = self._tokens(code, verifier)
        claims = self._proven(tokens.get("id_token"))
        if not hmac.compare_digest(str(claims.get("nonce", "")).encode(), nonce.encode()):
            raise NotProvenError("nonce")
        if self.settings.levels and claims.get("acr") not in self.settings.levels.split():
            raise NotProvenError("acr")
        claims = {**self._told(tokens.get("access_token"), claims), **claims}
        if claims.get("email_verified") is False:
            claims.pop("email", None)
        siret = self.settings.siret or "".join(_text(claims.get(self.settings.siret_claim)).split())
        return Identity(str(claims["sub"]), _text(claims.get("email")).casefold(), siret)

    def _tokens(self, code: str, verifier: str) -> Mapping[str, Any]:
        described, settings = self._description(), self.settings
        fields = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": settings.callback,
            "code_verifier": verifier,
        }
        # Basic is what a provider that says nothing takes.
        basic = "client_secret_basic" in described.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        if not basic:
            fields |= {"client_id": settings.client_id, "client_secret": settings.client_secret}
        known = (settings.client_id, settings.client_secret) if basic else None
        return self._transport.exchanged(str(described["token_endpoint"]), fields, known)

    def _proven(self, token: object, *, lasting: bool = True) -> Mapping[str, Any]:
        """What a signed token says, for us and by this provider; `lasting` when it must say until when."""
        if not isinstance(token, str):
            raise NotProvenError("no token")
        try:
            head = jwt.get_unverified_header(token)
            algorithm = str(head.get("alg"))
            key = self._keys.key(str(head.get("kid")), algorithm)
            claims: dict[str, Any] = jwt.decode(
                token,
                key,
                algorithms=[algorithm],
                audience=self.settings.client_id,
                issuer=self.settings.issuer,
                # Time is ours to check: the library's clock is not ours.
                options={
                    "require": list(_REQUIRED if lasting else ("iss", "aud", "sub")),
                    "verify_exp": False,
                    "verify_iat": False,
                    "verify_nbf": False,
                },
            )
        except (InvalidTokenError, UnknownKeyError) as error:
            raise NotProvenError(type(error).__name__) from error
        self._in_time(claims)
        others = claims["aud"] if isinstance(claims["aud"], list) else [claims["aud"]]
        if (len(others) > 1 or "azp" in claims) and claims.get("azp") != self.settings.client_id:
            raise NotProvenError("azp")
        if not isinstance(claims["sub"], str) or not 0 < len(claims["sub"]) <= _LONGEST:
            raise NotProvenError("sub")
        return claims

    def _in_time(self, claims: Mapping[str, Any]) -> None:
        soonest, latest = self._clock() - LEEWAY_S, self._clock() + LEEWAY_S
        bounds = {"exp": (soonest, float("inf")), "iat": (float("-inf"), latest), "nbf": (float("-inf"), latest)}
        for name, (least, most) in bounds.items():
            at = claims.get(name, least)
            if not isinstance(at, int | float) or isinstance(at, bool) or not (least <= at <= most):
                raise NotProvenError(name)

    def _told(self, access_token: object, claims: Mapping[str, Any]) -> Mapping[str, Any]:
        """What the provider tells beside the token, where the token tells too little; of the same person."""
        place = self._description().get("userinfo_endpoint")
        wanted = {"email", *(() if self.settings.siret else (self.settings.siret_claim,))}
        if wanted <= set(claims) or not is_safe(place) or not isinstance(access_token, str):
            return {}
        text = self._transport.shown(str(place), access_token)
        told = _plain(text) if text.lstrip().startswith("{") else self._proven(text.strip(), lasting=False)
        if told.get("sub") != claims["sub"]:
            raise NotProvenError("another person")
        return told

    def _description(self) -> Mapping[str, Any]:
        with self._lock:
            if self._now() - self._described_at > _FRESH_S:
                found = self._transport.json_at(self.settings.issuer.rstrip("/") + _DISCOVERY)
                if found.get("issuer") != self.settings.issuer or not all(
                    is_safe(found.get(one)) for one in _ENDPOINTS
                ):
                    raise ProviderUnavailableError("its description is another's")
                self._described, self._described_at = found, self._now()
            return self._described


def _plain(text: str) -> Mapping[str, Any]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ProviderUnavailableError("not JSON") from error
    return found if isinstance(found, dict) else {}


def _text(found: object) -> str:
    return found if isinstance(found, str) and len(found) <= _LONGEST and found.isprintable() else ""
