"""A release from the keys to the workstation's terminal, by the commands that people type."""

import json
import shutil
from pathlib import Path

import pytest

from aparte import __version__
from aparte.commands import update
from aparte.core.errors import AparteError, UsageError
from aparte.settings.arguments import parse
from aparte.settings.places import Places
from aparte_server import cli as server
from installers.checks.update_scene import small_deb
from installers.update.repository import main

pytestmark = pytest.mark.skipif(not shutil.which("dpkg-deb"), reason="the packages are made by dpkg-deb")


class Bench:
    """The publisher's table: keys, a repository, packages."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.repository = folder, folder / "repository"
        self._capsys = capsys
        (folder / "phrase").write_text("une phrase assez longue")

    def bundle(self, *asked: object) -> str:
        assert server.main(["bundle", *map(str, asked)]) == 0
        return self._capsys.readouterr().out

    def ceremony(self) -> None:
        keys, phrase = self.folder / "keys", ("--passphrase-file", self.folder / "phrase")
        self.bundle("keys", keys, "root-1", "root-2", "root-3", "content-1", "content-2", "online", *phrase)
        roots = [keys / f"root-{at}.pub" for at in (1, 2, 3)]
        content = [keys / f"content-{at}.pub" for at in (1, 2)]
        self.bundle(
            *("root", self.repository, "--root", *roots, "--content", *content, "--online", keys / "online.pub"),
            *("--content-threshold", 2),
        )
        self.sign("root-1", "root-3")

    def sign(self, *names: str) -> None:
        for name in names:
            key = ("--key", self.folder / "keys" / f"{name}.pem")
            self.bundle("sign", self.repository, *key, "--passphrase-file", self.folder / "phrase")

    def release(self, *asked: object, code: int = 0) -> str:
        assert main(list(map(str, asked))) == code
        said = self._capsys.readouterr()
        return said.out + said.err

    @property
    def places(self) -> Places:
        return Places(
            self.folder,
            self.folder / "base",
            self.folder / "policy.toml",
            machine_models=self.folder / "machine/models",
        )

    def aparte(self, *asked: object) -> str:
        """What `aparte update` prints to an agent of this workstation."""
        assert update.run(parse(["update", *map(str, asked)]), self.places, administrator=False) == 0
        return self._capsys.readouterr().out

    def refused(self, *asked: object) -> str:
        with pytest.raises(AparteError) as refusal:
            self.aparte(*asked)
        return str(refusal.value)


@pytest.fixture
def bench(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Bench:
    bench = Bench(tmp_path, capsys)
    bench.ceremony()
    return bench


def test_a_release_needs_the_threshold_of_its_keys_and_then_the_online_one(bench: Bench) -> None:
    bench.release("add", bench.repository, small_deb(bench.folder, "9.1.0"), "--rollout", 10)
    bench.sign("content-1")
    bench.sign("online")
    assert "n'annonce aucun lot" in bench.release("verify", bench.repository, code=1)
    bench.sign("content-2", "online")
    shown = bench.release("verify", bench.repository)
    assert shown.split()[:5] == ["stable", "9.1.0", "deb", "x86_64", "10"]


def test_a_share_is_raised_a_version_promoted_and_withdrawn(bench: Bench) -> None:
    deb = small_deb(bench.folder, "9.1.0")
    bench.release("add", bench.repository, deb, "--channel", "preview")
    bench.release("add", bench.repository, deb, "--rollout", 10)
    bench.release("rollout", bench.repository, 50, "--version", "9.1.0")
    bench.sign("content-1", "content-2", "online")
    rows = [line.split()[:5] for line in bench.release("list", bench.repository).splitlines()]
    assert rows == [["preview", "9.1.0", "deb", "x86_64", "100"], ["stable", "9.1.0", "deb", "x86_64", "50"]]
    bench.release("withdraw", bench.repository, "--version", "9.1.0", "--channel", "preview")
    bench.sign("content-1", "content-2", "online")
    assert len(bench.release("verify", bench.repository).splitlines()) == 1


def test_a_published_version_never_changes(bench: Bench) -> None:
    bench.release("add", bench.repository, small_deb(bench.folder, "9.1.0"))
    other = small_deb(bench.folder, "9.1.0", fails=True)
    assert "une version publiée ne change plus" in bench.release("add", bench.repository, other, code=1)


@pytest.mark.parametrize("name", ["aparte_9.1_amd64.deb", "other.deb", "aparte-9.1.0.exe"])
def test_a_file_that_no_build_makes_is_refused(bench: Bench, name: str) -> None:
    (bench.folder / name).write_bytes(b"x")
    assert name in bench.release("add", bench.repository, bench.folder / name, code=1)


def test_a_package_of_something_else_is_refused(bench: Bench) -> None:
    other = small_deb(bench.folder, "9.1.0", package="autre")
    assert "the package inside is not aparte 9.1.0" in bench.release("add", bench.repository, other, code=1)


def test_older_versions_stay_to_go_back_to_and_then_leave(bench: Bench) -> None:
    for at in range(1, 6):
        bench.release("add", bench.repository, small_deb(bench.folder, f"9.{at}.0"), "--keep", 3)
        bench.sign("content-1", "content-2", "online")
    assert [line.split()[1] for line in bench.release("list", bench.repository).splitlines()] == [
        "9.3.0",
        "9.4.0",
        "9.5.0",
    ]
    bench.release("copy", bench.repository, bench.folder / "key")
    copied = sorted(path.name.partition(".")[2] for path in (bench.folder / "key/targets/program/stable").iterdir())
    assert copied == [f"aparte_9.{at}.0_amd64.deb" for at in (3, 4, 5)]


def test_a_repository_of_programs_is_no_bundle(bench: Bench, capsys: pytest.CaptureFixture[str]) -> None:
    bench.release("add", bench.repository, small_deb(bench.folder, "9.1.0"))
    bench.sign("content-1", "content-2", "online")
    assert server.main(["bundle", "verify", str(bench.repository)]) != 0
    assert "ne contient pas de lot de connaissances" in capsys.readouterr().err


def test_a_workstation_fetches_from_a_key_and_hands_the_verified_file_over(bench: Bench) -> None:
    deb = small_deb(bench.folder, "9.1.0")
    bench.release("add", bench.repository, deb)
    bench.sign("content-1", "content-2", "online")
    key, share = bench.folder / "key", bench.folder / "share"
    assert f"aparte update fetch --from {key}" in bench.release("copy", bench.repository, key)
    assert "Aucune racine de confiance des programmes" in bench.refused("check", "--from", key)
    bench.places.update_root.write_bytes((bench.repository / "metadata/1.root.json").read_bytes())
    assert "La version 9.1.0 est disponible, pas encore téléchargée." in bench.aparte("check", "--from", key)
    said = bench.aparte("fetch", "--from", key, "--to", share)
    assert f"Copié, vérifié : {share / deb.name}" in said
    assert "La version 9.1.0 est prête et vérifiée : l'informatique l'installe." in said
    assert "Pour l'installer, en administrateur : sudo aparte update apply" in said
    assert (share / deb.name).read_bytes() == deb.read_bytes()
    told = json.loads(bench.aparte("status", "--json"))
    assert (told["standing"], told["newer"], told["version"]) == ("ready", "9.1.0", __version__)


def test_an_agents_account_installs_nothing_and_an_administrator_goes_back_on_purpose(bench: Bench) -> None:
    deb = small_deb(bench.folder, "9.1.0")
    bench.release("add", bench.repository, deb)
    bench.sign("content-1", "content-2", "online")
    bench.places.update_root.write_bytes((bench.repository / "metadata/1.root.json").read_bytes())
    kept = bench.places.updates / "kept" / deb.name
    assert bench.refused("apply", "--from", bench.repository) == (
        f"La version 9.1.0 est prête et vérifiée ({kept}), mais ce compte n'installe rien : l'informatique l'installe "
        "(sudo aparte update apply)."
    )
    assert bench.refused("back") == (
        "Seul l'administrateur remet en service la version d'avant : prévenez l'informatique."
    )
    with pytest.raises(UsageError, match="puis ajoutez --yes"):
        update.run(parse(["update", "back"]), bench.places, administrator=True)


def test_without_a_source_the_command_says_who_installs(bench: Bench) -> None:
    said = bench.aparte("check")
    assert said == "Aucune source de mises à jour n'est fixée : l'informatique installe elle-même les versions.\n"
