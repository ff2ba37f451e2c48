"""`aparte-server bundle`, as those who sign type it: a machine with no database, one key at a time."""

import os
from pathlib import Path

import pytest

from aparte_server.cli import main
from tests.fakes.base_folder import write_base

SIRET = "21920073000018"


class Ceremony:
    """Keys, a repository and what was said."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.keys, self.repository = folder / "keys", folder / "repository"
        self.secret = folder / "secret"
        self.secret.write_text("une phrase assez longue\n", "utf-8")
        self.seed = write_base(folder / "seed")

    def run(self, *asked: object, secret: bool = False) -> int:
        words = [str(one) for one in asked] + (["--passphrase-file", str(self.secret)] if secret else [])
        return main(["--database", str(self.folder / "town.db"), "--journal", str(self.folder / "j"), *words])

    def bundle(self, *asked: object, secret: bool = False) -> int:
        return self.run("bundle", *asked, secret=secret)

    def sign(self, key: str) -> int:
        return self.bundle("sign", self.repository, "--key", self.keys / f"{key}.pem", secret=True)

    def make_keys(self) -> int:
        names = ("root-1", "root-2", "root-3", "content-1", "online", "local")
        return self.bundle("keys", self.keys, *names, secret=True)

    def make_root(self) -> int:
        roots = [self.keys / f"root-{at}.pub" for at in (1, 2, 3)]
        others = ("--content", self.keys / "content-1.pub", "--online", self.keys / "online.pub")
        return self.bundle("root", self.repository, "--root", *roots, *others, "--local", self.keys / "local.pub")

    def whole(self) -> None:
        """Up to a bundle that can be published."""
        assert self.make_keys() == 0
        assert self.make_root() == 0
        assert [self.sign(key) for key in ("root-1", "root-2")] == [0, 0]
        assert self.bundle("build", self.repository, "--seed", self.seed) == 0
        assert [self.sign(key) for key in ("content-1", "online")] == [0, 0]


@pytest.fixture
def ceremony(tmp_path: Path) -> Ceremony:
    return Ceremony(tmp_path)


def test_a_bundle_goes_from_a_folder_to_a_usb_key_without_a_database(
    ceremony: Ceremony, capsys: pytest.CaptureFixture[str]
) -> None:
    ceremony.whole()
    assert ceremony.bundle("verify", ceremony.repository) == 0
    assert ceremony.bundle("copy", ceremony.repository, ceremony.folder / "usb") == 0
    said = capsys.readouterr()
    assert "Il manque encore 1 signature(s) à « root »." in said.out
    assert "Lot n° 1, Essaiville" in said.out
    assert "chez une personne différente" in said.err
    assert not (ceremony.folder / "town.db").exists()
    assert (ceremony.folder / "usb" / "metadata" / "timestamp.json").is_file()
    assert not (ceremony.folder / "usb" / "waiting").exists()


@pytest.mark.skipif(os.name == "nt", reason="no such modes on Windows")
def test_a_private_key_is_for_its_keeper_alone_and_sealed(ceremony: Ceremony) -> None:
    ceremony.make_keys()
    path = ceremony.keys / "root-1.pem"
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.read_text().startswith("-----BEGIN ENCRYPTED PRIVATE KEY-----")


def test_a_bundle_is_published_and_listed(ceremony: Ceremony, capsys: pytest.CaptureFixture[str]) -> None:
    ceremony.whole()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("APARTE_SERVER_BUNDLES", str(ceremony.folder / "served"))
        assert ceremony.run("org", "add", "Ville", "--siret", SIRET) == 0
        assert ceremony.bundle("list", "--org", SIRET) == 0
        assert ceremony.bundle("publish", ceremony.repository, "--org", SIRET) == 0
        assert ceremony.bundle("list", "--org", SIRET) == 0
        assert ceremony.bundle("build", ceremony.repository, "--seed", ceremony.seed) == 0
        assert [ceremony.sign(key) for key in ("content-1", "online")] == [0, 0]
        online = ("--online-key", ceremony.keys / "online.pem")
        assert ceremony.bundle("publish", ceremony.repository, "--org", SIRET, *online, secret=True) == 0
    said = capsys.readouterr().out
    assert "Aucun lot n'est servi" in said
    assert "Servi aux postes de Ville." in said
    assert "Lot n° 2, Essaiville" in said


def test_each_fault_of_a_ceremony_is_said(ceremony: Ceremony, capsys: pytest.CaptureFixture[str]) -> None:
    ceremony.make_keys()

    def refused(said: str, *asked: object, secret: bool = False) -> None:
        assert ceremony.bundle(*asked, secret=secret) in (1, 2)
        assert said in capsys.readouterr().err

    refused("existe déjà", "keys", ceremony.keys, "online", secret=True)
    refused("ne peut pas nommer une clé", "keys", ceremony.keys, "../x", secret=True)
    refused("n'a pas de racine", "build", ceremony.repository, "--seed", ceremony.seed)
    pub = ceremony.keys / "online.pub"
    alone = ("--root", pub, "--content", pub, "--online", pub)
    refused("corrigez le seuil", "root", ceremony.repository, *alone)
    refused("Une validité va de 1", "root", ceremony.repository, *alone, "--days", 0)
    refused("ne se lit pas", "root", ceremony.repository, "--root", "none", "--content", pub, "--online", pub)
    key = ceremony.keys / "online.pem"
    refused("Rien n'attend cette clé", "sign", ceremony.repository, "--key", key, secret=True)
    refused("donnez --passphrase-file", "sign", ceremony.repository, "--key", key)
    ceremony.secret.write_text("une autre phrase bien longue")
    refused("phrase secrète fausse", "sign", ceremony.repository, "--key", key, secret=True)
    ceremony.secret.write_text("court")
    refused("au moins 12 signes", "keys", ceremony.keys, "other", secret=True)
    refused("ce n'est pas un dépôt", "verify", ceremony.repository)


def test_a_base_with_faults_is_not_built_and_each_is_named(
    ceremony: Ceremony, capsys: pytest.CaptureFixture[str]
) -> None:
    ceremony.make_keys()
    ceremony.make_root()
    assert [ceremony.sign(key) for key in ("root-1", "root-2")] == [0, 0]
    path = ceremony.seed / "articles/identite/passeport.md"
    path.write_text(path.read_text("utf-8").replace("theme: identite", "theme: nowhere"), "utf-8")
    assert ceremony.bundle("build", ceremony.repository, "--seed", ceremony.seed) == 2
    assert "passeport.md:4" in capsys.readouterr().err


def test_a_spoilt_repository_is_neither_copied_nor_published(
    ceremony: Ceremony, capsys: pytest.CaptureFixture[str]
) -> None:
    ceremony.whole()
    block = next((ceremony.repository / "targets" / "blocks").iterdir())
    block.write_bytes(block.read_bytes()[:-1])
    assert ceremony.bundle("verify", ceremony.repository) == 1
    assert ceremony.bundle("copy", ceremony.repository, ceremony.folder / "usb") == 1
    assert "serait refusé par les postes" in capsys.readouterr().err
    assert not (ceremony.folder / "usb").exists()
