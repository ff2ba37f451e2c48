"""Signing in through the town's provider: it says who someone is, the town's list says what they may."""

import base64
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any, cast
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
import urllib3
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from aparte.core.errors import UsageError
from aparte_server.api.app import build_app
from aparte_server.api.sessions import SIGN_IN_COOKIE
from aparte_server.api.staff_door import PROOF_HEADER, SESSION_COOKIE
from aparte_server.cli import main
from aparte_server.identity.provider import Provider
from aparte_server.identity.settings import ProviderSettings, checked
from aparte_server.identity.transport import Pool, Transport
from aparte_server.store.persons import Role
from tests.fakes.app_pool import AppPool
from tests.fakes.provider import CLIENT, ISSUER, SECRET, FakeProvider
from tests.server.caller import Answer, Caller
from tests.server.town import Town
from tools.town_server import free_port, town_server

ADDRESS = "https://aparte.ville.example"
SETTINGS = ProviderSettings(ISSUER, CLIENT, SECRET, ADDRESS)
CHANGE = json.dumps({"kind": "notice", "text": "Neige", "until": "2027-12-01T00:00Z"}).encode()


class Browser:
    """One browser: its cookies, and what it asks."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller
        self.cookies: dict[str, str] = {}

    def get(self, path: str, **headers: str) -> Answer:
        return self._ask("GET", path, headers)

    def post(self, path: str, content: bytes = b"", /, **headers: str) -> Answer:
        return self._ask("POST", path, {name.replace("_", "-"): value for name, value in headers.items()}, content)

    def _ask(self, method: str, path: str, headers: dict[str, str], content: bytes = b"") -> Answer:
        sent = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        answer = self._caller.ask(method, path, content=content, headers={**headers, "cookie": sent})
        for name, morsel in [one for said in answer.cookies for one in SimpleCookie(said).items()]:
            assert morsel["secure"]
            assert morsel["httponly"]
            assert morsel["samesite"] == "lax"
            assert morsel["path"] == "/"
            self.cookies[name] = morsel.value
        return answer


class Site:
    """A town's server, its provider, and people before their browsers."""

    def __init__(self, town: Town, settings: ProviderSettings = SETTINGS) -> None:
        self.town = town
        self.provider = FakeProvider()
        self.provider.person["siret"] = town.organisation.siret
        self.pool = AppPool(self.provider.app)
        self.seconds = 0.0
        known = Provider(settings, Transport(cast("Pool", self.pool)), now=lambda: self.seconds)
        self.caller = Caller(build_app(town.store, clock=town.clock, provider=known))

    def allow(self, role: Role = Role.EDITOR, kind: str = "email", value: str = "accueil.chef@ville.example") -> None:
        self.town.store.sessions.allow(self.town.store.persons.add(self.town.org_id, "Chef", role), kind, value)

    def browser(self) -> Browser:
        return Browser(self.caller)

    def begun(self, browser: Browser) -> tuple[str, str]:
        answer = browser.get("/api/v1/session/begin?next=/chiffres")
        assert answer.status == 303, answer.body
        return self.provider.signs_in(answer.headers["location"])

    def back(self, browser: Browser, code: str, state: str, more: str = "") -> Answer:
        return browser.get(f"/api/v1/session/callback?code={code}&state={state}{more}")

    def signs_in(self, browser: Browser) -> Answer:
        return self.back(browser, *self.begun(browser))


@pytest.fixture
def site(town: Town) -> Iterator[Site]:
    made = Site(town)
    yield made
    made.pool.close()


def test_who_is_on_the_list_signs_in_and_does_what_they_may(site: Site) -> None:
    site.allow()
    browser = site.browser()
    answer = site.signs_in(browser)
    assert (answer.status, answer.headers["location"]) == (303, "/chiffres")
    who = browser.get("/api/v1/session").said
    assert (who["name"], who["role"], who["siret"]) == ("Chef", "editor", site.town.organisation.siret)
    assert browser.get("/api/v1/stats?month=2026-10").status == 200
    made = browser.post("/api/v1/urgent", CHANGE, x_aparte_proof=who["proof"], origin=ADDRESS)
    assert (made.status, made.said["proposed_by"]) == (201, "Chef")
    assert browser.post(f"/api/v1/urgent/{made.said['id']}/validate", x_aparte_proof=who["proof"]).status == 403


