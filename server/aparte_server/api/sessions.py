"""Signing in and out through the town's identity provider, for pages in a browser."""

import logging
import re
from dataclasses import asdict, dataclass
from html import escape

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from aparte_server.api.limits import RateLimit
from aparte_server.api.refusals import ApiRefusal
from aparte_server.api.staff_door import SESSION_COOKIE, StaffDoor
from aparte_server.identity.provider import NotProvenError, Provider
from aparte_server.identity.transport import ProviderUnavailableError
from aparte_server.store.devices import RefusedError
from aparte_server.store.persons import Role
from aparte_server.store.secrets import request_proof
from aparte_server.store.sessions import SESSION_LASTS, SIGN_IN_LASTS, NotListedError, OpenSession
from aparte_server.store.store import ServerStore

_log = logging.getLogger("aparte_server.sessions")
SIGN_IN_COOKIE = "__Host-aparte-connexion"
HOME = "/api/v1/session"
# A path of our own: no address of another site, however it is written.
NEXT = r"^/(?!/)[A-Za-z0-9_./-]{0,200}$"
_NEXT = re.compile(NEXT)
_SAID = {
    "not_listed": "Vous êtes bien identifié, mais votre mairie ne vous a pas donné accès à Aparté. "
    "Demandez-le à la personne qui administre Aparté dans votre mairie.",
    "not_proven": "Le service de connexion n'a pas prouvé qui vous êtes : recommencez la connexion, "
    "puis prévenez l'informatique si cela se répète.",
    "sign_in_unknown": "Cette connexion a expiré, a déjà servi ou a commencé dans un autre navigateur : "
    "recommencez depuis la page d'Aparté.",
    "provider_refused": "Le service de connexion a refusé ou la connexion a été abandonnée : recommencez "
    "si c'est une erreur.",
    "provider_away": "Le service de connexion de votre mairie ne répond pas : réessayez dans un moment.",
}


@dataclass(frozen=True, slots=True)
class SessionAnswer:
    """Who is signed in; `proof` goes back in the header x-aparte-proof with each change."""

    name: str
    role: Role
    siret: str
    town: str
    expires_at: int
    proof: str


@dataclass(frozen=True, slots=True)
class EndedAnswer:
    """It is over here; `provider` is where it ends at the provider too, empty when it has no such place."""

    status: str
    provider: str


class _NoSessionError(Exception):
    """Why nobody is signed in."""

    def __init__(self, status: int, word: str) -> None:
        super().__init__(word)
        self.status = status
        self.word = word


class SessionRoutes:
    """The handlers; all of them say that there is none where no provider is set."""

    def __init__(self, store: ServerStore, door: StaffDoor, provider: Provider | None, limit: RateLimit) -> None:
        self._store = store
        self._door = door
        self._provider = provider
        self._limit = limit

    async def session_begin(self, request: Request) -> Response:
        """To the provider, with what must come back."""
        provider = self._known(request)
        after = request.query_params.get("next", HOME)
        if not _NEXT.fullmatch(after):
            raise ApiRefusal(400, "next_refused")
        begun = await run_in_threadpool(self._store.sessions.begin, after)
        try:
            place = await run_in_threadpool(provider.address, begun.state, begun.nonce, begun.verifier)
        except ProviderUnavailableError as error:
            return _away(request, error)
        answer = RedirectResponse(place, 303)
        _set(answer, SIGN_IN_COOKIE, begun.browser, int(SIGN_IN_LASTS.total_seconds()))
        return answer

    async def session_callback(self, request: Request) -> Response:
        """Back from the provider: a session for whoever is on the town's list."""
        provider = self._known(request)
        try:
            after, opened = await run_in_threadpool(self._signed_in, provider, request)
        except ProviderUnavailableError as error:
            return _away(request, error)
        except _NoSessionError as error:
            return _refused(request, error.status, error.word)
        answer = RedirectResponse(after, 303)
        _set(answer, SESSION_COOKIE, opened.token, int(SESSION_LASTS.total_seconds()))
        _unset(answer, SIGN_IN_COOKIE)
        return answer

    async def session(self, request: Request) -> Response:
        """Who is signed in."""
        opened = await self._door.session(request)
        town = await run_in_threadpool(self._store.organisations.get, opened.person.org_id)
        person, proof = opened.person, request_proof(opened.token)
        told = SessionAnswer(person.name, person.role, town.siret, town.name, opened.expires_at, proof)
        return JSONResponse(asdict(told))

    async def session_end(self, request: Request) -> Response:
        """Sign out."""
        opened = await self._door.session(request)
        await run_in_threadpool(self._store.sessions.end, opened.token)
        place = ""
        if self._provider is not None:
            try:
                place = await run_in_threadpool(self._provider.logout_address)
            except ProviderUnavailableError:
                place = ""
        answer = JSONResponse(asdict(EndedAnswer("ended", place)))
        _unset(answer, SESSION_COOKIE)
        return answer

    def _signed_in(self, provider: Provider, request: Request) -> tuple[str, OpenSession]:
        """Where to go, and the session; `_NoSessionError` says why there is none."""
        asked = request.query_params
        try:
            begun = self._store.sessions.returned(asked.get("state", ""), request.cookies.get(SIGN_IN_COOKIE, ""))
        except RefusedError as error:
            raise _NoSessionError(400, "sign_in_unknown") from error
        if asked.get("iss", provider.settings.issuer) != provider.settings.issuer:
            raise _NoSessionError(403, "not_proven")
        if "code" not in asked or "error" in asked:
            raise _NoSessionError(403, "provider_refused")
        try:
            identity = provider.identity(asked["code"], begun.nonce, begun.verifier)
            return begun.next, self._store.sessions.open(identity.siret, identity.sub, identity.email)
        except NotProvenError as error:
            _log.warning("sign-in not proven", extra={"error": str(error)})
            raise _NoSessionError(403, "not_proven") from error
        except NotListedError as error:
            raise _NoSessionError(403, "not_listed") from error

    def _known(self, request: Request) -> Provider:
        self._limit.spend(request.client.host if request.client else "")
        if self._provider is None:
            raise ApiRefusal(404, "no_provider")
        return self._provider


def _away(request: Request, error: ProviderUnavailableError) -> Response:
    _log.warning("provider away", extra={"error": error.detail})
    answer = _refused(request, 503, "provider_away")
    answer.headers["Retry-After"] = "5"
    return answer


def _refused(request: Request, status: int, word: str) -> Response:
    """The word for a program, the sentence for who waits before a browser."""
    if "text/html" not in request.headers.get("accept", ""):
        return JSONResponse({"error": word}, status)
    page = (
        '<!doctype html><html lang="fr"><meta charset="utf-8"><title>Aparté – connexion</title>'
        f"<main><h1>Connexion impossible</h1><p>{escape(_SAID[word])}</p></main></html>"
    )
    return HTMLResponse(page, status, {"Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'"})


def _set(answer: Response, name: str, value: str, lasts_s: int) -> None:
    # Lax: the provider's page sends the browser back here, and the cookie must come with it.
    answer.set_cookie(name, value, max_age=lasts_s, path="/", secure=True, httponly=True, samesite="lax")


def _unset(answer: Response, name: str) -> None:
    answer.delete_cookie(name, path="/", secure=True, httponly=True, samesite="lax")
