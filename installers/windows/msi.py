"""The MSI: WiX where there is WiX, and on Linux wixl, whose gaps msibuild fills.

wixl 0.101 knows neither a component's condition, nor when the old version goes, nor an action that starts
a program. What it doesn't know is taken out of the description and written into the database afterwards.
"""

# ruff: noqa: S608 - the statements are our own words, for a file that we have just made

import copy
import os
import shutil
import struct
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID
from xml.etree.ElementTree import Element, ElementTree, indent

from installers.windows.icon import write_icon
from installers.windows.payload import Payload
from installers.windows.product import PackagingError, Version
from installers.windows.wxs import describe

_DEFERRED, _AS_SYSTEM, _CONTINUE, _PROGRAM, _PROPERTY = 1024, 2048, 64, 34, 51
# Windows Installer's own order.
_AFTER_INITIALIZE = 1501
_SEQUENCE = {"AppSearch": 50, "CostFinalize": 1000, "CreateFolders": 3700}
# Of Windows Installer's own rules, those that want a shortcut to be its user's: ours are the machine's.
_NOT_ASKED = ("-sice:ICE43", "-sice:ICE57")
# Of OLE property sets: the name of the format, what precedes it, the numbers of when it was made and last saved.
_SUMMARY, _BEFORE_NAME, _MADE = UUID("f29f85e0-4ff9-1068-ab91-08002b27b3d9").bytes_le, 28, (12, 13)
_WINDOWS_EPOCH = 11_644_473_600  # seconds from 1601 to 1970
_SEQUENCES = ("InstallExecuteSequence", "InstallUISequence")


@dataclass(frozen=True, slots=True)
class Adapted:
    """A description that wixl understands, and the statements that complete what it makes of it."""

    document: Element
    statements: tuple[str, ...]


def build_msi(payload: Payload, version: Version, work: Path, output: Path) -> Path:
    """Write the MSI to `output`; `work` is a folder of our own."""
    document = describe(payload, version, str(write_icon(work / "aparte.ico")))
    output = output.resolve()
    output.unlink(missing_ok=True)
    if shutil.which("candle"):
        _run(["candle", "-nologo", "-arch", "x64", "-out", str(work / "aparte.wixobj"), str(_write(document, work))])
        _run(["light", "-nologo", "-spdb", *_NOT_ASKED, "-out", str(output), str(work / "aparte.wixobj")])
        return output
    adapted = for_wixl(document)
    _run(["wixl", "-a", "x64", "-o", str(output), str(_write(adapted.document, work))], Path("/"))
    for statement in adapted.statements:
        _run(["msibuild", str(output), "-q", statement])
    (package,) = document.iter("Package")
    kind = f"{package.attrib['Platform']};{package.attrib['Languages']}"
    title, author = package.attrib["Description"], package.attrib["Manufacturer"]
    _run(["msibuild", str(output), "-s", title, author, kind, package.attrib["Id"]])
    if moment := os.environ.get("SOURCE_DATE_EPOCH"):
        date(output, int(moment))
    return output


def date(package: Path, moment: int) -> None:
    """Say that the package was made at `moment`, in seconds since 1970: the same sources then make the same file."""
    content = bytearray(package.read_bytes())
    # The summary's property set: where its format's name is, then its offset, its count, and pairs of number and place.
    name = content.index(_SUMMARY)
    (offset,) = struct.unpack_from("<I", content, name + len(_SUMMARY))
    section = name - _BEFORE_NAME + offset
    (count,) = struct.unpack_from("<I", content, section + 4)
    for at in range(count):
        number, place = struct.unpack_from("<II", content, section + 8 + 8 * at)
        if number in _MADE:
            struct.pack_into("<Q", content, section + place + 4, (moment + _WINDOWS_EPOCH) * 10_000_000)
    package.write_bytes(content)