def test_the_provider_sees_the_server_speak_as_it_should(site: Site) -> None:
    asked = parse_qs(urlsplit(site.browser().get("/api/v1/session/begin").headers["location"]).query)
    assert asked["redirect_uri"] == [f"{ADDRESS}/api/v1/session/callback"]
    assert asked["scope"] == ["openid email siret"]
    assert len(asked["state"][0]) >= 43
    assert len(asked["nonce"][0]) >= 43


def test_the_list_may_name_someone_by_what_the_provider_calls_them(site: Site) -> None:
    site.allow(kind="sub", value="agente-12")
    site.provider.person.pop("email")
    site.provider.userinfo = {"sub": "agente-12"}
    assert site.signs_in(site.browser()).status == 303


@pytest.mark.parametrize("person", [{"email": "autre@ville.example"}, {"siret": "9" * 14}, {"siret": ""}])
def test_who_is_proven_and_not_on_the_list_gets_one_clear_page(site: Site, person: dict[str, str]) -> None:
    site.allow()
    site.provider.person |= person
    browser = site.browser()
    assert site.signs_in(browser).said == {"error": "not_listed"}
    code, state = site.begun(browser)
    page = browser.get(f"/api/v1/session/callback?code={code}&state={state}", accept="text/html,*/*")
    assert page.status == 403
    assert page.headers["content-type"].startswith("text/html")
    assert "ne vous a pas donné accès à Aparté" in page.body.decode()
    assert browser.get("/api/v1/session").status == 401


def test_an_address_that_the_provider_has_not_verified_opens_nothing(site: Site) -> None:
    site.allow()
    site.provider.person["email_verified"] = False
    assert site.signs_in(site.browser()).said == {"error": "not_listed"}


@pytest.mark.parametrize("signed", [False, True])
def test_what_the_token_does_not_tell_is_asked_for(site: Site, signed: bool) -> None:
    site.allow()
    person = site.provider.person
    site.provider.signed_userinfo = signed
    site.provider.userinfo = {"sub": "agente-12", "email": person.pop("email"), "siret": person.pop("siret")}
    assert site.signs_in(site.browser()).status == 303
    site.provider.userinfo["sub"] = "quelqu'un d'autre"
    assert site.signs_in(site.browser()).said == {"error": "not_proven"}


def test_a_provider_of_one_town_need_not_tell_its_siret(town: Town) -> None:
    one = ProviderSettings(ISSUER, CLIENT, SECRET, ADDRESS, siret=town.organisation.siret)
    site = Site(town, one)
    site.allow()
    site.provider.person.pop("siret")
    assert site.signs_in(site.browser()).status == 303
    site.pool.close()


def _public_pem(key: rsa.RSAPrivateKey) -> bytes:
    return key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)


def _hmac_with_the_public_key(provider: FakeProvider) -> Callable[[Any], str]:
    """As an attacker writes it: a library that refuses to help is no obstacle."""

    def sign(claims: Any) -> str:
        head = base64.urlsafe_b64encode(json.dumps({"alg": "HS256", "kid": provider.kid}).encode()).rstrip(b"=")
        body = base64.urlsafe_b64encode(json.dumps(claims).encode()).rstrip(b"=")
        seal = jwt.algorithms.HMACAlgorithm(jwt.algorithms.HMACAlgorithm.SHA256)
        signature = seal.sign(head + b"." + body, _public_pem(provider.key))
        return b".".join((head, body, base64.urlsafe_b64encode(signature).rstrip(b"="))).decode()

    return sign


def _unsigned(provider: FakeProvider) -> Callable[[Any], str]:
    return lambda claims: jwt.encode(claims, "", "none", {"kid": provider.kid})


def _with_another_key(provider: FakeProvider) -> Callable[[Any], str]:
    other = rsa.generate_private_key(65537, 2048)
    return lambda claims: jwt.encode(claims, other, "RS256", {"kid": provider.kid})


def _with_a_key_of_its_own(provider: FakeProvider) -> Callable[[Any], str]:
    del provider
    other = rsa.generate_private_key(65537, 2048)
    jwk = jwt.algorithms.RSAAlgorithm.to_jwk(other.public_key(), as_dict=True)
    return lambda claims: jwt.encode(claims, other, "RS256", {"kid": "new", "jwk": jwk, "jku": "https://x.example"})


def _with_the_shared_secret(provider: FakeProvider) -> Callable[[Any], str]:
    del provider
    return lambda claims: jwt.encode(claims, b"secret".ljust(32, b"0"), "HS256", {"kid": "shared"})


