"""The import rules of the server: the pure parts of the client and nothing else of it."""

import pytest

from tests.architecture.test_imports import ROOT, Import, imports, read

SERVER = ROOT / "server" / "aparte_server"
OF_THE_CLIENT = frozenset({"core", "wire", "privacy", "stats", "kb"})
# Part of the server → what it may import of the server, besides itself.
ALLOWED: dict[str, frozenset[str]] = {
    "__init__": frozenset(),
    "__main__": frozenset({"cli"}),
    "errors": frozenset(),
    "logs": frozenset(),
    "settings": frozenset(),
    "figures": frozenset(),
    "store": frozenset({"errors", "figures"}),
    "bundles": frozenset({"errors"}),
    "urgent": frozenset({"errors", "store", "bundles"}),
    "identity": frozenset({"errors"}),
    "api": frozenset({"errors", "figures", "identity", "store", "urgent"}),
    "commands": frozenset({"errors", "figures", "settings", "store", "bundles", "urgent"}),
    "serving": frozenset(),
    "cli": frozenset({"errors", "logs", "serving", "settings", "store", "api", "commands", "identity", "urgent"}),
}
CONFINED: dict[str, frozenset[str]] = {
    "psycopg": frozenset({"store"}),
    "psycopg_pool": frozenset({"store"}),
    "sqlcipher3": frozenset({"store"}),
    "cryptography": frozenset({"store", "bundles"}),
    "tuf": frozenset({"bundles"}),
    "securesystemslib": frozenset({"bundles"}),
    "odfdo": frozenset({"figures"}),
    "jwt": frozenset({"identity"}),
    "urllib3": frozenset({"identity"}),
    "truststore": frozenset({"identity"}),
    "starlette": frozenset({"api", "serving"}),
    "prometheus_client": frozenset({"api"}),
    "uvicorn": frozenset({"serving"}),
}
FILES = sorted(SERVER.rglob("*.py"))
FOUND = [one for file in FILES for one in read(file)]


def part(one: Import) -> str:
    return one.file.relative_to(SERVER).parts[0].removesuffix(".py")


def named(one: Import) -> str:
    """Which part of the server an import names."""
    if one.module == "aparte_server":
        return one.name
    return one.module.split(".")[1] if one.module.startswith("aparte_server.") else ""


def test_the_server_knows_the_pure_parts_of_the_client_alone() -> None:
    beyond = [
        str(one)
        for one in FOUND
        if one.module.split(".")[0] == "aparte" and [*one.module.split("."), one.name][1] not in OF_THE_CLIENT
    ]
    assert beyond == []


def test_the_client_knows_nothing_of_the_server() -> None:
    assert [str(one) for one in imports() if one.module.split(".")[0] == "aparte_server"] == []


def test_imports_go_down_only_in_the_server() -> None:
    assert {file.relative_to(SERVER).parts[0].removesuffix(".py") for file in FILES} <= set(ALLOWED)
    forbidden = [str(one) for one in FOUND if named(one) not in ("", part(one), *ALLOWED[part(one)])]
    assert forbidden == []


def test_our_code_is_imported_at_the_top_of_the_servers_files() -> None:
    assert [str(one) for one in FOUND if one.inner and one.module.split(".")[0] in ("aparte", "aparte_server")] == []


@pytest.mark.parametrize("library", sorted(CONFINED))
def test_a_library_stays_in_its_part_of_the_server(library: str) -> None:
    using = {part(one) for one in FOUND if one.module.split(".")[0] == library}
    assert using
    assert using <= CONFINED[library]