def for_wixl(document: Element) -> Adapted:
    """Take out what wixl doesn't know; the document that was given stays as it is."""
    known = copy.deepcopy(document)
    statements = [*_conditions(known), *_secure(known), *_actions(known), _upgrade(known)]
    for package in known.iter("Package"):
        package.attrib.pop("Platform")  # said by -a
    for media in known.iter("Media"):
        media.attrib.pop("CompressionLevel")  # its cabinets know one way to compress, the oldest
    for element, name in [
        *((f, "Source") for f in known.iter("File")),
        *((i, "SourceFile") for i in known.iter("Icon")),
    ]:
        # It looks for them below the folder that it runs in.
        element.set(name, element.attrib[name].removeprefix("/"))
    return Adapted(known, tuple(statements))


def _conditions(document: Element) -> Iterator[str]:
    for component in document.iter("Component"):
        for condition in component.findall("Condition"):
            component.remove(condition)
            yield (
                f"UPDATE `Component` SET `Condition` = '{condition.text}' "
                f"WHERE `Component` = '{component.attrib['Id']}'"
            )


def _secure(document: Element) -> Iterator[str]:
    (product,) = document.iter("Product")
    names = ["WIX_UPGRADE_DETECTED", "WIX_DOWNGRADE_DETECTED"]
    for found in product.findall("Property"):
        if found.attrib.pop("Secure", ""):
            names.append(found.attrib["Id"])
            product.remove(found)
    yield f"UPDATE `Property` SET `Value` = '{';'.join(names)}' WHERE `Property` = 'SecureCustomProperties'"


def _actions(document: Element) -> Iterator[str]:
    (product,) = document.iter("Product")
    for action in product.findall("CustomAction"):
        product.remove(action)
        yield (
            "INSERT INTO `CustomAction` (`Action`, `Type`, `Source`, `Target`) VALUES "
            f"('{action.attrib['Id']}', {_type(action)}, '{_source(action)}', '{_target(action)}')"
        )
    for table in _SEQUENCES:
        for sequence in product.findall(table):
            product.remove(sequence)
            yield from _scheduled(table, sequence)


def _scheduled(table: str, sequence: Element) -> Iterator[str]:
    """Each action in the first place that is free after the one it follows."""
    places = dict(_SEQUENCE)
    for custom in sequence:
        place = places[custom.attrib["After"]] + 1
        while place in places.values():
            place += 1
        places[custom.attrib["Action"]] = place
        yield (
            f"INSERT INTO `{table}` (`Action`, `Condition`, `Sequence`) VALUES "
            f"('{custom.attrib['Action']}', '{custom.text or ''}', {place})"
        )


def _type(action: Element) -> int:
    if "Property" in action.attrib:
        return _PROPERTY
    return _PROGRAM + _DEFERRED + _AS_SYSTEM + (_CONTINUE if action.attrib["Return"] == "ignore" else 0)


def _source(action: Element) -> str:
    return action.attrib.get("Property") or action.attrib["Directory"]


def _target(action: Element) -> str:
    return action.attrib.get("Value") or action.attrib["ExeCommand"]


def _upgrade(document: Element) -> str:
    for upgrade in document.iter("MajorUpgrade"):
        upgrade.attrib.pop("Schedule")
    return (
        f"UPDATE `InstallExecuteSequence` SET `Sequence` = {_AFTER_INITIALIZE} "
        "WHERE `Action` = 'RemoveExistingProducts'"
    )


def _write(document: Element, work: Path) -> Path:
    path = work / "aparte.wxs"
    tree = ElementTree(document)
    indent(tree)
    tree.write(path, encoding="utf-8", xml_declaration=True)
    return path


def _run(command: Sequence[str], folder: Path | None = None) -> None:
    made = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603
    output = (made.stdout + made.stderr).strip()
    # wixl only warns of a word it doesn't know, and leaves out what it says.
    if made.returncode or "WARNING" in output or "CRITICAL" in output:
        raise PackagingError(f"{command[0]}: {output or made.returncode}")