def _changed_after(provider: FakeProvider) -> Callable[[Any], str]:
    def sign(claims: Any) -> str:
        head, _, seal = provider.signed({**claims, "sub": "autre"}).split(".")
        return f"{head}.{base64.urlsafe_b64encode(json.dumps(claims).encode()).rstrip(b'=').decode()}.{seal}"

    return sign


FORGERS = [
    _hmac_with_the_public_key,
    _unsigned,
    _with_another_key,
    _with_a_key_of_its_own,
    _with_the_shared_secret,
    _changed_after,
    lambda _: lambda _: "not.a.token",
    lambda _: lambda _: 12,
]


@pytest.mark.parametrize("forger", FORGERS)
def test_a_forged_token_proves_nothing(site: Site, forger: Callable[[FakeProvider], Callable[[Any], str]]) -> None:
    site.allow()
    site.provider.sign = forger(site.provider)  # type: ignore[assignment]
    browser = site.browser()
    answer = site.signs_in(browser)
    assert (answer.status, answer.said) == (403, {"error": "not_proven"})
    assert SESSION_COOKIE not in browser.cookies


@pytest.mark.parametrize(
    "forged",
    [
        {"iss": "https://connexion.example/realms/autre"},
        {"iss": ISSUER + "/"},
        {"iss": None},
        {"aud": "autre"},
        {"aud": ["autre", "encore"]},
        {"aud": [CLIENT, "autre"]},
        {"aud": [CLIENT, "autre"], "azp": "autre"},
        {"azp": "autre"},
        {"aud": None},
        {"nonce": "autre"},
        {"nonce": None},
        {"exp": 1_600_000_000},
        {"exp": None},
        {"exp": "demain"},
        {"iat": 4_000_000_000},
        {"iat": None},
        {"nbf": 4_000_000_000},
        {"sub": None},
        {"sub": ""},
        {"sub": 12},
        {"sub": "x" * 500},
    ],
)
def test_a_token_for_another_time_place_or_person_proves_nothing(site: Site, forged: dict[str, Any]) -> None:
    site.allow()
    site.provider.forged = forged
    assert site.signs_in(site.browser()).said == {"error": "not_proven"}


def test_a_clock_that_is_a_little_off_is_no_forgery(site: Site) -> None:
    site.allow()
    now = time.time()
    site.provider.forged = {"iat": now + 30, "nbf": now + 30, "exp": now - 30}
    assert site.signs_in(site.browser()).status == 303


def test_a_code_or_a_state_is_used_once(site: Site) -> None:
    site.allow()
    browser = site.browser()
    code, state = site.begun(browser)
    kept = dict(browser.cookies)
    assert site.back(browser, code, state).status == 303
    browser.cookies |= kept
    assert site.back(browser, code, state).said == {"error": "sign_in_unknown"}
    _, another = site.begun(browser)
    assert site.back(browser, code, another).status == 503  # the provider knows the code no more


def test_another_browser_can_not_finish_what_this_one_began(site: Site) -> None:
    site.allow()
    attacker, victim = site.browser(), site.browser()
    code, state = site.begun(attacker)
    assert site.back(victim, code, state).said == {"error": "sign_in_unknown"}
    site.begun(victim)
    assert site.back(victim, code, state).said == {"error": "sign_in_unknown"}
    assert site.back(attacker, code, state).status == 303


def test_a_sign_in_that_takes_too_long_is_over(site: Site) -> None:
    site.allow()
    browser = site.browser()
    code, state = site.begun(browser)
    site.town.clock.pass_(minutes=10)
    assert site.back(browser, code, state).said == {"error": "sign_in_unknown"}


def test_an_answer_of_another_provider_is_not_taken(site: Site) -> None:
    site.allow()
    browser = site.browser()
    code, state = site.begun(browser)
    assert site.back(browser, code, state, "&iss=https://autre.example").said == {"error": "not_proven"}


def test_who_gives_up_there_is_told_here(site: Site) -> None:
    browser = site.browser()
    _, state = site.begun(browser)
    answer = browser.get(f"/api/v1/session/callback?error=access_denied&state={state}")
    assert (answer.status, answer.said) == (403, {"error": "provider_refused"})


@pytest.mark.parametrize(("told", "status"), [("eidas1", 303), ("eidas2", 303), ("eidas0", 403), (None, 403)])
def test_a_level_of_authentication_that_is_too_low_proves_nothing(town: Town, told: str | None, status: int) -> None:
    site = Site(town, replace(SETTINGS, levels="eidas1 eidas2"))
    site.allow()
    site.provider.forged = {"acr": told}
    browser = site.browser()
    asked = parse_qs(urlsplit(browser.get("/api/v1/session/begin").headers["location"]).query)
    assert asked["acr_values"] == ["eidas1 eidas2"]
    assert site.signs_in(browser).status == status
    site.pool.close()


