"""What Windows knows the program by: names, codes and versions that never change from one release to the next."""

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from uuid import UUID, uuid5

NAME = "Aparté"
PUBLISHER = "Aparté"
# Names of folders, keys and files, which scripts type: without an accent.
SHORT = "Aparte"
PROGRAM = "aparte.exe"
# Windows Installer finds older versions by this code: changing it would leave two programs side by side.
UPGRADE_CODE = UUID("7d0a7b5e-5c1c-4f6f-9b0e-3c2a91c5d3f4")
_MSI_VERSION = re.compile(r"(\d+)\.(\d+)\.(\d+)")
_LIMITS = (255, 255, 65535)


class PackagingError(Exception):
    """What was given can't be made into an installer."""


@dataclass(frozen=True, slots=True)
class Version:
    """A release as Windows Installer compares it: three numbers, and nothing after them."""

    text: str

    def __post_init__(self) -> None:
        found = _MSI_VERSION.fullmatch(self.text)
        if not found or any(int(part) > most for part, most in zip(found.groups(), _LIMITS, strict=True)):
            raise PackagingError(
                f"{self.text}: Windows Installer compares three numbers, up to 255.255.65535, and ignores the rest: "
                "two such versions would replace each other."
            )


def component_code(path: PurePosixPath) -> UUID:
    """The code of an installed file: the same path has the same one in every version, as upgrades need."""
    return uuid5(UPGRADE_CODE, f"component/{str(path).lower()}")


def product_code(version: Version) -> UUID:
    """The code of one version of the product: another version is another product, as MajorUpgrade needs."""
    return uuid5(UPGRADE_CODE, f"product/{version.text}")


def package_code(version: Version, content: str) -> UUID:
    """The code of one package file: two files with the same one must have the same bytes."""
    return uuid5(UPGRADE_CODE, f"package/{version.text}/{content}")
