"""Roles that wait for their signatures: a person at a time, on machines that may never meet."""

import json
from typing import Any

from securesystemslib.signer import CryptoSigner, Key
from tuf.api.exceptions import RepositoryError
from tuf.api.metadata import Metadata, Root, Targets

from aparte.core.errors import UsageError
from aparte_server.bundles.repository import RepositoryFolder, place

# Which key may sign the town's local content, where those who sign the root have seen it.
LOCAL_KEY = "x-aparte-local-key"
_FOLDER = "waiting"


class Staged:
    """The roles of one repository that wait, in a folder that is never served."""

    def __init__(self, repository: RepositoryFolder) -> None:
        self._repository = repository
        self._folder = repository.folder / _FOLDER

    def put(self, name: str, made: Metadata[Any]) -> None:
        """Wait for signatures; what waited before under this name is dropped."""
        place(self._folder / f"{name}.json", made.to_bytes())

    def get(self, name: str) -> Metadata[Any] | None:
        """What waits under this name."""
        path = self._folder / f"{name}.json"
        if not path.exists():
            return None
        try:
            return Metadata.from_bytes(path.read_bytes())
        except (OSError, RepositoryError) as error:
            raise UsageError(f"Le fichier {path} ne se lit pas : refaites l'étape d'avant.") from error

    def drop(self, name: str) -> None:
        """It waits no more."""
        (self._folder / f"{name}.json").unlink(missing_ok=True)

    def sign(self, signer: CryptoSigner) -> list[str]:
        """Sign what this key may sign; returns the roles, each with how many signatures it still lacks."""
        said = []
        for name in (Root.type, Targets.type):
            waiting = self.get(name)
            if waiting is None or signer.public_key.keyid not in self._holders(name, waiting):
                continue
            waiting.sign(signer, append=True)
            self.put(name, waiting)
            said.append(name)
        return said

    def lacking(self, name: str) -> int:
        """How many signatures are still missing; 0 when it can be published, or when nothing waits."""
        waiting = self.get(name)
        if waiting is None:
            return 0
        if name == Root.type:
            before = self._repository.root().signed if self._repository.roots() else None
            signed: Root = waiting.signed
            both = signed.get_root_verification_result(before, waiting.signed_bytes, waiting.signatures)
            return max(both.first.missing, both.second.missing)
        root = self._repository.root().signed
        return root.get_verification_result(name, waiting.signed_bytes, waiting.signatures).missing

    def _holders(self, name: str, waiting: Metadata[Any]) -> set[str]:
        """The keys that may sign it; a root is signed by those of before too."""
        roots = [self._repository.root().signed] if self._repository.roots() else []
        if name == Root.type:
            roots.append(waiting.signed)
        return {keyid for root in roots for keyid in root.roles[name].keyids}


def local_key(root: Root) -> Key | None:
    """Who may sign the town's local content, as the root says."""
    told = root.unrecognized_fields.get(LOCAL_KEY)
    if told is None:
        return None
    try:
        parts = json.loads(json.dumps(told))
        return Key.from_dict(parts.pop("keyid"), parts)
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError("La racine désigne mal la clé du contenu local : refaites-la.") from error


def name_local_key(root: Root, key: Key) -> None:
    """Hand the town's local content over to a key."""
    root.unrecognized_fields[LOCAL_KEY] = {"keyid": key.keyid, **key.to_dict()}