def test_keys_are_kept_and_a_new_one_is_fetched_once(site: Site) -> None:
    site.allow()
    for _ in range(3):
        assert site.signs_in(site.browser()).status == 303
    assert site.provider.asked == ["description", "keys"]
    site.provider.rotate()
    assert site.signs_in(site.browser()).said == {"error": "not_proven"}  # asked a moment ago
    site.seconds += 31
    assert site.signs_in(site.browser()).status == 303
    assert site.provider.asked.count("keys") == 2


def test_forged_key_names_do_not_make_us_call_the_provider(site: Site) -> None:
    site.allow()
    site.provider.sign = _with_a_key_of_its_own(site.provider)  # type: ignore[assignment]
    for _ in range(5):
        site.signs_in(site.browser())
    assert site.provider.asked.count("keys") == 1


@pytest.mark.parametrize(
    "described",
    [
        {"issuer": "https://autre.example"},
        {"token_endpoint": "http://connexion.example/token"},
        {"jwks_uri": None},
        {"authorization_endpoint": "javascript:alert(1)"},
    ],
)
def test_a_provider_described_as_another_is_not_followed(site: Site, described: dict[str, Any]) -> None:
    site.provider.described = described
    answer = site.browser().get("/api/v1/session/begin")
    assert (answer.status, answer.said, answer.headers["retry-after"]) == (503, {"error": "provider_away"}, "5")


def test_a_provider_that_is_away_is_told(site: Site) -> None:
    site.provider.away = True
    page = site.browser().get("/api/v1/session/begin", accept="text/html")
    assert page.status == 503
    assert "ne répond pas" in page.body.decode()


def test_a_provider_that_takes_the_secret_in_the_form_alone_gets_it_there(site: Site) -> None:
    site.allow()
    site.provider.described = {"token_endpoint_auth_methods_supported": ["client_secret_post"]}
    assert site.signs_in(site.browser()).status == 303


def signed_in(site: Site, role: Role = Role.VALIDATOR) -> tuple[Browser, str]:
    site.allow(role)
    browser = site.browser()
    assert site.signs_in(browser).status == 303
    return browser, browser.get("/api/v1/session").said["proof"]


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"x_aparte_proof": "0" * 64},
        {"origin": ADDRESS},
        {"x_aparte_proof": "right", "origin": "https://autre.example"},
        {"x_aparte_proof": "right", "origin": "null"},
    ],
)
def test_another_sites_page_changes_nothing(site: Site, headers: dict[str, str]) -> None:
    browser, proof = signed_in(site)
    sent = {name: proof if value == "right" else value for name, value in headers.items()}
    assert browser.post("/api/v1/urgent", CHANGE, **sent).said == {"error": "proof_refused"}
    assert browser.post("/api/v1/session/end", b"", **sent).said == {"error": "proof_refused"}
    assert browser.get("/api/v1/session").status == 200


def test_signing_out_ends_the_session_here_and_says_where_it_ends_there(site: Site) -> None:
    browser, proof = signed_in(site)
    kept = dict(browser.cookies)
    answer = browser.post("/api/v1/session/end", x_aparte_proof=proof)
    assert answer.said == {"status": "ended", "provider": f"https://connexion.example/logout?client_id={CLIENT}"}
    browser.cookies = kept
    assert browser.get("/api/v1/session").said == {"error": "token_revoked"}


@pytest.mark.parametrize(("idle", "times", "status"), [(50, 3, 200), (61, 1, 401), (50, 13, 401)])
def test_a_session_ends_after_an_hour_without_use_and_after_a_day_of_work(
    site: Site, idle: int, times: int, status: int
) -> None:
    browser, _ = signed_in(site)
    for _ in range(times):
        site.town.clock.pass_(minutes=idle)
        answer = browser.get("/api/v1/session")
    assert answer.status == status


def test_who_is_taken_off_the_list_or_removed_is_out_at_once(site: Site) -> None:
    browser, _ = signed_in(site)
    site.town.store.sessions.disallow(site.town.org_id, "email", "ACCUEIL.chef@ville.example")
    assert browser.get("/api/v1/session").status == 401
    browser, _ = signed_in(site)
    site.town.store.persons.remove(site.town.org_id, "Chef")
    assert browser.get("/api/v1/session").status == 401
    assert site.signs_in(site.browser()).said == {"error": "not_listed"}


