"""Someone of the staff at the door: a token in the header, or a session in the cookie of a browser.

A cookie goes with whatever a page asks, even another site's page: a change also needs the proof that
only a page of ours can read, and comes from our own address.
"""

import hmac

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from aparte_server.api.refusals import ApiRefusal, bearer
from aparte_server.store.devices import Refusal, RefusedError
from aparte_server.store.persons import Person, Role
from aparte_server.store.secrets import request_proof
from aparte_server.store.sessions import OpenSession
from aparte_server.store.store import ServerStore

# « __Host- »: for this address alone, by TLS alone, whatever a neighbour of the domain sets.
SESSION_COOKIE = "__Host-aparte"
PROOF_HEADER = "x-aparte-proof"
_READING = frozenset({"GET", "HEAD"})


class StaffDoor:
    """`address` is the server's own, as browsers know it; empty where nobody signs in."""

    def __init__(self, store: ServerStore, address: str = "") -> None:
        self._store = store
        self._address = address

    async def reader(self, request: Request) -> str:
        """The town whose figures the caller may read; `RefusedError` for anyone else."""
        opened = await self._session(request)
        if opened is not None:
            return opened.person.org_id
        return (await run_in_threadpool(self._store.staff.authenticate, bearer(request))).org_id

    async def person(self, request: Request, role: Role) -> Person:
        """Who asks; `ApiRefusal` 403 when they may not what `role` may."""
        opened = await self._session(request)
        if opened is None:
            return await run_in_threadpool(self._store.staff.person, bearer(request), role)
        if not opened.person.role.covers(role):
            raise ApiRefusal(403, "role_refused")
        return opened.person

    async def session(self, request: Request) -> OpenSession:
        """The session of a browser; `RefusedError` without one."""
        opened = await self._session(request)
        if opened is None:
            raise RefusedError(Refusal.UNKNOWN)
        return opened

    async def _session(self, request: Request) -> OpenSession | None:
        token = request.cookies.get(SESSION_COOKIE, "")
        if not token or "authorization" in request.headers:
            return None
        opened = await run_in_threadpool(self._store.sessions.person, token)
        if request.method not in _READING:
            self._ours(request, token)
        return opened

    def _ours(self, request: Request, token: str) -> None:
        proof = request.headers.get(PROOF_HEADER, "")
        origin = request.headers.get("origin", self._address)
        if not hmac.compare_digest(proof.encode(), request_proof(token).encode()) or origin != self._address:
            raise ApiRefusal(403, "proof_refused")
