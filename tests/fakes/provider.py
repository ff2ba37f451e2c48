"""A small identity provider as an ASGI application: its own keys, codes used once, PKCE checked."""

import base64
import hashlib
import json
import secrets
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

ISSUER = "https://connexion.example/realms/ville"
CLIENT, SECRET = "aparte", "un secret & plus"


class FakeProvider:
    """Attributes that a test changes: `person` (the claims told of whoever signs in), `forged` (changes to the
    next token's claims), `sign` (how it is signed), `described` (changes to its description), `userinfo`."""

    def __init__(self) -> None:
        self.person: dict[str, Any] = {"sub": "agente-12", "email": "Accueil.Chef@ville.example", "siret": "0" * 14}
        self.forged: dict[str, Any] = {}
        self.described: dict[str, Any] = {}
        self.userinfo: dict[str, Any] = {}
        self.signed_userinfo = False
        self.away = False
        self.asked: list[str] = []
        self._codes: dict[str, Mapping[str, str]] = {}
        self.key = self.rotate()
        self.sign = self.signed
        self.app = Starlette(
            routes=[
                Route("/realms/ville/.well-known/openid-configuration", self._description),
                Route("/keys", self._keys),
                Route("/token", self._token, methods=["POST"]),
                Route("/userinfo", self._userinfo),
            ]
        )

    def rotate(self) -> rsa.RSAPrivateKey:
        """Another key, under another name; the old one is published no more."""
        self.key = rsa.generate_private_key(65537, 2048)
        self.kid = secrets.token_hex(4)
        return self.key

    def signs_in(self, address: str) -> tuple[str, str]:
        """What the browser does there: the code and the state that it comes back with."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert (asked["response_type"], asked["client_id"], asked["code_challenge_method"]) == ("code", CLIENT, "S256")
        code = secrets.token_hex(8)
        self._codes[code] = asked
        return code, asked["state"]

    def signed(self, claims: Mapping[str, Any]) -> str:
        return jwt.encode(dict(claims), self.key, "RS256", {"kid": self.kid})

    def public(self) -> dict[str, Any]:
        return {**RSAAlgorithm.to_jwk(self.key.public_key(), as_dict=True), "kid": self.kid, "use": "sig"}

    async def _description(self, _: Request) -> Response:
        self.asked.append("description")
        if self.away:
            return PlainTextResponse("no", 503)
        return JSONResponse(
            {
                "issuer": ISSUER,
                "authorization_endpoint": "https://connexion.example/auth",
                "token_endpoint": "https://connexion.example/token",
                "jwks_uri": "https://connexion.example/keys",
                "userinfo_endpoint": "https://connexion.example/userinfo",
                "end_session_endpoint": "https://connexion.example/logout",
                **self.described,
            }
        )

    async def _keys(self, _: Request) -> Response:
        self.asked.append("keys")
        shared = {"kty": "oct", "kid": "shared", "k": "c2VjcmV0", "alg": "HS256"}
        return JSONResponse({"keys": [shared, {"kty": "odd"}, "text", self.public()]})

    async def _token(self, request: Request) -> Response:
        sent = {name: values[0] for name, values in parse_qs((await request.body()).decode()).items()}
        basic = base64.b64decode(request.headers.get("authorization", "").removeprefix("Basic ")).decode()
        known = basic == "aparte:un%20secret%20%26%20plus" or sent.get("client_secret") == SECRET
        begun = self._codes.pop(sent.get("code", ""), None)
        if not known or begun is None or begun["redirect_uri"] != sent["redirect_uri"]:
            return JSONResponse({"error": "invalid_grant"}, 400)
        challenge = base64.urlsafe_b64encode(hashlib.sha256(sent["code_verifier"].encode()).digest()).rstrip(b"=")
        if challenge.decode() != begun["code_challenge"]:
            return JSONResponse({"error": "invalid_grant"}, 400)
        now = int(time.time())
        claims = {"iss": ISSUER, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": begun["nonce"], **self.person}
        claims = {name: value for name, value in {**claims, **self.forged}.items() if value is not None}
        return JSONResponse({"access_token": "access", "token_type": "Bearer", "id_token": self.sign(claims)})

    async def _userinfo(self, request: Request) -> Response:
        assert request.headers["authorization"] == "Bearer access"
        if self.signed_userinfo:
            return PlainTextResponse(self.signed({"iss": ISSUER, "aud": CLIENT, **self.userinfo}))
        return PlainTextResponse(json.dumps(self.userinfo), media_type="application/json")