def test_a_session_opens_nothing_of_another_town(site: Site) -> None:
    other = Town(site.town.database, site.town.folder)
    browser, _ = signed_in(site)
    mixed = browser.cookies[SESSION_COOKIE].replace(site.town.org_id, other.org_id)
    browser.cookies[SESSION_COOKIE] = mixed
    assert browser.get("/api/v1/session").status == 401


@pytest.mark.parametrize("after", ["https://autre.example", "//autre.example", "/\\autre.example", "/a%0d%0aX:y", "x"])
def test_no_other_site_is_gone_to_afterwards(site: Site, after: str) -> None:
    assert site.browser().get(f"/api/v1/session/begin?next={after}").said == {"error": "next_refused"}


def test_where_no_provider_is_set_nobody_signs_in(town: Town) -> None:
    caller = Caller(build_app(town.store))
    assert caller.get("/api/v1/session/begin").said == {"error": "no_provider"}
    assert caller.get("/api/v1/session").status == 401


def test_nothing_of_a_person_is_logged(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    site.allow()
    site.signs_in(site.browser())
    site.provider.forged = {"nonce": "autre"}
    site.signs_in(site.browser())
    said = " ".join(str(record.__dict__) for record in caplog.records if record.name.startswith("aparte_server"))
    assert "nonce" in said
    assert not any(word in said.casefold() for word in ("accueil.chef", "agente-12", SECRET, "apartesession1"))


def test_the_commands_keep_the_list(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    where = ["--database", str(tmp_path / "t.db"), "--journal", str(tmp_path / "j")]
    siret = "21920073000018"
    main([*where, "org", "add", "Ville inventée", "--siret", siret])
    staff = [*where, "staff"]
    assert main([*staff, "allow", "--org", siret, "--email", "Chef@ville.example", "--role", "redaction"]) == 0
    assert main([*staff, "allow", "--org", siret, "--sub", "a-12", "--name", "Chef", "--role", "validation"]) == 0
    capsys.readouterr()
    assert main([*staff, "list", "--org", siret]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said == [
        "propose           email chef@ville.example  (chef@ville.example)",
        "propose et valide sub a-12  (Chef)",
    ]
    assert main([*staff, "remove", "--org", siret, "--email", "chef@VILLE.example"]) == 0
    assert main([*staff, "remove", "--org", siret, "--email", "chef@ville.example"]) == 2
    assert main([*staff, "allow", "--org", siret, "--email", "chef", "--role", "lecture"]) == 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"issuer": "http://connexion.example"},
        {"address": "http://aparte.ville.example"},
        {"address": ADDRESS + "/"},
        {"client_secret": ""},
        {"client_id": ""},
        {"issuer": "https://a:b@connexion.example"},
    ],
)
def test_settings_that_could_not_be_safe_are_refused(wrong: dict[str, str]) -> None:
    told = {"issuer": ISSUER, "client_id": CLIENT, "client_secret": SECRET, "address": ADDRESS, **wrong}
    with pytest.raises(UsageError):
        checked(ProviderSettings(**told))
    assert SIGN_IN_COOKIE.startswith("__Host-")
    assert PROOF_HEADER.islower()


@pytest.mark.parametrize("named", ["", "absent"])
def test_a_server_told_of_half_a_provider_does_not_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], named: str
) -> None:
    for name, said in {"ISSUER": ISSUER, "CLIENT": CLIENT, "ADDRESS": ADDRESS}.items():
        monkeypatch.setenv(f"APARTE_SERVER_OIDC_{name}", said)
    monkeypatch.setenv("APARTE_SERVER_OIDC_SECRET_FILE", str(tmp_path / named) if named else "")
    where = ["--database", str(tmp_path / "t.db"), "--journal", str(tmp_path / "j")]
    assert main([*where, "serve"]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_server_with_a_provider_starts_and_says_when_it_is_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = tmp_path / "secret"
    secret.write_text("s\n")
    nobody = f"http://127.0.0.1:{free_port()}"
    for name, said in {"ISSUER": nobody, "CLIENT": CLIENT, "ADDRESS": ADDRESS, "SECRET_FILE": str(secret)}.items():
        monkeypatch.setenv(f"APARTE_SERVER_OIDC_{name}", said)
    with town_server(tmp_path) as server:
        answer = urllib3.request("GET", f"http://127.0.0.1:{server.port}/api/v1/session/begin", retries=False)
        assert (answer.status, answer.json()) == (503, {"error": "provider_away"})
