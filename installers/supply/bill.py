"""The bill of materials of a frozen program, as CycloneDX 1.6, held against its schema before it is written."""

import os
import sys
import uuid
from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from cyclonedx.model import Property
from cyclonedx.model.bom import Bom, BomMetaData
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import DisjunctiveLicense
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL

from aparte import __version__
from installers.supply.native import Native, natives
from installers.supply.parts import Part, parts

NAME = "aparte-{version}-{system}.cdx.json"
_OURS = uuid.UUID("0d3a3c1e-6b0e-5a55-9d0c-9a2f3c1f7e55")


def main() -> int:
    """Write the bill beside the bundle; returns the exit code."""
    parser = ArgumentParser(prog="python -m installers.supply.bill", description=__doc__)
    parser.add_argument("--built", type=Path, required=True, help="PyInstaller's working folder")
    parser.add_argument("--out", type=Path, required=True, help="where the bundle is, and the bill goes")
    asked = parser.parse_args()
    found = parts(asked.built)
    bundle = asked.out / "aparte"
    inside = list(natives(bundle / "_internal" if (bundle / "_internal").is_dir() else bundle, found))
    moment = datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH") or 0), UTC)
    text = bill(found, inside, moment)
    if problem := JsonStrictValidator(SchemaVersion.V1_6).validate_str(text):
        print(problem, file=sys.stderr)
        return 1
    path = asked.out / NAME.format(version=__version__, system=sys.platform)
    path.write_text(text + "\n", "utf-8")
    print(f"{path}: {len(found)} packages, {len(inside)} native libraries inside them")
    return 0


def bill(found: list[Part], inside: list[Native], moment: datetime) -> str:
    """The document: the same parts at the same moment give the same text."""
    program = Component(name="aparte", version=__version__, type=ComponentType.APPLICATION, bom_ref="aparte")
    program.licenses.add(DisjunctiveLicense(id="EUPL-1.2"))
    bom = Bom(serial_number=uuid.uuid5(_OURS, f"{__version__} {moment.isoformat()} {sys.platform}"))
    bom.metadata = BomMetaData(component=program, timestamp=moment)
    fonts = Component(name="Source Sans 3", type=ComponentType.DATA, bom_ref="fonts", description="fonts")
    fonts.licenses.add(DisjunctiveLicense(id="OFL-1.1"))
    for component in [fonts, *map(_of_part, found), *map(_of_native, inside)]:
        bom.components.add(component)
    bom.register_dependency(program, list(bom.components))
    return JsonV1Dot6(bom).output_as_string(indent=1)


def _of_part(part: Part) -> Component:
    space = "debian" if part.kind == "deb" else None
    url = PackageURL(part.kind, space, part.name.lower(), part.version)
    component = Component(
        name=part.name, version=part.version, purl=url, bom_ref=url.to_string(), type=ComponentType.LIBRARY
    )
    component.licenses.add(DisjunctiveLicense(name=part.licence or "not said"))
    _add_files(component, part.libraries)
    return component


def _of_native(library: Native) -> Component:
    component = Component(
        name=library.name,
        version=library.version,
        bom_ref=f"{library.of}/{library.name}",
        type=ComponentType.LIBRARY,
        description=f"inside {library.of}",
    )
    component.licenses.add(DisjunctiveLicense(name=library.licence))
    _add_files(component, library.files)
    return component


def _add_files(component: Component, files: tuple[str, ...]) -> None:
    for property_ in _file_properties(files):
        component.properties.add(property_)


def _file_properties(files: tuple[str, ...]) -> Iterator[Property]:
    return (Property(name="aparte:file", value=name) for name in files)


if __name__ == "__main__":
    sys.exit(main())
